"""txtai's hybrid index: its own BM25 and FAISS, joined by its defaults. Texts are handed over in jieba's words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from txtai import Embeddings

from benchmarks.peers import DEPTH, Corpus, Query


class Peer:
    """Vectors come from outside, by txtai's "external" method."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._vectors: dict[str, NDArray[np.float32]] = {}
        texts = [" ".join(words) for words in corpus.words]
        self._vectors.update(zip(texts, vectors, strict=True))
        # It takes plain functions only: a method it would call at once, without texts.
        encoded = lambda texts: np.stack([self._vectors[text] for text in texts])  # noqa: E731
        self._index = Embeddings({"method": "external", "transform": encoded, "hybrid": True})
        self._index.index((name, text, None) for name, text in zip(corpus.ids, texts, strict=True))

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        text = " ".join(question.words)
        self._vectors[text] = vector
        return [name for name, _ in self._index.search(text, DEPTH)]
