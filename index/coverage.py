"""How far datasets speak of a question: the measure of belonging, where BM25 measures only rank.

A dataset's coverage is the share of a question's units, weighted by how rare they are, that it holds. It is worked out
for all datasets at once, as columns; what a single dataset was found by is told only when somebody looks at it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.evidence import Unit
from index.store import NOTHING, Rows, Scored, Scores, Selection, Store, together

# A part of a word, or a wider matter, is taken for no more than this where nothing better is found.
BEST_THERE_IS = 0.8
# From here on a dataset speaks of a unit itself: only these count for how rare the unit is.
SURE = 0.7
# Postings that come to more than a part of all rows are put together in a column of all rows, fewer by sorting.
DENSE = 16


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a dataset speaks of a question: 0 to 1, the units found (``sure``: themselves), and those not found."""

    share: float
    found: tuple[Unit, ...]
    sure: tuple[Unit, ...]
    missing: tuple[Unit, ...]


class Covering(Mapping[str, Coverage]):
    """The datasets that speak of any unit of a question, by their ids, each with its coverage.

    It is asked as a whole for what would else be a walk over all of them.
    """

    def __init__(self, store: Store, shares: Scored, held: Sequence[tuple[Unit, Scored]]) -> None:
        self._store = store
        self._held = held
        self.shares = shares

    def __len__(self) -> int:
        return len(self.shares)

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.ids(self.shares.rows))

    def __getitem__(self, name: str) -> Coverage:
        row = self._store.row(name)
        found = None if row is None else self.at(row)
        if found is None:
            raise KeyError(name)
        return found

    def __repr__(self) -> str:
        return repr(dict(self))

    def at(self, row: int) -> Coverage | None:
        """The coverage of a row; None where it speaks of nothing."""
        share = self.shares.of(row)
        if share is None:
            return None
        values = [(unit, found.of(row)) for unit, found in self._held]
        return Coverage(
            share,
            tuple(unit for unit, value in values if value is not None),
            tuple(unit for unit, value in values if value is not None and value >= SURE),
            tuple(unit for unit, value in values if value is None),
        )

    @property
    def asked(self) -> tuple[Unit, ...]:
        """The units of the question."""
        return tuple(unit for unit, _ in self._held)

    @property
    def best(self) -> float:
        """The share of the dataset that speaks of most; 0 where none does."""
        return float(self.shares.scores.max(initial=0.0))

    @property
    def spoken(self) -> tuple[Unit, ...]:
        """The units that some dataset speaks of."""
        return tuple(unit for unit, found in self._held if len(found))

    @functools.cached_property
    def any_sure(self) -> bool:
        """Whether some dataset surely speaks of a unit."""
        return any(bool((found.scores >= SURE).any()) for _, found in self._held)

    def ids(self, rows: Rows) -> list[str]:
        """The ids of rows, in their order."""
        return self._store.ids(rows.tolist())

    def reaching(self, share: float) -> Rows:
        """The rows that cover at least this share."""
        return self.shares.rows[self.shares.scores >= share]

    def sure_of(self, units: Iterable[Unit]) -> Rows:
        """The rows that surely speak of each of the units."""
        rows = self.shares.rows
        for wanted in dict.fromkeys(units):
            found = next((found for unit, found in self._held if unit == wanted), NOTHING)
            rows = np.intersect1d(rows, found.rows[found.scores >= SURE], assume_unique=True)
        return rows


class Evidence:
    """What the datasets of a store speak of."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def matches(self, unit: Unit) -> Scored:
        """The datasets that speak of the unit, each with how surely (0 to 1)."""
        found = self._strongest([pair for tier in unit.keys[:2] for pair in self._tier(*tier)])
        for tier in unit.keys[2:]:
            if len(found):
                break
            found = self._strongest(self._tier(*tier))
        # Where all datasets speak of the matter only in a wider or partial way, the best of them is what there is.
        best = float(found.scores.max(initial=0.0)) if len(found) else 1.0
        return Scored(found.rows, found.scores * BEST_THERE_IS / best) if best < BEST_THERE_IS else found

    def _tier(self, weight: float, keys: Sequence[str]) -> list[tuple[float, Scored]]:
        return [(weight, held) for key in keys if len(held := self.store.postings(key))]

    def _strongest(self, found: Sequence[tuple[float, Scored]]) -> Scored:
        """Each row once, with the most that it is found by."""
        if not found:
            return NOTHING
        if len(found) == 1:
            weight, held = found[0]
            return Scored(held.rows, weight * held.scores)
        if sum(len(held) for _, held in found) * DENSE < self.store.size:
            return _merged([held.rows for _, held in found], [weight * held.scores for weight, held in found])
        column = np.zeros(self.store.size)
        for weight, held in found:
            column[held.rows] = np.maximum(column[held.rows], weight * held.scores)
        rows = np.flatnonzero(column).astype(np.int32)
        return Scored(rows, column[rows])

    def rarity(self, holders: int) -> float:
        """Robertson and Sparck Jones' inverse document frequency, kept above zero as Lucene does."""
        return math.log(1 + (self.store.size - holders + 0.5) / (holders + 0.5))

    def names(self, key: str, weight: float) -> bool:
        """Whether some dataset holds a key in a place of this weight or more."""
        return bool((self.store.postings(key).scores >= weight).any())

    def coverage(self, units: Collection[Unit], among: Selection | None = None) -> Covering:
        """For each dataset that holds any of the units, how much of them; units that none holds count as missing."""
        held = [(unit, self.matches(unit)) for unit in units]
        weights = [unit.weight * self.rarity(_sure(found)) for unit, found in held]
        total = sum(weights) or 1.0
        kept = [(unit, found.among(among)) for unit, found in held]
        rows, shares = self._summed([found for _, found in kept], weights)
        return Covering(self.store, Scored(rows, shares / total), kept)

    def _summed(self, found: Sequence[Scored], weights: Sequence[float]) -> tuple[Rows, Scores]:
        """The rows that are found at all, with the weighted sums of what they are found by, in that order."""
        if sum(map(len, found)) * DENSE < self.store.size:
            rows = together([each.rows for each in found])
            sums = np.zeros(len(rows))
            for each, weight in zip(found, weights, strict=True):
                sums[np.searchsorted(rows, each.rows)] += weight * each.scores
            return rows, sums
        column, any_of = np.zeros(self.store.size), np.zeros(self.store.size, dtype=np.bool_)
        for each, weight in zip(found, weights, strict=True):
            column[each.rows] += weight * each.scores
            any_of[each.rows] = True
        rows = np.flatnonzero(any_of).astype(np.int32)
        return rows, column[rows]


def _merged(rows: Sequence[Rows], scores: Sequence[Scores]) -> Scored:
    together, values = np.concatenate(rows), np.concatenate(scores)
    order = np.argsort(together, kind="stable")
    together, values = together[order], values[order]
    starts = np.flatnonzero(np.diff(together, prepend=-1))
    return Scored(together[starts], np.maximum.reduceat(values, starts))


def _sure(found: Scored) -> int:
    return int((found.scores >= SURE).sum()) or len(found)
