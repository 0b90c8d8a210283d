"""What a search asks of an index, whoever keeps it: the seam between ranking and storage.

A store holds datasets as rows, numbered in the order of their ids, so that ties stand by row as they stand by id. All
that it tells is rows, ascending, each with a number. What they mean and how they are weighed is not its business.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["NOTHING", "NOWHERE", "Near", "Rows", "Scored", "Scores", "Selection", "Store", "together"]

Rows: TypeAlias = NDArray[np.int32]
Scores: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Rows, ascending, each with its score."""

    rows: Rows
    scores: Scores

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, row: int) -> float | None:
        """The score of a row; None where it has none."""
        place = int(np.searchsorted(self.rows, row))
        return float(self.scores[place]) if place < len(self.rows) and self.rows[place] == row else None

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


@dataclass(frozen=True, slots=True, eq=False)
class Near(Scored):
    """Rows near by meaning, each with its cosine, and the mean cosine of all rows that were asked about.

    The mean is no less than the least of them; where not all were looked at, it is that of a fixed sample.
    """

    mean: float = 0.0

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
