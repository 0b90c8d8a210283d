"""Conditions out of the words of a question, in four ways of writing: English, Traditional, Simplified, Cantonese."""

import time
from datetime import date
from typing import Any

import pytest

from assistant.conditions import to_json
from assistant.constraints import read_conditions
from assistant.spelling import GRAMMAR
from assistant.wording import find_spans, grammar
from index.analysis import fold

TODAY = date(2026, 3, 15)
RULES = grammar(*GRAMMAR)


def told(question: str) -> dict[str, Any]:
    """The conditions as the contract shows them."""
    folded = fold(question)
    return to_json(read_conditions(folded, find_spans(folded, RULES), TODAY)[0])


FREQUENCIES = {
    "PT1M": ["every minute", "minutely", "每分鐘"],
    "PT15M": [
        "every 15 minutes", "quarter of an hour", "every quarter of an hour", "four times an hour",
        "every fifteen minutes",
        "每15分鐘", "每十五分鐘更新一次", "一刻鐘", "每一刻鐘更新一次", "每刻鐘", "每三個字",
    ],
    "PT30M": ["half hourly", "every half hour", "every 30 minutes", "半個鐘更新一次", "每半小時"],
    "PT1H": ["hourly", "every hour", "every 60 minutes", "每小時", "每個鐘", "每个小时", "每隔一小時"],
    "PT12H": ["twice a day", "two times a day", "每日兩次", "一日兩次"],
    "P1D": [
        "daily", "every day", "each day", "per day", "day by day", "every 24 hours", "每日", "每天更新", "日日",
        "日更",
    ],
    "P2D": [
        "every other day", "every two days", "once every 2 days", "每兩日", "兩日一次", "隔日更新", "每隔一日",
        "每隔兩天",
    ],
    "P1W": [
        "weekly", "every week", "every 7 days", "once a week", "every Monday", "each wk", "week by week",
        "每星期", "每周", "每週更新一次", "每個禮拜", "每禮拜更新", "逢星期一更新", "七日一次", "每七天", "周更",
    ],
    "P2W": [
        "fortnightly", "every fortnight", "every two weeks", "every other week", "every second week", "every 14 days",
        "每兩星期", "兩個禮拜一次", "每两周更新一次", "雙週", "隔周", "每隔一個星期",
    ],
    "P15D": ["twice a month", "updated two times a month", "每月兩次", "一個月更新兩次"],
    "P1M": [
        "monthly", "every month", "once a month", "every 30 days", "12 times a year", "每月", "每個月", "按月更新",
        "月月", "月更",
    ],
    "P2M": [
        "bimonthly", "every two months", "every other month", "six times a year", "每兩個月", "隔個月",
        "每隔一個月",
    ],
    "P3M": [
        "quarterly", "every quarter", "every three months", "four times a year", "4x a year", "every 90 days",
        "每季", "每季度", "每三個月", "每隔三個月", "每隔三个月", "每3个月更新一次", "一年四次", "每年更新四次", "逐季",
    ],
    "P4M": ["three times a year", "every four months", "一年三次", "每四個月"],
    "P6M": [
        "half-yearly", "twice a year", "biannual", "semi-annually", "every six months", "six-monthly",
        "每半年", "半年一次", "每六個月", "一年兩次", "每年更新两次", "半年更",
    ],
    "P8M": [
        "3 times every 2 years", "three times every two years", "3 times in 2 years", "每兩年更新三次", "每两年三次",
    ],
    "P1Y": [
        "yearly", "annually", "annual", "every year", "once a year", "every 12 months", "每年", "一年一次",
        "按年更新", "年年", "逐年",
    ],
    "P2Y": [
        "biennial", "biennially", "every two years", "every other year", "every 24 months", "每兩年", "兩年一次",
        "隔年", "每隔一年",
    ],
    "P3Y": ["triennial", "every three years", "once every 3 years", "每三年", "三年一次"],
    "P10Y": ["every decade", "every ten years", "十年一次"],
    "real-time": [
        "real-time", "in real time", "live feed", "continuously", "實時", "即時更新", "实时更新", "同步更新",
    ],
    "as-needed": [
        "as needed", "as and when needed", "when necessary", "irregularly", "ad hoc", "whenever there is an update",
        "有需要時", "不定期", "有更新先更新", "有更新数据时", "當有更新數據時", "視乎需要", "有新資料先至更新",
    ],
    "once": ["one-off", "once only", "never updated", "一次性", "只發放一次", "不再更新", "唔會再更新"],
}  # fmt: skip
COMPARED = {
    "faster-or-equal P1W": [
        "at least weekly", "no less often than weekly", "weekly or more often", "至少每星期", "每星期或以上",
        "最少每周更新一次",
    ],
    "faster-than P1M": [
        "more often than monthly", "more frequently than every month", "faster than monthly", "密過每月",
        "比每月更頻密", "快过每月",
    ],
    "faster-than P1W": ["比每星期更密", "比每周更频密更新", "密過每個禮拜"],
    "slower-than P3M": ["less often than quarterly", "slower than quarterly", "疏過每季", "慢過每季", "少於每季"],
    "slower-or-equal P1Y": [
        "at most yearly", "no more often than yearly", "yearly or less often", "最多每年一次", "每年或更疏",
    ],
    "faster-or-equal PT30M": ["near real time", "近乎實時", "差不多即時"],
    "faster-than PT1H": ["sub-hourly", "every few minutes", "每幾分鐘"],
    "faster-than P1D": ["several times a day", "intraday", "more than once a day", "一日多次", "每日多次"],
}  # fmt: skip
FORMATS = {
    "CSV": ({"format": ["CSV"]}, [
        "datasets in CSV", "csv files", "有CSV嘅數據集", "CSV格式", "comma-separated values",
    ]),
    "XLSX": ({"format": ["XLSX"]}, ["excel", "a spreadsheet", "xls", "試算表", "电子表格"]),
    "GEOJSON": ({"format": ["GEOJSON"]}, ["GeoJSON", "geo json"]),
    "either": ({"format": ["CSV", "JSON"]}, [
        "CSV or JSON", "either csv or json", "CSV或JSON", "CSV定JSON", "CSV、JSON",
    ]),
    "both": ({"format": {"all": ["CSV", "JSON"]}}, [
        "CSV and JSON", "both CSV and JSON", "CSV as well as JSON", "CSV和JSON", "CSV同JSON", "同時有CSV及JSON",
    ]),
    "only": ({"format": {"only": ["JSON"]}}, [
        "only JSON", "JSON only", "just in JSON", "exclusively json", "只有JSON", "淨係得JSON", "仅JSON",
        "JSON and nothing else",
    ]),
    "not": ({"not": {"format": ["CSV"]}}, [
        "not in CSV", "non-CSV", "without CSV", "no CSV", "other than CSV", "excluding csv", "唔係CSV", "不是CSV",
        "沒有CSV", "CSV除外", "CSV以外", "除了CSV", "唔要CSV", "CSV唔要", "CSV的不用",
    ]),
    "neither": ({"not": {"format": ["CSV", "JSON"]}}, [
        "not CSV or JSON", "neither CSV nor JSON", "不是CSV或JSON", "唔係CSV、JSON", "not CSV/JSON",
    ]),
    "but not": ({"format": ["XLSX"], "not": {"format": ["CSV"]}}, ["XLSX but not CSV", "有Excel但無CSV"]),
    "unstated": ({"format": {"none-stated": []}}, [
        "no stated format", "without any format", "沒有註明格式", "格式不詳", "无列明格式",
    ]),
}  # fmt: skip
KINDS = {
    "spatial": ({"spatial": True}, [
        "spatial", "geospatial data", "with coordinates", "on a map", "空間數據", "空间数据集", "地圖", "有座標嘅",
    ]),
    "non-spatial": ({"spatial": False}, [
        "non-spatial", "nonspatial", "not spatial", "aren't spatial", "tabular", "非空間數據", "非空间", "唔係空間",
        "不是空間數據",
    ]),
    "asked": (
        {"spatial": True},
        ["有沒有空間數據集", "有冇空間數據", "有無地圖", "是不是空間的", "係唔係空間數據"],
    ),
    "all without": ({"spatial": False}, ["所有沒有座標的數據集", "所有無座標嘅數據集", "沒有空間數據"]),
    "no spatial": ({"not": {"spatial": True}}, ["空間的不要", "空間數據除外", "空間以外"]),
    "planned": ({"status": ["planned"]}, [
        "planned", "will be released", "not yet released", "hasn't been released yet", "coming soon", "unreleased",
        "未發放", "尚未發布", "將會發放", "即將推出", "计划中的", "仲未出",
    ]),
    "released": ({"status": ["released"]}, [
        "released", "already released", "has been published", "existing", "已發放", "已经发布", "出咗嘅", "現有",
    ]),
    "not released": ({"status": ["planned"]}, ["not released", "isn't released"]),
    "overdue": ({"overdue": True}, [
        "overdue", "behind schedule", "missed its target date", "逾期", "過期未發放", "已到期但未發放", "延误",
    ]),
    "upcoming": ({"upcoming": True}, ["not yet due", "未到期", "未逾期", "仲未過期", "尚未到目標日期"]),
    "section": ({"section": ["C"]}, [
        "section C", "part c", "other organisations", "第C部分", "C部", "丙部", "第三部分",
    ]),
    "no section": ({"not": {"section": ["D"]}}, ["not in section D", "唔係D部", "except section D"]),
    "both": ({}, ["both planned and released", "both released and planned", "計劃和已發放都要"]),
}  # fmt: skip
YEAR_2019, YEAR_2020, YEAR_2021 = ({"from": f"{year}-01", "to": f"{year}-12"} for year in (2019, 2020, 2021))
FROM_2021 = {"from": "2021-01", "to": None}
SCOPES: list[tuple[str, dict[str, Any]]] = [
    ("isn't updated annually and is still only planned", {"not": {"every": ["P1Y"]}, "status": ["planned"]}),
    ("not weekly or daily", {"not": {"every": ["P1W", "P1D"]}}),
    ("not updated monthly, quarterly or yearly", {"not": {"every": ["P1M", "P3M", "P1Y"]}}),
    ("not updated yearly but spatial", {"not": {"every": ["P1Y"]}, "spatial": True}),
    ("weekly but not spatial", {"every": ["P1W"], "spatial": False}),
    ("daily, not weekly", {"every": ["P1D"], "not": {"every": ["P1W"]}}),
    ("released, but not updated yearly", {"status": ["released"], "not": {"every": ["P1Y"]}}),
    ("daily but neither weekly nor monthly", {"every": ["P1D"], "not": {"every": ["P1W", "P1M"]}}),
    ("anything except weekly", {"not": {"every": ["P1W"]}}),
    ("weekly excluded", {"not": {"every": ["P1W"]}}),
    ("except the datasets that are updated weekly", {"not": {"every": ["P1W"]}}),
    ("everything except for those datasets which are updated weekly", {"not": {"every": ["P1W"]}}),
    ("excluding all of the datasets that are published in CSV", {"not": {"format": ["CSV"]}}),
    ("not sure which datasets are updated weekly", {"every": ["P1W"]}),
    ("datasets not about hospitals that are updated weekly", {"every": ["P1W"]}),
    ("每年更新以外", {"not": {"every": ["P1Y"]}}),
    ("每年更新以外的數據集", {"not": {"every": ["P1Y"]}}),
    ("除了每年更新的", {"not": {"every": ["P1Y"]}}),
    ("除咗每年更新之外", {"not": {"every": ["P1Y"]}}),
    ("不是每年更新的空間數據", {"not": {"every": ["P1Y"]}, "spatial": True}),
    ("唔係每星期亦唔係每日更新", {"not": {"every": ["P1W", "P1D"]}}),
    ("不是每年更新的、有XLSX格式的数据集", {"not": {"every": ["P1Y"]}, "format": ["XLSX"]}),
    ("每年更新（空間的不要）", {"every": ["P1Y"], "not": {"spatial": True}}),
    ("每年更新（空间的不要）", {"every": ["P1Y"], "not": {"spatial": True}}),
    ("no hospitals, weekly", {"every": ["P1W"]}),
    ("唔要醫院，每星期更新", {"every": ["P1W"]}),
    ("不要医院，每周更新", {"every": ["P1W"]}),
    ("no hospitals but weekly", {"every": ["P1W"]}),
    ("唔要醫院但係每星期更新", {"every": ["P1W"]}),
    ("每年更新，空間的不要", {"every": ["P1Y"], "not": {"spatial": True}}),
    ("唔係2024年", {"not": {"date": [{"from": "2024-01", "to": "2024-12"}]}}),
    ("not in 2024", {"not": {"date": [{"from": "2024-01", "to": "2024-12"}]}}),
    ("2024年除外", {"not": {"date": [{"from": "2024-01", "to": "2024-12"}]}}),
    ("not before 2024", {"date": [{"from": "2024-01", "to": None}]}),
    ("not overdue", {"not": {"overdue": True}}),
    ("唔係未到期", {"not": {"upcoming": True}}),
    ("不是未到期", {"not": {"upcoming": True}}),
    ("not planned", {"status": ["released"]}),
    ("唔係計劃中", {"status": ["released"]}),
    ("不是计划中的", {"status": ["released"]}),
    ("not overdue or spatial", {"not": {"overdue": True, "spatial": True}}),
    ("not weekly and daily", {"not": {"every": ["P1W"]}, "every": ["P1D"]}),
    ("not weekly, and in CSV", {"not": {"every": ["P1W"]}, "format": ["CSV"]}),
    ("not updated weekly but spatial or in CSV", {"not": {"every": ["P1W"]}, "spatial": True, "format": ["CSV"]}),
    ("唔係每星期但係空間或者CSV", {"not": {"every": ["P1W"]}, "spatial": True, "format": ["CSV"]}),
    ("not updated weekly or in CSV", {"not": {"every": ["P1W"], "format": ["CSV"]}}),
    ("no weekly or monthly or yearly", {"not": {"every": ["P1W", "P1M", "P1Y"]}}),
    ("not (weekly)", {"not": {"every": ["P1W"]}}),
    ("all datasets except those updated weekly", {"not": {"every": ["P1W"]}}),
    # Behind what it denies, with all that is joined to that and of its kind.
    ("weekly - not", {"not": {"every": ["P1W"]}}),
    ("weekly no!", {"not": {"every": ["P1W"]}}),
    ("每星期更新唔要呀", {"not": {"every": ["P1W"]}}),
    ("weekly excluded, in CSV", {"not": {"every": ["P1W"]}, "format": ["CSV"]}),
    ("每星期更新除外，要CSV", {"not": {"every": ["P1W"]}, "format": ["CSV"]}),
    ("每周更新除外，要CSV", {"not": {"every": ["P1W"]}, "format": ["CSV"]}),
    ("每日每星期更新除外", {"not": {"every": ["P1D", "P1W"]}}),
    ("daily and weekly excluded", {"not": {"every": ["P1D", "P1W"]}}),
    ("daily, weekly excluded", {"not": {"every": ["P1D", "P1W"]}}),
    ("daily and weekly and monthly excluded", {"not": {"every": ["P1D", "P1W", "P1M"]}}),
    ("每日和每星期更新除外", {"not": {"every": ["P1D", "P1W"]}}),
    ("每日或每周更新以外", {"not": {"every": ["P1D", "P1W"]}}),
    ("CSV、JSON除外", {"not": {"format": ["CSV", "JSON"]}}),
    ("CSV的JSON除外", {"format": ["CSV"], "not": {"format": ["JSON"]}}),
    ("weekly datasets in CSV, JSON excluded", {"every": ["P1W"], "not": {"format": ["CSV", "JSON"]}}),
    ("spatial and weekly excluded", {"spatial": True, "not": {"every": ["P1W"]}}),
    ("weekly and CSV excluded", {"every": ["P1W"], "not": {"format": ["CSV"]}}),
    ("released, spatial and weekly excluded", {"status": ["released"], "spatial": True, "not": {"every": ["P1W"]}}),
    ("已發放、空間和每星期的除外", {"status": ["released"], "spatial": True, "not": {"every": ["P1W"]}}),
    ("已发放、空间和每周的除外", {"status": ["released"], "spatial": True, "not": {"every": ["P1W"]}}),
    ("yearly datasets about hospitals, weekly excluded", {"every": ["P1Y"], "not": {"every": ["P1W"]}}),
    ("每日更新的，每星期的不要", {"every": ["P1D"], "not": {"every": ["P1W"]}}),
    # Said of something else that stands between.
    ("weekly figures, clinics and dentists excluded", {"every": ["P1W"]}),
    ("每星期更新，診所同牙醫嘅除外", {"every": ["P1W"]}),
    ("每周更新，诊所和牙医的除外", {"every": ["P1W"]}),
    # Dates left out are cut from those that are wanted.
    ("not 2020 or 2021", {"not": {"date": [YEAR_2020, YEAR_2021]}}),
    ("after 2018 but not in 2020", {"date": [YEAR_2019, FROM_2021]}),
    ("2018年後但唔係2020年", {"date": [YEAR_2019, FROM_2021]}),
    ("2018年之后但不是2020年", {"date": [YEAR_2019, FROM_2021]}),
    ("since 2019, weekly, but not in 2020", {"date": [YEAR_2019, FROM_2021], "every": ["P1W"]}),
    ("not in 2020 and weekly", {"not": {"date": [YEAR_2020]}, "every": ["P1W"]}),
    ("since 2019 but not in 2020, not weekly", {"date": [YEAR_2019, FROM_2021], "not": {"every": ["P1W"]}}),
    ("2019年起，但唔係2020年，唔係每星期", {"date": [YEAR_2019, FROM_2021], "not": {"every": ["P1W"]}}),
    ("2019年起，但不是2020年，不是每周", {"date": [YEAR_2019, FROM_2021], "not": {"every": ["P1W"]}}),
    ("weekly but not in 2020", {"every": ["P1W"], "not": {"date": [YEAR_2020]}}),
]
TOGETHER: list[tuple[str, dict[str, Any]]] = [
    ("quarterly non-spatial datasets in CSV", {"every": ["P3M"], "spatial": False, "format": ["CSV"]}),
    ("weekly or monthly", {"every": ["P1W", "P1M"]}),
    ("每季或每半年更新", {"every": ["P3M", "P6M"]}),
    ("未發放的空間數據", {"status": ["planned"], "spatial": True}),
    (
        "planned for 2026 in JSON only",
        {"status": ["planned"], "date": [{"from": "2026-01", "to": "2026-12"}], "format": {"only": ["JSON"]}},
    ),
    ("已發放、每月更新嘅CSV", {"status": ["released"], "every": ["P1M"], "format": ["CSV"]}),
    ("2018年或2019年", {"date": [{"from": "2018-01", "to": "2018-12"}, {"from": "2019-01", "to": "2019-12"}]}),
    ("only spatial", {"spatial": True}),
    ("only weekly, in CSV", {"every": ["P1W"], "format": ["CSV"]}),
    ("only spatial CSV", {"spatial": True, "format": ["CSV"]}),
    ("planned to be released", {"status": ["planned"]}),
    ('named "cancer"', {"name": ["cancer"]}),
    ("名稱有「急症」的數據集", {"name": ["急症"]}),
    ('"cancer" in the name', {"name": ["cancer"]}),
    ('datasets with "cancer" in the name', {"name": ["cancer"]}),
    ("「急症」字眼的名稱", {"name": ["急症"]}),
    ("名称包含「急症」", {"name": ["急症"]}),
    ('name contains cancer, "lung"', {}),
    ('"a" cancer name contains "b"', {"name": ["b"]}),
    ('weekly "cancer" released', {"every": ["P1W"], "status": ["released"]}),
    ("每星期「急症」已發放", {"every": ["P1W"], "status": ["released"]}),
    ("每周「急症」已发放", {"every": ["P1W"], "status": ["released"]}),
    ('weekly datasets named "cancer" and "lung"', {"every": ["P1W"], "name": ["cancer"]}),
    # Both states are as good as none.
    ("weekly datasets, planned ones included", {"every": ["P1W"]}),
    ("released ones, planned included", {}),
    ("weekly datasets, released or planned", {"every": ["P1W"]}),
    ("released and planned datasets", {}),
    ("已發放和計劃中的數據集", {}),
    ("已发放和计划中的数据集", {}),
    ("已發放和計劃中都要，未到期", {"upcoming": True}),
    ("已发放和计划中都要，未到期", {"upcoming": True}),
    ("released CSV, planned ones", {"status": ["planned"], "format": ["CSV"]}),
    ("released and not yet due", {"status": ["released"], "upcoming": True}),
    ("已發放，未到期", {"status": ["released"], "upcoming": True}),
    ("已发放，未到期", {"status": ["released"], "upcoming": True}),
    ("已發放或計劃中，未到期", {"upcoming": True}),
    ("已发放或计划中，未到期", {"upcoming": True}),
    ("released datasets and those planned", {"status": ["planned"]}),
    # What else is included leaves the state as it is.
    ("planned weekly datasets, CSV files included", {"status": ["planned"], "every": ["P1W"], "format": ["CSV"]}),
    ("including the weekly ones, which datasets are planned", {"status": ["planned"], "every": ["P1W"]}),
    ("計劃中的空間數據，CSV格式都要", {"status": ["planned"], "spatial": True, "format": ["CSV"]}),
    ("计划中的空间数据，CSV格式都要", {"status": ["planned"], "spatial": True, "format": ["CSV"]}),
    # How "or more" and "only" find what they are said of.
    ("weekly or more often, in CSV", {"every": {"faster-or-equal": ["P1W"]}, "format": ["CSV"]}),
    (
        "at least weekly, at most yearly",
        {"every": {"faster-or-equal": ["P1W"], "slower-or-equal": ["P1Y"]}},
    ),
    ("至少每星期，最多每年一次", {"every": {"faster-or-equal": ["P1W"], "slower-or-equal": ["P1Y"]}}),
    ("至少每周，最多每年一次", {"every": {"faster-or-equal": ["P1W"], "slower-or-equal": ["P1Y"]}}),
    ("at least name the clinics, weekly", {"every": ["P1W"]}),
    ("比每星期更疏", {"every": {"slower-than": ["P1W"]}}),
    ("timetables that change weekly, in rush hours or more often", {"every": ["P1W"]}),
    ("每年更新或更頻密的空間數據", {"every": {"faster-or-equal": ["P1Y"]}, "spatial": True}),
    ("only available in CSV", {"format": {"only": ["CSV"]}}),
    ("only the datasets that come in CSV", {"format": ["CSV"]}),
    ("only those with CSV", {"format": ["CSV"]}),
    ("in CSV and JSON only", {"format": {"only": ["CSV", "JSON"]}}),
    ("in CSV format only", {"format": {"only": ["CSV"]}}),
    ("CSV files that are updated weekly only", {"format": ["CSV"], "every": ["P1W"]}),
    ("in CSV and in no other format, only weekly", {"format": {"only": ["CSV"]}, "every": ["P1W"]}),
    ("just tell me what comes in CSV", {"format": ["CSV"]}),
    ("CSV and JSON, weekly or monthly", {"format": {"all": ["CSV", "JSON"]}, "every": ["P1W", "P1M"]}),
    ("CSV和JSON格式，每星期或每月更新", {"format": {"all": ["CSV", "JSON"]}, "every": ["P1W", "P1M"]}),
    ("CSV和JSON格式，每周或每月更新", {"format": {"all": ["CSV", "JSON"]}, "every": ["P1W", "P1M"]}),
    ("CSV and JSON or XLSX", {"format": ["CSV", "JSON", "XLSX"]}),
    ("JSON, CSV and XLSX", {"format": {"all": ["JSON", "CSV", "XLSX"]}}),
    ("not CSV but JSON and XLSX", {"not": {"format": ["CSV"]}, "format": {"all": ["JSON", "XLSX"]}}),
    ("JSON and not CSV", {"format": ["JSON"], "not": {"format": ["CSV"]}}),
    ("several formats", {"format": "several"}),
    ("只有一種格式", {"format": "single"}),
    ("released more than once", {"releases": "several"}),
    ("sections C and D", {"section": ["C", "D"]}),
    ("第C部分或D部分", {"section": ["C", "D"]}),
    ("「急症」", {}),
    ("急症室等候時間", {}),
    ("", {}),
]


