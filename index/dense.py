"""Nearest texts by meaning: inner products, through FAISS.

A dataset is found by any of its texts (its name, its English name, each description), so a vector is an entry of a
row, and a row is as near as the nearest of its entries.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index.cell_growth import EarlierCells
from index.cells import CELLS, CHANGES, Cells
from index.snapshot import Part
from index.store import NOTHING, NOWHERE, Near, Rows, Scores, Selection
from index.strings import array

if TYPE_CHECKING:
    import faiss

__all__ = ["STARTS", "VECTORS", "DenseIndex"]

VECTORS, STARTS = "vectors.npy", "vector-starts.npy"

Vectors = NDArray[np.float32]

FLAT = 8_192
"""Up to so many entries all are looked at: exact, and no slower than cells (docs/performance.md)."""

NARROW = 1_024
"""A selection of no more rows than this is looked at row by row, so that a condition never leaves too few."""

NEAREST, PER_ROW = 128, 3
"""So many rows are told where there are too many to tell all, and so many entries are looked for to find each."""

SAMPLE, FEW = 256, 64
"""The usual nearness is the mean of so many rows; of a selection that holds fewer of them than FEW, by its own."""


class DenseIndex:
    """Entries (unit vectors) of rows, side by side, that can be searched; frozen once made, and safe for threads."""

    def __init__(self, vectors: Vectors, starts: NDArray[np.int64], cells: Cells | None = None) -> None:
        self._vectors = vectors
        self._starts = starts
        self._cells = cells
        self._faiss: faiss.IndexFlatIP | None = None
        self._lock = threading.Lock()

    @classmethod
    def build(cls, vectors: Vectors, counts: Sequence[int], before: EarlierCells | None = None) -> Self:
        """An index of vectors, row by row, each row with so many; ValueError where the shapes do not fit.

        The cells of many come from those ``before`` where these can be brought up to date.
        """
        kept = np.ascontiguousarray(vectors, dtype=np.float32)
        if kept.ndim != 2 or len(kept) != sum(counts) or not np.isfinite(kept).all():
            raise ValueError(f"rows with {sum(counts)} texts need as many vectors of numbers, not {kept.shape}")
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        if len(kept) <= FLAT:
            return cls(kept, starts)
        return cls(kept, starts, (before and before.grown(kept, starts)) or Cells.build(kept, starts))

    def to_parts(self) -> dict[str, Part]:
        """What a snapshot keeps of the index, by file name."""
        cells: dict[str, Part] = {CELLS: self._cells, CHANGES: self._cells.changes} if self._cells else {}
        return {VECTORS: self._vectors, STARTS: self._starts, **cells}

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The index that `to_parts` came from; SnapshotDamaged where the parts do not make one."""
        starts = array(parts, STARTS, np.int64)
        held = int(starts[-1]) if len(starts) else 0
        vectors = array(parts, VECTORS, np.float32, (held, None))
        return cls(vectors, starts, Cells.open(parts.get(CELLS)) if held > FLAT else None)

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._vectors.shape[1])

    def search(self, vector: Vectors, k: int | None = None, among: Selection | None = None) -> Near:
        """The rows nearest to a vector, each with the inner product of its nearest text; the mean of all asked about.

        At least the ``k`` nearest, with exact products; all of them where there are few.
        ValueError where the vector has not `dimension` numbers.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension:
            raise ValueError(f"a vector of {self.dimension} numbers is needed, not of {query.shape[1]}")
        if self._cells is not None:
            return self._approximate(self._cells, query[0], k or NEAREST, among)
        rows, scores = self._exact(query, among)
        return Near(rows, scores, mean(scores)) if len(rows) else NOWHERE

    def _exact(self, query: Vectors, among: Selection | None) -> tuple[Rows, Scores]:
        """Every row with a text, by its nearest."""
        rows = self._spoken(among)
        if not len(rows):
            return rows, NOTHING.scores
        # Imported here: a quarter of a second that a search by words alone need not wait for.
        import faiss

        entries = spans(self._starts[rows], self._starts[rows + 1])
        selector = None if among is None else faiss.IDSelectorBatch(entries)
        # The stubs do not know the keywords that faiss adds to its constructors.
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        found, places = self._flat().search(query, len(entries), params=parameters)
        scores = np.empty(len(self), dtype=np.float32)
        scores[places[0]] = found[0]
        return rows, _nearest(scores[entries], self._starts[rows + 1] - self._starts[rows])

    def _approximate(self, cells: Cells, query: Vectors, k: int, among: Selection | None) -> Near:
        """The rows of the cells around a vector; of a narrow selection all rows."""
        if among is not None and len(among) <= NARROW:
            rows = self._spoken(among)
            scores = self._products(query, rows)
            return Near(rows, scores, mean(scores)) if len(rows) else NOWHERE
        found = cells.near(query, k * PER_ROW, among)
        return Near(found, self._products(query, found), self._usual(query, among))

    def _usual(self, query: Vectors, among: Selection | None) -> float:
        """The mean of a fixed sample of rows, spread evenly over all that are asked about."""
        rows, vectors, counts = self._sample
        scores = _nearest(_products(vectors, query), counts)
        if among is not None:
            scores = scores[among.holds(rows)]
            if len(scores) < FEW:
                chosen = self._spoken(among)
                scores = self._products(query, chosen[:: max(1, len(chosen) // FEW)])
        return mean(scores)

    @functools.cached_property
    def _sample(self) -> tuple[Rows, Vectors, NDArray[np.int64]]:
        """Rows, spread evenly; the vectors of their texts; how many each row has."""
        rows = self._spoken(None)
        rows = rows[:: max(1, len(rows) // SAMPLE)]
        starts, ends = self._starts[rows], self._starts[rows + 1]
        return rows, self._vectors[spans(starts, ends)], ends - starts

    def _products(self, query: Vectors, rows: Rows) -> Scores:
        """The inner product of each row's nearest text."""
        entries = spans(self._starts[rows], self._starts[rows + 1])
        return _nearest(_products(self._vectors[entries], query), self._starts[rows + 1] - self._starts[rows])

    def _spoken(self, among: Selection | None) -> Rows:
        """The rows that have texts."""
        rows = np.flatnonzero(np.diff(self._starts)).astype(np.int32) if among is None else among.rows
        return rows if among is None else rows[self._starts[rows + 1] > self._starts[rows]]

    def _flat(self) -> faiss.IndexFlatIP:
        import faiss

        with self._lock:
            if self._faiss is None:
                index = faiss.IndexFlatIP(self.dimension)
                index.add(self._vectors)
                self._faiss = index
            return self._faiss


def _products(vectors: Vectors, query: Vectors) -> Vectors:
    # On the thread that asks: a linear algebra library would wake others for it, and wait for them on a busy machine.
    return np.asarray(np.einsum("ij,j->i", vectors, query))


def _nearest(products: Vectors, counts: NDArray[np.int64]) -> Scores:
    """Of products that lie row by row the greatest of each row; each row has some."""
    if not len(counts):
        return NOTHING.scores
    return np.maximum.reduceat(products, np.cumsum(counts) - counts).astype(np.float64)


def mean(scores: Scores) -> float:
    """The mean of scores, no less than the least of them; summed from the best on, always in the same order."""
    total: float = sum(sorted(scores.tolist(), reverse=True))
    return max(total / len(scores), float(scores.min()))


def spans(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers from each start up to its end."""
    lengths = ends - starts
    firsts = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - firsts, lengths), dtype=np.int64)
