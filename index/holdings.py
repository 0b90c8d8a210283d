"""Which keys datasets hold, how often and in how good a place, as columns that can be joined.

Key by key, and of each key the rows ascending: so the columns say the same, in the same order, however they came to
be, read at once or joined from what an index held before and what is new.
"""

from __future__ import annotations

from array import array as numbers
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.evidence import Document
from index.store import Rows
from index.strings import Strings, array

__all__ = ["COUNTS", "KEYS", "LENGTHS", "PLACES", "ROWS", "STARTS", "WEIGHTS", "Holdings"]

KEYS, STARTS, ROWS = "keys", "key-starts.npy", "key-rows.npy"
PLACES, WEIGHTS = "key-places.npy", "key-weights.npy"
COUNTS, LENGTHS = "key-counts.npy", "row-lengths.npy"

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """For each holding its key's number, its row, the place of its weight, and how often BM25 counts it there.

    ``keys`` are sorted, as are the few different ``weights``; ``lengths`` are the rows' numbers of tokens.
    """

    keys: Sequence[str]
    numbers: Numbers
    rows: Rows
    places: NDArray[np.uint8]
    weights: NDArray[np.float64]
    counts: Numbers
    lengths: Numbers

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Self:
        """What documents hold, which are numbered as they come."""
        gathered = _Gathered()
        for document in documents:
            gathered.add(document)
        return cls(*gathered.arranged())

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The holdings that an index was made of; SnapshotDamaged where the parts do not make them."""
        keys = Strings.from_parts(parts, KEYS)
        starts = array(parts, STARTS, np.int64, (len(keys) + 1,))
        held = (int(starts[-1]),)
        return cls(
            list(keys),
            np.repeat(np.arange(len(keys), dtype=np.int32), np.diff(starts)),
            array(parts, ROWS, np.int32, held),
            array(parts, PLACES, np.uint8, held),
            array(parts, WEIGHTS, np.float64),
            array(parts, COUNTS, np.int32, held),
            array(parts, LENGTHS, np.int32),
        )

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the holdings beside what its postings tell of them."""
        return {COUNTS: self.counts, LENGTHS: self.lengths}

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the holdings of each key begin, and where the last ends."""
        counted = np.bincount(self.numbers, minlength=len(self.keys))
        return np.concatenate(([0], np.cumsum(counted))).astype(np.int64)

    def moved(self, rows: Rows, size: int) -> Self:
        """The same holdings in a table of so many rows: each row becomes that at its place in ``rows``, -1 goes.

        Rows keep their order. Keys and weights that nothing holds any more go too.
        """
        kept = rows[self.rows] >= 0
        used, key_numbers = np.unique(self.numbers[kept], return_inverse=True)
        levels, places = np.unique(self.places[kept], return_inverse=True)
        lengths = np.zeros(size, dtype=np.int32)
        lengths[rows[rows >= 0]] = self.lengths[rows >= 0]
        return type(self)(
            [self.keys[n] for n in used.tolist()],
            key_numbers.astype(np.int32),
            rows[self.rows[kept]],
            places.astype(np.uint8),
            self.weights[levels],
            self.counts[kept],
            lengths,
        )

    def joined(self, other: Self) -> Self:
        """These and other holdings in the same table, in which no row is of both."""
        keys, weights = sorted({*self.keys, *other.keys}), np.union1d(self.weights, other.weights)
        one, two = self._renumbered(keys, weights), other._renumbered(keys, weights)
        at = np.searchsorted(one._sorting, two._sorting)

        def put(mine: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
            return np.insert(mine, at, theirs)

        return type(self)(
            keys,
            put(one.numbers, two.numbers),
            put(one.rows, two.rows),
            put(one.places, two.places),
            weights,
            put(one.counts, two.counts),
            one.lengths + two.lengths,
        )

    def _renumbered(self, keys: Sequence[str], weights: NDArray[np.float64]) -> Self:
        number = {key: n for n, key in enumerate(keys)}
        moved = np.array([number[key] for key in self.keys], dtype=np.int32)
        places = np.searchsorted(weights, self.weights).astype(np.uint8)
        numbers, rows = moved[self.numbers], self.rows
        return type(self)(keys, numbers, rows, places[self.places], weights, self.counts, self.lengths)

    @property
    def _sorting(self) -> NDArray[np.int64]:
        packed: NDArray[np.int64] = self.numbers.astype(np.int64) << 32 | self.rows
        return packed


class _Gathered:
    """The keys of documents as long columns, before they are put in the order of the keys."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.levels: dict[float, int] = {}
        self.keys, self.places, self.counts = numbers("i"), numbers("B"), numbers("i")
        self.held, self.lengths = numbers("i"), numbers("i")

    def add(self, document: Document) -> None:
        counts = Counter(document.tokens)
        for key, weight in document.keys.items():
            self.keys.append(self.numbers.setdefault(key, len(self.numbers)))
            self.places.append(self.levels.setdefault(weight, len(self.levels)))
            self.counts.append(counts.pop(key, 0))
        self.held.append(len(document.keys))
        self.lengths.append(len(document.tokens))
        if counts:
            raise ValueError(f"tokens must be keys too: {sorted(counts)}")

    def arranged(self) -> tuple[Sequence[str], Numbers, Rows, NDArray[np.uint8], NDArray[np.float64], Numbers, Numbers]:
        """The fields of Holdings."""
        names = sorted(self.numbers)
        ranks = np.empty(len(names), dtype=np.int32)
        ranks[[self.numbers[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        keys = ranks[np.frombuffer(self.keys, dtype=np.int32)]
        order = np.argsort(keys, kind="stable")
        rows = np.repeat(np.arange(len(self.held), dtype=np.int32), np.frombuffer(self.held, dtype=np.int32))[order]
        weights = np.array(sorted(self.levels), dtype=np.float64)
        levels = np.searchsorted(weights, np.array(list(self.levels), dtype=np.float64)).astype(np.uint8)
        places = levels[np.frombuffer(self.places, dtype=np.uint8)[order]]
        counts = np.frombuffer(self.counts, dtype=np.int32)[order]
        return names, keys[order], rows, places, weights, counts, np.frombuffer(self.lengths, dtype=np.int32)
