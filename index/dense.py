"""Nearest texts by meaning: exact inner products over all vectors, through FAISS.

A dataset is found by any of its texts (its name, its English name, each description), so a vector is an entry with
an owner, and an owner is as near as the nearest of its entries. The plans of a whole government are some ten thousand
entries: a flat index searches them in milliseconds and is exact, so nothing has to be trained or tuned.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import SnapshotDamaged

if TYPE_CHECKING:
    import faiss

__all__ = ["DenseIndex"]

VECTORS, OWNERS = "vectors.npy", "owners.json"
FIRST_LOOK = 4
"""How many entries are asked for at first, for each owner wanted; a dataset has about that many texts."""


class DenseIndex:
    """Entries (a unit vector, an owner's id) that can be searched; frozen once made, and safe for threads."""

    def __init__(self, vectors: NDArray[np.float32], owners: tuple[str, ...]) -> None:
        self._vectors = vectors
        self._owners = owners
        self._entries: dict[str, list[int]] = {}
        for entry, owner in enumerate(owners):
            self._entries.setdefault(owner, []).append(entry)
        self._faiss: faiss.IndexFlatIP | None = None
        self._lock = threading.Lock()

    @classmethod
    def build(cls, vectors: NDArray[np.float32], owners: Sequence[str]) -> Self:
        """An index of vectors of shape (len(owners), dimension); ValueError where the shapes do not fit."""
        kept = np.ascontiguousarray(vectors, dtype=np.float32)
        if kept.ndim != 2 or len(kept) != len(owners) or not np.isfinite(kept).all():
            raise ValueError(f"{len(owners)} owners need as many rows of numbers, not an array of {kept.shape}")
        return cls(kept, tuple(owners))

    def __len__(self) -> int:
        return len(self._owners)

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._vectors.shape[1])

    def search(
        self, vector: NDArray[np.float32], k: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The k nearest owners with the inner product of their nearest entry, in the order (-score, id).

        `among` keeps the search to those owners: none at all where it is empty; ids that own nothing are passed over.
        ValueError where the vector has not `dimension` numbers.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension:
            raise ValueError(f"a vector of {self.dimension} numbers is needed, not of {query.shape[1]}")
        allowed = None if among is None else self._entries_of(among)
        available = len(self) if allowed is None else len(allowed)
        depth = min(k * FIRST_LOOK, available)
        while depth > 0:
            best, last = self._best(query, depth, allowed)
            ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
            # Further entries can only matter where owners are missing, or tie with the last one by their score.
            if depth == available or (len(ranked) == k and last < ranked[-1][1]):
                return ranked
            depth = min(depth * FIRST_LOOK, available)
        return []

    def to_parts(self) -> dict[str, bytes | NDArray[np.float32]]:
        """What a snapshot keeps of the index, by file name."""
        return {VECTORS: self._vectors, OWNERS: json.dumps(self._owners, ensure_ascii=False).encode()}

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The index that `to_parts` came from; SnapshotDamaged where the parts do not make one."""
        vectors, text = parts.get(VECTORS), parts.get(OWNERS)
        try:
            owners = json.loads(text) if isinstance(text, bytes) else None
        except ValueError:
            owners = None
        if not isinstance(vectors, np.ndarray) or vectors.dtype != np.float32:
            raise _damaged()
        if not isinstance(owners, list) or not all(isinstance(owner, str) for owner in owners):
            raise _damaged()
        try:
            return cls.build(vectors, owners)
        except ValueError:
            raise _damaged() from None

    def _entries_of(self, owners: Collection[str]) -> NDArray[np.int64]:
        entries = [entry for owner in set(owners) for entry in self._entries.get(owner, ())]
        return np.array(sorted(entries), dtype=np.int64)

    def _best(
        self, query: NDArray[np.float32], depth: int, allowed: NDArray[np.int64] | None
    ) -> tuple[dict[str, float], float]:
        """The best score of each owner among the `depth` nearest entries, and the score of the last of these."""
        # Imported here: a quarter of a second that a search by words alone need not wait for.
        import faiss

        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        # The stubs do not know the keywords that faiss adds to its constructors.
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, entries = self._flat().search(query, depth, params=parameters)
        best: dict[str, float] = {}
        for score, entry in zip(scores[0].tolist(), entries[0].tolist(), strict=True):
            best.setdefault(self._owners[entry], score)
        return best, float(scores[0][-1])

    def _flat(self) -> faiss.IndexFlatIP:
        import faiss

        with self._lock:
            if self._faiss is None:
                index = faiss.IndexFlatIP(self.dimension)
                index.add(self._vectors)
                self._faiss = index
            return self._faiss


def _damaged() -> SnapshotDamaged:
    return SnapshotDamaged(f"The snapshot's {VECTORS} and {OWNERS} do not belong together; run `odplan build`.")
