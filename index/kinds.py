"""Rows sorted into kinds: those that speak of the same parts of a question, equally surely, are of one kind.

However many rows there are, they are of few kinds. So what is true of all rows, and how much of a question each covers,
is worked out for kinds; rows are gone through once to number their kinds, and once more for each question about them.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.store import NOTHING, SPARSE, Graded, Rows, Scored, Scores, Selection, places_of, together

# Kinds are numbered by so many numbers before those that no row is of are left out.
MOST = 1 << 12
# Numbers are compared with so few in less time than it takes to look them up.
COMPARED = 8
# So many rows are told one by one sooner than the best of them are picked.
FEW = 1 << 14

Codes: TypeAlias = NDArray[np.uint8]
Numbers: TypeAlias = NDArray[np.uint16] | NDArray[np.int32]


class Grades:
    """Lists of rows, a row having the highest of its scores: ``values`` ascend, and a list has for each row a code.

    Code 0 is for rows in none of the lists, whose value is 0.
    """

    def __init__(self, found: Sequence[tuple[float, Scored]]) -> None:
        lists = [_List.of(weight, held) for weight, held in found]
        self.values: Scores = np.array(sorted({0.0, *(score for each in lists for score in each.scores.values())}))
        self.lists: list[tuple[Rows, Codes]] = [(each.rows, each.coded(self.values)) for each in lists]

    def __len__(self) -> int:
        """No less than the number of rows."""
        return sum(len(rows) for rows, _ in self.lists)

    @functools.cached_property
    def best(self) -> float:
        """The highest score of any row; 0 where there are none."""
        return float(self.values[max((int(codes.max()) for _, codes in self.lists), default=0)])

    def scaled(self, to: float) -> None:
        """Raises the scores, so that the best is this much."""
        self.values = self.values * to / self.best

    def column(self, size: int, within: Rows | None) -> Codes:
        """For each of so many rows, or of those within which all are, its code."""
        column = np.zeros(size if within is None else len(within), dtype=np.uint8)
        for n, (rows, codes) in enumerate(self.lists):
            places = places_of(rows, within)
            column[places] = np.maximum(column[places], codes) if n else codes
        return column

    def scored(self, size: int) -> Scored:
        """The rows, each with its score."""
        if not self.lists:
            return NOTHING
        if len(self.lists) == 1:
            rows, codes = self.lists[0]
            return Scored(rows, self.values.take(codes))
        rows = together([rows for rows, _ in self.lists])
        return Scored(rows, self.values.take(self.column(len(rows), rows)))


class _List(NamedTuple):
    """Rows, the places of their scores as bytes, and the scores that there are, by their places."""

    rows: Rows
    places: bytes
    scores: dict[int, float]

    @classmethod
    def of(cls, weight: float, held: Scored) -> _List:
        if not isinstance(held, Graded):
            levels, places = np.unique(held.scores, return_inverse=True)
            held = Graded(held.rows, places.astype(np.uint8), levels)
        # Bytes are searched and translated in a fraction of the time that numpy takes to look numbers up.
        raw, scores = held.places.tobytes(), (weight * held.levels).tolist()
        return cls(held.rows, raw, {place: score for place, score in enumerate(scores) if place in raw})

    def coded(self, values: Scores) -> Codes:
        """For each row the place of its score among all values."""
        table = bytearray(256)
        for place, score in self.scores.items():
            table[place] = int(np.searchsorted(values, score))
        return np.frombuffer(self.places.translate(table), dtype=np.uint8)


class Kinds:
    """For each row, of all or of ``rows``, the number of its kind; for each kind how often it is, and its codes.

    There is a column of codes for each part of the question.
    """

    def __init__(self, size: int, rows: Rows | None = None) -> None:
        self.rows = rows
        self.numbers: Numbers = np.zeros(size if rows is None else len(rows), dtype=np.uint16)
        self.codes: list[NDArray[np.intp]] = []
        self._count = 1

    @classmethod
    def of(cls, parts: Sequence[Grades], columns: Sequence[Codes | None], size: int, rows: Rows | None) -> Kinds:
        """The kinds of rows by what they are graded; a part's column is worked out where there is none yet."""
        kinds = cls(size, rows)
        for part, column in zip(parts, columns, strict=True):
            kinds._told_apart(part, column)
        return kinds

    def _told_apart(self, part: Grades, column: Codes | None) -> None:
        levels = len(part.values)
        if self._count * levels > MOST:
            self._drop_empty()
        if self._count * levels > 1 << 16 and self.numbers.dtype != np.int32:
            self.numbers = self.numbers.astype(np.int32)
        step = self.numbers.dtype.type(self._count)
        if column is not None:
            self.numbers += np.multiply(column, step, dtype=self.numbers.dtype)
        else:
            for rows, codes in part.lists:
                steps = np.multiply(codes, step, dtype=self.numbers.dtype)
                np.add.at(self.numbers, places_of(rows, self.rows), steps)
        self.codes = [np.tile(codes, levels) for codes in self.codes]
        self.codes.append(np.repeat(np.arange(levels), self._count))
        self._count *= levels

    def _drop_empty(self) -> None:
        used = np.flatnonzero(np.bincount(self.numbers, minlength=self._count))
        # The first kind speaks of nothing, and stays the first.
        used = used if len(used) and used[0] == 0 else np.append(0, used)
        again = np.zeros(self._count, dtype=self.numbers.dtype)
        again[used] = np.arange(len(used))
        self.numbers = again.take(self.numbers)
        self.codes = [codes[used] for codes in self.codes]
        self._count = len(used)

    def __len__(self) -> int:
        return self._count

    @functools.cached_property
    def counts(self) -> NDArray[np.intp]:
        """How many rows are of each kind."""
        return np.bincount(self.numbers, minlength=self._count)

    def among(self, selection: Selection | None) -> Kinds:
        """The same kinds, of the selected rows alone."""
        if selection is None:
            return self
        rows = selection.rows
        if self.rows is not None:
            rows = rows[np.isin(rows, self.rows, assume_unique=True)] if len(rows) else rows
        kept = Kinds(0, rows)
        kept.numbers = self.numbers[places_of(rows, self.rows)]
        kept.codes, kept._count = self.codes, self._count
        return kept

    def chosen(self, kinds: NDArray[np.bool_]) -> Rows:
        """The rows that are of any of some kinds."""
        wanted = np.flatnonzero(kinds)
        if len(wanted) > COMPARED:
            held = kinds.take(self.numbers)
        else:
            held = np.zeros(len(self.numbers), dtype=np.bool_)
            # As Python's numbers: those of numpy would have all others made as large as they are.
            for kind in wanted.tolist():
                held |= self.numbers == kind
        places = np.flatnonzero(held).astype(np.int32)
        return places if self.rows is None else self.rows[places]

    def at(self, rows: Rows) -> NDArray[np.intp]:
        """For each row the number of its kind, that of the first kind where it is not known."""
        if self.rows is None:
            return self.numbers[rows].astype(np.intp)
        if not len(self.rows):
            return np.zeros(len(rows), dtype=np.intp)
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self.numbers[places], 0).astype(np.intp)


