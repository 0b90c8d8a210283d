"""Stand-ins for what is slow or outside: shared by all tests, so keep them small and predictable."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.coverage import SURE, Covering
from index.dense import DenseIndex
from index.evidence import Document, Unit
from index.kinds import Kinds, Shares
from index.local_store import LocalStore
from index.store import Scored

Progress = Callable[[float, str], None]


class FakeEncoder:
    """An `index.encoding.Encoder` without a model: texts sharing character 1- to 3-grams get near vectors.

    The same text has the same unit vector in every process (CRC-32, not `hash`); an empty text gets a zero vector.
    `encoded` counts the texts asked for, so that a test can say what was not encoded.
    """

    def __init__(self, *, name: str = "fake", dimension: int = 128) -> None:
        self.name = name
        self.dimension = dimension
        self.ready = True
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        vectors = self._encode(texts)
        if progress is not None:
            progress(1.0, f"{len(texts)} texts")
        return vectors

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += len(texts)
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        folded = text.casefold()
        for width in (1, 2, 3):
            for start in range(len(folded) - width + 1):
                vector[zlib.crc32(folded[start : start + width].encode()) % self.dimension] += width
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector


def by_row(found: Scored) -> dict[int, float]:
    """What was found, as plain numbers."""
    return dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))


class Shelf(LocalStore):
    """A store of datasets of which nothing is known but their ids."""

    def scored(self, scores: Mapping[str, float]) -> Scored:
        """Scores by id as a search tells them."""
        kept = sorted((row, score) for name, score in scores.items() if (row := self.row(name)) is not None)
        return Scored(np.array([row for row, _ in kept], dtype=np.int32), np.array([s for _, s in kept], dtype=float))


def shelf_of(ids: Iterable[str]) -> Shelf:
    """A store of these ids."""
    documents = {name: Document({}, ()) for name in ids}
    return Shelf.build(documents, (), DenseIndex.build(np.zeros((0, 2), dtype=np.float32), [0] * len(documents)))


@dataclass(frozen=True)
class Told:
    """How far a dataset is to speak of a question."""

    share: float
    found: tuple[Unit, ...]
    sure: tuple[Unit, ...]


def covering(shelf: Shelf, told: Mapping[str, Told]) -> Covering:
    """Coverage as told, dataset by dataset: each is a kind of its own."""
    units = list(dict.fromkeys(unit for each in told.values() for unit in each.found))
    each = [pair for row in range(shelf.size) for pair in told.items() if pair[0] == shelf.ids([row])[0]]
    kinds = Kinds(0, np.array([shelf.row(name) for name, _ in each], dtype=np.int32))
    kinds.numbers = np.arange(1, len(each) + 1, dtype=np.uint16)
    kinds.codes, kinds._count = [], len(each) + 1
    values = [np.array([0.0, *(_surely(unit, t) for _, t in each)]) for unit in units]
    return Covering(shelf, units, values, Shares(kinds, np.array([0.0, *(t.share for _, t in each)])))


def _surely(unit: Unit, told: Told) -> float:
    return SURE if unit in told.sure else SURE / 2 if unit in told.found else 0.0
