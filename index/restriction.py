"""What datasets must be like, said so that any index can be asked: tests of plain facts, joined by and, or and not.

A fact is a text, a number or a list of texts or numbers. Where a plan does not state something the fact is a value that
nothing else has, never a gap: engines differ on what "not equal" says of gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.durations import minutes
from corpus.records import Dataset
from index.analysis import fold

__all__ = ["ALL", "FACTS", "UNSTATED", "Both", "Either", "Facts", "Not", "Restriction", "Test", "facts", "month"]

Value: TypeAlias = str | int
Fact: TypeAlias = str | int | float | tuple[str, ...] | tuple[int, ...]
Facts: TypeAlias = Mapping[str, Fact]
Kind = Literal["text", "number", "texts", "numbers"]
Operator = Literal["in", "any of", "all of", "holds", "count", "below", "up to", "above", "from"]

UNSTATED = "none"
EARLY, LATE = -1, 1_000_000
"""Months of a dataset without any: its last is before, its first after all others; so with lengths."""

FACTS: Mapping[str, Kind] = {
    "dataset": "text",
    "plan": "text",
    "section": "text",
    "spatial": "text",
    "status": "text",
    "organisation": "text",
    "category": "text",
    "folded": "text",
    "formats": "texts",
    "every": "texts",
    "months": "numbers",
    "calendar": "numbers",
    "opens": "number",
    "first_month": "number",
    "last_month": "number",
    "dates": "number",
    "shortest": "number",
    "longest": "number",
}
"""Every fact by name, and what kind of thing it is."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one fact.

    "in" takes texts, "any of" and "all of" lists; "holds" finds a stretch of text; "count" is the length of a list;
    the others compare a number with the first value.
    """

    __test__ = False

    fact: str
    operator: Operator
    values: tuple[Value | float, ...] = ()

    def holds(self, known: Facts) -> bool:
        """Whether the facts pass."""
        fact = known[self.fact]
        if isinstance(fact, tuple):
            held = set(fact)
            if self.operator == "count":
                return len(fact) == self.values[0]
            return held >= set(self.values) if self.operator == "all of" else bool(held & set(self.values))
        if isinstance(fact, str):
            return any(str(v) in fact for v in self.values) if self.operator == "holds" else fact in self.values
        return _compared(self.operator, fact, float(self.values[0]))


@dataclass(frozen=True, slots=True)
class Both:
    """All of some restrictions; none restricts nothing."""

    parts: tuple[Restriction, ...] = ()

    def holds(self, known: Facts) -> bool:
        """Whether the facts pass each."""
        return all(part.holds(known) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """Any of some restrictions; none lets nothing pass."""

    parts: tuple[Restriction, ...] = ()

    def holds(self, known: Facts) -> bool:
        """Whether the facts pass one."""
        return any(part.holds(known) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a restriction."""

    part: Restriction

    def holds(self, known: Facts) -> bool:
        """Whether the facts do not pass."""
        return not self.part.holds(known)


Restriction: TypeAlias = Test | Both | Either | Not
ALL = Both()


def _compared(operator: Operator, fact: float, bound: float) -> bool:
    if operator == "below":
        return fact < bound
    if operator == "up to":
        return fact <= bound
    return fact > bound if operator == "above" else fact >= bound


def month(written: str) -> int:
    """A month "YYYY-MM" as a number that grows by one from month to month."""
    return int(written[:4]) * 12 + int(written[5:7])


def _in_year(number: int) -> int:
    """The month of a running number within its year, 1 to 12."""
    return (number - 1) % 12 + 1


def facts(dataset: Dataset) -> dict[str, Fact]:
    """What a dataset can be chosen by."""
    months = sorted({month(release.date) for release in dataset.releases if release.date})
    every = sorted({release.every for release in dataset.releases if release.every})
    lengths = [length for each in every if (length := minutes(each)) is not None]
    return {
        "dataset": dataset.id,
        "plan": dataset.plan_id,
        "section": dataset.section,
        "spatial": str(dataset.spatial).lower(),
        "status": dataset.status,
        "organisation": dataset.organisation or UNSTATED,
        "category": dataset.category or UNSTATED,
        "folded": fold(f"{dataset.name} {dataset.name_en}"),
        "formats": tuple(sorted(set(dataset.formats))),
        "every": tuple(every),
        "months": tuple(months),
        "calendar": tuple(sorted({_in_year(each) for each in months})),
        "opens": _in_year(months[0]) if months else 0,
        "first_month": min(months, default=LATE),
        "last_month": max(months, default=EARLY),
        "dates": len({release.date for release in dataset.releases}),
        "shortest": min(lengths, default=float(LATE) * LATE),
        "longest": max(lengths, default=float(EARLY)),
    }
