"""SQLite's full-text search with trigrams: its bm25() over every three characters of the question."""

from __future__ import annotations

import re
import sqlite3

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import DEPTH, Corpus, Query


class Peer:
    """FTS5 in memory."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._ids = corpus.ids
        self._base = sqlite3.connect(":memory:")
        self._base.execute("create virtual table documents using fts5(text, tokenize='trigram')")
        rows = enumerate(corpus.texts)
        self._base.executemany("insert into documents(rowid, text) values (?, ?)", rows)
        self._base.commit()

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        runs = re.findall(r"[^\W_]+", question.text.lower())
        grams = dict.fromkeys(run[n : n + 3] for run in runs for n in range(len(run) - 2))
        if not grams:
            return []
        sought = " OR ".join(f'"{gram}"' for gram in grams)
        found = self._base.execute(
            "select rowid from documents where documents match ? order by rank limit ?", (sought, DEPTH)
        )
        return [self._ids[row] for (row,) in found]
