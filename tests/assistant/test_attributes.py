"""Questions on what a dataset is like: values, yes or no first, what it holds, whether two are the same."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.service import Assistant

TODAY = date(2026, 3, 15)


def about(answer: Answer) -> list[str]:
    return [name.rsplit("/", 1)[-1] for name in answer.dataset_ids]


# Question, dataset, field, value for programs, words for people.
VALUES = [
    ("how often is cancer statistics updated", "D.ii.5", "frequency", "P1Y", "yearly"),
    ("急症室等候時間多久更新一次？", "D.ii.8", "frequency", "PT15M", "每15分鐘"),
    ("急症室等候時間幾耐更新一次？", "D.ii.8", "frequency", "PT15M", "每15分鐘"),
    ("癌症统计数字多久更新一次？", "D.ii.5", "frequency", "P1Y", "每年"),
    ("when was the A&E waiting time dataset released", "D.ii.8", "date", "2018-12", "December 2018 (12/2018)"),
    ("專科門診新症輪候時間何時發放？", "D.ii.9", "date", "2019-01", "2019年1月（01/2019）"),
    ("自願醫保計劃認可產品的標準保費幾時出㗎", "D.ii.18", "date", "2021-03", "2021年3月"),
    ("服务需求高峰期重点数据什么时候发布的？", "D.ii.17", "date", "2020-03", "2020年3月"),
    ("in which format is the cancer statistics", "D.ii.5", "formats", ["JSON", "XLSX"], "JSON and XLSX"),
    ("電子健康紀錄互通系統的醫護提供者名單有甚麼格式", "D.ii.14", "formats", ["XML"], "XML"),
    ("地區康健站的主中心資料係咩格式", "D.ii.20", "formats", ["CSV", "GEOJSON"], "CSV和GEOJSON"),
    ("香港本地医疗卫生总开支账目是什么格式", "D.ii.6", "formats", ["CSV", "XLSX"], "CSV和XLSX"),
    ("按醫院劃分的急症室就診人次由誰負責", "D.i.14", "organisation", "醫院管理局", "醫院管理局"),
    ("癌症統計數字由邊個負責", "D.ii.5", "organisation", None, "沒有另外列明"),
    ("where in the plan is the cancer statistics", "D.ii.5", "place", "D.ii.5", "line 102"),
    ("癌症統計數字在計劃哪裏", "D.ii.5", "place", "D.ii.5", "第102行"),
    ("how far back does the cancer data go", "D.ii.5", "since", 1983, "1983"),
    ("癌症統計數字由哪一年開始", "D.ii.5", "since", 1983, "1983年"),
]


@pytest.mark.parametrize(("question", "dataset", "field", "value", "words"), VALUES)
def test_value_is_that_of_the_dataset_named(
    assistant: Assistant, question: str, dataset: str, field: str, value: object, words: str
) -> None:
    answer = assistant.ask(question, as_of=TODAY)
    assert answer.kind == "value" and about(answer)[0] == dataset
    assert answer.value == {"field": field, "dataset": f"hhb-2024-2026/{dataset}", "value": value}
    assert words in answer.answer


@pytest.mark.parametrize(
    ("question", "first", "words"),
    [
        ("is the A&E waiting time updated daily?", "No. ", "every 15 minutes"),
        ("急症室等候時間是每日更新嗎？", "不是。", "每15分鐘"),
        ("急症室等候時間係咪每日更新㗎", "不是。", "每15分鐘"),
        ("癌症统计数字是每年更新的吗？", "是。", "每年"),
        ("is the cancer statistics dataset spatial?", "No. ", "non-spatial"),
        ("癌症統計數字有CSV嗎", "不是。", "JSON和XLSX"),
        ("has the day and community services throughput been released?", "Partly", "August 2025"),
    ],
)
def test_verdict_comes_first_then_what_decides_it(assistant: Assistant, question: str, first: str, words: str) -> None:
    answer = assistant.ask(question, as_of=TODAY)
    assert answer.kind == "value" and answer.answer.startswith(first) and words in answer.answer
    assert answer.value["value"] is (first in ("是。", "Yes. "))


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("does the cancer statistics include mortality by sex?", True),
        ("癌症統計數字有沒有按性別劃分？", True),
        ("癌症統計數字包唔包括死亡率", True),
        ("does the cancer statistics include penguins?", False),
    ],
)
def test_what_a_dataset_holds_is_told_from_its_description(assistant: Assistant, question: str, holds: bool) -> None:
    answer = assistant.ask(question)
    assert about(answer) == ["D.ii.5"]
    assert answer.value == {"field": "description", "dataset": "hhb-2024-2026/D.ii.5", "value": holds}
    assert answer.answer.startswith(("Yes", "是。") if holds else ("Not stated", "計劃沒有說明"))


@pytest.mark.parametrize(
    ("question", "same", "two"),
    [
        ("are A&E waiting time and cancer statistics updated equally often?", False, ["D.ii.8", "D.ii.5"]),
        ("急症室等候時間和癌症統計數字的更新頻率一樣嗎？", False, ["D.ii.8", "D.ii.5"]),
        ("急症室等候時間同專科門診輪候時間係咪同樣密更新", False, ["D.ii.8", "D.ii.9"]),
        ("癌症统计和医院财务信息的更新频率相同吗？", True, ["D.ii.5", "D.ii.21"]),
    ],
)
def test_whether_two_are_the_same_is_said_of_the_two_named(
    assistant: Assistant, question: str, same: bool, two: list[str]
) -> None:
    answer = assistant.ask(question)
    assert (about(answer), answer.value) == (two, {"field": "frequency", "value": same})
    assert answer.answer.startswith(("Yes", "是。") if same else ("No", "不是。"))


@pytest.mark.parametrize(
    ("question", "ids", "value"),
    [
        ("what category is D.ii.5", ["D.ii.5"], "衛生"),
        ("C1.i.3 幾時出", ["C1.i.3"], "2024-12"),
        ("is d.ii.8 updated daily?", ["D.ii.8"], False),
        ("hhb-2024-2026/D.ii.20 有甚麼格式", ["D.ii.20"], ["CSV", "GEOJSON"]),
    ],
)
def test_dataset_may_be_named_by_its_id(assistant: Assistant, question: str, ids: list[str], value: object) -> None:
    answer = assistant.ask(question)
    assert (about(answer), answer.value["value"]) == (ids, value)


@pytest.mark.parametrize("question", ["D.ii.9", "hhb-2024-2026/D.ii.9"])
def test_id_alone_is_described(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, about(answer), answer.conditions) == ("search", ["D.ii.9"], {})


def test_unknown_id_is_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("how often is D.ii.99 updated")
    assert (answer.kind, answer.dataset_ids) == ("none", ()) and "D.II.99" in answer.answer


def test_several_attributes_are_told_at_once(assistant: Assistant) -> None:
    answer = assistant.ask("how often is cancer statistics updated and in which format is it?")
    assert "yearly" in answer.answer and "JSON and XLSX" in answer.answer


@pytest.mark.parametrize(
    "question", ["how often is it updated?", "它多久更新一次？", "佢幾耐更新一次", "它什么时候发布？"]
)
def test_attribute_of_nothing_asks_back(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "none" and answer.dataset_ids == ()
    assert len(answer.matches) == 4 and all(
        match.name in answer.answer or answer.language == "zh-Hans" for match in answer.matches
    )
