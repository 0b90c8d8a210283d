"""Marks of Markdown go where a text is Markdown, and stay where they say something."""

from __future__ import annotations

import time

import pytest

from corpus.readings.markdown import marks_of
from corpus.readings.text import passages_of_text

HEAD = "| No. | Name | Description | Date |"


def cells(*lines: str) -> list[tuple[str, ...]]:
    return [passage.cells for passage in passages_of_text("\n".join(lines))]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## A. Datasets to be released in 2025", "A. Datasets to be released in 2025"),
        ("### (ii) 非空間數據 ###", "(ii) 非空間數據"),
        ("**B. 将于2026年发放的数据集**", "B. 将于2026年发放的数据集"),
        (r"\* 数据截至2024年底", "* 数据截至2024年底"),
        (r"C\. Other organisations", "C. Other organisations"),
    ],
)
def test_headings_of_markdown_lose_their_marks(line: str, text: str) -> None:
    assert cells("## Plan", line)[1] == (text,)


def test_a_hash_in_plain_text_opens_a_note() -> None:
    assert cells("# 暫定日期", "其他") == [("# 暫定日期",), ("其他",)]


def test_marks_within_words_stay() -> None:
    assert marks_of("## Plan").bare("file_name__en_and 2 * 3 ** 4") == "file_name__en_and 2 * 3 ** 4"


def test_cells_hold_bars_and_line_breaks() -> None:
    rows = cells(HEAD, "|---|---|---|---|", r"| 1 | Tides \| currents | One<br>two | **12/2025** |")
    assert rows[1] == ("1", "Tides | currents", "One two", "12/2025")


@pytest.mark.parametrize("rule", ["|---|:-:|--:|:--|", "| --- | --- | --- | --- |", "|===|===|===|===|", "|-|-|-|-|"])
def test_the_rule_under_a_head_row_goes(rule: str) -> None:
    assert cells(HEAD, rule, "| 1 | a | b | 12/2025 |")[1][0] == "1"


@pytest.mark.parametrize("above", [[HEAD], [HEAD, "|---|---|---|---|"]])
def test_a_row_of_single_dashes_says_that_there_is_nothing(above: list[str]) -> None:
    assert cells(*above, "| - | - | - | - |", "", "B. Part")[1] == ("-", "-", "-", "-")


@pytest.mark.parametrize("line", ["+-----+-----+", "----------", "==========", "----+------+----"])
def test_lines_that_are_drawn_go(line: str) -> None:
    assert cells("A. 部門數據集", line, "(i) 空間數據") == [("A. 部門數據集",), ("(i) 空間數據",)]


def test_a_single_dash_stays() -> None:
    assert cells("(i) 空間數據", "-") == [("(i) 空間數據",), ("-",)]


@pytest.mark.parametrize("head", ["編號 | 數據集名稱 | 說明 | 發放日期", "No. | Dataset name | Description | Date"])
def test_rows_may_have_bars_between_their_cells_alone(head: str) -> None:
    assert cells(head, "1 | 甲 | 乙 | 12/2025", " | | 丙 | 1/2026")[1:] == [
        ("1", "甲", "乙", "12/2025"),
        ("", "", "丙", "1/2026"),
    ]


def test_bars_of_a_menu_make_no_row() -> None:
    assert cells("Home | About | Contact | Sitemap") == [("Home | About | Contact | Sitemap",)]


@pytest.mark.parametrize("line", [" " * 50_000 + "x", "# a" + " " * 20_000 + "b", "# " + "# a " * 5000])
def test_long_lines_are_looked_at_soon(line: str) -> None:
    began = time.thread_time()
    cells("## A", line)
    assert time.thread_time() - began < 1
