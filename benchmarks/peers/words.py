"""bm25s over jieba's words."""

from __future__ import annotations

import bm25s
import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import DEPTH, Corpus, Query


class Peer:
    """BM25 with the library's defaults; tokens are numbered in their order, which it leaves to chance otherwise."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._ids = corpus.ids
        self._numbers = {word: n for n, word in enumerate(sorted({word for words in corpus.words for word in words}))}
        rows = [[self._numbers[word] for word in words] for words in corpus.words]
        self._index = bm25s.BM25()
        self._index.index(bm25s.tokenization.Tokenized(rows, dict(self._numbers)), show_progress=False)

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        return [self._ids[row] for row in self.rows(question, DEPTH)]

    def rows(self, question: Query, depth: int) -> list[int]:
        """The rows of the best documents that share a word with the question, best first."""
        known = [self._numbers[word] for word in question.words if word in self._numbers]
        if not known:
            return []
        scores = self._index.get_scores_from_ids(known)
        depth = min(depth, len(scores))
        best = np.argpartition(-scores, depth - 1)[:depth]
        return [int(row) for row in best[np.argsort(-scores[best], kind="stable")] if scores[row] > 0]
