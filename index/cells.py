"""Many vectors in cells of neighbours, so that a search looks into the few cells around a question (FAISS's IVF).

A cell holds its entries as bytes, a quarter of their size; who uses them works out the exact products of the few that
come near. The file is mapped from disk, so that processes share it.
"""

from __future__ import annotations

import errno
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import SnapshotDamaged
from index.store import Rows, Selection, together

if TYPE_CHECKING:
    import faiss

__all__ = ["CELLS", "CHANGES", "Cells", "added", "cells_for"]

CELLS = "cells.faiss"
CHANGES = "cell-changes.npy"
"""The part that tells how many entries the cells were found for, and how many have come and gone since."""

Vectors = NDArray[np.float32]

PER_CELL = 256
"""A cell holds about so many entries, and there are no more cells than MOST: each is compared with every question."""
MOST = 4_096

LOOKS = 32
"""Into so many cells a search looks: recall@10 against all entries is above 0.97 (docs/performance.md)."""

SEED, ROUNDS, TRAINED = 1, 8, 40
"""Cells are found by k-means from a fixed seed, in so many rounds, over so many entries a cell."""

BATCH = 1 << 16


class Cells:
    """Entries of rows in cells; frozen once made, and safe for threads."""

    def __init__(self, index: faiss.IndexIVF, changes: NDArray[np.int64] | None = None) -> None:
        self._index = index
        self.changes = np.zeros(2, dtype=np.int64) if changes is None else changes

    @classmethod
    def build(cls, vectors: Vectors, starts: NDArray[np.int64]) -> Self:
        """The cells of vectors that lie row by row. The same vectors give the same cells."""
        import faiss

        dimension, count = vectors.shape[1], cells_for(len(vectors))
        kind, nearest = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimension), dimension, count, kind, nearest, False)
        index.cp.seed, index.cp.niter, index.cp.max_points_per_centroid = SEED, ROUNDS, TRAINED
        index.cp.spherical = True
        index.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // (count * TRAINED))]))
        rows = np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))
        added(index, vectors, rows, np.arange(len(vectors)))
        return cls(index, np.array([len(vectors), 0], dtype=np.int64))

    def write(self, path: Path) -> None:
        """Writes the cells into a file; OSError where the system refuses."""
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise _system_error(error) from error

    @classmethod
    def open(cls, part: object) -> Self:
        """The cells that ``write`` wrote; SnapshotDamaged where the part is none."""
        if isinstance(part, cls):
            return part
        if not isinstance(part, Path):
            raise SnapshotDamaged(f"The snapshot's {CELLS} is missing; run `odplan build`.")
        import faiss

        try:
            index = faiss.read_index(str(part), faiss.IO_FLAG_MMAP)
        except RuntimeError as error:
            raise SnapshotDamaged(f"The snapshot's {part} is missing or damaged; run `odplan build`.") from error
        if not isinstance(index, faiss.IndexIVF):
            raise SnapshotDamaged(f"The snapshot's {part} holds no cells; run `odplan build`.")
        lists = faiss.downcast_InvertedLists(index.invlists) if index.invlists else None
        if isinstance(lists, faiss.OnDiskInvertedLists):
            # It would start threads with every search to read ahead, for longer than a search takes.
            lists.prefetch_nthread = 0
        return cls(index)

    def near(self, query: Vectors, k: int, among: Selection | None) -> Rows:
        """The rows, ascending, of about ``k`` entries near to a vector.

        Among a selection further cells are looked into, as many more as there are fewer rows to find in each.
        """
        import faiss

        # The stubs do not know what faiss adds to its constructors.
        engine: Any = faiss
        looks, given = LOOKS, {}
        if among is not None:
            looks = math.ceil(LOOKS * among.size / len(among))
            given = {"sel": engine.IDSelectorBitmap(np.packbits(among.mask, bitorder="little"))}
        parameters = engine.SearchParametersIVF(nprobe=min(looks, self._index.nlist), **given)
        _, rows = self._index.search(query.reshape(1, -1), k, params=parameters)
        return together([rows[0][rows[0] >= 0].astype(np.int32)])


def _system_error(error: RuntimeError) -> OSError:
    """What the operating system said, which FAISS keeps in its message: "... (No space left on device)"."""
    said = (number for number in sorted(errno.errorcode) if f"({os.strerror(number)})" in str(error))
    number = next(said, errno.EIO)
    return OSError(number, os.strerror(number))


def added(index: faiss.IndexIVF, vectors: Vectors, rows: NDArray[np.int64], numbers: NDArray[np.int64]) -> None:
    """Puts the vectors of these numbers into their cells, each under its row."""
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        index.add_with_ids(np.ascontiguousarray(vectors[part]), rows[part])


def cells_for(entries: int) -> int:
    """How many cells so many entries are put into."""
    return min(MOST, 1 << round(math.log2(entries / PER_CELL)))
