"""Cells belong to the head they stand under, whatever rules are missing or too many."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readings.pdf_grids import Grid, grids_of
from corpus.readings.pdf_letters import Word
from corpus.readings.pdf_ruled import ruled_rows
from corpus.readings.pdf_rules import Rule, Rules
from corpus.readings.pdf_wrapping import Wrapping
from tests.corpus.readings.pdf_printing import words

XS, YS = (0.0, 40.0, 140.0, 240.0, 320.0), (0.0, 30.0, 60.0, 90.0, 120.0)
WRAPPING = Wrapping([])


def print_rows(rows: Sequence[Sequence[str]]) -> list[Word]:
    found: list[Word] = []
    for top, row in zip(YS, rows, strict=False):
        for left, text in zip(XS, row, strict=False):
            found += words(text, left + 3, top + 18)
    return found


def grid(rows: Sequence[Sequence[str]], rules: Rules | None = None) -> Grid:
    ys = YS[: len(rows) + 1]
    rules = rules or Rules([Rule(y, XS[0], XS[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in XS])
    (found,) = grids_of(rules, print_rows(rows))[0]
    return found


def read(rows: Sequence[Sequence[str]], rules: Rules | None = None) -> list[tuple[str, ...]]:
    return [
        tuple("".join(line.text for line in cell) for cell in row.cells)
        for row in ruled_rows(grid(rows, rules), None, WRAPPING)
    ]


HEAD = ["編號", "名稱", "一般說明", "發放日期"]
ROW = ["1", "甲", "一份資料", "12/2024"]


def test_rows_stand_under_their_head() -> None:
    (head, row) = ruled_rows(grid([HEAD, ROW]), None, WRAPPING)
    assert (head.head, row.head) == (True, False)
    assert [line.text for line in row.says("date")] == ["12/2024"]


def test_a_rule_too_many_moves_nothing() -> None:
    upright = [*(Rule(x, 0, 60) for x in XS), Rule(190, 30, 60)]
    assert read([HEAD, ROW], Rules([Rule(y, 0, 320) for y in YS[:3]], upright)) == [tuple(HEAD), tuple(ROW)]


def test_forgotten_upright_rules_move_nothing() -> None:
    upright = [Rule(x, 0, 60) for x in (0, 40, 320)]
    assert read([HEAD, ROW], Rules([Rule(y, 0, 320) for y in YS[:3]], upright)) == [tuple(HEAD), tuple(ROW)]


def test_a_head_row_on_two_levels_is_one() -> None:
    rows = [["編號", "數據集", "", "發放日期"], ["", "名稱", "一般說明", ""], ROW]
    level = [Rule(0, 0, 320), Rule(30, 40, 240), Rule(60, 0, 320), Rule(90, 0, 320)]
    upright = [Rule(0, 0, 90), Rule(40, 0, 90), Rule(140, 30, 90), Rule(240, 0, 90), Rule(320, 0, 90)]
    found = read(rows, Rules(level, upright))
    assert found == [("編號", "數據集名稱", "數據集一般說明", "發放日期"), tuple(ROW)]


def test_a_heading_over_the_whole_table_is_a_row_of_one_cell() -> None:
    upright = [Rule(x, y, y + 30) for x in XS for y in (0, 60)] + [Rule(x, 30, 60) for x in (0, 320)]
    found = read([HEAD, ["(1) 醫院管理局"], ROW], Rules([Rule(y, 0, 320) for y in YS[:4]], upright))
    assert found == [tuple(HEAD), ("(1) 醫院管理局",), tuple(ROW)]


def test_what_is_merged_over_datasets_holds_for_each() -> None:
    rows = [HEAD, ["1", "甲", "共同的說明", "12/2024"], ["2", "乙", "", "01/2025"]]
    level = [*(Rule(y, 0, 320) for y in (0, 30, 90)), Rule(60, 0, 140), Rule(60, 240, 320)]
    found = read(rows, Rules(level, [Rule(x, 0, 90) for x in XS]))
    assert found[1:] == [("1", "甲", "共同的說明", "12/2024"), ("2", "乙", "共同的說明", "01/2025")]


def test_what_is_merged_over_releases_stands_once() -> None:
    rows = [HEAD, ["1", "甲", "第一份", "12/2024"], ["", "", "第二份", "01/2025"]]
    level = [*(Rule(y, 0, 320) for y in (0, 30, 90)), Rule(60, 140, 320)]
    found = read(rows, Rules(level, [Rule(x, 0, 90) for x in XS]))
    assert found[1:] == [("1", "甲", "第一份", "12/2024"), ("", "", "第二份", "01/2025")]


def test_a_table_without_head_row_takes_the_columns_of_the_one_before() -> None:
    (head, _) = ruled_rows(grid([HEAD, ROW]), None, WRAPPING)
    (row,) = ruled_rows(grid([["2", "乙", "", "01/2025"]]), head.layout, WRAPPING)
    assert [line.text for line in row.says("date")] == ["01/2025"]


def test_a_row_without_upright_rules_keeps_to_its_column() -> None:
    upright = [*(Rule(x, 0, 30) for x in XS), Rule(0, 30, 60), Rule(320, 30, 60)]
    found = read([HEAD, ["", "", "其餘部分的說明文字", ""]], Rules([Rule(y, 0, 320) for y in YS[:3]], upright))
    assert found == [tuple(HEAD), ("", "", "其餘部分的說明文字", "")]


def test_a_heading_right_above_the_head_row_is_no_part_of_it() -> None:
    upright = [*(Rule(x, 30, 90) for x in XS), Rule(0, 0, 30), Rule(320, 0, 30)]
    found = read([["i. 空間數據"], HEAD, ROW], Rules([Rule(y, 0, 320) for y in YS[:4]], upright))
    assert found == [("i. 空間數據",), tuple(HEAD), tuple(ROW)]
