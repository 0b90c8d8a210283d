"""Two datasets side by side: the two that are named, what differs, which is first."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.comparisons import sides
from assistant.service import Assistant
from assistant.wording import Grammar, find_spans


def about(answer: Answer) -> list[str]:
    return [name.rsplit("/", 1)[-1] for name in answer.dataset_ids]


@pytest.mark.parametrize(
    ("question", "two", "words"),
    [
        ("which is updated more often, A&E waiting time or cancer statistics?", "D.ii.8 D.ii.5",
         "Accident and Emergency Waiting Time (急症室等候時間) is updated more often"),
        ("急症室等候時間同癌症統計數字邊個更新得密啲", "D.ii.8 D.ii.5", "《急症室等候時間》更新得較頻密"),
        ("急症室等候時間和癌症統計數字，哪個更新較頻密？", "D.ii.8 D.ii.5", "《急症室等候時間》更新得較頻密"),
        ("哪个先发布，癌症统计数字还是急症室等候时间？", "D.ii.5 D.ii.8", "《癌症统计数字》较早"),
        ("which came first, cancer statistics or the key financial information?", "D.ii.5 D.ii.21", "came first"),
    ],
)  # fmt: skip
def test_first_of_two_is_named_with_what_decides_it(assistant: Assistant, question: str, two: str, words: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.value) == ("value", {"field": "difference"})
    assert about(answer) == two.split() and words in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "what is the difference between the spatial and non-spatial A&E waiting time?",
        "空間和非空間的急症室等候時間有甚麼分別",
        "空間同非空間嘅急症室等候時間有咩分別",
        "空间和非空间的急症室等候时间有什么区别",
    ],
)
def test_twins_are_compared_in_all_that_differs(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert set(about(answer)) == {"D.ii.8", "D.i.1"} and answer.value == {"field": "difference"}
    assert all(date in answer.answer for date in ("12/2018", "12/2022"))


def test_two_ids_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("what is the difference between D.i.1 and D.ii.8")
    assert about(answer) == ["D.i.1", "D.ii.8"] and answer.value == {"field": "difference"}


def test_equally_often_is_said_so(assistant: Assistant) -> None:
    answer = assistant.ask("which is updated more often, cancer statistics or the key financial information?")
    assert about(answer) == ["D.ii.5", "D.ii.21"] and answer.answer.startswith("Both are updated equally often")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cancer and vaccines", ["cancer", "vaccines"]),
        ("急症室和癌症", ["急症室", "癌症"]),
        ("癌症统计还是疫苗？", ["癌症统计", "疫苗"]),
        ("A, B vs. C", ["A", "B", "C"]),
        ("band", ["band"]),
        ("", []),
    ],
)
def test_sides_are_what_the_joining_words_leave(text: str, parts: list[str]) -> None:
    assert sides(text) == parts


def test_sides_go_without_the_wordings_beside_them() -> None:
    said = find_spans("is cancer older than asthma", Grammar(()))
    assert sides("is cancer older than asthma", said) == ["is cancer older", "asthma"]
