"""A list of strings as two arrays, so that a million of them are opened without being read."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import SnapshotDamaged

__all__ = ["Strings", "array"]

KNOWN = 1 << 13
"""So many of the strings that were looked for are remembered."""

HEAD = 8
"""So many bytes of a string are compared as one number."""

_DAMAGED = "The snapshot's {} is no part of an index; run `odplan build`."


def array(parts: Mapping[str, object], name: str, kind: Any, shape: tuple[int | None, ...] = (None,)) -> NDArray[Any]:
    """The part of this name, an array of a kind and a shape (None: any length); SnapshotDamaged where it is not."""
    part = parts.get(name)
    if not isinstance(part, np.ndarray) or part.dtype != kind or part.ndim != len(shape):
        raise SnapshotDamaged(_DAMAGED.format(name))
    if any(wanted not in (None, length) for wanted, length in zip(shape, part.shape, strict=True)):
        raise SnapshotDamaged(_DAMAGED.format(name))
    # A plain view: each slice of a mapped array would be a mapped array again, which takes longer than to read it.
    return np.asarray(part)


class Strings:
    """Strings by number: their UTF-8 in one array, and where each ends in another."""

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._text = np.ascontiguousarray(text).data
        self._ends = ends
        self._array = text
        # A question looks up the same keys for several ends, and questions are much alike.
        self.find = functools.lru_cache(KNOWN)(self._find)

    @classmethod
    def build(cls, strings: Iterable[str]) -> Self:
        """The strings in their order."""
        encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
        ends = np.cumsum([len(piece) for piece in encoded], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    def to_parts(self, name: str) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the strings."""
        return {f"{name}.npy": self._array, f"{name}-ends.npy": self._ends}

    @classmethod
    def from_parts(cls, parts: Mapping[str, object], name: str) -> Self:
        """The strings that ``to_parts`` came from; SnapshotDamaged where the parts do not make them."""
        text, ends = array(parts, f"{name}.npy", np.uint8), array(parts, f"{name}-ends.npy", np.int64)
        if (int(ends[-1]) if len(ends) else 0) != len(text):
            raise SnapshotDamaged(_DAMAGED.format(f"{name}.npy"))
        return cls(text, ends)

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        return (self[n] for n in range(len(self)))

    def __getitem__(self, n: int) -> str:
        return str(self._bytes(n), "utf-8", "surrogatepass")

    def _bytes(self, n: int) -> bytes:
        start = int(self._ends[n - 1]) if n else 0
        return bytes(self._text[start : int(self._ends[n])])

    def _find(self, string: str) -> int | None:
        """The number of a string, None where there is none; the strings must be sorted."""
        sought = string.encode("utf-8", "surrogatepass")
        shared, heads = self._heads
        if not len(self) or not sought.startswith(shared):
            return None
        head = np.uint64(int.from_bytes(sought[len(shared) :][:HEAD].ljust(HEAD, b"\0"), "big"))
        first, last = int(heads.searchsorted(head)), int(heads.searchsorted(head, side="right"))
        while first < last:
            middle = (first + last) // 2
            if self._bytes(middle) < sought:
                first = middle + 1
            else:
                last = middle
        return first if first < len(self) and self._bytes(first) == sought else None

    @functools.cached_property
    def _heads(self) -> tuple[bytes, NDArray[np.uint64]]:
        """What sorted strings all begin with, and the bytes after it as a number each, so that these ascend too."""
        if not len(self):
            return b"", np.zeros(0, dtype=np.uint64)
        shared = _shared(self._bytes(0), self._bytes(len(self) - 1))
        places = np.concatenate(([0], self._ends[:-1])) + len(shared)
        heads = np.zeros(len(self), dtype=np.uint64)
        for n in range(HEAD):
            inside = places + n < self._ends
            letters = self._array[np.minimum(places + n, len(self._array) - 1)] if len(self._array) else inside
            heads = heads << np.uint64(8) | np.where(inside, letters, 0).astype(np.uint64)
        return shared, heads


def _shared(one: bytes, other: bytes) -> bytes:
    """What both begin with."""
    ends = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return one[: next(ends, min(len(one), len(other)))]
