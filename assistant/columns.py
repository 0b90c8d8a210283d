"""Conditions over a whole library at once: each is tried on the few kinds of datasets there are, not on each of them.

What a condition looks at (a status, a set of dates) is the same for many datasets. So datasets are sorted into kinds
once, by what each field of conditions looks at, and a question tries one dataset of each kind.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.conditions import Condition, Field
from corpus.records import Dataset

Mask = NDArray[np.bool_]

REMEMBERED = 256
"""So many conditions are remembered with the datasets that pass them."""


def _dates(dataset: Dataset) -> tuple[str | None, ...]:
    return tuple(release.date for release in dataset.releases)


SEEN: dict[Field, Callable[[Dataset], Hashable]] = {
    "every": lambda dataset: frozenset(release.every for release in dataset.releases),
    "spatial": lambda dataset: dataset.spatial,
    "status": lambda dataset: dataset.status,
    "date": _dates,
    "format": lambda dataset: dataset.formats,
    "organisation": lambda dataset: dataset.organisation,
    "category": lambda dataset: dataset.category,
    "section": lambda dataset: dataset.section,
    "overdue": lambda dataset: (dataset.status, _dates(dataset)),
    "upcoming": lambda dataset: (dataset.status, _dates(dataset)),
    "releases": lambda dataset: frozenset(_dates(dataset)),
    "plan": lambda dataset: dataset.plan_id,
    "name": lambda dataset: (dataset.name, dataset.name_en),
    "dataset": lambda dataset: dataset.id,
}
"""All that the conditions of a field look at in a dataset."""


class Columns:
    """The datasets of a library, in its order, and which of them pass conditions."""

    def __init__(self, datasets: Sequence[Dataset]) -> None:
        self.datasets = datasets
        self._passing = functools.lru_cache(maxsize=REMEMBERED)(self._tried)
        self._sorted = functools.lru_cache(maxsize=None)(self._kinds)

    def passing(self, conditions: Sequence[Condition], today: date) -> Mask:
        """For each dataset whether it passes every condition."""
        mask = np.ones(len(self.datasets), dtype=np.bool_)
        for condition in conditions:
            mask &= self._passing(condition, today)
        return mask

    def select(self, conditions: Sequence[Condition], today: date, among: Mask | None = None) -> list[Dataset]:
        """The datasets that pass every condition, in their order."""
        mask = self.passing(conditions, today)
        kept = np.flatnonzero(mask if among is None else mask & among)
        return [self.datasets[place] for place in kept.tolist()]

    def _tried(self, condition: Condition, today: date) -> Mask:
        kinds, examples = self._sorted(condition.field)
        passes = [condition.holds(self.datasets[place], today) for place in examples]
        return np.array(passes, dtype=np.bool_)[kinds]

    def _kinds(self, field: Field) -> tuple[NDArray[np.int32], list[int]]:
        """The kind of each dataset, and a dataset of each kind."""
        numbers: dict[Hashable, int] = {}
        kinds, seen = np.empty(len(self.datasets), dtype=np.int32), SEEN[field]
        examples: list[int] = []
        for place, dataset in enumerate(self.datasets):
            kind = numbers.setdefault(seen(dataset), len(numbers))
            if kind == len(examples):
                examples.append(place)
            kinds[place] = kind
        return kinds, examples
