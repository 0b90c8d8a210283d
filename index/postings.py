"""For each key the datasets that hold it: arrays that are mapped from disk, not dictionaries that are parsed.

A key is a word or a term ("#term"). Its rows lie side by side, ascending, with the weight of the best place that holds
it there and with what BM25 gives it there, which is nothing where the key is no token.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.evidence import Document
from index.holdings import KEYS, PLACES, ROWS, STARTS, WEIGHTS, Holdings
from index.lexical import bm25
from index.store import NOTHING, Column, Graded, Rows, Scored
from index.strings import Strings, array

WORDS = "key-words.npy"


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Keys, sorted; ``starts`` says where the rows of each begin. ``places`` number the few different ``weights``."""

    keys: Strings
    starts: NDArray[np.int64]
    rows: Rows
    places: NDArray[np.uint8]
    weights: NDArray[np.float64]
    words: NDArray[np.float32]

    @classmethod
    def build(cls, documents: Iterable[Document]) -> Self:
        """The postings of documents, which are numbered as they come."""
        return cls.made_of(Holdings.of(documents))

    @classmethod
    def made_of(cls, held: Holdings) -> Self:
        """The postings of what documents hold."""
        starts = held.starts
        words = bm25(starts, held.rows, held.counts, held.lengths)
        return cls(Strings.build(held.keys), starts, held.rows, held.places, held.weights, words)

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the postings."""
        return {
            **self.keys.to_parts(KEYS),
            STARTS: self.starts,
            ROWS: self.rows,
            PLACES: self.places,
            WEIGHTS: self.weights,
            WORDS: self.words,
        }

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The postings that ``to_parts`` came from; SnapshotDamaged where the parts do not make them."""
        keys = Strings.from_parts(parts, KEYS)
        starts = array(parts, STARTS, np.int64, (len(keys) + 1,))
        held = int(starts[-1])
        return cls(
            keys,
            starts,
            array(parts, ROWS, np.int32, (held,)),
            array(parts, PLACES, np.uint8, (held,)),
            array(parts, WEIGHTS, np.float64),
            array(parts, WORDS, np.float32, (held,)),
        )

    def _span(self, key: str) -> slice | None:
        number = self.keys.find(key)
        return None if number is None else slice(int(self.starts[number]), int(self.starts[number + 1]))

    def of(self, key: str) -> Scored:
        """The rows that hold a key, with its weight in each."""
        span = self._span(key)
        return NOTHING if span is None else Graded(self.rows[span], self.places[span], self.weights)

    def bm25(self, tokens: Sequence[str], size: int) -> Scored:
        """The rows, of so many, that share a token with a question, with their BM25 scores."""
        spans = [span for token in tokens if (span := self._span(token)) is not None]
        if not spans:
            return NOTHING
        # Singly precise and in the order of the tokens, so that a sum is the same however many rows there are.
        scores = np.zeros(size, dtype=np.float32)
        for span in spans:
            if span.stop - span.start == size:
                scores += self.words[span]
            else:
                np.add.at(scores, self.rows[span].astype(np.intp), self.words[span])
        return Column(scores)
