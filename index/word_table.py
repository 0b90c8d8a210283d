"""The vectors of all words, in 4-bit blocks on disk: only the pages with the rows asked for come into memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.model_file import BLOCK, BLOCK_WEIGHTS, unpacked

__all__ = ["WordTable"]


class WordTable:
    """A file of rows, each of ``width`` weights in blocks as in the model file; for any number of threads.

    Raises OSError or ValueError where the file is no such table.
    """

    def __init__(self, path: Path, width: int) -> None:
        blocks = np.memmap(path, dtype=BLOCK, mode="r")
        self._rows = blocks.reshape(-1, width // BLOCK_WEIGHTS)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """The rows of these numbers as float32, shape (len(numbers), width)."""
        return unpacked(self._rows[list(numbers)].reshape(-1)).reshape(len(numbers), -1)
