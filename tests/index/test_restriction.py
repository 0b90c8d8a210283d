"""Restrictions hold of plain facts; what a plan does not state is a fact too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import Dataset, Release, Source
from index.restriction import ALL, FACTS, Both, Either, Not, Restriction, Test, facts, month

DATASET = Dataset(
    "p/A.i.1", "A", True, None, None, "急症室等候時間", "planned", ("JSON", "CSV"),
    (Release("d", "2025-12", "f", "P1W"), Release("d", "2026-03", "f", "real-time")), Source("p.txt", 1),
    "Waiting Time",
)  # fmt: skip


def test_every_fact_is_told_of_every_dataset() -> None:
    bare = replace(DATASET, formats=(), releases=(Release("d", None, "f", None),))
    for dataset in (DATASET, bare):
        told = facts(dataset)
        assert set(told) == set(FACTS)
        for name, kind in FACTS.items():
            assert isinstance(told[name], tuple) == kind.endswith("s")


@pytest.mark.parametrize(
    ("restriction", "holds"),
    [
        (ALL, True),
        (Either(), False),
        (Not(ALL), False),
        (Test("organisation", "in", ("none",)), True),
        (Test("organisation", "in", ("x",)), False),
        (Test("formats", "any of", ("CSV", "XML")), True),
        (Test("formats", "all of", ("CSV", "XML")), False),
        (Test("formats", "all of", ("CSV", "JSON")), True),
        (Test("formats", "count", (2,)), True),
        (Test("folded", "holds", ("等候",)), True),
        (Test("folded", "holds", ("waiting time",)), True),
        (Test("folded", "holds", ("等侯",)), False),
        (Test("first_month", "from", (month("2025-12"),)), True),
        (Test("first_month", "above", (month("2025-12"),)), False),
        (Test("last_month", "up to", (month("2026-03"),)), True),
        (Test("last_month", "below", (month("2026-03"),)), False),
        (Test("calendar", "any of", (12,)), True),
        (Test("opens", "from", (12,)), True),
        (Test("shortest", "below", (1,)), True),
        (Test("longest", "above", (10_000,)), True),
        (Both((ALL, Test("spatial", "in", ("true",)))), True),
        (Both((ALL, Not(Test("spatial", "in", ("true",))))), False),
    ],
)
def test_restriction_holds_of_the_facts(restriction: Restriction, holds: bool) -> None:
    assert restriction.holds(facts(DATASET)) is holds


def test_dataset_without_dates_is_neither_before_nor_after_any_month() -> None:
    told = facts(replace(DATASET, releases=(Release("d", None, "f", None),)))
    assert not Test("first_month", "below", (month("9999-12"),)).holds(told)
    assert not Test("last_month", "from", (month("1000-01"),)).holds(told)
    assert not Test("shortest", "below", (1e9,)).holds(told)
    assert not Test("longest", "from", (0,)).holds(told)


def test_months_count_on_over_the_turn_of_a_year() -> None:
    assert month("2026-01") == month("2025-12") + 1
