"""Dialogues: narrowing, replacing, asking about what was shown, counting, beginning anew, and asking back."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.service import Assistant

TODAY = date(2026, 3, 15)
QUARTERLY = "D.i.2 D.i.3 D.i.4 D.i.7 D.i.8 D.ii.3 D.ii.9 D.ii.11 D.ii.15 D.ii.16"
ON_THE_MAP = "D.i.2 D.i.3 D.i.4 D.i.7 D.i.8"
OFF_THE_MAP = "D.ii.3 D.ii.9 D.ii.11 D.ii.15 D.ii.16"
WEEKLY = "C1.i.1 D.ii.10 D.ii.19"
PLANNED = "A.i.1 C1.i.1 C1.i.2 C1.i.3 C1.i.4 C1.i.5 C1.ii.1 C1.ii.2 C1.ii.3"

Turn = tuple[str, str, str]


def about(answer: Answer) -> list[str]:
    return [name.rsplit("/", 1)[-1] for name in answer.dataset_ids]


def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    said = Conversation()
    return [assistant.ask(question, conversation=said, as_of=TODAY) for question in questions]


# What is said, the kind of answer, and the datasets that it is about.
DIALOGUES: dict[str, list[Turn]] = {
    "narrowing, counting and an ordinal": [
        ("which datasets update quarterly", "list", QUARTERLY),
        ("only the spatial ones", "list", ON_THE_MAP),
        ("how many are there", "count", ON_THE_MAP),
        ("in which format is the second one", "value", "D.i.3"),
    ],
    "an ordinal is one of the list as narrowed": [
        ("哪些數據集每季更新", "list", QUARTERLY),
        ("只要非空間的", "list", OFF_THE_MAP),
        ("第一個何時發放", "value", "D.ii.3"),
        ("第二個呢", "value", "D.ii.9"),
    ],
    "the same in Cantonese": [
        ("邊啲數據集每季更新", "list", QUARTERLY),
        ("淨係要空間嘅", "list", ON_THE_MAP),
        ("有幾多個", "count", ON_THE_MAP),
        ("頭一個幾時出", "value", "D.i.2"),
    ],
    "the last one": [
        ("哪些数据集每季更新", "list", QUARTERLY),
        ("只要空间的", "list", ON_THE_MAP),
        ("最后一个什么时候发布的", "value", "D.i.8"),
    ],
    "another value of the same condition": [
        ("which datasets update weekly", "list", WEEKLY),
        ("and daily?", "list", "D.ii.17"),
        ("what about every 15 minutes?", "list", "D.i.1 D.ii.8"),
    ],
    "another value, counted as before": [
        ("how many datasets are in GeoJSON", "count", "D.ii.20"),
        ("and XML?", "count", "D.ii.14"),
    ],
    "about what was shown": [
        ("癌症統計數字多久更新一次", "value", "D.ii.5"),
        ("有甚麼格式", "value", "D.ii.5"),
        ("佢幾時出㗎", "value", "D.ii.5"),
        ("它是空間數據嗎", "value", "D.ii.5"),
    ],
    "the same of another dataset": [
        ("癌症統計數字多久更新一次", "value", "D.ii.5"),
        ("那急症室等候時間呢？", "value", "D.i.1 D.ii.8"),
    ],
    "the other one of two": [
        ("datasets in both CSV and JSON", "list", "D.ii.12 D.ii.13"),
        ("when was the first one released", "value", "D.ii.12"),
        ("and the other one?", "value", "D.ii.13"),
    ],
    "the other one in Chinese": [
        ("有CSV又有JSON的數據集", "list", "D.ii.12 D.ii.13"),
        ("第二個何時發放", "value", "D.ii.13"),
        ("另一個呢？", "value", "D.ii.12"),
    ],
    "the one that a condition tells": [
        ("內窺鏡嘅數據集有邊啲？", "list", "C1.ii.1 C1.i.5"),
        ("空間嗰個幾時出呀", "value", "C1.i.5"),
        ("咁另一個呢？", "value", "C1.ii.1"),
    ],
    "a condition on a topic": [
        ("datasets about vaccination", "list", "D.i.10 D.i.11 D.i.12 D.ii.19"),
        ("only the spatial ones", "list", "D.i.10 D.i.11 D.i.12"),
        ("only the planned ones", "list", ""),
    ],
    "narrowed twice, in two languages": [
        ("which datasets are planned", "list", PLANNED),
        ("只要空間的", "list", "A.i.1 C1.i.1 C1.i.2 C1.i.3 C1.i.4 C1.i.5"),
        ("only those in 2026", "list", "C1.i.5"),
    ],
    "a new topic begins anew": [
        ("哪些數據集每日更新", "list", "D.ii.17"),
        ("有關癌症的數據集有哪些", "list", "D.ii.5"),
    ],
    "a whole question begins anew": [
        ("which datasets update weekly", "list", WEEKLY),
        ("which datasets are in XML", "list", "D.ii.14"),
    ],
    "what was shown outlasts small talk and refusals": [
        ("which datasets are in XML", "list", "D.ii.14"),
        ("hello", "help", ""),
        ("what's the weather", "none", ""),
        ("how often is it updated", "value", "D.ii.14"),
    ],
    "one that is not in the list is asked back": [
        ("which datasets update weekly", "list", WEEKLY),
        ("show me the fifth one", "none", ""),
        ("the second one", "search", "D.ii.10"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", DIALOGUES)
def test_each_turn_is_taken_as_meant(assistant: Assistant, story: str) -> None:
    turns = DIALOGUES[story]
    answers = talk(assistant, *(question for question, _, _ in turns))
    for answer, (question, kind, ids) in zip(answers, turns, strict=True):
        assert (question, answer.kind, sorted(about(answer))) == (question, kind, sorted(ids.split()))


def test_ordinals_follow_the_order_shown(assistant: Assistant) -> None:
    shown, first, third, last = talk(
        assistant,
        "datasets about vaccination",
        "when was the first one released",
        "when was the third one released",
        "in which format is the last one",
    )
    ids = about(shown)
    assert [about(first), about(third), about(last)] == [[ids[0]], [ids[2]], [ids[-1]]]


def test_asking_back_names_what_was_shown(assistant: Assistant) -> None:
    shown, back = talk(assistant, "which datasets update daily", "which format is the seventh one in")
    assert about(shown) == ["D.ii.17"] and "Key Statistics during Service Demand Surge" in back.answer


def test_language_follows_each_question(assistant: Assistant) -> None:
    answers = talk(
        assistant, "which datasets update weekly", "那每日呢？", "那每天的呢？", "仅限空间数据", "and yearly?"
    )
    assert [answer.language for answer in answers] == ["en", "zh-Hant", "zh-Hant", "zh-Hans", "en"]


def test_text_of_either_script_is_answered_in_the_script_before(assistant: Assistant) -> None:
    assert [a.language for a in talk(assistant, "哪些数据集每周更新", "那每天的呢？")] == ["zh-Hans", "zh-Hans"]
    assert [a.language for a in talk(assistant, "哪些數據集每星期更新", "那每天的呢？")] == ["zh-Hant", "zh-Hant"]


def test_conversations_know_nothing_of_each_other(assistant: Assistant) -> None:
    one, other = Conversation(), Conversation()
    assistant.ask("which datasets are in XML", conversation=one)
    assistant.ask("which datasets are in GeoJSON", conversation=other)
    assert about(assistant.ask("how often is it updated", conversation=one)) == ["D.ii.14"]
    assert about(assistant.ask("how often is it updated", conversation=other)) == ["D.ii.20"]
    assert assistant.ask("how often is it updated").kind == "none"


def test_conversation_keeps_its_answers(assistant: Assistant) -> None:
    said = Conversation()
    first = assistant.ask("which datasets are in XML", conversation=said)
    assert said.language == first.language and said.shown == first.dataset_ids == said.group
