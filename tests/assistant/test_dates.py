"""Months out of words, told as "first..last", with nothing on the side that is open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import Range, as_of, month_name, month_number, periods, within, without
from assistant.wording import find_spans, grammar
from index.analysis import fold

TODAY = date(2026, 3, 15)
RULES = grammar("dates.toml")


def told(question: str, today: date = TODAY) -> list[str]:
    """The ranges that a question speaks of."""
    folded = fold(question)
    spans = [span for span in find_spans(folded, RULES) if span.tag == "date"]
    ranges = (period.range for period in periods(folded, spans, today))
    return [f"{first or ''}..{last or ''}" for first, last in ranges]


POINTS = {
    "2025": "2025-01..2025-12",
    "in the year 2025": "2025-01..2025-12",
    "2025年": "2025-01..2025-12",
    "2025年內": "2025-01..2025-12",
    "2025年度": "2025-01..2025-12",
    "二零二六年": "2026-01..2026-12",
    "二〇二六年": "2026-01..2026-12",
    "二○二六年": "2026-01..2026-12",
    "19年": "2019-01..2019-12",
    "零九年": "2009-01..2009-12",
    "March 2019": "2019-03..2019-03",
    "mar 2019": "2019-03..2019-03",
    "March, 2019": "2019-03..2019-03",
    "1 March 2019": "2019-03..2019-03",
    "March 1, 2019": "2019-03..2019-03",
    "1 March, 2019": "2019-03..2019-03",
    "the 1 of March 2019": "2019-03..2019-03",
    "2019-03": "2019-03..2019-03",
    "may I see those of March 2019": "2019-03..2019-03",
    "2019/3": "2019-03..2019-03",
    "03/2019": "2019-03..2019-03",
    "2019年3月": "2019-03..2019-03",
    "2019年3月份": "2019-03..2019-03",
    "2019年3月底": "2019-03..2019-03",
    "2019年3月1日": "2019-03..2019-03",
    "2019年3月31號": "2019-03..2019-03",
    "二零一九年十二月": "2019-12..2019-12",
    "二〇一九年三月": "2019-03..2019-03",
    "Q3 2025": "2025-07..2025-09",
    "2025Q3": "2025-07..2025-09",
    "third quarter of 2025": "2025-07..2025-09",
    "first quarter of 2025": "2025-01..2025-03",
    "2025年第三季": "2025-07..2025-09",
    "2025年第三季度": "2025-07..2025-09",
    "2025年第1季": "2025-01..2025-03",
    "2025年q4": "2025-10..2025-12",
    "first half of 2025": "2025-01..2025-06",
    "second half of 2025": "2025-07..2025-12",
    "H2 2025": "2025-07..2025-12",
    "early 2025": "2025-01..2025-06",
    "late 2025": "2025-07..2025-12",
    "2025年上半年": "2025-01..2025-06",
    "2025上半年": "2025-01..2025-06",
    "2025年的下半年": "2025-07..2025-12",
    "2025年底": "2025-01..2025-12",
    "2025年初": "2025-01..2025-06",
    "end of 2025": "2025-01..2025-12",
}
RELATIVE = {
    "this year": "2026-01..2026-12",
    "later this year": "2026-01..2026-12",
    "今年": "2026-01..2026-12",
    "本年度": "2026-01..2026-12",
    "next year": "2027-01..2027-12",
    "明年": "2027-01..2027-12",
    "出年": "2027-01..2027-12",
    "the year after next": "2028-01..2028-12",
    "後年": "2028-01..2028-12",
    "last year": "2025-01..2025-12",
    "去年": "2025-01..2025-12",
    "舊年": "2025-01..2025-12",
    "前年": "2024-01..2024-12",
    "two years ago": "2024-01..2024-12",
    "this month": "2026-03..2026-03",
    "今個月": "2026-03..2026-03",
    "next month": "2026-04..2026-04",
    "下個月": "2026-04..2026-04",
    "上個月": "2026-02..2026-02",
    "this quarter": "2026-01..2026-03",
    "今季": "2026-01..2026-03",
    "next quarter": "2026-04..2026-06",
    "下季": "2026-04..2026-06",
    "last quarter": "2025-10..2025-12",
    "上季": "2025-10..2025-12",
    "Q3": "2026-07..2026-09",
    "上半年": "2026-01..2026-06",
    "今年上半年": "2026-01..2026-06",
    "今年嘅下半年": "2026-07..2026-12",
    "明年上半年": "2027-01..2027-06",
    "明年第一季": "2027-01..2027-03",
    "去年第四季度": "2025-10..2025-12",
    "first half of next year": "2027-01..2027-06",
    "Q1 next year": "2027-01..2027-03",
    "the first quarter of next year": "2027-01..2027-03",
    "late this year": "2026-07..2026-12",
    "in May": "--05..--05",
    "5月": "--05..--05",
    "十二月": "--12..--12",
    "over the next 6 months": "2026-03..2026-09",
    "未來兩年": "2026-03..2028-03",
    "六個月內": "2026-03..2026-09",
    "in the past three months": "2025-12..2026-03",
    "過去三個月": "2025-12..2026-03",
    "next 3 weeks": "2026-03..2026-04",
    "未來三個星期": "2026-03..2026-04",
    "未来三个星期": "2026-03..2026-04",
    "past 0 months": "2026-02..2026-03",
    "last 2 quarters": "2025-09..2026-03",
    "过去两年": "2024-03..2026-03",
    "in one year": "2027-01..2027-12",
    "in 2 years": "2028-01..2028-12",
    "兩年後": "2028-01..2028-12",
    "两年之后": "2028-01..2028-12",
    "5 years from now": "2031-01..2031-12",
    "6 months from now": "2026-03..2026-09",
    # Before the first year and after the last that can be written there is no bound.
    "past 900 decades": "..2026-03",
    "next 900 decades": "2026-03..",
}
BOUNDS = {
    "before 2018": "..2017-12",
    "earlier than March 2018": "..2018-02",
    "2018年之前": "..2017-12",
    "2018年以前": "..2017-12",
    "2018年3月前": "..2018-02",
    "早於2018年": "..2017-12",
    "by 2018": "..2018-12",
    "until June 2018": "..2018-06",
    "no later than June 2018": "..2018-06",
    "on or before June 2018": "..2018-06",
    "not after 2018": "..2018-12",
    "2018 or earlier": "..2018-12",
    "截至2018年": "..2018-12",
    "2018年或之前": "..2018-12",
    "2018年為止": "..2018-12",
    "2018年前後為止": "..2018-12",
    "2018年前后为止": "..2018-12",
    "不遲於2018年": "..2018-12",
    "by the end of 2025": "..2025-12",
    "before the end of 2025": "..2025-12",
    "before year end 2025": "..2025-12",
    "before year end": "..2026-12",
    "2025年底前": "..2025-12",
    "2025年年底前": "..2025-12",
    "2025年12月底前": "..2025-12",
    "今年年底前": "..2026-12",
    "明年年底前": "..2027-12",
    "by year end": "..2026-12",
    "after 2018": "2019-01..",
    "later than March 2018": "2018-04..",
    "2018年之後": "2019-01..",
    "2018年3月後": "2018-04..",
    "since 2018": "2018-01..",
    "starting in 2018": "2018-01..",
    "beginning in March 2018": "2018-03..",
    "from March 2018": "2018-03..",
    "not before 2018": "2018-01..",
    "2018 onwards": "2018-01..",
    "2018 or later": "2018-01..",
    "自2018年": "2018-01..",
    "由2018年3月起": "2018-03..",
    "2018年開始": "2018-01..",
    "2018年至今": "2018-01..",
    "May onwards": "2026-05..",
    "2018年之後至今": "2018-01..",
    "2018年之后至今": "2018-01..",
    "2018年以來": "2018-01..",
}
STRETCHES = {
    "from 2018 to 2020": "2018-01..2020-12",
    "2018-2020": "2018-01..2020-12",
    "2018至2020年": "2018-01..2020-12",
    "2018年到2020年": "2018-01..2020-12",
    "since 2018 until 2020": "2018-01..2020-12",
    "between 2018 and 2020": "2018-01..2020-12",
    "介乎2018至2020年": "2018-01..2020-12",
    "介於2018和2020年": "2018-01..2020-12",
    "2018年與2020年之間": "2018-01..2020-12",
    "2018年至2020年之間": "2018-01..2020-12",
    "from March 2018 through April 2020": "2018-03..2020-04",
    "2018年3月至2020年4月": "2018-03..2020-04",
    "between April and July 2019": "2019-04..2019-07",
    "April to July 2019": "2019-04..2019-07",
    "2019年4月至7月": "2019-04..2019-07",
    "2019年6月至9月": "2019-06..2019-09",
    "2019年9月至6月": "2019-09..2020-06",
    "September to June 2019": "2018-09..2019-06",
    "4月至7月": "2026-04..2026-07",
    "由2018年10月起至2019年1月底": "2018-10..2019-01",
    "from November 2018 to February 2019": "2018-11..2019-02",
}


@pytest.mark.parametrize(("question", "months"), POINTS.items())
def test_dates_are_their_months(question: str, months: str) -> None:
    assert told(question) == [months]


@pytest.mark.parametrize(("question", "months"), RELATIVE.items())
def test_relative_dates_count_from_the_day_of_asking(question: str, months: str) -> None:
    assert told(question) == [months]


@pytest.mark.parametrize(("question", "months"), BOUNDS.items())
def test_words_beside_a_date_open_one_side(question: str, months: str) -> None:
    assert told(question) == [months]


@pytest.mark.parametrize(("question", "months"), STRETCHES.items())
def test_two_dates_joined_are_one_stretch(question: str, months: str) -> None:
    assert told(question) == [months]


@pytest.mark.parametrize(
    "question", ["in 2018 or 2020", "2018 and 2020", "2018年或2020年", "2018年同2020年", "2018、2020年"]
)
def test_two_dates_side_by_side_are_two(question: str) -> None:
    assert told(question) == ["2018-01..2018-12", "2020-01..2020-12"]


@pytest.mark.parametrize("question", ["in 2018, not after 2020", "2018年，不遲於2020年", "2018年，不迟于2020年"])
def test_date_and_bound_side_by_side_are_two(question: str) -> None:
    assert told(question) == ["2018-01..2018-12", "..2020-12"]


@pytest.mark.parametrize("question", ["may I see them", "march on", "how is it now", "version 3", "1234", "q9", "三個"])
def test_verbs_and_other_numbers_are_no_dates(question: str) -> None:
    assert told(question) == []


@pytest.mark.parametrize("question", ["2025年13月", "2025-13", "13/2025", "2025年第五季", "q5 2025"])
def test_month_or_quarter_that_no_year_has_is_none(question: str) -> None:
    assert told(question) == []


@pytest.mark.parametrize(
    "question", ["in 2016 or from 2018 to 2020", "2016年，或者2018年至2020年", "2016年和2018年到2020年"]
)
def test_stretch_may_stand_behind_another_date(question: str) -> None:
    assert told(question) == ["2016-01..2016-12", "2018-01..2020-12"]


def test_quarters_turn_with_the_year() -> None:
    assert told("next quarter", date(2025, 12, 31)) == ["2026-01..2026-03"]
    assert told("last quarter", date(2026, 1, 1)) == ["2025-10..2025-12"]
    assert told("next month", date(2025, 12, 31)) == ["2026-01..2026-01"]


def test_period_takes_the_words_beside_it() -> None:
    folded = fold("released before 2018 or so")
    (period,) = periods(folded, [s for s in find_spans(folded, RULES) if s.tag == "date"], TODAY)
    assert folded[period.start : period.end] == "before 2018"


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_numbers_come_back_as_months(year: int, month: int) -> None:
    assert month_name(month_number(year, month)) == f"{year:04d}-{month:02d}"
    assert month_name(month_number(year, 12) + 1) == f"{year + 1:04d}-01"


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("as of 1 March 2025", date(2025, 3, 1)),
        ("suppose today is March 2025", date(2025, 3, 1)),
        ("以2025年3月1日計", date(2025, 3, 1)),
        ("假設今日是2025年3月31日", date(2025, 3, 31)),
        ("as of 2025-03-01", date(2025, 3, 1)),
        ("截至2025年3月31日", date(2025, 3, 31)),
        ("以2025年3月計", date(2025, 3, 1)),
        ("as of 31 February 2025", TODAY),
        ("as of 2025-13-01", TODAY),
    ],
)
def test_day_of_asking_can_be_told(question: str, day: date) -> None:
    (span,) = [span for span in find_spans(fold(question), RULES) if span.tag == "asof"]
    assert as_of(span, TODAY) == day


@pytest.mark.parametrize(
    ("month", "ranges", "inside"),
    [
        ("2025-03", [("2025-03", "2025-03")], True),
        ("2025-03", [("2025-04", None)], False),
        ("2025-03", [(None, "2025-02")], False),
        ("2025-03", [(None, "2024-12"), ("2025-01", None)], True),
        ("2025-03", [(None, None)], True),
        ("2025-03", [], False),
        (None, [(None, None)], False),
        ("2025-05", [("--05", "--05")], True),
        ("2031-05", [("--04", "--06")], True),
        ("2025-06", [("--05", "--05")], False),
        ("2025-04", [("--05", "--05")], False),
    ],
)
def test_month_lies_within_any_of_the_ranges(
    month: str | None, ranges: list[tuple[str | None, str | None]], inside: bool
) -> None:
    assert within(month, ranges) is inside


WHOLE: Range = ("2020-01", "2020-12")


@pytest.mark.parametrize(
    ("ranges", "others", "left"),
    [
        ([("2019-01", None)], [WHOLE], (("2019-01", "2019-12"), ("2021-01", None))),
        ([(None, None)], [WHOLE], ((None, "2019-12"), ("2021-01", None))),
        ([("2019-06", "2020-06")], [("2020-01", "2020-01")], (("2019-06", "2019-12"), ("2020-02", "2020-06"))),
        ([WHOLE], [("2020-06", None)], (("2020-01", "2020-05"),)),
        ([WHOLE], [(None, "2020-06")], (("2020-07", "2020-12"),)),
        ([WHOLE], [("2020-12", "2021-03")], (("2020-01", "2020-11"),)),
        ([WHOLE], [("2019-03", "2020-01")], (("2020-02", "2020-12"),)),
        ([WHOLE], [("2020-02", "2020-02"), ("2020-12", None)], (("2020-01", "2020-01"), ("2020-03", "2020-11"))),
        ([WHOLE, ("2022-01", "2022-02")], [("2022-02", None)], (WHOLE, ("2022-01", "2022-01"))),
        # What lies beside is left as it is, what is covered goes, months of any year stay.
        ([WHOLE], [("2021-01", "2021-12")], (WHOLE,)),
        ([WHOLE], [(None, "2019-12")], (WHOLE,)),
        ([WHOLE], [WHOLE], ()),
        ([WHOLE], [("2019-01", "2021-12")], ()),
        ([WHOLE], [(None, None)], ()),
        ([("--05", "--05")], [WHOLE], (("--05", "--05"),)),
        ([WHOLE], [("--05", "--05")], (WHOLE,)),
        ([WHOLE], [], (WHOLE,)),
    ],
)
def test_ranges_are_taken_out_of_ranges(ranges: list[Range], others: list[Range], left: tuple[Range, ...]) -> None:
    assert without(ranges, others) == left
