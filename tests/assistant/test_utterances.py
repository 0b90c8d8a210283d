from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.service import Assistant
from assistant.utterances import Utterance, read_utterances, replayed, written

SAID = st.builds(
    Utterance,
    st.text(min_size=1).map(str.strip).filter(bool),
    st.lists(st.text(min_size=1), max_size=3).map(tuple),
)


@given(st.lists(SAID, max_size=4))
def test_what_is_written_into_an_address_is_read_out_of_it(said: list[Utterance]) -> None:
    assert read_utterances(written(said)) == said


def test_edits_of_no_question_are_left_out() -> None:
    assert read_utterances([("q", "weekly?"), ("edit", "2.every"), ("edit", "x"), ("edit", "1.every")]) == [
        Utterance("weekly?", ("every",))
    ]


def test_second_change_of_a_chip_takes_the_place_of_the_first() -> None:
    said = Utterance("weekly?").changed("every.every.P1M").changed("every.every.P1Y")
    assert said.edits == ("every.every.P1Y",)
    assert said.changed("spatial").edits == ("every.every.P1Y", "spatial")
    assert Utterance("x", ("every",)).changed("every").edits == ("every", "every")


@pytest.mark.parametrize(
    ("question", "edit", "understood"),
    [
        ("which spatial datasets update weekly", "every", ("spatial",)),
        ("邊啲空間數據集每星期更新", "spatial", ("每星期",)),
        ("哪些空间数据集每周更新", "every.every.P1Y", ("空间", "每年")),
        ("weekly", "every", ()),
    ],
)
def test_edited_question_is_answered_as_it_was_edited(
    question: str, edit: str, understood: tuple[str, ...], assistant: Assistant
) -> None:
    (answer,) = replayed(assistant, [Utterance(question, (edit,))])
    assert (answer.kind, answer.understood, len(answer.chips)) == ("list", understood, len(understood))


def test_follow_up_goes_on_from_what_was_edited(assistant: Assistant) -> None:
    first, then = Utterance("which datasets update weekly", ("every.every.P1Y",)), Utterance("only the spatial ones")
    answers = replayed(assistant, [first, then])
    assert 0 < len(answers[1].dataset_ids) < len(answers[0].dataset_ids)
    assert set(answers[1].dataset_ids) < set(answers[0].dataset_ids)