@pytest.mark.parametrize(("every", "question"), [(e, q) for e, questions in FREQUENCIES.items() for q in questions])
def test_frequencies_are_understood_in_every_wording(every: str, question: str) -> None:
    assert told(question) == {"every": [every]}


@pytest.mark.parametrize(("bound", "question"), [(b, q) for b, questions in COMPARED.items() for q in questions])
def test_frequencies_are_compared(bound: str, question: str) -> None:
    mode, every = bound.split()
    assert told(question) == {"every": {mode: [every]}}


@pytest.mark.parametrize(("expected", "question"), [(e, q) for e, questions in FORMATS.values() for q in questions])
def test_formats_are_understood(expected: dict[str, Any], question: str) -> None:
    assert told(question) == expected


@pytest.mark.parametrize(("expected", "question"), [(e, q) for e, questions in KINDS.values() for q in questions])
def test_kinds_states_and_places_are_understood(expected: dict[str, Any], question: str) -> None:
    assert told(question) == expected


@pytest.mark.parametrize(("question", "expected"), SCOPES)
def test_denial_reaches_what_it_denies_and_no_further(question: str, expected: dict[str, Any]) -> None:
    assert told(question) == expected


@pytest.mark.parametrize(("question", "expected"), TOGETHER)
def test_conditions_stand_side_by_side(question: str, expected: dict[str, Any]) -> None:
    assert told(question) == expected


