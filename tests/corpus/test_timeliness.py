"""Dates are held against today and against the years of their part."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.records import Reading
from corpus.timeliness import odd_dates

DAY = date(2025, 3, 31)
HEAD = "編號\t數據集名稱\t一般說明\t目標發放日期\t更新頻率"
PARTS = {
    "A": "A. 在 2025 年發放的局／部門數據集",
    "B": "B. 在 2026 年及 2027 年發放的局／部門數據集",
    "D": "D. 進度：已經上載的數據集",
}


def rules(read: Callable[..., Reading], part: str, *dates: str, period: str = "2025-2027") -> list[str]:
    rows = [f"1\t泊車位\t泊車位的位置\t{dates[0]}\t每月", *(f"\t\t泊車位的收費\t{day}\t每月" for day in dates[1:])]
    text = "\n".join(["運輸署", f"{period}年度開放數據計劃", PARTS[part], "ii. 非空間數據", HEAD, *rows])
    return [slip.rule for slip in odd_dates(read(text), DAY)]


@pytest.mark.parametrize(
    ("part", "day", "found"),
    [
        ("A", "03/2025", []),
        ("A", "2025年第四季", []),
        ("A", "02/2025", ["date-past"]),
        ("A", "01/2026", ["date-outside"]),
        ("B", "06/2026", []),
        ("B", "12/2025", ["date-outside"]),
        ("B", "01/2028", ["date-outside"]),
        ("A", "12/2024", ["date-past", "date-outside"]),
        ("D", "03/2025", []),
        ("D", "04/2025", ["date-future"]),
        ("D", "01/1999", []),
        ("D", "13/2024", []),
    ],
)
def test_a_date_fits_its_part_and_the_day(read: Callable[..., Reading], part: str, day: str, found: list[str]) -> None:
    assert rules(read, part, day) == found


def test_a_plan_for_one_year_says_nothing_of_its_parts(read: Callable[..., Reading]) -> None:
    assert rules(read, "B", "06/2028", period="2025") == []


def test_releases_stand_from_the_first_to_the_last(read: Callable[..., Reading]) -> None:
    assert rules(read, "D", "12/2020", "12/2021") == []
    assert rules(read, "D", "12/2021", "12/2020") == ["releases-order"]
