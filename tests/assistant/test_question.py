"""A question as a whole: language, conditions, order, fields, topic, owners, and the day it counts from."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conditions import Condition, to_json
from assistant.lexicon import Lexicon
from assistant.question import MAX_CHARACTERS, Question, aligned, read_question, topical_question
from corpus.records import Dataset, Source

TODAY = date(2026, 3, 15)


def dataset(number: int, name: str, name_en: str) -> Dataset:
    source = Source("p.txt", 1)
    return Dataset(f"p/D.i.{number}", "D", True, None, None, name, "released", (), (), source, name_en)


LEXICON = Lexicon(
    [
        dataset(1, "急症室等候時間", "Accident and Emergency Waiting Time"),
        dataset(2, "截至各年度的三月三十一日的醫生人數", "Number of Doctors as at 31 March of Each Year"),
    ],
    {"醫院管理局": ("醫院管理局", "Hospital Authority"), "醫務衛生局": ("醫務衛生局", "Health Bureau")},
)


def read(text: str, today: date = TODAY) -> Question:
    return read_question(text, LEXICON, today)


ORDERS = {
    "most-often": [
        "which is updated most often", "the most frequently updated", "更新最頻密", "最常更新",
        "更新得最密", "更新频率最高",
    ],
    "least-often": ["least often updated", "the slowest updated", "更新最疏", "最少更新", "更新最慢"],
    "earliest": ["the earliest dataset", "released first", "oldest", "最早發放", "首個", "最早的"],
    "latest": ["the latest dataset", "most recently released", "newest", "最新的數據集", "啱啱發放"],
    "last": ["last to be released", "the furthest away", "最遲發放", "最後推出", "最晚发布"],
    "next": ["next to be released", "next in line", "coming up next", "下一個發放", "接下來會發放", "最快推出"],
}  # fmt: skip
FIELDS = {
    "frequency": [
        "how often is it updated", "what is the update frequency", "幾耐更新一次", "多久更新", "更新頻率",
        "更新得密唔密",
    ],
    "date": ["when will it be released", "what is the target date", "幾時發放", "何时发布", "目標日期", "什麼時候推出"],
    "formats": ["in which format", "what file types", "有咩格式", "什么格式", "檔案格式"],
    "organisation": ["who publishes it", "which department owns it", "邊個部門負責", "由誰提供", "哪个机构发布"],
    "place": ["where in the plan", "which section is it", "喺計劃書邊度", "屬於哪個部分", "第幾頁"],
    "since": ["how far back does it go", "since when does it", "由邊年開始", "追溯到幾時"],
    "breakdown": ["how is it broken down", "按什麼劃分", "點樣分類"],
    "status": ["has it been released yet", "is it out", "發放咗未", "出咗未"],
    "description": ["what does it contain", "tell me more", "入面有咩", "包含什么内容"],
}  # fmt: skip
TOPICS = {
    "penguin statistics": "penguin",
    "dental clinics in Tuen Mun, please": "dental clinics in Tuen Mun",
    "急症室等候時間幾耐更新一次？": "急症室等候時間",
    "which datasets are about cancer": "cancer",
    "邊啲數據集 癌症": "癌症",
    "癌症数据每周更新吗": "癌症",
    "doctors and nurses": "doctors and nurses",
    "which datasets update weekly": "",
    "邊啲數據集每個禮拜更新㗎？": "",
    "2026年会发布什么": "",
    "hello": "",
    "": "",
    "？！": "",
}


@pytest.mark.parametrize(("order", "text"), [(order, text) for order, texts in ORDERS.items() for text in texts])
def test_superlatives_are_orders(order: str, text: str) -> None:
    assert read(text).order == order


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in FIELDS.items() for text in texts])
def test_attributes_asked_for_are_fields(field: str, text: str) -> None:
    assert field in read(text).fields


@pytest.mark.parametrize(("text", "topic"), TOPICS.items())
def test_topic_is_what_no_wording_accounts_for(text: str, topic: str) -> None:
    assert read(text).topic == topic


def test_slips_are_mended_and_the_question_kept_as_written() -> None:
    asked = read("wich datset updat wekly")
    assert (asked.text, asked.shown) == ("wich datset updat wekly", "which dataset updat weekly")
    assert to_json(asked.conditions) == {"every": ["P1W"]}


def test_other_languages_are_not_mended() -> None:
    assert read("quels hôpitaux dans la liste").shown == "quels hôpitaux dans la liste"


def test_words_of_a_name_state_no_condition() -> None:
    asked = read("截至各年度的三月三十一日的醫生人數幾耐更新一次？")
    assert asked.conditions == () and asked.fields == ("frequency",)
    assert asked.topic == "截至各年度的三月三十一日的醫生人數"
    assert read("Number of Doctors as at 31 March of Each Year").conditions == ()
    assert to_json(read("2019年三月的醫生人數").conditions) != {}


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("datasets of the Hospital Authority", ("醫院管理局",)),
        ("邊啲數據集係醫管局嘅", ("醫院管理局",)),
        ("医管局的数据集", ("醫院管理局",)),
        ("HA datasets", ("醫院管理局",)),
        ("HA and HHB", ("醫院管理局", "醫務衛生局")),
        ("ha ha, what a HAPPY day", ()),
        ("hospitals", ()),
    ],
)
def test_owners_are_known_by_all_their_names(text: str, owners: tuple[str, ...]) -> None:
    assert set(read(text).owners) == set(owners)


@pytest.mark.parametrize(
    ("text", "topic", "excluded"),
    [
        ("hospitals but not clinics", "hospitals", "clinics"),
        ("hospitals except clinics, weekly", "hospitals", "clinics"),
        ("醫院但不包括診所", "醫院但", "診所"),
        ("weekly but not daily hospitals", "hospitals", ""),
        ("not hospitals", "hospitals", ""),
        ("all datasets except the ones that are about clinics", "", "clinics"),
        ("datasets, not counting those about clinics", "", "clinics"),
        ("除了診所之外的所有數據集", "", "診所"),
        ("除咗診所以外仲有咩數據集", "", "診所"),
        ("除了诊所之外，还有什么数据集", "", "诊所"),
        ("except for clinics, list all datasets", "", "clinics"),
        ("不包括診所的數據集有哪些", "", "診所的"),
        ("唔包括診所嘅數據集有邊啲", "", "診所嘅"),
        ("不包括诊所的数据集", "", "诊所的"),
        ("醫院數據集，診所除外", "醫院", "診所"),
        ("医院的数据集，诊所不计算", "医院的", "诊所"),
        ("診所以外嘅醫院數據集", "醫院", "診所"),
        ("除診所外的數據集", "", "診所"),
        ("hospitals, clinics excluded", "hospitals", "clinics"),
        ("hospitals, leaving out clinics", "hospitals", "clinics"),
        ("海外醫生的數據集", "海外醫生的", ""),
        ("精神科外展服務", "精神科外展服務", ""),
        ("醫院以外", "醫院", ""),
    ],
)
def test_what_a_topic_leaves_out_stands_apart(text: str, topic: str, excluded: str) -> None:
    asked = read(text)
    assert (asked.topic, asked.excluded) == (topic, excluded)


@pytest.mark.parametrize(
    "text",
    ["as of 1 March 2024, what is due this year", "suppose today is 1 March 2024. what comes this year",
     "以2024年3月1日計，今年發放咩", "假設今日係2024年3月1日，今年有咩"],
)  # fmt: skip
def test_day_of_asking_can_be_told_and_is_no_condition(text: str) -> None:
    asked = read(text)
    assert asked.today == date(2024, 3, 1)
    assert [c.ranges for c in asked.conditions if c.field == "date"] == [(("2024-01", "2024-12"),)]


@pytest.mark.parametrize(
    ("text", "yes_no"),
    [
        ("is it updated weekly?", True),
        ("does it include hospitals", True),
        ("and is it spatial?", True),
        ("係咪每星期更新", True),
        ("每星期更新嗎？", True),
        ("what is updated weekly", False),
        ("邊啲每星期更新", False),
    ],
)
def test_yes_or_no_is_asked_at_the_start_in_english_anywhere_in_chinese(text: str, yes_no: bool) -> None:
    assert read(text).starts_yes_no is yes_no


def test_question_is_asked_for_its_parts() -> None:
    asked = read("how many datasets update weekly")
    assert asked.has("count", "overdue") and not asked.has("overdue")
    assert (span := asked.span("count")) and span.start == 0
    assert asked.span("overdue") is None
    assert asked.condition("every") == Condition("every", ("P1W",))
    assert asked.condition("spatial") is None


def test_language_can_be_given() -> None:
    assert read("每日").language == "zh-Hant"
    assert read_question("每日", LEXICON, TODAY, "en").language == "en"


def test_nothing_is_read_into_a_topic_with_conditions() -> None:
    weekly = (Condition("every", ("P1W",)),)
    asked = topical_question("不是每日 daily", weekly, TODAY)
    assert (asked.conditions, asked.topic, asked.spans) == (weekly, "不是每日 daily", ())


@pytest.mark.parametrize(
    ("text", "shown"), [("每 星 期", "每星期"), ("第 3 季", "第3季"), ("A & E", "A & E"), ("２０２５年", "2025年")]
)
def test_spaces_within_chinese_are_closed(text: str, shown: str) -> None:
    assert aligned(text)[0] == shown


@given(st.text(max_size=80))
def test_places_in_the_compared_text_are_places_in_the_shown(text: str) -> None:
    shown, folded = aligned(text)
    assert len(shown) == len(folded)


PIECES = [
    "每",
    "年",
    "星期",
    "更新",
    "不是",
    "唔係",
    "every ",
    "not ",
    "between ",
    "2025",
    "-",
    "/",
    "「",
    '"',
    "or ",
    "CSV",
    "(",
    " to ",
    "以",
    "三月",
]
TEXTS = st.one_of(st.text(max_size=MAX_CHARACTERS), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_is_read_and_twice_alike(text: str) -> None:
    asked = read(text)
    assert asked == read(text)
    assert asked.text == text and len(asked.shown) == len(asked.folded)
    assert all(0 <= span.start < span.end <= len(asked.folded) for span in asked.spans)


HOSTILE = {
    "hyphens": "-" * 500,
    "every": "every " * 80,
    "每": "每" * 500,
    "not": "not " * 125,
    "不": "不" * 500,
    "brackets": "(" * 250 + ")" * 250,
    "quotes": "「" * 500,
    "names": 'named "' * 70,
    "dates": "between 2018 and " * 29,
    "years": "2019年至" * 80,
    "formats": "csv or " * 70,
    "only": "only " + "a" * 480 + "1 csv",
    "name": "急症室等候時間" * 71,
    "except": "每年更新以外" * 80,
    "emoji": "👩‍👩‍👧" * 60,
    "marks": "\u200b\u0301" * 250,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_time(text: str) -> None:
    read(text[:60])  # what is loaded or compiled once is no part of it
    begun = time.process_time()
    read(text[:MAX_CHARACTERS])
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I run a small flower shop, could you tell me which datasets on hospitals are weekly?", "hospitals"),
        ("I am a teacher in Sha Tin. Which datasets on hospitals are weekly?", "hospitals"),
        ("我係一間花店嘅老闆，想請問有咩醫院數據集", "醫院"),
        ("我是花店老板。哪些数据集每周更新", ""),
        ("my father is ill, hospitals", "father ill, hospitals"),
    ],
)
def test_who_asks_is_no_topic(text: str, topic: str) -> None:
    assert read(text).topic == topic
