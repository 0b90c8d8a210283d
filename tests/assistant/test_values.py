"""One attribute of a dataset, as the plan has it and as a person says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Language
from assistant.service import Assistant
from assistant.values import (
    breakdowns,
    frequency_of,
    frequency_words,
    in_language,
    month_words,
    name_of,
    organisation_name,
    owner_of,
    place_of,
    since_year,
)
from corpus.records import Dataset

PLAN = "hhb-2024-2026/"


@pytest.fixture(scope="module")
def cancer(assistant: Assistant) -> Dataset:
    return assistant.dataset(PLAN + "D.ii.5")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Cancer Statistics (癌症統計數字)"),
        ("zh-Hant", "《癌症統計數字》"),
        ("zh-Hans", "《癌症统计数字》"),
    ],
)
def test_name_is_in_the_askers_script(cancer: Dataset, language: Language, name: str) -> None:
    assert name_of(cancer, language) == name


def test_name_without_a_translation_stands_alone(cancer: Dataset) -> None:
    assert name_of(replace(cancer, name_en=""), "en") == "癌症統計數字"


@pytest.mark.parametrize(
    ("every", "en", "hant", "hans"),
    [
        ("P1W", "weekly", "每星期", "每星期"),
        ("P3M", "quarterly", "每季", "每季"),
        ("PT15M", "every 15 minutes", "每15分鐘", "每15分钟"),
        ("P2Y", "every 2 years", "每2年", "每2年"),
        ("P10D", "every 10 days", "每10日", "每10日"),
        ("as-needed", "as needed", "有需要時", "有需要时"),
        ("real-time", "in real time", "實時", "实时"),
        ("once", "once only", "一次性", "一次性"),
    ],
)
def test_frequency_is_said_in_words(every: str, en: str, hant: str, hans: str) -> None:
    assert frequency_words(every, "en").startswith(en)
    assert frequency_words(every, "zh-Hant").startswith(hant)
    assert frequency_words(every, "zh-Hans").startswith(hans)


def test_frequency_that_was_not_understood_is_as_written() -> None:
    assert frequency_words(None, "zh-Hans", "視乎情況") == "视乎情况"
    assert frequency_words("whenever", "en", "視乎情況") == "視乎情況"
    assert frequency_words("whenever", "en") == "whenever"


def test_the_plans_own_words_stand_beside_others(cancer: Dataset) -> None:
    release = cancer.releases[0]
    assert frequency_of(release, "en") == "yearly (每年)"
    assert frequency_of(release, "zh-Hant") == "每年"
    twice = replace(release, every="P1W", frequency="每周")
    assert frequency_of(twice, "zh-Hant") == "每星期（每周）"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "January 2019 (01/2019)"), ("zh-Hant", "2019年1月（01/2019）"), ("zh-Hans", "2019年1月（01/2019）")],
)
def test_month_is_said_and_written(language: Language, words: str) -> None:
    assert month_words("2019-01", language) == words


def test_month_that_is_not_stated_is_said_so() -> None:
    assert month_words(None, "en") == "no date stated"


def test_place_names_section_table_item_document_and_line(cancer: Dataset) -> None:
    english, chinese = place_of(cancer, "en"), place_of(cancer, "zh-Hant")
    assert english == "section D, table D.ii (non-spatial data), item 5; hhb-2024-2026.zh-Hant.txt, line 102"
    assert "D部 D.ii 表（非空間數據）第5項" in chinese and "第102行" in chinese
    paged = replace(cancer, source=replace(cancer.source, line=None, page=7))
    assert place_of(paged, "en").endswith("page 7")


def test_owner_is_whom_the_row_names_or_nobody(assistant: Assistant, cancer: Dataset) -> None:
    clinics = assistant.dataset(PLAN + "D.i.2")
    assert owner_of(clinics, assistant.library, "en") == "Hospital Authority (醫院管理局)"
    assert owner_of(clinics, assistant.library, "zh-Hans") == "医院管理局"
    assert "names no separate owner" in owner_of(cancer, assistant.library, "en")
    assert "医务卫生局" in owner_of(cancer, assistant.library, "zh-Hans")


def test_organisation_without_a_translation_is_as_written(assistant: Assistant) -> None:
    assert organisation_name("某某會", assistant.library, "en") == "某某會"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("自一九八三年起的數目", 1983), ("由2009年起", 2009), ("figures since 1999", 1999),
        ("由二〇一二年至今，自一九九〇年起另列", 1990), ("沒有年份", None), ("截至2020年", None),
    ],
)  # fmt: skip
def test_figures_go_back_to_the_first_year_named(cancer: Dataset, text: str, year: int | None) -> None:
    told = replace(cancer, releases=tuple(replace(r, description=text) for r in cancer.releases[:1]))
    assert since_year(told) == year


def test_breakdowns_are_each_named_once_in_their_order(assistant: Assistant) -> None:
    visits = assistant.dataset(PLAN + "C1.i.3")
    assert breakdowns(visits, "zh-Hant")[0] == "主要專科及診所"
    assert breakdowns(visits, "zh-Hans")[0] == "主要专科及诊所"
    cuts = breakdowns(visits, "en")
    assert any("specialty" in cut for cut in cuts) and len(cuts) == len(set(cuts))


def test_only_simplified_askers_get_another_script() -> None:
    assert [in_language("開放數據", language) for language in ("en", "zh-Hant", "zh-Hans")] == [
        "開放數據", "開放數據", "开放数据",
    ]  # fmt: skip
