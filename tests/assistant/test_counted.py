"""The Assistant of a server: the same answers, counted."""

from __future__ import annotations

import pytest

from assistant import metrics
from assistant.counted import Counted
from assistant.service import Assistant


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.fixture(scope="module")
def counted(assistant: Assistant) -> Counted:
    return Counted(assistant.library, assistant.searcher)


@pytest.mark.parametrize(
    ("question", "kind", "language"),
    [
        ("which datasets update weekly", "list", "en"),
        ("有幾多個每星期更新的數據集？", "count", "zh-Hant"),
        ("你好吗", "help", "zh-Hans"),
    ],
)
def test_answers_are_the_same_and_counted_by_kind(
    assistant: Assistant, counted: Counted, question: str, kind: str, language: str
) -> None:
    names = {"asked": "question", "kind": kind, "language": language}
    before = value("odplan_answers_total", **names)
    assert counted.ask(question) == assistant.ask(question)
    assert value("odplan_answers_total", **names) == before + 1


def test_searches_and_suggestions_are_counted_apart(assistant: Assistant, counted: Counted) -> None:
    searched, suggested = value("odplan_answer_seconds_count", asked="search"), value("odplan_suggestions_total")
    assert counted.search("vaccination") == assistant.search("vaccination")
    assert counted.suggest("cancr", 3) == assistant.suggest("cancr", 3)
    assert value("odplan_answer_seconds_count", asked="search") == searched + 1
    assert value("odplan_suggestions_total") == suggested + 1


def test_warming_up_is_nobodys_question(counted: Counted) -> None:
    before = value("odplan_answer_seconds_count", asked="question")
    counted.warm_up()
    assert value("odplan_answer_seconds_count", asked="question") == before
    counted.ask("weekly")
    assert value("odplan_answer_seconds_count", asked="question") == before + 1


def test_nothing_of_a_question_is_told(counted: Counted) -> None:
    counted.ask("my private matter 香港仔")
    told = metrics.exposed("")[0].decode()
    assert "private" not in told and "香港仔" not in told
