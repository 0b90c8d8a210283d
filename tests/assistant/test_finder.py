"""Which datasets a question is about: the units that count, the owner as a condition, the scope, the members."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.finder import Finder
from assistant.question import Question, read_question
from assistant.service import Assistant


@pytest.fixture(scope="module")
def finder(assistant: Assistant) -> Finder:
    return Finder(assistant.library, assistant.searcher, assistant.lexicon)


def read(finder: Finder, text: str) -> Question:
    return read_question(text, finder.lexicon, date(2026, 3, 15))


def units(finder: Finder, text: str) -> list[str]:
    return [unit.text for unit in finder.units(read(finder, text))]


def test_words_that_link_are_no_units(finder: Finder) -> None:
    assert units(finder, "please could you tell me") == []
    assert units(finder, "which datasets update weekly") == []
    assert "cancer" in " ".join(units(finder, "tell me about cancer please"))


def test_unknown_word_beside_conditions_does_not_stand_in_their_way(finder: Finder) -> None:
    assert units(finder, "list the zorbic weekly datasets") == []


def test_unknown_word_that_is_the_topic_counts(finder: Finder) -> None:
    assert units(finder, "weekly datasets about penguins") != []
    assert units(finder, "penguins") != []


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("datasets of the Hospital Authority", False),
        ("醫管局有哪些數據集", False),
        ("datasets not owned by the Hospital Authority", True),
        ("不屬於醫院管理局的數據集", True),
    ],
)
def test_owner_is_a_condition_where_the_question_is_about_whose_it_is(
    finder: Finder, question: str, negated: bool
) -> None:
    asked = finder.owned(read(finder, question))
    owner = asked.condition("organisation")
    assert owner is not None and owner.values == ("醫院管理局",) and owner.negated is negated and asked.topic == ""


@pytest.mark.parametrize("question", ["list of hospitals under the Hospital Authority", "醫院管理局的主要財務信息"])
def test_owner_in_a_topic_is_no_condition(finder: Finder, question: str) -> None:
    assert finder.owned(read(finder, question)).condition("organisation") is None


@pytest.mark.parametrize(("question", "known"), [("cancer statistics", True), ("penguins", False)])
def test_subject_is_what_some_dataset_speaks_of(finder: Finder, question: str, known: bool) -> None:
    assert finder.has_subject(finder.units(read(finder, question))) is known


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("how often is D.ii.9 updated", ["D.ii.9"]),
        ("c1.i.3幾時出", ["C1.i.3"]),
        ("D.i.1 and D.ii.8", ["D.i.1", "D.ii.8"]),
        ("hhb-2024-2026/D.ii.20", ["D.ii.20"]),
        ("D.ii.99", []),
        ("XD.ii.9", []),
        ("D.ii", []),
        ("", []),
    ],
)
def test_ids_in_a_text_name_their_datasets(finder: Finder, text: str, ids: list[str]) -> None:
    assert [dataset.short_id for dataset in finder.by_id(text)] == ids


def test_excluded_matter_is_left_out_of_the_list(finder: Finder) -> None:
    asked = read(finder, "reproductive technology datasets but not the husband one")
    kept = finder.listed(asked, finder.units(asked))[0]
    assert {dataset.short_id for dataset in kept} == {"D.i.8", "D.ii.16"}


@pytest.mark.parametrize(
    "text", ["all datasets except those about cancer", "除了癌症以外的數據集", "不包括癌症的数据集"]
)
def test_excluded_matter_is_left_out_of_all(finder: Finder, text: str) -> None:
    kept = finder.listed(read(finder, text), ())[0]
    assert len(kept) == len(finder.library.datasets) - 1
    assert "D.ii.5" not in {dataset.short_id for dataset in kept}


@pytest.mark.parametrize(
    "text", ["cancer datasets, breast cancer excluded", "癌症數據集，乳癌除外", "癌症数据集，不含乳癌"]
)
def test_what_only_holds_the_excluded_matter_stays_where_nothing_else_would(finder: Finder, text: str) -> None:
    asked = read(finder, text)
    kept = finder.listed(asked, finder.units(asked))[0]
    assert [dataset.short_id for dataset in kept] == ["D.ii.5"]


def test_excluded_matter_is_left_out_of_what_is_searched(finder: Finder) -> None:
    asked = read(finder, "clinics, but not Chinese medicine ones")
    kept = {dataset.short_id for dataset in finder.searched(asked, finder.units(asked))[0]}
    assert "D.i.5" not in kept and {"D.i.2", "D.i.4"} <= kept


def test_either_matter_is_a_member(finder: Finder) -> None:
    asked = read(finder, "datasets about cancer or surgery")
    kept = finder.listed(asked, finder.units(asked))[0]
    assert {"D.ii.5", "D.ii.11"} <= {dataset.short_id for dataset in kept}


def test_without_a_topic_the_conditions_say_all(finder: Finder) -> None:
    asked = read(finder, "quarterly datasets in CSV")
    chosen, found = finder.resolved(asked, ())
    assert [dataset.short_id for dataset in chosen] == ["D.ii.15", "D.ii.16"] and found is None
