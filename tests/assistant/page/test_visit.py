from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from assistant.answer import Answer
from assistant.page.links import MOST_QUESTIONS
from assistant.page.turns import Turn
from assistant.page.visit import Visit
from assistant.page.words import words
from assistant.question import MAX_CHARACTERS
from assistant.queue import Queue
from assistant.service import Assistant
from assistant.utterances import Utterance
from tests.assistant.page.samples import SampleAssistant, dataset

ENGLISH = words("en")
QUEUE = Queue()
ONE, TWO = Utterance("one"), Utterance("two")


@pytest.fixture
def sample() -> SampleAssistant:
    return SampleAssistant(dataset(1), dataset(2))


def ask(visit: Visit, sample: SampleAssistant, question: str) -> Turn:
    visit.waiting.append(Utterance(question))
    return visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, QUEUE)


def test_questions_of_one_visit_are_one_conversation(sample: SampleAssistant) -> None:
    visit = Visit()
    ask(visit, sample, "one")
    ask(visit, sample, "two")
    ask(Visit(), sample, "three")
    assert sample.heard == [("one", ""), ("two", "one"), ("three", "")]
    assert visit.said == [ONE, TWO]


def test_opened_link_is_answered_question_by_question(sample: SampleAssistant) -> None:
    visit = Visit([ONE, TWO])
    while visit.waiting:
        visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, QUEUE)
    assert visit.said == [ONE, TWO]
    assert not visit.left_for([ONE, TWO])
    assert visit.left_for([ONE])


def test_turn_has_every_dataset_of_the_answer_with_its_reasons(sample: SampleAssistant) -> None:
    turn = ask(Visit(), sample, "one")
    assert [(entry.dataset.short_id, entry.why, entry.owner_en) for entry in turn.entries] == [
        ("D.ii.1", ("same words",), "English of 醫院管理局"),
        ("D.ii.2", ("same words",), "English of 醫院管理局"),
    ]
    assert [entry.shown_id for entry in turn.entries] == ["plan/D.ii.1", "plan/D.ii.2"]
    assert turn.others == ()
    assert turn.close_names == ()


def test_nothing_found_comes_with_close_names(sample: SampleAssistant) -> None:
    turn = ask(Visit(), sample, "nothing")
    assert [match.name_en for match in turn.close_names] == ["Cancer statistics"] * 2


def test_failure_is_a_sentence_and_stays_out_of_the_link(
    sample: SampleAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    visit = Visit()
    ask(visit, sample, "one")
    turn = ask(visit, sample, "break")
    assert turn.error == ENGLISH("error.failed")
    assert "the inside of the machine" in caplog.text
    assert visit.said == [ONE]
    ask(visit, sample, "two")
    assert [turn.question for turn in visit.turns] == ["one", "two"]


def test_too_long_a_question_stays_out_of_the_link(sample: SampleAssistant) -> None:
    visit = Visit()
    ask(visit, sample, "x" * (MAX_CHARACTERS + 1))
    assert visit.said == []
    ask(visit, sample, "one")
    assert [turn.question for turn in visit.turns] == ["one"]


def test_close_datasets_are_told_from_those_of_the_answer(sample: SampleAssistant) -> None:
    turn = ask(Visit(), sample, "the first")
    assert [entry.dataset.short_id for entry in turn.entries] == ["D.ii.1"]
    assert [entry.dataset.short_id for entry in turn.others] == ["D.ii.2"]


def test_start_over_after_nothing_but_a_failure(sample: SampleAssistant) -> None:
    visit = Visit()
    assert visit.left_for([])
    ask(visit, sample, "break")
    assert visit.left_for([])


def test_long_visit_does_not_grow(sample: SampleAssistant) -> None:
    visit = Visit()
    for number in range(100):
        ask(visit, sample, f"question {number}")
    assert len(visit.turns) == MOST_QUESTIONS
    assert visit.turns[-1].number == 100


def test_edit_keeps_the_answers_before_it(sample: SampleAssistant) -> None:
    visit = Visit([ONE, TWO])
    while visit.waiting:
        visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, QUEUE)
    moved = visit.moved([ONE, Utterance("two", ("every",))])
    assert [turn.said for turn in moved.turns] == [ONE]
    moved.answer_next(lambda: cast(Assistant, sample), ENGLISH, QUEUE)
    assert [question for question, _ in sample.heard] == ["one", "two", "two"]
    assert [turn.number for turn in moved.turns] == [1, 2]


def test_way_back_needs_no_answer_anew(sample: SampleAssistant) -> None:
    visit = Visit([ONE, TWO])
    while visit.waiting:
        visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, QUEUE)
    back = visit.moved([ONE])
    assert (back.said, back.waiting) == ([ONE], [])
    assert back.conversation == visit.turns[0].after
    assert back.conversation is not visit.turns[0].after


def test_question_that_found_no_room_waits_until_the_page_is_drawn_again(sample: SampleAssistant) -> None:
    queue, go, begun = Queue(1, 0), threading.Event(), threading.Event()
    held = queue.begin(lambda: begun.set() or go.wait(30))
    assert begun.wait(30)
    visit = Visit()
    ask(visit, sample, "one")
    visit.waiting.append(TWO)
    refused = visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, queue)
    assert (refused.busy, refused.error, visit.said) == (True, ENGLISH("error.busy"), [ONE])
    go.set()
    held.result(30)
    visit.take_up()
    assert visit.waiting == [TWO]
    again = visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, QUEUE)
    # It goes on from where the conversation stood.
    assert not again.busy and sample.heard == [("one", ""), ("two", "one")] and visit.said == [ONE, TWO]


def test_answer_that_was_given_up_leaves_the_conversation_as_it_was(sample: SampleAssistant) -> None:
    go = threading.Event()
    ask(visit := Visit(), sample, "one")
    answer = sample.ask

    def slowly(question: str, **more: Any) -> Answer:
        found = answer(question, **more)
        go.wait(30)
        return found

    sample.ask = slowly  # type: ignore[method-assign]
    visit.waiting.append(TWO)
    assert visit.answer_next(lambda: cast(Assistant, sample), ENGLISH, Queue(1, 0, 0.02)).busy
    go.set()
    assert visit.conversation.topic == "one"


def test_visit_keeps_its_name_in_the_log(sample: SampleAssistant) -> None:
    visit = Visit()
    assert visit.moved([ONE]).id == visit.id != Visit().id