@pytest.mark.parametrize(
    ("question", "owner", "expected"),
    [
        ("唔係醫院管理局每星期更新嘅", "医院管理局", {"every": ["P1W"]}),
        ("不是医院管理局每周更新的", "医院管理局", {"every": ["P1W"]}),
        ("每星期更新，唔係醫院管理局", "医院管理局", {"every": ["P1W"]}),
        ("不是每星期更新的醫院管理局數據", "医院管理局", {"not": {"every": ["P1W"]}}),
        ("not from the Hospital Authority, weekly", "hospital", {"every": ["P1W"]}),
        ("not the Hospital Authority weekly", "hospital", {"every": ["P1W"]}),
        ("not weekly or yearly, Hospital Authority", "hospital", {"not": {"every": ["P1W", "P1Y"]}}),
    ],
)
def test_what_is_said_of_an_owner_is_not_said_of_a_condition(
    question: str, owner: str, expected: dict[str, Any]
) -> None:
    folded = fold(question)
    found, _ = read_conditions(folded, find_spans(folded, RULES), TODAY, [folded.index(owner)])
    assert to_json(found) == expected


def test_places_of_the_conditions_are_told() -> None:
    folded = fold("which datasets update weekly before 2018")
    _, used = read_conditions(folded, find_spans(folded, RULES), TODAY)
    assert [folded[start:end] for start, end in used] == ["weekly", "before 2018"]


@pytest.mark.parametrize(
    "question", ["only " + "a" * 60 + "1 csv", "not weekly " + "a" * 22 + "1 daily", "not " * 100 + "csv"]
)
def test_words_beside_a_denial_take_no_time(question: str) -> None:
    told("only csv")
    begun = time.process_time()
    told(question)
    assert time.process_time() - begun < 0.5
