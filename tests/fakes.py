"""Stand-ins for what is slow or outside: shared by all tests, so keep them small and predictable."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

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
