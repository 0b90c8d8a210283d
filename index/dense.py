"""Nearest texts by meaning: inner products, through FAISS.

A dataset is found by any of its texts (its name, its English name, each description), so a vector is an entry of a
row, and a row is as near as the nearest of its entries.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from index.store import NOTHING, Near, Rows, Scores, Selection
from index.strings import array

if TYPE_CHECKING:
    import faiss

__all__ = ["STARTS", "VECTORS", "DenseIndex"]

VECTORS, STARTS = "vectors.npy", "vector-starts.npy"

Vectors = NDArray[np.float32]


class DenseIndex:
    """Entries (unit vectors) of rows, side by side, that can be searched; frozen once made, and safe for threads."""

    def __init__(self, vectors: Vectors, starts: NDArray[np.int64]) -> None:
        self._vectors = vectors
        self._starts = starts
        self._faiss: faiss.IndexFlatIP | None = None
        self._lock = threading.Lock()

    @classmethod
    def build(cls, vectors: Vectors, counts: Sequence[int]) -> Self:
        """An index of vectors, row by row, each row with so many; ValueError where the shapes do not fit."""
        kept = np.ascontiguousarray(vectors, dtype=np.float32)
        if kept.ndim != 2 or len(kept) != sum(counts) or not np.isfinite(kept).all():
            raise ValueError(f"rows with {sum(counts)} texts need as many vectors of numbers, not {kept.shape}")
        return cls(kept, np.concatenate(([0], np.cumsum(counts))).astype(np.int64))

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the index, by file name."""
        return {VECTORS: self._vectors, STARTS: self._starts}

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The index that `to_parts` came from; SnapshotDamaged where the parts do not make one."""
        starts = array(parts, STARTS, np.int64)
        held = int(starts[-1]) if len(starts) else 0
        return cls(array(parts, VECTORS, np.float32, (held, None)), starts)

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._vectors.shape[1])

    def search(self, vector: Vectors, k: int | None = None, among: Selection | None = None) -> Near:
        """The rows with a text, each with the inner product of its nearest one, and the mean of them all.

        ValueError where the vector has not `dimension` numbers.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension:
            raise ValueError(f"a vector of {self.dimension} numbers is needed, not of {query.shape[1]}")
        rows, scores = self._exact(query, among)
        if not len(rows):
            return Near(NOTHING.rows, NOTHING.scores)
        return Near(rows, scores, mean(scores))

    def _exact(self, query: Vectors, among: Selection | None) -> tuple[Rows, Scores]:
        """Every row with a text, by its nearest."""
        rows = np.flatnonzero(np.diff(self._starts)).astype(np.int32)
        if among is not None:
            rows = rows[among.holds(rows)]
        if not len(rows):
            return NOTHING.rows, NOTHING.scores
        # Imported here: a quarter of a second that a search by words alone need not wait for.
        import faiss

        entries = _spans(self._starts[rows], self._starts[rows + 1])
        selector = None if among is None else faiss.IDSelectorBatch(entries)
        # The stubs do not know the keywords that faiss adds to its constructors.
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        found, places = self._flat().search(query, len(entries), params=parameters)
        scores = np.empty(len(self), dtype=np.float32)
        scores[places[0]] = found[0]
        firsts = np.concatenate(([0], np.cumsum(np.diff(self._starts)[rows])[:-1]))
        return rows, np.maximum.reduceat(scores[entries], firsts).astype(np.float64)

    def _flat(self) -> faiss.IndexFlatIP:
        import faiss

        with self._lock:
            if self._faiss is None:
                index = faiss.IndexFlatIP(self.dimension)
                index.add(self._vectors)
                self._faiss = index
            return self._faiss


def mean(scores: Scores) -> float:
    """The mean of scores, no less than the least of them; summed from the best on, always in the same order."""
    total: float = sum(sorted(scores.tolist(), reverse=True))
    return max(total / len(scores), float(scores.min()))


def _spans(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers from each start up to its end."""
    lengths = ends - starts
    firsts = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - firsts, lengths), dtype=np.int64)
