"""Cells brought up to date: known entries stay in theirs, new ones are put into the nearest.

The centres stay those that were found when the cells were made, so an addition costs what is new. That is the one
thing in an index that tells how it came to be; once too much has come or gone, cells are made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from index.cells import CELLS, CHANGES, Cells, added, cells_for
from index.errors import SnapshotDamaged
from index.store import Rows
from index.strings import array

if TYPE_CHECKING:
    import faiss

__all__ = ["SHARE", "EarlierCells"]

SHARE = 0.1
"""Centres stay until more than this share of the entries that they were found for has come or gone."""

BATCH = 1 << 16

Vectors = NDArray[np.float32]
Starts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class EarlierCells:
    """The cells of an index before, with the vectors in them, row by row; ``moved`` tells each row's row of now, or -1.

    ``changes``: how many entries the centres were found for, and how many have come and gone since.
    """

    file: Path
    vectors: Vectors
    starts: Starts
    changes: NDArray[np.int64]
    moved: Rows

    @classmethod
    def from_parts(cls, parts: Mapping[str, object], names: tuple[str, str], moved: Rows) -> Self | None:
        """The cells in a snapshot's parts, whose vectors and starts are called so; None where there are none."""
        file = parts.get(CELLS)
        try:
            starts = array(parts, names[1], np.int64, (len(moved) + 1,))
            vectors = array(parts, names[0], np.float32, (int(starts[-1]), None))
            changes = array(parts, CHANGES, np.int64, (2,))
        except SnapshotDamaged:
            return None
        return cls(file, vectors, starts, changes, moved) if isinstance(file, Path) else None

    def grown(self, vectors: Vectors, starts: Starts) -> Cells | None:
        """The cells of the vectors of now; None where they are better made anew, or their vectors are others."""
        kept = np.flatnonzero(self.moved >= 0)
        if not np.array_equal(np.diff(self.starts)[kept], np.diff(starts)[self.moved[kept]]):
            return None
        before, now = _spans(self.starts, kept), _spans(starts, self.moved[kept])
        changed = int(self.changes[1]) + len(vectors) + len(self.vectors) - 2 * len(now)
        fits = cells_for(len(vectors)) == cells_for(int(self.changes[0])) and changed <= SHARE * self.changes[0]
        if not fits or not _same(self.vectors, before, vectors, now):
            return None
        index = self._index()
        held = _lists(index)
        new = np.setdiff1d(np.arange(len(vectors)), now, assume_unique=True)
        rows = np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))
        index.reset()
        added(index, vectors, rows, new)
        _fill(index, [_joined(one, two, self.moved) for one, two in zip(held, _lists(index), strict=True)])
        return Cells(index, np.array([self.changes[0], changed], dtype=np.int64))

    def _index(self) -> faiss.IndexIVF:
        import faiss

        read: Any = faiss.read_index
        index: faiss.IndexIVF = read(str(self.file))
        return index


def _spans(starts: Starts, rows: NDArray[Any]) -> Starts:
    """The numbers of the entries of rows."""
    firsts, lengths = starts[rows], starts[rows + 1] - starts[rows]
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths), dtype=np.int64)


def _same(old: Vectors, before: Starts, new: Vectors, now: Starts) -> bool:
    if old.shape[1] != new.shape[1]:
        return False
    batches = (slice(n, n + BATCH) for n in range(0, len(now), BATCH))
    return all(np.array_equal(old[before[batch]], new[now[batch]]) for batch in batches)


Listed = tuple[NDArray[np.int64], NDArray[np.uint8]]


def _lists(index: faiss.IndexIVF) -> list[Listed]:
    """For each cell the rows and the bytes of its entries."""
    import faiss

    lists: Any = index.invlists
    found = []
    for cell in range(index.nlist):
        size = lists.list_size(cell)
        rows = faiss.rev_swig_ptr(lists.get_ids(cell), size).copy() if size else np.zeros(0, dtype=np.int64)
        codes = faiss.rev_swig_ptr(lists.get_codes(cell), size * index.code_size).copy() if size else rows
        found.append((rows, codes.astype(np.uint8).reshape(size, index.code_size)))
    return found


def _joined(held: Listed, new: Listed, moved: Rows) -> Listed:
    """What is left of a cell, with what is new in it, in the order of the rows."""
    rows = moved[held[0]].astype(np.int64)
    kept = rows >= 0
    rows = np.concatenate((rows[kept], new[0]))
    order = np.argsort(rows, kind="stable")
    return rows[order], np.concatenate((held[1][kept], new[1]))[order]


def _fill(index: faiss.IndexIVF, lists: list[Listed]) -> None:
    import faiss

    index.reset()
    inside: Any = index.invlists
    for cell, (rows, codes) in enumerate(lists):
        if len(rows):
            rows, codes = np.ascontiguousarray(rows), np.ascontiguousarray(codes)
            inside.add_entries(cell, len(rows), faiss.swig_ptr(rows), faiss.swig_ptr(codes))
    index.ntotal = sum(len(rows) for rows, _ in lists)
