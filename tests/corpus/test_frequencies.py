"""An update frequency is a duration, one of three words, or not understood."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.frequencies import duration, read_frequency

# value: the wordings of it, apart by bars
FREQUENCIES = {
    "real-time": "實時 | 实时 | 即時 | real-time | Real time | Near real-time | Real-time (every 10 seconds)",
    "as-needed": (
        "當有更新數據時 | 有需要時 | 不定期 | 不定时 | 如有更新 | 視乎需要 | As and when necessary | "
        "as and when required | Irregular | Ad hoc | When there are updates | 有需要時（至少每年一次）"
    ),
    "once": "一次性 | One-off | once | Once only | 不會更新 | No update",
    "PT30S": "每30秒 | every 30 seconds",
    "PT1M": "每分鐘 | Every minute | every 60 seconds",
    "PT5M": "每五分鐘 | Every 5 mins",
    "PT15M": (
        "每15分鐘 | 每十五分鐘 | 每隔15分鐘 | every fifteen minutes | 15-minute intervals | "
        "at 15-minute intervals | 每約15分鐘"
    ),
    "PT1H": "每小時 | 每1小時 | Hourly | every 60 minutes",
    "PT8H": "每日三次 | 每日更新三次 | three times a day",
    "PT12H": "每日兩次 | twice a day | every 12 hours",
    "P1D": (
        "每日 | 每天 | 每日 (於高峰期間) | daily | Updated daily | 每24小時 | 每個工作天 | "
        "Daily (except Sundays) | every 24 hours"
    ),
    "P2D": "每隔一天 | 隔日 | every other day | 每兩天",
    "P1W": ("每周 | 每週 | 每星期 | 每星期一次 | weekly | Every week | 逢星期一 | Weekly (every Monday) | 每7日"),
    "P2W": "fortnightly | 每兩星期 | 每两周 | every two weeks | bi-weekly | every 14 days | 隔周",
    "P1M": "每月 | 每個月 | 每月一次 | Monthly | every month | 每月(一月除外) | once a month",
    "P2M": "每兩個月 | every 2 months | bi-monthly | 隔月",
    "P3M": ("每季 | 每季度 | quarterly | every quarter | 每三個月 | every three months | four times a year | 一年四次"),
    "P6M": (
        "每半年 | 半年一次 | half-yearly | Semi-annually | biannually | twice a year | 每年兩次 | "
        "一年两次 | every 6 months | 每六個月"
    ),
    "P1Y": (
        "每年 | 每年一次 | annually | Annual | yearly | per annum | once a year | every 12 months | "
        "每學年 | 每年，或當有更新數據時 | At least once every year"
    ),
    "P2Y": (
        "每兩年 | 两年一次 | 每隔兩年 | biennially | every 2 years | every two years | 2-yearly | every other year"
    ),
    "P3Y": "三年一次 | triennially | every three years",
    "P5Y": "每五年 | 5-yearly | every five years | Every 5 years (census)",
    "P10Y": "每十年 | every ten years",
}


@pytest.mark.parametrize(
    ("text", "every"), [(text, every) for every, texts in FREQUENCIES.items() for text in texts.split(" | ")]
)
def test_every_way_of_saying_how_often_is_read(text: str, every: str) -> None:
    assert read_frequency(text) == every


@pytest.mark.parametrize("text", ["", "?", "不適用", "N/A", "TBC", "待定", "sometimes", "12/2024", "每0日", "每周兩次"])
def test_what_is_not_understood_is_none(text: str) -> None:
    assert read_frequency(text) is None


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (24, "H", "P1D"),
        (14, "D", "P2W"),
        (12, "M", "P1Y"),
        (2, "HY", "P1Y"),
        (18, "M", "P18M"),
        (90, "MIN", "PT90M"),
        (48, "H", "P2D"),
    ],
)
def test_a_duration_is_told_in_the_largest_exact_unit(number: int, unit: str, expected: str) -> None:
    assert duration(number, unit) == expected


@given(st.integers(1, 999))
def test_every_so_many_days_reads_alike_in_both_languages(number: int) -> None:
    assert read_frequency(f"每{number}日") == read_frequency(f"every {number} days") == duration(number, "D")


@given(st.text(max_size=60) | st.text("每隔半兩年月日周季次一二十0123456789every twice a-ly更新時", max_size=20))
def test_any_text_is_a_known_kind_of_frequency_or_none(text: str) -> None:
    every = read_frequency(text)
    assert every in {None, "real-time", "as-needed", "once"} or re.fullmatch(r"P(T\d+[SMH]|\d+[DWMY])", every or "")
