"""Targets: measured from what is kept, missed where over the bound, never met where not measured."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.targets import doubling, targets_table, verdicts


def growth(**medians: float) -> dict[str, Any]:
    return {
        size[1:]: {"asked": {"search": {"median": median}}, "built": {"build": 10.0}}
        for size, median in medians.items()
    }


@pytest.mark.parametrize(
    ("medians", "worst"),
    [
        ({"_100": 1.0, "_200": 1.5}, 1.5),
        ({"_100": 1.0, "_400": 4.0}, 2.0),
        ({"_100": 1.0, "_400": 1.0, "_800": 3.0}, 3.0),
        ({"_1000": 2.0, "_500": 1.0}, 2.0),
    ],
)
def test_doubling_is_that_of_the_worst_step(medians: dict[str, float], worst: float) -> None:
    assert doubling({"growth": growth(**medians)}) == pytest.approx(worst)


def test_what_was_not_measured_is_not_met() -> None:
    found = verdicts({})
    assert {one.measured for one in found} == {None}
    assert not any(one.met for one in found)
    assert "not measured" in targets_table(found)


def test_a_target_is_met_at_its_bound_and_missed_above() -> None:
    def load(errors: int, end: float) -> dict[str, Any]:
        return {"load": {"servers": {"one": {"errors": errors, "warm": 100.0, "end": end}}}}

    def met(results: dict[str, Any]) -> dict[str, bool]:
        return {one.target.split(",")[0]: one.met for one in verdicts(results) if one.measured is not None}

    name = "memory at the end of the load / warm"
    assert met(load(0, 102.0))["errors under load"]
    assert met(load(0, 102.0))[name]
    assert not met(load(1, 103.0))["errors under load"]
    assert not met(load(1, 103.0))[name]


def test_a_contest_at_another_size_says_nothing_of_the_target() -> None:
    contest = {"size": 1_000, "large": {"txtai_hybrid": {"median": 9.0}, "search": {"median": 1.0}}}
    lead = next(one for one in verdicts({"contest": contest}) if "txtai" in one.target)
    assert lead.measured is None
    lead = next(one for one in verdicts({"contest": {**contest, "size": 100_000}}) if "txtai" in one.target)
    assert (lead.measured, lead.met) == (9.0, True)
