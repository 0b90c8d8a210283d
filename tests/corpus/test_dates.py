"""A date cell is a month, or nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import read_date

# value: the wordings of it, apart by bars
MONTHS = {
    "2024-12": (
        "12/2024 | 12/2024 (暫定) | 2024年12月 | 2024 年 12 月 | 二零二四年十二月 | 二〇二四年十二月 | "
        "12月2024年 | Dec 2024 | December, 2024 | Dec-24 | 12/24 | 31/12/2024 | 31.12.2024 | 2024-12-31 | "
        "2024-12 | 202412 | 31 December 2024 | December 31, 2024 | 2024年12月31日 | ２０２４年１２月 | "
        "2024 | 2024年 | 2024年底 | end of 2024 | by end-2024 | Q4 2024 | 4Q2024 | 2024 Q4 | "
        "2024年第四季 | 2024第4季度 | 下半年 2024 | second half of 2024 | 10-12/2024 | 10/2024 - 12/2024 | "
        "2024年10月至12月 | Oct - Dec 2024 | 2023-2024"
    ),
    "2025-03": (
        "03/2025 | 3/2025 | Q1 2025 | 2025年第一季 | first quarter of 2025 | Dec 2024 - Mar 2025 | "
        "2024年11月至2025年3月 | 2024-25財政年度 | FY2024-25 | end of March 2025 | 2025年三月"
    ),
    "2026-06": (
        "2026年上半年 | first half of 2026 | 1H 2026 | H1 2026 | mid-2026 | 2026年年中 | 1-6/2026 | Q1-Q2 2026"
    ),
    "2025-08": "2024/25學年 | Aug 2025 | 2025.8",
    "2026-12": "2024-26 | 2024-2026 | 2024年至2026年",
}


@pytest.mark.parametrize(
    ("text", "month"), [(text, month) for month, texts in MONTHS.items() for text in texts.split(" | ")]
)
def test_every_way_of_writing_a_month_is_read(text: str, month: str) -> None:
    assert read_date(text) == month


@pytest.mark.parametrize(
    "text",
    [
        "13/2024",
        "00/2025",
        "2024年13月",
        "31/02/2024",
        "2024-13",
        "2024-12-32",
        "spring 2025",
        "2025年春季",
        "TBC",
        "待定",
        "不適用",
        "",
        "每年",
        "12/3024",
        "9" * 300,
    ],
)
def test_what_no_month_fits_is_no_date(text: str) -> None:
    assert read_date(text) is None


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_months_in_digits_are_read_whatever_the_year(year: int, month: int) -> None:
    texts = [
        f"{month:02}/{year}",
        f"{month}/{year}",
        f"{year}年{month}月",
        f"{year}-{month:02}",
        f"28/{month:02}/{year}",
    ]
    assert {read_date(text) for text in texts} == {f"{year}-{month:02}"}


@given(st.text(max_size=60) | st.text("0123456789年月日至-/. QH至到DecMarmidoflast(),", max_size=30))
def test_any_text_is_a_month_or_nothing(text: str) -> None:
    date = read_date(text)
    assert date is None or re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", date)
