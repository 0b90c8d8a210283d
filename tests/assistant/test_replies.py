"""The answers in words: chips, lists, counts and values, each in the question's language."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import replies
from assistant.answer import Language
from assistant.question import Question, read_question
from assistant.service import Assistant

PLAN = "hhb-2024-2026/"
TODAY = date(2026, 3, 15)


def read(assistant: Assistant, text: str) -> Question:
    return read_question(text, assistant.lexicon, TODAY)


@pytest.mark.parametrize(
    ("question", "chips"),
    [
        ("weekly spatial datasets", ["weekly", "spatial"]),
        ("datasets that are not in CSV", ["not CSV"]),
        ("datasets in CSV or XML", ["CSV or XML"]),
        ("datasets in both CSV and JSON", ["CSV and JSON"]),
        ("datasets in CSV only", ["only CSV"]),
        ("datasets released in 2019", ["released", "2019"]),
        ("datasets released before 2018", ["released", "until 2017-12"]),
        ("datasets updated more often than weekly", ["more often than weekly"]),
        ("overdue datasets", ["overdue"]),
        ("datasets in section C", ["section C"]),
        ("the most frequently updated dataset", ["most often updated"]),
        ("每星期更新的空間數據集", ["每星期", "空間"]),
        ("2019年发布的数据集", ["2019年"]),
        ("cancer", []),
    ],
)
def test_what_was_understood_is_shown_in_the_askers_words(
    assistant: Assistant, question: str, chips: list[str]
) -> None:
    assert sorted(replies.chips(read(assistant, question), assistant.library)) == sorted(chips)


@pytest.mark.parametrize(
    ("every", "language", "words"),
    [
        ("P1W", "en", "weekly"), ("P1W", "zh-Hant", "每星期"), ("PT15M", "zh-Hans", "每15分钟"),
        ("as-needed", "en", "as needed"), ("P2M", "en", "every 2 months"),
    ],
)  # fmt: skip
def test_short_frequency_is_one_word_where_there_is_one(every: str, language: Language, words: str) -> None:
    assert replies.short_frequency(every, language) == words


def test_long_list_names_the_first_and_counts_the_rest(assistant: Assistant) -> None:
    datasets = assistant.library.datasets[:9]
    assert replies.names(datasets, "en").endswith(" and 3 more")
    assert replies.names(datasets, "zh-Hant").endswith("，以及另外 3 個")
    assert "more" not in replies.names(datasets[: replies.NAMED], "en")


@pytest.mark.parametrize(
    ("topic", "bare"),
    [
        ("關於疫苗的", "疫苗"), ("有關癌症嘅", "癌症"), ("关于企鹅的", "企鹅"), ("about penguins", "penguins"),
        ("vaccination", "vaccination"), ("onions", "onions"), ("的", "的"), ("", ""),
    ],
)  # fmt: skip
def test_topic_is_named_without_what_ties_it(topic: str, bare: str) -> None:
    assert replies.subject(topic) == bare


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("weekly datasets", " (weekly)"),
        ("all datasets except those on cancer", " (without “cancer”)"),
        ("除了關於癌症的，每星期更新的數據集", "（每星期 · 不計「癌症」）"),
        ("除了癌症之外的数据集", "（不计「癌症」）"),
        ("hello", ""),
    ],
)
def test_conditions_and_what_is_left_out_stand_in_brackets(assistant: Assistant, question: str, said: str) -> None:
    assert replies.where(read(assistant, question), assistant.library) == said


def test_nearest_frequencies_are_the_next_on_either_side(assistant: Assistant) -> None:
    nearest = {
        "hourly": ["PT15M", "P1D"], "monthly": ["P1W", "P3M"], "every minute": ["PT15M"], "every 5 years": ["P1Y"],
    }  # fmt: skip
    for word, wanted in nearest.items():
        asked = read(assistant, f"datasets updated {word}")
        assert replies.nearest_frequencies(asked, assistant.library) == wanted, word
    for text in ("weekly datasets", "datasets not updated hourly", "cancer", "updated more often than hourly"):
        assert replies.nearest_frequencies(read(assistant, text), assistant.library) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [("section B", True), ("section A", True), ("spatial data of section A", False), ("section C", False),
     ("non-spatial data in section A", True), ("datasets not in section B", False), ("weekly", False)],
)  # fmt: skip
def test_the_plans_own_none_is_known(assistant: Assistant, question: str, said: bool) -> None:
    assert replies.says_nothing_planned(read(assistant, question), assistant.library) is said


def test_every_field_of_every_dataset_is_said_in_every_language(assistant: Assistant) -> None:
    fields = (
        "frequency", "date", "formats", "organisation", "place", "status", "spatial", "category", "since", "breakdown",
        "description",
    )  # fmt: skip
    for dataset in assistant.library.datasets:
        for field in fields:
            said = [
                replies.value_reply(field, dataset, assistant.library, lang) for lang in ("en", "zh-Hant", "zh-Hans")
            ]
            assert all(words.strip() and "{" not in words and "None" not in words for words in said), (
                dataset.id,
                field,
            )


def test_later_releases_are_told(assistant: Assistant) -> None:
    day_care = assistant.dataset(PLAN + "D.ii.1")
    said = replies.value_reply("date", day_care, assistant.library, "en")
    assert "December 2017" in said and "later releases: March 2019" in said and "August 2021" in said


def test_content_is_english_with_the_original_or_in_the_askers_script(assistant: Assistant) -> None:
    cancer = assistant.dataset(PLAN + "D.ii.5")
    english = replies.content_of(cancer, "en")
    assert english.startswith("Number of new cases") and "自一九八三年起" in english
    assert replies.content_of(cancer, "zh-Hans").startswith("自一九八三年起男性和女性整体癌症")
