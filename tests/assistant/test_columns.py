"""Conditions over a whole library: the same datasets as a walk that tries each of them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.columns import SEEN, Columns
from assistant.conditions import Condition, Field, Mode, select
from corpus.records import Dataset, Release, Source

TODAY = date(2026, 3, 15)
FIRST = Dataset("p/A.i.1", "A", True, None, None, "急症室", "planned", (), (), Source("p.txt", 1), "A&E")
MONTHS, EVERY = (None, "2018-12", "2026-03", "2027-01"), (None, "P1W", "P1M", "PT15M", "once")

releases = st.builds(Release, st.just("d"), st.sampled_from(MONTHS), st.just("f"), st.sampled_from(EVERY))
datasets = st.lists(
    st.builds(
        lambda n, held, **given: replace(FIRST, id=f"p{n % 2}/A.i.{n}", releases=tuple(held), **given),
        st.integers(0, 9),
        st.lists(
            st.builds(Release, st.just("d"), st.sampled_from(MONTHS), st.just("f"), st.sampled_from(EVERY)),
            min_size=1,
            max_size=3,
        ),
        section=st.sampled_from("AB"),
        spatial=st.booleans(),
        organisation=st.sampled_from([None, "醫院管理局"]),
        category=st.sampled_from([None, "健康"]),
        name=st.sampled_from(["急症室", "Cancer"]),
        status=st.sampled_from(["planned", "released"]),
        formats=st.sampled_from([(), ("CSV",), ("CSV", "JSON")]),
    ),
    max_size=8,
)
VALUES = {
    "every": ["P1W", "P1M"], "spatial": ["true"], "status": ["planned"], "format": ["CSV", "none"], "plan": ["p1"],
    "organisation": ["醫院管理局", "none"], "category": ["健康"], "section": ["B"], "name": ["cancer"],
    "dataset": ["p1/A.i.1"],
}  # fmt: skip
MODES: dict[str, list[str]] = {
    "every": ["any", "faster-than", "faster-or-equal", "slower-than", "slower-or-equal"],
    "format": ["any", "all", "only", "none-stated", "single", "several"],
    "date": ["any", "first"],
}
CASES: list[Any] = [
    Condition(field, tuple(VALUES.get(field, ())), mode, negated, ((None, "2019-01"),) if field == "date" else ())  # type: ignore[arg-type]
    for field in get_args(Field)
    for mode, negated in itertools.product(MODES.get(field, ["any"]), (False, True))
]


@settings(max_examples=30)
@given(datasets)
def test_they_choose_what_trying_each_dataset_chooses(library: list[Dataset]) -> None:
    columns = Columns(library)
    for condition in CASES:
        assert columns.select([condition], TODAY) == select(library, [condition], TODAY)
    for one, other in zip(CASES, CASES[7:], strict=False):
        assert columns.select([one, other], TODAY) == select(library, [one, other], TODAY)


@pytest.mark.parametrize("condition", CASES)
def test_a_condition_is_tried_once_a_kind(condition: Condition) -> None:
    columns = Columns([FIRST] * 5)
    assert columns.passing([condition], TODAY).tolist() == [condition.holds(FIRST, TODAY)] * 5


def test_all_pass_no_conditions_and_some_may_be_left_out() -> None:
    columns = Columns([FIRST, replace(FIRST, id="p/A.i.2")])
    assert columns.select([], TODAY) == list(columns.datasets)
    assert columns.select([], TODAY, np.array([False, True])) == [columns.datasets[1]]
    assert Columns([]).select([CASES[0]], TODAY) == []


def test_every_field_and_mode_has_a_case() -> None:
    assert SEEN.keys() == set(get_args(Field))
    assert {case.mode for case in CASES} == set(get_args(Mode))
