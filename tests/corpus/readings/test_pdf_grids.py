"""Cells are the places between rules; where a rule is missing, they are one."""

from __future__ import annotations

from corpus.readings.pdf_grids import grids_of
from corpus.readings.pdf_rules import Rule, Rules
from tests.corpus.readings.pdf_printing import words

WORDS = [*words("甲", 20, 50), *words("乙", 120, 50), *words("丙", 20, 90), *words("丁", 120, 90)]


def cells(rules: Rules) -> list[tuple[int, int, int, int, str]]:
    (grid,) = grids_of(rules, WORDS)[0]
    return [(c.top, c.bottom, c.left, c.right, "".join(w.text for w in c.words)) for c in grid.cells]


def test_rules_that_cross_make_cells() -> None:
    rules = Rules([Rule(y, 0, 200) for y in (30, 60, 100)], [Rule(x, 30, 100) for x in (0, 100, 200)])
    assert [(cell[0], cell[2], cell[4]) for cell in cells(rules)] == [
        (0, 0, "甲"),
        (0, 1, "乙"),
        (1, 0, "丙"),
        (1, 1, "丁"),
    ]


def test_a_table_needs_no_outer_rules() -> None:
    rules = Rules([Rule(60, 0, 200)], [Rule(100, 30, 100)])
    assert [cell[4] for cell in cells(rules)] == ["甲", "乙", "丙", "丁"]


def test_merged_cells_are_one() -> None:
    rules = Rules([Rule(30, 0, 200), Rule(60, 100, 200), Rule(100, 0, 200)], [Rule(x, 30, 100) for x in (0, 100, 200)])
    assert cells(rules) == [(0, 2, 0, 1, "甲丙"), (0, 1, 1, 2, "乙"), (1, 2, 1, 2, "丁")]


def test_colour_parts_rows_where_no_rule_does() -> None:
    upright = [Rule(x, 30, 100) for x in (0, 100, 200)]
    rules = Rules([Rule(30, 0, 200), Rule(100, 0, 200)], upright, [Rule(30, 0, 200), Rule(60, 0, 200)])
    assert [cell[4] for cell in cells(rules)] == ["甲", "乙", "丙", "丁"]


def test_a_frame_around_text_is_no_table() -> None:
    rules = Rules([Rule(30, 0, 200), Rule(100, 0, 200)], [Rule(0, 30, 100), Rule(200, 30, 100)])
    grids, outside, loose = grids_of(rules, WORDS)
    assert (grids, len(outside), len(loose)) == ([], 4, 2)


def test_a_table_within_a_frame_is_found() -> None:
    frame = Rules([Rule(5, -50, 300), Rule(200, -50, 300)], [Rule(-50, 5, 200), Rule(300, 5, 200)])
    rules = Rules([*frame.level, Rule(60, 0, 200)], [*frame.upright, Rule(100, 30, 100)])
    assert [cell[4] for cell in cells(rules)] == ["甲", "乙", "丙", "丁"]


def test_an_underlined_word_stays_outside() -> None:
    grids, outside, loose = grids_of(Rules([Rule(52, 20, 30)]), WORDS)
    assert (grids, len(outside), len(loose)) == ([], 4, 1)
