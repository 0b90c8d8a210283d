"""Answers put together: sentences joined once, matches ranked with their reasons, values for programs."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.composer import Composer, joined, raw_value
from assistant.question import Question, read_question
from assistant.service import Assistant
from index.hits import Ranking
from index.search import Found
from tests.fakes import covering, shelf_of

PLAN = "hhb-2024-2026/"


@pytest.fixture(scope="module")
def composer(assistant: Assistant) -> Composer:
    return Composer(assistant.library)


@pytest.fixture(scope="module")
def weekly(assistant: Assistant) -> Question:
    return read_question("which datasets update weekly", assistant.lexicon, date(2026, 3, 15))


def test_sentences_are_joined_once_each() -> None:
    assert joined("en", "One. ", "Two.", "One.") == "One. Two."
    assert joined("zh-Hant", "一。", "二。", "一。") == "一。二。"
    assert joined("en") == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("frequency", "P1Y"), ("date", "2017-12"), ("formats", ["JSON", "XLSX"]), ("status", "released"),
        ("organisation", None), ("spatial", False), ("place", "D.ii.5"), ("category", "衛生"), ("since", 1983),
        ("breakdown", []), ("difference", None),
    ],
)  # fmt: skip
def test_value_for_programs_is_that_of_the_record(assistant: Assistant, field: str, value: object) -> None:
    told = raw_value(field, assistant.dataset(PLAN + "D.ii.5"))
    assert told == {"dataset": PLAN + "D.ii.5", "value": value}


def test_words_alone_name_the_bureau_in_the_askers_language(composer: Composer, assistant: Assistant) -> None:
    today = date(2026, 3, 15)
    for text, bureau in (("hello", "Health Bureau"), ("你好嗎", "醫務衛生局"), ("你们好", "医务卫生局")):
        asked = read_question(text, assistant.lexicon, today)
        assert bureau in composer.say(asked, "help", "help.greeting").answer


def test_datasets_of_the_answer_stand_first_then_what_else_was_found(composer: Composer, weekly: Question) -> None:
    shelf = shelf_of(PLAN + name for name in ("D.ii.5", "D.ii.9"))
    found = shelf.scored({PLAN + "D.ii.9": 0.9, PLAN + "D.ii.5": 0.5})
    hits = Ranking(shelf, found, lambda rows: [(f"row {row}",) for row in rows.tolist()])
    answer = composer.give(weekly, "list", "words", [PLAN + "D.ii.5"], found=Found(hits, covering(shelf, {}), ()))
    assert [match.id for match in answer.matches] == [PLAN + "D.ii.5", PLAN + "D.ii.9"]
    assert answer.dataset_ids == (PLAN + "D.ii.5",) and answer.matches[0].why == ("row 0",)


def test_conditions_are_the_reason_where_nothing_was_searched(composer: Composer, weekly: Question) -> None:
    answer = composer.give(weekly, "list", "words", [PLAN + "D.ii.10"])
    assert answer.understood == ("weekly",) == answer.matches[0].why
    assert answer.matches[0].score == 1.0 and answer.conditions == {"every": ["P1W"]}


def test_match_says_where_it_stands(composer: Composer) -> None:
    assert composer.match(PLAN + "D.ii.5", 1.0, ()).source == {"document": "hhb-2024-2026.zh-Hant.txt", "line": 102}
    with pytest.raises(KeyError):
        composer.match(PLAN + "D.ii.99", 1.0, ())
