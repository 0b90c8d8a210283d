"""FAISS, flat: meaning alone."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import DEPTH, Corpus, Query


class Peer:
    """Exact inner products."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._ids = corpus.ids
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        return [self._ids[row] for row in self.rows(vector, DEPTH)]

    def rows(self, vector: NDArray[np.float32], depth: int) -> list[int]:
        """The rows of the nearest documents, nearest first."""
        rows = self._index.search(vector[None, :], depth)[1][0]
        return [int(row) for row in rows if row >= 0]