class Shares(Scored):
    """What rows score by their kinds; those of the first kind score nothing."""

    def __init__(self, kinds: Kinds, scores: Scores) -> None:
        self.kinds = kinds
        self.by_kind = scores
        self._present = kinds.counts > 0
        self._present[0] = False

    @functools.cached_property
    def rows(self) -> Rows:
        """The rows that are of any kind but the first."""
        return self.kinds.chosen(self._present)

    @functools.cached_property
    def scores(self) -> Scores:
        """The score of each."""
        return self.by_kind.take(self.kinds.at(self.rows))

    def __len__(self) -> int:
        return int(self.kinds.counts[1:].sum())

    @property
    def few(self) -> bool:
        """Whether it costs little to tell them all."""
        return self.kinds.rows is not None and len(self.kinds.rows) <= FEW

    def at(self, rows: Rows) -> Scores:
        """The score of each of these rows, 0 where it has none."""
        return self.by_kind.take(self.kinds.at(rows))

    @functools.cached_property
    def best(self) -> float:
        """The highest score; 0 where there is none above."""
        return float(self.by_kind[self._present].max(initial=0.0))

    def above(self, least: float) -> Rows:
        """Those of the rows whose score is no less than ``least``."""
        return self.kinds.chosen(self._present & (self.by_kind >= least))

    def has(self, kinds: NDArray[np.bool_]) -> bool:
        """Whether any row is of any of some kinds."""
        return bool((self._present & kinds).any())


def domain(parts: Sequence[Grades], size: int) -> Rows | None:
    """The rows to be gone through, where those that are graded are few; None for all."""
    if sum(map(len, parts)) * SPARSE >= size:
        return None
    return together([rows for part in parts for rows, _ in part.lists])
