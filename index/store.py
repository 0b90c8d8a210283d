"""What a search asks of an index, whoever keeps it: the seam between ranking and storage.

A store holds datasets as rows, numbered in the order of their ids, so that ties stand by row as they stand by id. All
that it tells is rows, ascending, each with a number. What they mean and how they are weighed is not its business.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "NOTHING",
    "NOWHERE",
    "Column",
    "Graded",
    "Near",
    "Places",
    "Rows",
    "Scored",
    "Scores",
    "Selection",
    "Store",
    "places_of",
    "together",
]

Rows: TypeAlias = NDArray[np.int32]
Scores: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]


SPARSE = 16
"""Rows that are more than such a part of all are put together in a column of all rows, fewer by sorting."""


class Scored:
    """Rows, ascending, each with its score; never changed."""

    def __init__(self, rows: Rows, scores: Scores) -> None:
        self._rows = rows
        self._scores = scores

    @property
    def rows(self) -> Rows:
        """The rows."""
        return self._rows

    @property
    def scores(self) -> Scores:
        """The score of each row."""
        return self._scores

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, rows: Rows) -> Scores:
        """The score of each of these rows, 0 where it has none."""
        if not len(self.rows):
            return np.zeros(len(rows))
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self.scores[places], 0.0)

    @property
    def best(self) -> float:
        """The highest score; 0 where there is none above."""
        return float(self.scores.max(initial=0.0))

    def above(self, least: float) -> Rows:
        """Those of the rows whose score is no less than ``least``, which is above zero."""
        return self.rows[self.scores >= least]

    @property
    def few(self) -> bool:
        """Whether it costs little to tell them all: to be asked before ``rows`` and ``scores``."""
        return True

    def head(self, k: int) -> Scored:
        """At least the ``k`` best, with all that score as the last of them does; these are not put in order."""
        return self

    def reaching(self, least: float = 0.0) -> Scored:
        """Those of the rows whose score is above zero, and no less than ``least``."""
        kept = (self.scores > 0) & (self.scores >= least)
        return Scored(self.rows[kept], self.scores[kept])

    def among(self, selection: Selection | None) -> Scored:
        """Those of the rows that are selected."""
        if selection is None or not len(self.rows):
            return self
        kept = selection.holds(self.rows)
        return Scored(self.rows[kept], self.scores[kept])


NOTHING = Scored(np.zeros(0, dtype=np.int32), np.zeros(0))


class Graded(Scored):
    """Rows with one of a few scores each: ``levels``, which ascend, and for each row the place of its own in them."""

    def __init__(self, rows: Rows, places: NDArray[np.uint8], levels: Scores) -> None:
        self._rows = rows
        self.places = places
        self.levels = levels

    @functools.cached_property
    def scores(self) -> Scores:
        """The score of each row."""
        return self.levels.take(self.places)


class Column(Scored):
    """Scores of all rows of a store side by side, 0 for none: told one by one only when somebody asks for all."""

    def __init__(self, values: NDArray[np.float32]) -> None:
        self.values = values

    @functools.cached_property
    def rows(self) -> Rows:
        """The rows that score."""
        return np.flatnonzero(self.values > 0).astype(np.int32)

    @functools.cached_property
    def scores(self) -> Scores:
        """The score of each."""
        return self.values[self.rows].astype(np.float64)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.values > 0))

    @property
    def few(self) -> bool:
        """Whether it costs little to tell them all."""
        return False

    def at(self, rows: Rows) -> Scores:
        """The score of each of these rows, 0 where it has none."""
        return self.values[rows].astype(np.float64)

    @functools.cached_property
    def best(self) -> float:
        """The highest score; 0 where there is none above."""
        return float(self.values.max(initial=0.0))

    def above(self, least: float) -> Rows:
        """Those of the rows whose score is no less than ``least``, which is above zero."""
        return np.flatnonzero(self.values >= np.float32(least)).astype(np.int32)

    def among(self, selection: Selection | None) -> Scored:
        """Those of the rows that are selected."""
        if selection is None:
            return self
        if len(selection) * SPARSE > len(self.values):
            return Column(np.where(selection.mask, self.values, np.float32(0)))
        values = self.values[selection.rows]
        return Scored(selection.rows[values > 0], values[values > 0].astype(np.float64))


class Near(Scored):
    """Rows near by meaning, each with its cosine, and the mean cosine of all rows that were asked about.

    The mean is no less than the least of them; where not all were looked at, it is that of a fixed sample.
    """

    def __init__(self, rows: Rows, scores: Scores, mean: float = 0.0) -> None:
        super().__init__(rows, scores)
        self.mean = mean

    @property
    def margin(self) -> float:
        """How far the nearest stands above the mean; 0 where there is none."""
        return float(self.scores.max()) - self.mean if len(self) else 0.0


NOWHERE = Near(NOTHING.rows, NOTHING.scores)


class Selection:
    """Some rows of a store, ascending: what a search is kept to."""

    def __init__(self, rows: Rows, size: int) -> None:
        self.rows = rows
        self.size = size

    def __len__(self) -> int:
        return len(self.rows)

    @functools.cached_property
    def mask(self) -> NDArray[np.bool_]:
        """For each row of the store whether it is selected."""
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self.rows] = True
        return mask

    def holds(self, rows: Rows) -> NDArray[np.bool_]:
        """For each of the rows whether it is selected."""
        return self.mask[rows]


def together(rows: Sequence[Rows]) -> Rows:
    """All of the rows, ascending, each once."""
    # numpy's own unique hashes numbers first, which takes several times as long.
    found = np.sort(np.concatenate([NOTHING.rows, *rows]))
    return np.asarray(found[np.diff(found, prepend=-1) != 0])


def places_of(rows: Rows, within: Rows | None) -> Places:
    """Where rows stand within others, which hold them all; None for all rows, where each stands at its number."""
    # As numbers of the machine's size: numpy would else turn each into one, several times slower.
    return rows.astype(np.intp) if within is None else np.searchsorted(within, rows)


class Store(Protocol):
    """An index of datasets that can be asked. Frozen once opened, and safe for threads."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        ...

    def ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of rows, in their order."""
        ...

    def row(self, dataset_id: str) -> int | None:
        """The row of an id, None where there is none."""
        ...

    def postings(self, key: str) -> Scored:
        """The rows that hold a key (a word, or a term as "#term"), each with the weight of the best place for it."""
        ...

    def words(self, tokens: Sequence[str], k: int | None, among: Selection | None) -> Scored:
        """The rows that share a token with a question, with their BM25 scores; at least the k best, None for all."""
        ...

    def names(self, text: str, k: int | None, among: Selection | None) -> Scored:
        """The rows whose names are like a text, from 0 to 1; at least the k best, None for all."""
        ...

    def nearest(self, vector: NDArray[np.float32], k: int | None, among: Selection | None) -> Near:
        """The rows nearest by meaning; at least the k best, None for as many as a ranking needs."""
        ...
