"""What the page carries goes, what the plan says stays."""

from __future__ import annotations

from corpus.readings.pdf_furniture import without_furniture
from tests.corpus.readings.pdf_printing import line

HEIGHT = 800.0


def kept(*pages: list[tuple[str, float]]) -> list[list[str]]:
    lines = [[line(text, 50, y) for text, y in page] for page in pages]
    return [[one.text for one in page] for page in without_furniture(lines, [HEIGHT] * len(pages))]


def test_page_numbers_go() -> None:
    pages = [[("文字", 200.0 + 20 * n), (f"第 {n} 頁，共 3 頁", 780)] for n in (1, 2, 3)]
    assert kept(*pages) == [["文字"]] * 3
    assert kept([("Text", 300), ("Page 1 of 1", 780)]) == [["Text"]]


def test_a_running_head_stays_where_it_stands_first() -> None:
    pages = [[("衞生署", 30), (f"文字{n}", 200.0 + 20 * n), (f"衞生署 {n}", 780)] for n in (1, 2, 3)]
    assert kept(*pages) == [["衞生署", "文字1"], ["文字2"], ["文字3"]]


def test_a_running_head_gives_way_to_the_title() -> None:
    pages = [[("开放数据计划", 30), ("2025年度开放数据计划", 60), ("A", 300)], [("开放数据计划", 30), ("B", 310)]]
    assert kept(*pages) == [["2025年度开放数据计划", "A"], ["B"]]


def test_headings_and_head_rows_stay_wherever_they_come_again() -> None:
    head = "No.     Name of Dataset     General Description     Release Date"
    pages = [[("D. Datasets already released", 40), (head, 60), (f"{n}", 300)] for n in (1, 2)]
    assert kept(*pages) == [["D. Datasets already released", " ".join(head.split()), str(n)] for n in (1, 2)]


def test_the_first_line_of_a_high_head_row_stays() -> None:
    # Beside each other, though their baselines differ: one row.
    pages = [[("數據種", 60), ("編號     名稱     說明     頻率", 65), (f"{n}", 300)] for n in (1, 2)]
    assert kept(*pages) == [["數據種", "編號 名稱 說明 頻率", str(n)] for n in (1, 2)]


def test_what_stands_within_the_page_stays() -> None:
    assert kept([("Nil", 300)], [("Nil", 300)]) == [["Nil"], ["Nil"]]
