"""The limits of parameters: exact, so that what the description accepts is accepted, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from assistant.api import parameters
from assistant.api.parameters import WANTED, AskQuery, Dialogue, DownloadQuery, ListQuery, SearchQuery, SuggestQuery
from assistant.filters import NAMES


def accepts(model: type[BaseModel], **given: Any) -> bool:
    try:
        model.model_validate(given)
    except ValidationError:
        return False
    return True


def test_every_parameter_says_what_will_do() -> None:
    models = [AskQuery, Dialogue, DownloadQuery, ListQuery, SearchQuery, SuggestQuery, parameters.Turn]
    assert {name for model in models for name in model.model_fields} <= set(WANTED)


def test_lists_take_every_filter() -> None:
    assert set(NAMES) <= set(ListQuery.model_fields)


def test_every_day_of_these_years_is_a_day_and_no_other_is() -> None:
    day = date(2000, 1, 1)
    while day.year < 2100:
        assert accepts(AskQuery, q="a", as_of=day.isoformat()), day
        day += timedelta(days=1)
    for wrong in ("2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "1999-12-31", "2100-01-01", "20260301"):
        assert not accepts(AskQuery, q="a", as_of=wrong), wrong
    assert not accepts(AskQuery, q="a", as_of="2026-03-01\n")


@pytest.mark.parametrize("every", ["P1W", "PT15M", "P3M", "P1Y", "real-time", "as-needed", "once"])
def test_frequencies_are_accepted(every: str) -> None:
    assert accepts(ListQuery, every=[every])


@pytest.mark.parametrize("every", ["P0D", "1W", "p1w", "P1W ", "P1W\n", "PT1S", "weekly", "P٣M", ""])
def test_what_is_no_frequency_is_refused(every: str) -> None:
    assert not accepts(ListQuery, every=[every])


@pytest.mark.parametrize("page", ["1", "100000", 7])
def test_whole_numbers_are_accepted(page: Any) -> None:
    assert accepts(ListQuery, page=page)


@pytest.mark.parametrize("page", ["0", "100001", "+1", " 1", "1.0", "1e1", "１", "٣", "", "1_0", -1])
def test_what_is_no_whole_number_is_refused(page: Any) -> None:
    assert not accepts(ListQuery, page=page)


@pytest.mark.parametrize("edit", ["1.every", "1.every:2", "20.order", "1.every.every.P1M", "2.date.year.2025"])
def test_edits_are_accepted(edit: str) -> None:
    assert accepts(DownloadQuery, q=["a"], edit=[edit])


@pytest.mark.parametrize("edit", ["every", "0.every", "1.", "1.every.every.weekly", "1.date.year.25", "1.x.text.y"])
def test_what_is_no_edit_is_refused(edit: str) -> None:
    assert not accepts(DownloadQuery, q=["a"], edit=[edit])


def test_filters_are_those_that_were_given() -> None:
    asked = SearchQuery(every=["P1W"], text="急症室", lang="en", as_of="2026-03-01")
    assert asked.filters() == {
        "every": ["P1W"], "text": ["急症室"], "sort": ["relevance"], "page": ["1"], "size": ["20"],
    }  # fmt: skip
