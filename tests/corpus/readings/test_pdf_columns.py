"""Columns part where the fewest lines run across."""

from __future__ import annotations

from corpus.columns import Columns
from corpus.readings.pdf_columns import Layout, Row, cells_of, clusters_of, gutter, in_columns, pieces_of
from tests.corpus.readings.pdf_printing import line, words

LAYOUT = Layout((0, 100, 200), Columns(("number", "name")))


def test_gaps_part_clusters() -> None:
    texts = [[word.text for word in cluster] for cluster in clusters_of(words("數據集 名稱    說明"), 1.2)]
    assert texts == [["數據集", "名稱"], ["說明"]]


def test_pieces_go_over_the_space_of_a_word() -> None:
    assert [(round(a), round(b)) for a, b in pieces_of(line("one two      three"))] == [(0, 15), (20, 35), (65, 90)]


def test_the_gutter_is_where_no_line_runs_across() -> None:
    lines = [line("甲甲甲甲", 0), line("乙乙", 60), line("丙丙丙丙丙", 0, 20)]
    assert 50 <= gutter(20, 70, lines) <= 60


def test_of_two_gutters_it_is_the_one_behind_which_lines_begin() -> None:
    # The first column is justified, so that the gap within it is wider than the one behind it.
    lines = [line(text, x, y) for y in (0, 20) for x, text in ((0, "甲甲"), (60, "乙乙"), (86, "說明" * 5))]
    lines += [line("說明說明", 86, 40)]
    assert 80 <= gutter(15, 100, lines) <= 86


def test_a_stop_that_hangs_out_of_its_column_stays_in_it() -> None:
    (word,) = words("資料乙乙", 72)
    assert [[part.text for part in column] for column in in_columns([word], LAYOUT)] == [["資料乙"], ["乙"]]
    (latin,) = words("https://a.hk/b", 60)
    assert [[part.text for part in column] for column in in_columns([latin], LAYOUT)] == [["https://a.hk/b"], []]


def test_a_row_says_what_its_columns_hold() -> None:
    row = Row(cells_of([words("7", 10), words("名稱", 110)]), LAYOUT)
    assert [one.text for one in row.says("name")] == ["名稱"]
    assert row.says("date") == ()
    assert LAYOUT.column_of(-5) == 0 and LAYOUT.column_of(500) == 1
