"""Dates that cannot be what was meant: past for what is planned, to come for what is out, outside the part's years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from .findings import Slip, slip
from .records import Dataset, Reading

__all__ = ["odd_dates"]


def odd_dates(reading: Reading, day: date) -> Iterator[Slip]:
    """Dates that are past or to come where they should not be, seen from ``day``, or that stand in the wrong part."""
    years = tuple(map(int, re.findall(r"\d{4}", reading.plan.period)))
    for dataset in reading.datasets:
        dates = [release.date for release in dataset.releases if release.date]
        for month in dates:
            yield from _seen_from(dataset, month, day)
            yield from _in_its_part(dataset, month, years)
        for before, month in pairwise(dates):
            if month < before:
                yield slip("releases-order", dataset, date=month, before=before)


def _seen_from(dataset: Dataset, month: str, day: date) -> Iterator[Slip]:
    if dataset.status == "planned" and month < f"{day:%Y-%m}":
        yield slip("date-past", dataset, date=month, day=day.isoformat())
    if dataset.status == "released" and month > f"{day:%Y-%m}":
        yield slip("date-future", dataset, date=month, day=day.isoformat())


def _in_its_part(dataset: Dataset, month: str, years: tuple[int, ...]) -> Iterator[Slip]:
    """Part A is for the first year of a plan, part B for those after it, part C for all."""
    if dataset.status != "planned" or len(years) < 2:
        return
    first, last = years[0], years[-1]
    begins, ends = {"A": (first, first), "B": (first + 1, last)}.get(dataset.section, (first, last))
    if not begins <= int(month[:4]) <= ends:
        spoken = str(begins) if begins == ends else f"{begins}-{ends}"
        yield slip("date-outside", dataset, date=month, section=dataset.section, years=spoken)
