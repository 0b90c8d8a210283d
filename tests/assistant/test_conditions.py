"""Conditions as tests of records, and as the contract shows them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.conditions import Condition, merged, select, to_json
from corpus.records import Dataset, Release, Source

TODAY = date(2026, 3, 15)


def release(month: str | None = "2025-06", every: str | None = "P1W") -> Release:
    return Release("d", month, "f", every)


BASE = Dataset(
    "p/A.i.1", "A", True, "醫院管理局", None, "急症室等候時間", "planned", ("CSV", "JSON"), (release(),),
    Source("p.txt", 1), "Waiting Time",
)  # fmt: skip
EARLY = replace(
    BASE, id="p/B.ii.1", section="B", spatial=False, status="released", releases=(release("2018-03", "P1Y"),)
)
TWICE = replace(BASE, id="p/C1.i.1", formats=(), releases=(release("2019-01", "PT15M"), release("2027-01", "once")))


@pytest.mark.parametrize(
    ("condition", "passing"),
    [
        (Condition("every", ("P1W",)), [BASE]),
        (Condition("every", ("P1W", "once")), [BASE, TWICE]),
        (Condition("every", ("P1W",), "faster-or-equal"), [BASE, TWICE]),
        (Condition("every", ("P1W",), "faster-than"), [TWICE]),
        (Condition("every", ("P1W",), "slower-than"), [EARLY]),
        (Condition("every", ("P1W",), "slower-or-equal"), [BASE, EARLY]),
        (Condition("every", ("as-needed",), "faster-than"), []),
        (Condition("every", ("P1W",), negated=True), [EARLY, TWICE]),
        (Condition("spatial", ("true",)), [BASE, TWICE]),
        (Condition("spatial", ("false",)), [EARLY]),
        (Condition("status", ("released",)), [EARLY]),
        (Condition("date", ranges=((None, "2018-12"),)), [EARLY]),
        (Condition("date", ranges=(("2019-01", "2019-01"), ("2025-01", None))), [BASE, TWICE]),
        (Condition("format", ("CSV", "XML")), [BASE, EARLY]),
        (Condition("format", ("CSV", "XML"), "all"), []),
        (Condition("format", ("CSV",), "all"), [BASE, EARLY]),
        (Condition("format", ("CSV", "JSON"), "all"), [BASE, EARLY]),
        (Condition("format", ("CSV",), "only"), []),
        (Condition("format", ("JSON", "CSV"), "only"), [BASE, EARLY]),
        (Condition("format", (), "none-stated"), [TWICE]),
        (Condition("organisation", ("醫院管理局",)), [BASE, EARLY, TWICE]),
        (Condition("section", ("B", "C")), [EARLY]),
        (Condition("overdue", ("true",)), [BASE, TWICE]),
        (Condition("upcoming", ("true",)), [TWICE]),
        (Condition("name", ("急症",)), [BASE, EARLY, TWICE]),
        (Condition("name", ("waiting",)), [BASE, EARLY, TWICE]),
        (Condition("name", ("企鵝",)), []),
        (Condition("dataset", ("p/A.i.1",)), [BASE]),
    ],
)
def test_condition_selects_the_datasets_that_pass(condition: Condition, passing: list[Dataset]) -> None:
    datasets = [BASE, EARLY, TWICE]
    assert select(datasets, [condition], TODAY) == passing
    opposite = replace(condition, negated=not condition.negated)
    assert select(datasets, [opposite], TODAY) == [d for d in datasets if d not in passing]


NAMED = replace(BASE, id="q/A.i.2", category="衞生", organisation=None, formats=("CSV",), releases=())
COUNTED = [BASE, TWICE, NAMED]


@pytest.mark.parametrize(
    ("condition", "passing"),
    [
        (Condition("format", (), "single"), [NAMED]),
        (Condition("format", (), "several"), [BASE]),
        (Condition("format", ("none",)), [TWICE]),
        (Condition("format", ("none", "JSON")), [BASE, TWICE]),
        (Condition("releases", (), "several"), [TWICE]),
        (Condition("date", mode="first", ranges=(("2027-01", None),)), []),
        (Condition("date", ranges=(("2027-01", None),)), [TWICE]),
        (Condition("date", mode="first", ranges=((None, "2019-01"),)), [TWICE]),
        (Condition("category", ("衞生",)), [NAMED]),
        (Condition("category", ("none",)), [BASE, TWICE]),
        (Condition("organisation", ("none",)), [NAMED]),
        (Condition("organisation", ("醫院管理局", "none")), COUNTED),
        (Condition("plan", ("q",)), [NAMED]),
        (Condition("overdue", ("true",)), [BASE, TWICE]),
        (Condition("upcoming", ("true",)), [TWICE]),
    ],
)
def test_what_is_unstated_or_counted_can_be_asked_for(condition: Condition, passing: list[Dataset]) -> None:
    assert select(COUNTED, [condition], TODAY) == passing
    opposite = replace(condition, negated=True)
    assert select(COUNTED, [opposite], TODAY) == [d for d in COUNTED if d not in passing]


def test_all_conditions_must_hold_and_none_is_no_condition() -> None:
    both = [Condition("spatial", ("true",)), Condition("every", ("P1W",))]
    assert select([BASE, EARLY, TWICE], both, TODAY) == [BASE]
    assert select([BASE, EARLY], [], TODAY) == [BASE, EARLY]


def test_release_without_date_or_frequency_is_in_no_range_and_never_overdue() -> None:
    unknown = replace(BASE, releases=(release(None, None),))
    for condition in (
        Condition("date", ranges=((None, None),)),
        Condition("overdue", ("true",)),
        Condition("upcoming", ("true",)),
        Condition("every", ("P10Y",), "faster-than"),
    ):
        assert not condition.holds(unknown, TODAY)


def test_what_is_due_this_month_is_upcoming_not_overdue() -> None:
    due = replace(BASE, releases=(release("2026-03"),))
    assert Condition("upcoming", ("true",)).holds(due, TODAY)
    assert not Condition("overdue", ("true",)).holds(due, TODAY)


def test_what_is_due_later_is_not_overdue_and_what_is_released_is_neither() -> None:
    later = replace(BASE, releases=(release("2027-01"),))
    out = [replace(BASE, status="released", releases=(release(month),)) for month in ("2025-01", "2027-01")]
    assert not Condition("overdue", ("true",)).holds(later, TODAY)
    assert select(out, [Condition("overdue", ("true",))], TODAY) == []
    assert select(out, [Condition("upcoming", ("true",))], TODAY) == []


WEEKLY, DAILY = Condition("every", ("P1W",)), Condition("every", ("P1D",))
SPATIAL = Condition("spatial", ("true",))


@pytest.mark.parametrize(
    ("conditions", "made"),
    [
        ([WEEKLY, DAILY], [Condition("every", ("P1W", "P1D"))]),
        ([WEEKLY, WEEKLY], [WEEKLY]),
        ([SPATIAL, WEEKLY], [SPATIAL, WEEKLY]),
        ([WEEKLY, SPATIAL], [WEEKLY, SPATIAL]),
        ([WEEKLY, replace(DAILY, negated=True)], [WEEKLY, replace(DAILY, negated=True)]),
        (
            [replace(WEEKLY, negated=True), replace(DAILY, negated=True)],
            [Condition("every", ("P1W", "P1D"), negated=True)],
        ),
        ([replace(WEEKLY, mode="faster-than")] * 2, [replace(WEEKLY, mode="faster-than")]),
        ([replace(WEEKLY, mode="faster-than"), DAILY], [replace(WEEKLY, mode="faster-than"), DAILY]),
        (
            [Condition("date", ranges=(("2018-01", None),)), Condition("date", ranges=((None, "2016-01"),))],
            [Condition("date", ranges=(("2018-01", None), (None, "2016-01")))],
        ),
        ([], []),
    ],
)
def test_conditions_on_one_field_become_one(conditions: list[Condition], made: list[Condition]) -> None:
    assert merged(conditions) == tuple(made)
    assert merged(merged(conditions)) == merged(conditions)


@pytest.mark.parametrize(
    ("conditions", "shown"),
    [
        ([WEEKLY], {"every": ["P1W"]}),
        ([replace(WEEKLY, mode="faster-than")], {"every": {"faster-than": ["P1W"]}}),
        (
            [replace(WEEKLY, mode="faster-or-equal"), Condition("every", ("P1Y",), "slower-than")],
            {"every": {"faster-or-equal": ["P1W"], "slower-than": ["P1Y"]}},
        ),
        (
            [replace(WEEKLY, mode="faster-than"), DAILY, replace(DAILY, mode="faster-than")],
            {"every": {"faster-than": ["P1W", "P1D"], "any": ["P1D"]}},
        ),
        ([DAILY, replace(WEEKLY, mode="faster-than")], {"every": {"any": ["P1D"], "faster-than": ["P1W"]}}),
        ([DAILY, replace(WEEKLY, negated=True)], {"every": ["P1D"], "not": {"every": ["P1W"]}}),
        ([replace(WEEKLY, negated=True)], {"not": {"every": ["P1W"]}}),
        ([Condition("category", ("衞生",))], {"category": ["衞生"]}),
        ([Condition("spatial", ("true",))], {"spatial": True}),
        ([Condition("spatial", ("false",))], {"spatial": False}),
        ([Condition("date", ranges=((None, "2018-12"),))], {"date": [{"from": None, "to": "2018-12"}]}),
        (
            [Condition("date", mode="first", ranges=(("2018-01", None),))],
            {"date": {"first": [{"from": "2018-01", "to": None}]}},
        ),
        ([Condition("format", ("CSV", "JSON"), "all")], {"format": {"all": ["CSV", "JSON"]}}),
        ([Condition("format", (), "single")], {"format": "single"}),
        ([Condition("releases", (), "several")], {"releases": "several"}),
        ([Condition("overdue", ("true",))], {"overdue": True}),
        ([Condition("upcoming", ("false",))], {"upcoming": False}),
        ([Condition("dataset", ("p/A.i.1",))], {}),
        ([Condition("dataset", ("p/A.i.1",)), WEEKLY], {"every": ["P1W"]}),
        ([], {}),
    ],
)
def test_conditions_are_shown_as_the_contract_says(conditions: list[Condition], shown: dict[str, Any]) -> None:
    assert to_json(conditions) == shown
