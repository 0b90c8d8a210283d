"""bm25s and FAISS joined by reciprocal ranks (Cormack, Clarke and Büttcher, 2009): what one writes in an afternoon."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import DEPTH, Corpus, Query, meaning, words

K = 60
LOOKED_AT = 100


class Peer:
    """Both parts look as deep, and count the same."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._ids = corpus.ids
        self._words, self._meaning = words.Peer(), meaning.Peer()
        self._words.build(corpus, vectors)
        self._meaning.build(corpus, vectors)

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for rows in (self._words.rows(question, LOOKED_AT), self._meaning.rows(vector, LOOKED_AT)):
            for rank, row in enumerate(rows, 1):
                scores[row] += 1 / (K + rank)
        return [self._ids[row] for row in sorted(scores, key=lambda row: (-scores[row], row))[:DEPTH]]
