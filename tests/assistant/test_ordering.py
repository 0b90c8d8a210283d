"""Superlatives: who stands first, all where several tie, in the order of the plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.conditions import Condition
from assistant.ordering import ordered
from assistant.question import Question, topical_question
from assistant.wording import Span
from corpus.records import Dataset, Release, Source

TODAY = date(2026, 3, 15)
ASKED = topical_question("", (), TODAY)


def dataset(number: int, status: Any, *releases: tuple[str | None, str | None]) -> Dataset:
    told = tuple(Release("", month, "", every) for month, every in releases)
    return Dataset(f"p/D.i.{number}", "D", True, None, None, f"{number}", status, (), told, Source("p.txt", number))


DATASETS = [
    dataset(1, "released", ("2018-01", "P1Y")),
    dataset(2, "released", ("2019-05", "P1D"), ("2024-06", "P1M")),
    dataset(3, "released", ("2018-01", "as-needed")),
    dataset(4, "planned", ("2026-06", "P1D")),
    dataset(5, "planned", ("2026-09", "P3M"), ("2027-12", None)),
    dataset(6, "planned", ("2025-12", "P1W")),
    dataset(7, "planned", (None, None)),
]


def first(order: str, asked: Question = ASKED, datasets: list[Dataset] | None = None) -> list[int]:
    """The numbers of those that stand first."""
    return [int(d.name) for d in ordered(DATASETS if datasets is None else datasets, order, asked)]


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("most-often", [2, 4]),  # the shortest of several frequencies counts
        ("least-often", [1]),  # what has no fixed frequency is not the rarest
        ("earliest", [1, 3]),
        ("latest", [2]),  # out already
        ("last", [5]),
        ("next", [4]),  # what is overdue is not to come
    ],
)
def test_first_in_an_order_are_all_that_tie(order: str, numbers: list[int]) -> None:
    assert first(order) == numbers


def test_latest_among_planned_ones_is_asked_for_as_such() -> None:
    planned = replace(ASKED, conditions=(Condition("status", ("planned",)),))
    assert first("latest", planned, [d for d in DATASETS if d.status == "planned"]) == [5]
    said = replace(ASKED, spans=(Span(0, 7, "planned", "", {}, "planned"),))
    assert first("latest", said) == [5]


def test_latest_is_the_last_planned_where_none_is_out() -> None:
    assert first("latest", datasets=[d for d in DATASETS if d.status == "planned"]) == [5]


def test_what_is_due_this_month_is_still_to_come() -> None:
    assert first("next", replace(ASKED, today=date(2026, 6, 30))) == [4]
    assert first("next", replace(ASKED, today=date(2026, 7, 1))) == [5]
    assert first("next", replace(ASKED, today=date(2030, 1, 1))) == []


@pytest.mark.parametrize("order", ["most-often", "least-often", "earliest", "latest", "last", "next"])
def test_nothing_known_is_no_order(order: str) -> None:
    assert first(order, datasets=[]) == first(order, datasets=[DATASETS[-1]]) == []


@pytest.mark.parametrize(
    ("order", "asked", "numbers"),
    [
        ("latest", "the two latest", [1, 2, 3]),
        ("latest", "最新的兩個數據集", [1, 2, 3]),
        ("earliest", "最早发放的三项", [1, 2, 3]),
        ("most-often", "the two most often updated", [2, 4]),
        ("earliest", "the two earliest", [1, 3]),
        ("earliest", "the ten earliest", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_as_many_stand_first_as_are_asked_for(order: str, asked: str, numbers: list[int]) -> None:
    assert sorted(first(order, topical_question(asked, (), TODAY))) == numbers
