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
        "2024-12 | 202412 | 31 December 2024 | December 31, 2024 | 2024年12月31日 | ２０２４年１２月 | 2024 | "
        "2024年 | 2024年底 | end of 2024 | by end-2024 | Q4 2024 | 4Q2024 | 2024 Q4 | 2024年第四季 | 2024第4季度 | "
        "下半年 2024 | second half of 2024 | 10-12/2024 | 10/2024 - 12/2024 | 2024年10月至12月 | Oct - Dec 2024 | "
        "2023-2024"
    ),
    "2025-03": (
        "03/2025 | 3/2025 | Q1 2025 | 2025年第一季 | first quarter of 2025 | Dec 2024 - Mar 2025 | "
        "2024年11月至2025年3月 | 2024-25財政年度 | FY2024-25 | end of March 2025 | 2025年三月 | "
        "2025年3月 March 2025 | 2025年三月 / Mar 2025"
    ),
    "2026-06": (
        "2026年上半年 | first half of 2026 | 1H 2026 | H1 2026 | mid-2026 | 2026年年中 | 1-6/2026 | Q1-Q2 2026 | "
        "上半年2026 | mid 2026 | Mid 2026 | 2026年中 | 2026 年中 | Q2 2026 | 2026年第二季 | June 2026 | "
        "middle of 2026 | 1H2026 | 2026上半年 | by mid-2026 | Jun-26 | first half 2026 | 2nd quarter of 2026 | "
        "the first half-year of 2026 | first half year of 2026 | 2Q 2026"
    ),
    "2025-08": "2024/25學年 | Aug 2025 | 2025.8 | 2024/25 school year | 2024-25 academic year | 2025年8月",
    "2026-12": "2024-26 | 2024-2026 | 2024年至2026年 | 2024-26年度 | 2025年3月至2026年",
    "2025-12": (
        "12/2025 | 12-2025 | 2025-12 | 2025/12 | 2025.12 | 12.2025 | 2025年12月 | 2025 年 12 月 | Dec 2025 | "
        "Dec-25 | Dec 25 | Dec-2025 | Dec. 2025 | December, 2025 | December 2025 | 31/12/2025 | 2025-12-31 | "
        "31-12-2025 | 31.12.2025 | 2025/12/31 | 2025年12月31日 | 31 Dec 2025 | 31-Dec-25 | 31-Dec-2025 | "
        "December 31, 2025 | by end 2025 | By the end of 2025 | end of 2025 | end 2025 | End-2025 | 2025年底 | "
        "2025年年底 | 2025年底前 | 2025年年底前 | 二零二五年十二月 | 二〇二五年底 | Q4 2025 | 4Q 2025 | 2025 Q4 | "
        "2025Q4 | Q4/2025 | 4Q/2025 | fourth quarter of 2025 | 4th Quarter 2025 | Fourth Quarter, 2025 | "
        "2025年第四季 | 2025年第4季 | 2025年第四季度 | 第四季 2025 | 2025年四季度 | 2H 2025 | 2H2025 | H2 2025 | "
        "second half of 2025 | 2025年下半年 | 2025下半年 | late 2025 | 2025年內 | 2025年内 | within 2025 | "
        "in 2025 | 2025 | 2025年 | Oct - Dec 2025 | Oct to Dec 2025 | 10/2025 - 12/2025 | 10/2025-12/2025 | "
        "2025年10月至12月 | 2025年10-12月 | 2025年10月－2025年12月 | Released in 12/2025 | 已於2025年12月發放 | "
        "已于2025年12月发放 | Released (12/2025) | 12/2025 (Released) | 已發放（12/2025） | 12/2025 (tentative) | "
        "(12/2025) 已發放 | （2025年12月）已发放 | (December 2025) released | "
        "12/2025（暫定） | 12/2025* | 12/2025 [1] | 12/2025# | Tentatively December 2025 | 暫定2025年12月 | "
        "預計2025年12月 | on or before 31 December 2025 | by December 2025 | 2025年12月或之前 | 2025年12月前 | "
        "before end of 2025 | Before 2025 year end | Year-end 2025 | 2025 年第 4 季 | 12 / 2025 | 12／2025 | "
        "2025 Dec | 2025-Dec | Dec/2025 | '12/2025 | 12/25 | December'25 | Dec '25 | DEC 2025 | "
        "October – December 2025 | 4Q25 | Q4'25 | Q4 25 | 2025年度 | 2025年末 | the fourth quarter of 2025 | "
        "Released on 15 December 2025 | 15th December 2025 | December 15th, 2025 | 12月 2025 | 2025年12月上旬 | "
        "mid-December 2025 | mid December 2025 | 2025年12月中 | 2025年12月底 | early December 2025 | "
        "2025年12月初 | December of 2025 | 2025.12.31 | 202512 | 20251231 | CY2025 | Quarter 4 of 2025 | "
        "Quarter 4, 2025 | 12/2025 or earlier | not later than December 2025 | "
        "60 datasets in December 2025 | 2025財政年度 | 2025财政年度 | financial year 2025"
    ),
    "2026-03": (
        "Q1 2026 | 2026年第一季 | 1Q 2026 | 2026年首季 | first quarter of 2026 | March 2026 | FY 2025-26 | "
        "FY2025-26 | 2025-26 financial year | 2025-26 FY | 2025-26財政年度 | 2025/26 financial year | "
        "2025-26年度 | Q1, 2026 | Jan-Mar 2026 | 2026年1月至3月 | 2026年1-3月 | early 2026 | 2026年初 | "
        "beginning of 2026 | 2026年年初 | Dec 2025 - Mar 2026 | 2025年12月至2026年3月 | Early-2026 | 31/3/2026 | "
        "1/3/2026 | 03/01/2026 to 31/03/2026 | FY 2025/26 | FY25/26 | 2025至26財政年度 | the 2025-26 fiscal year | "
        "Financial Year 2025-2026"
    ),
    "2025-09": (
        "Q3 2025 | 3Q 2025 | 2025 Q3 | third quarter of 2025 | 2025年第三季 | Sept 2025 | Sep-25 | "
        "September 2025 | 2025年9月 | 2025年九月 | 9/2025 | 09/2025 | 2025 3Q | 3rd quarter of 2025 | "
        "2025年第3季度 | third quarter 2025 | Q3 of 2025 | Q3, 2025 | 2025年三季度 | 2025年第三季度內 | 3Q of 2025"
    ),
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
        "01/00/2025",
        "00/12/2025",
        "2025-00-10",
        "2024-24",
        "2024-23",
        "spring 2025",
        "2025年春季",
        "TBC",
        "待定",
        "不適用",
        "",
        "每年",
        "12/3024",
        "9" * 300,
        "13/2025",
        "0/2025",
        "31/02/2025",
        "2025年13月",
        "To be confirmed",
        "N/A",
        "30 Feb 2025",
        "Already released",
        "已發放",
        "12",
        "2025年2月30日",
        "32/12/2025",
        "Q5 2025",
        "2025年第五季",
        "February 30, 2025",
        "99/9999",
        "-",
        "ongoing",
        "spring 2026",
        "31 April 2025",
        "32 January 2025",
        "32 December 2025",
        "2025年1月32日",
        "29 February 2025",
        "Dec",
        "0/25",
        "2025-02-29",
        "Q0 2025",
        "5Q 2025",
        "2025年第五季度",
        # Longer than any date is.
        "2025年12月" + "。" * 200,
    ],
)
def test_what_no_month_fits_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("第三季", "2025-09"),
        ("Q4", "2025-12"),
        ("年底", "2025-12"),
        ("年中", "2025-06"),
        ("12月", "2025-12"),
        ("31 December", "2025-12"),
        ("上半年", "2025-06"),
        ("first quarter", "2025-03"),
        ("第一季至第三季", "2025-09"),
        ("12/2024", "2024-12"),
        ("待定", None),
        ("不適用", None),
        ("31 June", None),
        ("30 February", None),
        ("2月30日", None),
        ("29 February", "2025-02"),
        ("29 February 2024", "2024-02"),
        ("第二季", "2025-06"),
        ("二月底", "2025-02"),
        ("Dec 2024", "2024-12"),
        ("13月", None),
    ],
)
def test_a_date_without_a_year_takes_that_of_its_part(text: str, month: str | None) -> None:
    assert read_date(text, 2025) == month


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
