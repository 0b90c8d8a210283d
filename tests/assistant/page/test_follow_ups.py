from __future__ import annotations

from typing import get_args

import pytest

from assistant.answer import Answer, Language
from assistant.conversation import Conversation
from assistant.page.follow_ups import ATTRIBUTES, MOST, follow_ups
from assistant.page.words import LANGUAGES, words
from assistant.service import Assistant
from tests.assistant.page.samples import answer_about, dataset

FIRST: dict[Language, tuple[str, str]] = {
    "en": ("which datasets update yearly", "A&E waiting time by hospital"),
    "zh-Hant": ("哪些數據集每年更新一次", "按醫院劃分的急症室等候時間"),
    "zh-Hans": ("哪些数据集每年更新一次", "按医院划分的急症室等候时间"),
}


def asked(assistant: Assistant, first: str, then: str) -> tuple[Answer, Answer]:
    said = Conversation()
    return assistant.ask(first, conversation=said), assistant.ask(then, conversation=said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["spatial", "planned", "csv"])
def test_question_on_several_keeps_some_of_them(name: str, language: Language, assistant: Assistant) -> None:
    before, after = asked(assistant, FIRST[language][0], words(language)(f"follow.{name}"))
    assert set() < set(after.dataset_ids) < set(before.dataset_ids)
    assert after.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_newest_of_several_is_one_of_them(language: Language, assistant: Assistant) -> None:
    before, after = asked(assistant, FIRST[language][0], words(language)("follow.latest"))
    assert set() < set(after.dataset_ids) < set(before.dataset_ids)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ATTRIBUTES)
def test_question_on_one_is_answered_about_it(name: str, language: Language, assistant: Assistant) -> None:
    before, after = asked(assistant, FIRST[language][1], words(language)(f"follow.{name}"))
    assert set(after.dataset_ids) <= set(before.dataset_ids)
    assert after.dataset_ids
    assert name == "description" or after.value["field"] == name
    assert after.language == language


def test_what_parts_nothing_is_not_asked() -> None:
    alike = [dataset(1), dataset(2)]
    assert follow_ups(answer_about("?", *alike), alike, words("en")) == []
    mixed = [*alike, dataset(3, spatial=True, status="planned", formats=())]
    assert follow_ups(answer_about("?", *mixed), mixed, words("en")) == [
        "only the spatial ones",
        "only those still planned",
        "only those in CSV",
    ]


def test_what_was_just_told_is_not_asked_again() -> None:
    told = Answer("?", "en", "value", "Weekly.", {"field": "frequency"})
    asked = follow_ups(told, [dataset(1)], words("en"))
    assert words("en")("follow.frequency") not in asked
    assert len(asked) == MOST
    assert set(get_args(Language)) == set(LANGUAGES)
