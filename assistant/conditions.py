"""What a dataset must be like: the conditions of a question, each a test that a record passes or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from assistant.dates import Range, within
from assistant.durations import minutes
from corpus.records import Dataset
from index.analysis import fold

Field = Literal[
    "every",
    "spatial",
    "status",
    "date",
    "format",
    "organisation",
    "category",
    "section",
    "overdue",
    "upcoming",
    "name",
    "dataset",
    "releases",
    "plan",
]
Mode = Literal[
    "any", "all", "only", "none-stated", "single", "several", "first",
    "faster-than", "faster-or-equal", "slower-than", "slower-or-equal",
]  # fmt: skip

_UNSTATED = "none"
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "faster-than": lambda a, b: a < b,
    "faster-or-equal": lambda a, b: a <= b,
    "slower-than": lambda a, b: a > b,
    "slower-or-equal": lambda a, b: a >= b,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the field it looks at, the values that will do, how they are compared, or their opposite.

    ``values`` are durations for "every", "true"/"false" for "spatial", names for the others; "date" has ``ranges``.
    Among formats, owners and categories the value "none" stands for what is not stated.
    By the mode "first" a date is that of the first release; "single" and "several" count formats or releases.
    """

    field: Field
    values: tuple[str, ...] = ()
    mode: Mode = "any"
    negated: bool = False
    ranges: tuple[Range, ...] = ()

    def holds(self, dataset: Dataset, today: date) -> bool:
        """Whether the dataset passes; a dataset with several releases passes if one of them does."""
        return _TESTS[self.field](self, dataset, today) is not self.negated

    def to_json(self) -> Any:
        """The values as the contract shows them."""
        if self.field == "date":
            ranges = [{"from": first, "to": last} for first, last in self.ranges]
            return {"first": ranges} if self.mode == "first" else ranges
        if self.field in ("spatial", "overdue", "upcoming"):
            return self.values != ("false",)
        if self.mode in ("any",):
            return list(self.values)
        if self.mode in ("single", "several"):
            return self.mode
        return {self.mode: list(self.values)}


def _every(condition: Condition, dataset: Dataset, today: date) -> bool:
    found = {release.every for release in dataset.releases}
    if condition.mode == "any":
        return bool(found & set(condition.values))
    bound = minutes(condition.values[0])
    lengths = [length for every in found if every and (length := minutes(every)) is not None]
    return bound is not None and any(_COMPARE[condition.mode](length, bound) for length in lengths)


def _format(condition: Condition, dataset: Dataset, today: date) -> bool:
    stated, wanted = set(dataset.formats), set(condition.values)
    if condition.mode == "none-stated":
        return not stated
    if condition.mode in ("single", "several"):
        return len(stated) == 1 if condition.mode == "single" else len(stated) > 1
    if condition.mode == "only":
        return stated == wanted
    return wanted <= stated if condition.mode == "all" else bool(wanted & (stated or {_UNSTATED}))


def _date(condition: Condition, dataset: Dataset, today: date) -> bool:
    dates = [release.date for release in dataset.releases if release.date]
    asked = dates if condition.mode == "any" else sorted(dates)[:1]
    return any(within(month, condition.ranges) for month in asked)


def _overdue(condition: Condition, dataset: Dataset, today: date) -> bool:
    dates = [release.date for release in dataset.releases if release.date]
    return dataset.status == "planned" and bool(dates) and min(dates) < today.strftime("%Y-%m")


def _upcoming(condition: Condition, dataset: Dataset, today: date) -> bool:
    dates = [release.date for release in dataset.releases if release.date]
    return dataset.status == "planned" and bool(dates) and max(dates) >= today.strftime("%Y-%m")


_TESTS: dict[Field, Callable[[Condition, Dataset, date], bool]] = {
    "upcoming": _upcoming,
    "every": _every,
    "format": _format,
    "overdue": _overdue,
    "spatial": lambda condition, dataset, today: str(dataset.spatial).lower() in condition.values,
    "status": lambda condition, dataset, today: dataset.status in condition.values,
    "date": _date,
    "plan": lambda condition, dataset, today: dataset.plan_id in condition.values,
    "releases": lambda condition, dataset, today: len({r.date for r in dataset.releases}) > 1,
    "organisation": lambda condition, dataset, today: (dataset.organisation or _UNSTATED) in condition.values,
    "category": lambda condition, dataset, today: (dataset.category or _UNSTATED) in condition.values,
    "section": lambda condition, dataset, today: dataset.section in condition.values,
    "name": lambda condition, dataset, today: any(
        v in fold(f"{dataset.name} {dataset.name_en}") for v in condition.values
    ),
    "dataset": lambda condition, dataset, today: dataset.id in condition.values,
}


def select(datasets: Sequence[Dataset], conditions: Sequence[Condition], today: date) -> list[Dataset]:
    """The datasets that pass every condition, in the order of the plan."""
    return [d for d in datasets if all(condition.holds(d, today) for condition in conditions)]


def merged(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """The conditions with those on one field made one: "weekly or quarterly" accepts either.

    Formats that must all be there, comparisons and opposites stay as they are, side by side.
    """
    kept: list[Condition] = []
    for condition in conditions:
        twin = next((n for n, c in enumerate(kept) if _mergeable(c, condition)), None)
        if twin is None:
            if condition not in kept:
                kept.append(condition)
        else:
            values = tuple(dict.fromkeys(kept[twin].values + condition.values))
            kept[twin] = replace(kept[twin], values=values, ranges=kept[twin].ranges + condition.ranges)
    return tuple(kept)


def _mergeable(one: Condition, other: Condition) -> bool:
    same = (one.field, one.mode, one.negated) == (other.field, other.mode, other.negated)
    return same and one.mode in ("any", "all", "only") and one.field not in ("overdue", "upcoming", "dataset")


def to_json(conditions: Sequence[Condition]) -> dict[str, Any]:
    """All conditions as one object; the opposites under "not"."""
    found: dict[str, Any] = {}
    for condition in conditions:
        if condition.field == "dataset":
            continue
        where = found.setdefault("not", {}) if condition.negated else found
        where[condition.field] = _beside(where.get(condition.field), condition.to_json())
    return found


def _beside(seen: Any, shown: Any) -> Any:
    """Two conditions on one field in one object, as in "at least weekly, at most yearly"; a bare list is of "any"."""
    if not isinstance(seen, list | dict) or not isinstance(shown, list | dict):
        return shown
    one, other = (each if isinstance(each, dict) else {"any": each} for each in (seen, shown))
    return {mode: [*one.get(mode, ()), *other.get(mode, ())] for mode in {**one, **other}}
