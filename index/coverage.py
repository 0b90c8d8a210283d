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
from index.kinds import Codes, Grades, Kinds, Shares, domain
from index.store import Rows, Scored, Scores, Selection, Store

# A part of a word, or a wider matter, is taken for no more than this where nothing better is found.
BEST_THERE_IS = 0.8
# So many questions are remembered; each takes two bytes for each dataset.
ASKED = 16
# From here on a dataset speaks of a unit itself: only these count for how rare the unit is.
SURE = 0.7


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a dataset speaks of a question: 0 to 1, the units found (``sure``: themselves), and those not found."""

    share: float
    found: tuple[Unit, ...]
    sure: tuple[Unit, ...]
    missing: tuple[Unit, ...]


class Covering(Mapping[str, Coverage]):
    """The datasets that speak of any unit of a question, by their ids, each with its coverage.

    It is asked as a whole for what would else be a walk over all of them. ``values`` say how surely each kind of
    datasets speaks of each unit.
    """

    def __init__(self, store: Store, units: Sequence[Unit], values: Sequence[Scores], shares: Shares) -> None:
        self._store = store
        self._held = list(zip(units, values, strict=True))
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
        kind = int(self.shares.kinds.at(np.array([row], dtype=np.int32))[0])
        return self._told(kind) if kind else None

    def words(self, rows: Rows) -> list[tuple[str, ...]]:
        """For each row the words of the units that it speaks of, as they stand in the question."""
        kinds = self.shares.kinds.at(rows).tolist()
        told = {kind: tuple(unit.text for unit, value in self._held if kind and value[kind] > 0) for kind in set(kinds)}
        return [told[kind] for kind in kinds]

    def _told(self, kind: int) -> Coverage:
        values = [(unit, values[kind]) for unit, values in self._held]
        return Coverage(
            float(self.shares.by_kind[kind]),
            tuple(unit for unit, value in values if value > 0),
            tuple(unit for unit, value in values if value >= SURE),
            tuple(unit for unit, value in values if value <= 0),
        )

    @property
    def asked(self) -> tuple[Unit, ...]:
        """The units of the question."""
        return tuple(unit for unit, _ in self._held)

    @property
    def best(self) -> float:
        """The share of the dataset that speaks of most; 0 where none does."""
        return self.shares.best

    @functools.cached_property
    def spoken(self) -> tuple[Unit, ...]:
        """The units that some dataset speaks of."""
        return tuple(unit for unit, values in self._held if self.shares.has(values > 0))

    @functools.cached_property
    def any_sure(self) -> bool:
        """Whether some dataset surely speaks of a unit."""
        return any(self.shares.has(values >= SURE) for _, values in self._held)

    def ids(self, rows: Rows) -> list[str]:
        """The ids of rows, in their order."""
        return self._store.ids(rows.tolist())

    def reaching(self, share: float) -> Rows:
        """The rows that cover at least this share."""
        return self.shares.above(share)

    def sure_of(self, units: Iterable[Unit], least: float = SURE) -> Rows:
        """The rows that speak of each of the units, as surely as ``least`` or more."""
        kinds = np.arange(len(self.shares.kinds)) > 0
        for wanted in dict.fromkeys(units):
            values = next((values for unit, values in self._held if unit == wanted), None)
            kinds = kinds & (values >= least) if values is not None else np.zeros_like(kinds)
        return self.shares.kinds.chosen(kinds)


class Evidence:
    """What the datasets of a store speak of."""

    def __init__(self, store: Store) -> None:
        self.store = store
        # One question is asked about several times: whether it is in scope, what it lacks, what covers it.
        self._sorted = functools.lru_cache(ASKED)(self._kinds)

    def matches(self, unit: Unit) -> Scored:
        """The datasets that speak of the unit, each with how surely (0 to 1)."""
        return self._grades(unit).scored(self.store.size)

    def _grades(self, unit: Unit) -> Grades:
        found = Grades([pair for tier in unit.keys[:2] for pair in self._tier(*tier)])
        for tier in unit.keys[2:]:
            if len(found):
                break
            found = Grades(self._tier(*tier))
        # Where all datasets speak of the matter only in a wider or partial way, the best of them is what there is.
        if len(found) and found.best < BEST_THERE_IS:
            found.scaled(BEST_THERE_IS)
        return found

    def _tier(self, weight: float, keys: Sequence[str]) -> list[tuple[float, Scored]]:
        return [(weight, held) for key in keys if len(held := self.store.postings(key))]

    def rarity(self, holders: int) -> float:
        """Robertson and Sparck Jones' inverse document frequency, kept above zero as Lucene does."""
        return math.log(1 + (self.store.size - holders + 0.5) / (holders + 0.5))

    def names(self, key: str, weight: float) -> bool:
        """Whether some dataset holds a key in a place of this weight or more."""
        return bool((self.store.postings(key).scores >= weight).any())

    def coverage(self, units: Collection[Unit], among: Selection | None = None) -> Covering:
        """For each dataset that holds any of the units, how much of them; units that none holds count as missing."""
        asked = tuple(units)
        kinds, values, shares = self._sorted(asked)
        return Covering(self.store, asked, values, Shares(kinds.among(among), shares))

    def _kinds(self, units: Sequence[Unit]) -> tuple[Kinds, Sequence[Scores], Scores]:
        """All datasets by kinds; how surely each kind speaks of each unit, and how much of all units it covers."""
        parts = [self._grades(unit) for unit in units]
        rows, size = domain(parts, self.store.size), self.store.size
        # Where several keys meet, a dataset is known by the best of them; a single key is its own column.
        columns = [
            part.column(size if rows is None else len(rows), rows) if len(part.lists) > 1 else None for part in parts
        ]
        weights = [
            unit.weight * self.rarity(_sure(part, column))
            for unit, part, column in zip(units, parts, columns, strict=True)
        ]
        kinds = Kinds.of(parts, columns, size, rows)
        values = [part.values[codes] for part, codes in zip(parts, kinds.codes, strict=True)]
        shares = np.zeros(len(kinds))
        for value, weight in zip(values, weights, strict=True):
            shares += weight * value
        return kinds, values, shares / (sum(weights) or 1.0)


def _sure(part: Grades, column: Codes | None) -> int:
    """How many surely speak of a unit; where none does, how many speak of it."""
    codes = column if column is not None else part.lists[0][1] if part.lists else None
    if codes is None:
        return 0
    return _no_less(codes, int(np.searchsorted(part.values, SURE))) or _no_less(codes, 1)


def _no_less(codes: Codes, code: int) -> int:
    return int(np.count_nonzero(codes >= code))
