"""LangChain's EnsembleRetriever over its BM25 and FAISS retrievers, with equal weights."""

from __future__ import annotations

import numpy as np
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from benchmarks.peers import DEPTH, Corpus, Query


class _Known(Embeddings):
    """Gives the vector of the question that is being asked."""

    vector: list[float]

    def embed_query(self, text: str) -> list[float]:
        return self.vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError("documents come with their vectors")


class Peer:
    """Texts are handed over in jieba's words, which its BM25 parts at spaces, as it does by default."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._known = _Known()
        texts = [" ".join(words) for words in corpus.words]
        marks = [{"id": name} for name in corpus.ids]
        by_words = BM25Retriever.from_texts(texts, metadatas=marks, k=DEPTH)
        pairs = list(zip(texts, vectors.tolist(), strict=True))
        store = FAISS.from_embeddings(pairs, self._known, metadatas=marks)
        by_meaning = store.as_retriever(search_kwargs={"k": DEPTH})
        self._both = EnsembleRetriever(retrievers=[by_words, by_meaning], weights=[0.5, 0.5], id_key="id")

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        self._known.vector = vector.tolist()
        return [found.metadata["id"] for found in self._both.invoke(" ".join(question.words))[:DEPTH]]
