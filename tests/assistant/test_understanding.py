"""What a question is after, by its wordings alone."""

from datetime import date

import pytest

from assistant.conditions import Condition, to_json
from assistant.lexicon import Lexicon
from assistant.question import Question, read_question
from assistant.understanding import (
    FIELDS_OF,
    counts_datasets,
    denied_owners,
    exists,
    is_checked,
    is_owning,
    is_topic,
    is_weak,
    lists_field,
    names_datasets,
    settled,
    without_figures,
)
from index.evidence import Unit

LEXICON = Lexicon([], {"醫院管理局": ("醫院管理局", "Hospital Authority")})
PENGUIN = Unit("penguin", (), 0, False)


def read(text: str) -> Question:
    return read_question(text, LEXICON, date(2026, 3, 15))


@pytest.mark.parametrize("text", ["which datasets are spatial", "list all tables", "邊啲數據集係空間", "哪些资料集"])
def test_datasets_are_named_as_what_is_listed(text: str) -> None:
    assert names_datasets(read(text))


@pytest.mark.parametrize("text", ["what data are there", "which figures", "急症室等候時間", "how many datasets"])
def test_data_and_figures_are_not_datasets_in_so_many_words(text: str) -> None:
    assert not names_datasets(read(text))


def test_datasets_may_be_named_elsewhere() -> None:
    assert names_datasets(read("how many datasets"), anywhere=True)
    assert names_datasets(read("the penguin dataset"), anywhere=True)


@pytest.mark.parametrize(
    "text",
    ["are there any spatial datasets", "do you have any weekly data", "有沒有空間數據集", "有冇每日更新嘅數據集"],
)
def test_existence_is_asked_for(text: str) -> None:
    assert exists(read(text))


@pytest.mark.parametrize("text", ["which datasets are spatial", "邊啲數據集係空間", "how often"])
def test_existence_is_not_asked_for(text: str) -> None:
    assert not exists(read(text))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("how many datasets are about penguins", True),
        ("有幾多個數據集關於企鵝", True),
        ("how many penguins", False),
        ("有幾多隻企鵝", False),
    ],
)
def test_how_many_counts_datasets_or_asks_for_a_figure(text: str, counted: bool) -> None:
    assert counts_datasets(read(text), [PENGUIN]) is counted


def test_how_many_without_a_topic_counts_datasets() -> None:
    assert counts_datasets(read("how many are weekly"), [])


def test_attribute_named_to_state_a_condition_lists() -> None:
    asked = read("whose update frequency is weekly")
    assert lists_field(asked, []) and not lists_field(asked, [PENGUIN])
    assert not lists_field(read("what is the update frequency"), [])


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("which are in CSV format", ()),
        ("what is the update frequency of weekly ones", ()),
        ("in which format is it", ("formats",)),
        ("latest release date", ()),
        ("is it in CSV format?", ("formats",)),
    ],
)
def test_attributes_that_only_state_a_condition_are_not_asked_for(text: str, fields: tuple[str, ...]) -> None:
    assert settled(read(text)).fields == fields


def test_planned_or_released_is_asked_not_stated() -> None:
    asked = settled(read("is it planned or has it already been released?"))
    assert "status" in asked.fields and asked.condition("status") is None


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("how many people had cancer in 2021?", {}),
        ("what is the weekly number of penguins", {}),
        (
            "how many datasets were released in 2021",
            {"status": ["released"], "date": [{"from": "2021-01", "to": "2021-12"}]},
        ),
        ("cancer in 2021", {"date": [{"from": "2021-01", "to": "2021-12"}]}),
        ("which are updated weekly", {"every": ["P1W"]}),
    ],
)
def test_times_of_a_figure_are_no_condition(text: str, conditions: dict[str, object]) -> None:
    assert to_json(without_figures(read(text)).conditions) == conditions


def test_condition_is_checked_where_it_is_what_is_asked() -> None:
    asked = read("is the format CSV?")
    assert is_checked(Condition("format", ("CSV",)), asked)
    assert is_checked(Condition("status", ("planned",)), asked)
    assert not is_checked(Condition("every", ("P1W",)), asked)
    assert not is_checked(Condition("spatial", ("true",)), asked)


@pytest.mark.parametrize(
    ("text", "word", "topic"),
    [
        ("datasets about penguins", "penguins", True),
        ("penguin datasets", "penguin", True),
        ("有關企鵝的數據", "企鵝", True),
        ("企鵝數據集", "企鵝", True),
        ("why penguins", "penguins", False),
        ("企鵝幾多隻", "企鵝", False),
        ("datasets about c++ (x", "c++ (x", True),
    ],
)
def test_topic_is_what_the_question_says_it_is_about(text: str, word: str, topic: bool) -> None:
    assert is_topic(Unit(word, (), 0, False), read(text)) is topic


@pytest.mark.parametrize(
    ("text", "term", "weak"),
    [("according", False, True), ("鵝", False, True), ("penguin", False, False), ("according", True, False)],
)
def test_common_words_are_weak_unless_they_are_terms(text: str, term: bool, weak: bool) -> None:
    assert is_weak(Unit(text, (), 0, term)) is weak


@pytest.mark.parametrize(
    ("text", "owning"), [("owned", True), ("負責", True), ("旗下", True), ("published", True), ("penguin", False)]
)
def test_words_that_only_say_that_somebody_owns(text: str, owning: bool) -> None:
    assert is_owning(Unit(text, (), 0, False)) is owning


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("not the Hospital Authority's", True),
        ("唔係醫管局嘅", True),
        ("the Hospital Authority's, not weekly", False),
        ("醫管局嘅數據集", False),
        ("not weekly", False),
    ],
)
def test_owner_can_be_denied(text: str, denied: bool) -> None:
    assert bool(denied_owners(read(text), LEXICON)) is denied


def test_every_attribute_is_one_that_can_be_asked_for() -> None:
    asked = {"how often": "frequency", "when": "date", "which format": "formats", "who publishes": "organisation"}
    assert {read(text).fields[0] for text in asked} == set(asked.values()) <= set(FIELDS_OF.values())
