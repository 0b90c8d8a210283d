"""Lengths of time between updates: made of words, compared, and taken apart again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.durations import interval, minutes, parts, rate

UNITS = ["minute", "hour", "day", "week", "fortnight", "month", "quarter", "half-year", "year", "decade"]


@pytest.mark.parametrize(
    ("count", "unit", "every"),
    [
        (15, "minute", "PT15M"), (60, "minute", "PT1H"), (1, "hour", "PT1H"), (24, "hour", "P1D"),
        (0.5, "hour", "PT30M"), (1, "day", "P1D"), (7, "day", "P1W"), (14, "day", "P2W"), (30, "day", "P1M"),
        (90, "day", "P3M"), (365, "day", "P1Y"), (1, "week", "P1W"), (2, "week", "P2W"), (52, "week", "P1Y"),
        (1, "fortnight", "P2W"), (1, "month", "P1M"), (3, "month", "P3M"), (12, "month", "P1Y"),
        (24, "month", "P2Y"), (1, "quarter", "P3M"), (2, "quarter", "P6M"), (1, "half-year", "P6M"),
        (2, "half-year", "P1Y"), (0.5, "year", "P6M"), (1, "decade", "P10Y"), (0.5, "quarter", "P46D"),
    ],
)  # fmt: skip
def test_same_time_in_another_unit_has_one_name(count: float, unit: str, every: str) -> None:
    assert interval(count, unit) == every


@pytest.mark.parametrize(
    ("times", "count", "unit", "every"),
    [
        (1, 1, "year", "P1Y"), (2, 1, "year", "P6M"), (3, 1, "year", "P4M"), (4, 1, "year", "P3M"),
        (6, 1, "year", "P2M"), (12, 1, "year", "P1M"), (52, 1, "year", "P1W"), (365, 1, "year", "P1D"),
        (1, 2, "year", "P2Y"), (2, 1, "month", "P15D"), (7, 1, "week", "P1D"), (2, 1, "day", "PT12H"),
        (4, 1, "hour", "PT15M"), (0, 1, "day", "P1D"), (3, 1, "quarter", "P1M"), (2, 1, "decade", "P5Y"),
        (7, 1, "hour", "PT9M"), (1000, 1, "minute", "PT1M"),
    ],
)  # fmt: skip
def test_times_in_a_stretch_become_the_time_between(times: float, count: float, unit: str, every: str) -> None:
    assert rate(times, count, unit) == every


@given(st.integers(1, 40), st.sampled_from(UNITS))
def test_every_interval_can_be_measured_and_taken_apart(count: int, unit: str) -> None:
    every = interval(count, unit)
    number, name = parts(every) or (0, "")
    length = minutes(every)
    assert length is not None and length == minutes(interval(number, name))
    # Names for the same time are near enough: a month of 30 days, a year of 52 weeks.
    assert length == pytest.approx(count * (minutes(interval(1, unit)) or 0), rel=0.03)


@given(st.integers(1, 200), st.sampled_from(UNITS))
def test_oftener_is_never_longer(times: int, unit: str) -> None:
    assert (minutes(rate(times + 1, 1, unit)) or 0) <= (minutes(rate(times, 1, unit)) or 0) * 1.03


def test_real_time_is_no_time_and_words_have_no_length() -> None:
    assert minutes("real-time") == 0
    assert [minutes(word) for word in ("as-needed", "once", "P", "weekly", "P1X", "")] == [None] * 6


@pytest.mark.parametrize(
    ("every", "taken_apart"),
    [
        ("P3M", (1, "quarter")), ("P6M", (1, "half-year")), ("P2W", (1, "fortnight")), ("PT15M", (15, "minute")),
        ("P4M", (4, "month")), ("P1Y", (1, "year")), ("as-needed", None), ("once", None),
    ],
)  # fmt: skip
def test_durations_are_named_as_people_name_them(every: str, taken_apart: tuple[int, str] | None) -> None:
    assert parts(every) == taken_apart
