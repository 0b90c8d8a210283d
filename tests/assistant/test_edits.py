from __future__ import annotations

from datetime import date

import pytest

from assistant.conditions import Condition
from assistant.edits import MOST_EDITS, chip_keys, edited, read_edits
from assistant.errors import FilterWrong
from assistant.question import topical_question
from assistant.service import Assistant

WEEKLY, DAILY, SPATIAL = (
    Condition("every", ("P1W",)),
    Condition("every", ("P1D",), negated=True),
    Condition("spatial", ("true",)),
)
TODAY = date(2026, 3, 1)


def test_each_chip_has_a_name_of_its_own() -> None:
    asked = topical_question("", (WEEKLY, Condition("dataset", ("x",)), DAILY, SPATIAL), TODAY)
    assert chip_keys(asked) == ("every", "every:2", "spatial")


@pytest.mark.parametrize(
    ("edits", "left"),
    [
        (["every"], (DAILY, SPATIAL)),
        (["every:2"], (WEEKLY, SPATIAL)),
        (["every", "every"], (SPATIAL,)),
        (["every.every.P1M"], (Condition("every", ("P1M",)), DAILY, SPATIAL)),
        (["spatial.spatial.false"], (WEEKLY, DAILY, Condition("spatial", ("false",)))),
        (["format"], (WEEKLY, DAILY, SPATIAL)),
        (["order"], (WEEKLY, DAILY, SPATIAL)),
    ],
)
def test_edit_takes_away_or_replaces_the_chip_that_it_names(
    edits: list[str], left: tuple[Condition, ...], assistant: Assistant
) -> None:
    asked = topical_question("", (WEEKLY, DAILY, SPATIAL), TODAY)
    assert edited(asked, read_edits(edits, assistant.choices)).conditions == left


@pytest.mark.parametrize("wrong", ["every.every.often", "every.nonsense.x", "every.every", "date.year.20266"])
def test_value_that_will_not_do_is_refused_in_a_sentence(wrong: str, assistant: Assistant) -> None:
    with pytest.raises(FilterWrong, match="give"):
        read_edits([wrong], assistant.choices)


def test_edits_of_one_question_are_bounded(assistant: Assistant) -> None:
    with pytest.raises(FilterWrong, match="at most"):
        read_edits(["every"] * (MOST_EDITS + 1), assistant.choices)
