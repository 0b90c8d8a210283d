"""An update frequency is a duration, one of three words, or not understood."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.frequencies import duration, read_frequency

# value: the wordings of it, apart by bars
FREQUENCIES = {
    "real-time": (
        "實時 | 实时 | 即時 | real-time | Real time | Near real-time | Real-time (every 10 seconds) | Real-time | "
        "Near real-time (every 1-2 minutes) | 接近实时 | 即時更新 | real time / every minute | Live | "
        "Realtime feed | 實時更新（每分鐘） | 逐秒實時"
    ),
    "as-needed": (
        "當有更新數據時 | 有需要時 | 不定期 | 不定时 | 如有更新 | 視乎需要 | As and when necessary | "
        "as and when required | Irregular | Ad hoc | When there are updates | 有需要時（至少每年一次） | "
        "irregularly | as and when needed | As and when required | as and when there are updates | "
        "As and when available | upon update | Upon updating | 有需要时 | 如有需要 | 按需要更新 | 因應需要更新 | "
        "Ad-hoc basis | When necessary | When there is update | 當有更新時 | 當數據有更新時 | 数据更新时 | "
        "有更新時 | When updated | Upon changes | As needed | As required | Where necessary | 視乎情況 | "
        "on need basis | On a need basis | need basis | When there is any change | if necessary | If needed | "
        "if required | Subject to update | When data are updated | Whenever there is update | "
        "when data is available | Upon availability of new data | 有變更時 | 資料有變時 | 更新後 | 隨時更新 | "
        "適時更新 | Event-based | as and when updated | As and when the data is updated | 在有需要時更新 | "
        "As and when changes occur | As and when | when new information is available | Upon request | 視實際情況 | "
        "因應情況更新 | Update as necessary | when there are changes to the list | Updated when required | "
        "當有新資料時 | 當資料更新時 | 如有改動 | 按實際情況更新 | As per need | Varies | Variable | Occasionally"
    ),
    "once": (
        "一次性 | One-off | once | Once only | 不會更新 | No update | One off | 一次過 | Once | One-time | "
        "無須更新 | 毋須更新 | Nil (one-off) | No further update | No updates required | 只發放一次 | "
        "Static data | 不作定期更新 | One-off release | 僅發放一次 | 不適用（一次性） | N/A (one-off) | "
        "Not applicable (one-off release) | Historical data (no update) | No regular update"
    ),
    "PT30S": "每30秒 | every 30 seconds",
    "PT1M": (
        "每分鐘 | Every minute | every 60 seconds | 每一分钟 | 1 minute | 1-min | Every 1 minute | minutely | "
        "per minute | 每分钟更新一次"
    ),
    "PT5M": "每五分鐘 | Every 5 mins",
    "PT15M": (
        "每15分鐘 | 每十五分鐘 | 每隔15分鐘 | every fifteen minutes | 15-minute intervals | "
        "at 15-minute intervals | 每約15分鐘 | every quarter of an hour or so"
    ),
    "PT1H": (
        "每小時 | 每1小時 | Hourly | every 60 minutes | 每個小時 | every hour | on an hourly basis | "
        "At hourly intervals | 逐時 | 每小時更新"
    ),
    "PT8H": "每日三次 | 每日更新三次 | three times a day | thrice daily | 3 times daily",
    "PT12H": (
        "每日兩次 | twice a day | every 12 hours | Twice a day | twice daily | 每天兩次 | 2 times a day | "
        "Every 12 hours | two times daily | 每天更新2次 | 一日兩次 | Twice per day | Two times per day | "
        "2 times per day"
    ),
    "P1D": (
        "每日 | 每天 | 每日 (於高峰期間) | daily | Updated daily | 每24小時 | 每個工作天 | "
        "Daily (except Sundays) | every 24 hours | Daily | Daily (except public holidays) | 每日（於高峰期間） | "
        "every weekday | Every working day | 逐日 | on a daily basis | 每天（公眾假期除外） | Daily (Mon - Fri) | "
        "Weekdays | on weekdays | 每個工作日 | 工作日每日 | Each working day | Once a day | once daily | 1 day | "
        "Mondays to Fridays | 星期一至五 | 每逢工作天 | Every day | Every night | Monday to Friday | 每平日 | "
        "Daily on weekdays | Working days | "
        "每星期一至五更新 | 每星期一至星期五更新数据"
    ),
    "P2D": "每隔一天 | 隔日 | every other day | 每兩天",
    "P1W": (
        "每周 | 每週 | 每星期 | 每星期一次 | weekly | Every week | 逢星期一 | Weekly (every Monday) | 每7日 | "
        "Weekly | 每周一次 | 每周一 | 逢星期五 | Every Friday | on a weekly basis | once a week | 1 week | "
        "Every week (Wednesday) | 每個星期 | 周更新 | Weekly, on Mondays | 逢周三 | 一周一次 | once weekly | 每週五"
    ),
    "P2W": (
        "fortnightly | 每兩星期 | 每两周 | every two weeks | bi-weekly | every 14 days | 隔周 | Fortnightly | "
        "Bi-weekly | Every two weeks | 每兩周 | 雙週 | once every two weeks | every 2 weeks | 每兩個星期 | "
        "每隔一星期 | on a fortnightly basis | Once every fortnight | 每14天"
    ),
    "P1M": (
        "每月 | 每個月 | 每月一次 | Monthly | every month | 每月(一月除外) | once a month | 按月 | Once a month | "
        "on a monthly basis | Monthly (on the 15th) | 每月15日 | 1 month | 每月初 | 每月更新一次 | Every month | "
        "逐月 | (每月) 更新資料 | (monthly) data | End of each month | 月度 | at the end of every month | 每月底"
    ),
    "P2M": (
        "每兩個月 | every 2 months | bi-monthly | 隔月 | Bi-monthly | Bimonthly | Every two months | 雙月 | "
        "every other month | 6 times a year | 每年六次 | Once every two months"
    ),
    "P3M": (
        "每季 | 每季度 | quarterly | every quarter | 每三個月 | every three months | four times a year | "
        "一年四次 | Quarterly | 按季 | 季度更新 | 4 times a year | Every quarter | 3-monthly | "
        "on a quarterly basis | 每季一次 | Every 3 months | Once a quarter | 四次每年 | 3 months | 每季末 | "
        "Four times yearly | four times annually"
    ),
    "P6M": (
        "每半年 | 半年一次 | half-yearly | Semi-annually | biannually | twice a year | 每年兩次 | 一年两次 | "
        "every 6 months | 每六個月 | Half-yearly | Half yearly | Bi-annually | Every six months | 6-monthly | "
        "Twice yearly | 半年度 | twice annually | every half-year | on a half-yearly basis | 6 months | "
        "every two quarters | 每半年一次 | Bi-annual | 每年二次 | two times a year"
    ),
    "P1Y": (
        "每年 | 每年一次 | annually | Annual | yearly | per annum | once a year | every 12 months | 每學年 | "
        "每年，或當有更新數據時 | At least once every year | Annually | Yearly | 按年 | Every year | 每年度 | "
        "on an annual basis | annually (in March) | 每年三月 | 每年第一季 | 1 year | Every 12 months | 每12個月 | "
        "Per annum | 年度更新 | Every calendar year | 每個曆年 | Once per year | 每財政年度 | Each year | 每年底 | "
        "once yearly | Once annually | Every fiscal year | 每年1月 | Every March | 兩個半年一次 | "
        "every two half-years"
    ),
    "P2Y": (
        "每兩年 | 两年一次 | 每隔兩年 | biennially | every 2 years | every two years | 2-yearly | "
        "every other year | Biennially | Biennial | Every two years | 兩年一次 | 隔年 | Once every two years | "
        "每隔一年 | 每兩年一次 | Every 2 years | 2 years | Bi-yearly"
    ),
    "P3Y": "三年一次 | triennially | every three years | Every three years | 每三年 | Triennial | 3 years",
    "P5Y": (
        "每五年 | 5-yearly | every five years | Every 5 years (census) | Every five years | 五年一次 | "
        "Every 5 years | quinquennial | 5 years | 每五年一次（人口普查） | Five-yearly | Once every five years | "
        "Every 5-year"
    ),
    "P10Y": (
        "每十年 | every ten years | Every ten years | 十年一次 | Decennial | 10-yearly | 10 years | "
        "Once every 10 years | Every decade"
    ),
    "PT2M": "every 2 mins | 每兩分鐘 | 2 minutes | At 2-min interval",
    "PT10M": "Every 10 minutes | 每十分鐘更新一次 | 10-minute | At intervals of 10 minutes | 10 mins",
    "PT30M": "half-hourly | 每半小時 | Every 30 minutes | every half-hour | 每30分鐘",
    "P15D": (
        "Twice a month | 每月兩次 | twice monthly | 半月刊 | Semi-monthly | 2 times a month | 每半個月 | "
        "two times a month | twice per month | 每半月一次"
    ),
    "P10D": "每旬 | every ten days | 每10日 | 三次每月",
    "P999D": "每999日 | every 999 days",
    "P4M": "每四個月 | three times a year | every four months | 每年三次 | 3 times per year",
}


@pytest.mark.parametrize(
    ("text", "every"), [(text, every) for every, texts in FREQUENCIES.items() for text in texts.split(" | ")]
)
def test_every_way_of_saying_how_often_is_read(text: str, every: str) -> None:
    assert read_frequency(text) == every


SHARED = [
    ("每小時四次", "PT15M"),
    ("每小时七次", None),
    ("四小時兩次", "PT2H"),
    ("每兩天四次", "PT12H"),
    ("每兩天五次", None),
    ("每三年两次", "P18M"),
    ("每六個月兩次", "P3M"),
    ("每兩個月兩次", "P1M"),
    ("每兩季三次", "P2M"),
    ("每個半年三次", "P2M"),
    ("每个半年三次", "P2M"),
    ("每兩星期七次", "P2D"),
    ("每30秒兩次", "PT15S"),
    ("每六个月三次", "P2M"),
    ("每五個月兩次", None),
    ("每兩個月五次", None),
    ("four times per hour", "PT15M"),
    ("7 times per hour", None),
    ("10 times a minute", "PT6S"),
    ("twice per quarter", None),
    ("three times per quarter", "P1M"),
    ("seven times a week", "P1D"),
]


@pytest.mark.parametrize(("text", "every"), SHARED)
def test_times_within_a_stretch_share_it_evenly_or_say_nothing(text: str, every: str | None) -> None:
    assert read_frequency(text) == every


NO_FREQUENCY = [
    "", "?", "不適用", "N/A", "TBC", "待定", "sometimes", "12/2024", "每0日", "每周兩次", "每1000日", "every 1000 days",
    "見附註，" * 100 + "每日",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_FREQUENCY)
def test_what_is_not_understood_is_none(text: str) -> None:
    assert read_frequency(text) is None


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (24, "H", "P1D"),
        (14, "D", "P2W"),
        (12, "M", "P1Y"),
        (18, "M", "P18M"),
        (90, "MIN", "PT90M"),
        (48, "H", "P2D"),
        (60, "D", "P60D"),
        (24, "W", "P24W"),
        (60, "W", "P60W"),
        (7, "M", "P7M"),
        (7, "Y", "P7Y"),
        (60, "Y", "P60Y"),
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
