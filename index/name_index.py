"""The names of datasets, found by texts that are like them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.grams import GramIndex
from index.likeness import Compared
from index.names import FLOOR, Asked, Spoken
from index.store import NOTHING, Rows, Scored, Scores, Selection
from index.strings import Strings, array

ROWS = "name-rows.npy"
ALL = 4_000
"""Up to so many names all are compared; of more only those that share the rarest letters of a text."""

MOST = 256
"""So many names are compared at most, where not all are."""

FORMS = ("name-written", "name-pinyin", "name-jyutping")


@dataclass(frozen=True, eq=False)
class NameIndex:
    """Names as they are compared, each with the row that it belongs to; a row may have several, side by side."""

    rows: Rows
    forms: tuple[Strings, Strings, Strings]
    grams: GramIndex | None = None

    @classmethod
    def build(cls, names: Iterable[tuple[int, Spoken]]) -> Self:
        """The index of names, each given with its row."""
        given = sorted(names, key=lambda pair: pair[0])
        written, pinyin, jyutping = (Strings.build(name[n] for _, name in given) for n in range(3))
        grams = GramIndex.build([name for _, name in given]) if len(given) > ALL else None
        return cls(np.array([row for row, _ in given], dtype=np.int32), (written, pinyin, jyutping), grams)

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the names."""
        parts: dict[str, NDArray[Any]] = {ROWS: self.rows, **(self.grams.to_parts() if self.grams else {})}
        for name, strings in zip(FORMS, self.forms, strict=True):
            parts |= strings.to_parts(name)
        return parts

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The names that ``to_parts`` came from; SnapshotDamaged where the parts do not make them."""
        written, pinyin, jyutping = (Strings.from_parts(parts, name) for name in FORMS)
        rows = array(parts, ROWS, np.int32, (len(written),))
        grams = GramIndex.from_parts(parts) if len(rows) > ALL else None
        return cls(rows, (written, pinyin, jyutping), grams)

    def __len__(self) -> int:
        return len(self.rows)

    @functools.cached_property
    def _all(self) -> Compared:
        return Compared([Spoken(*forms) for forms in zip(*self.forms, strict=True)])

    def _likely(self, asked: Asked, k: int, among: Selection | None) -> tuple[Rows, Scores]:
        """The rows of the names that are held against a text, and how like it each is.

        All are of few; of many those that share its rarest letters.
        """
        if self.grams is None:
            scores = self._all.likeness(asked)
            kept = slice(None) if among is None else among.holds(self.rows)
            return self.rows[kept], scores[kept]
        numbers = self.grams.likely(asked, min(k, MOST), self.rows, among)
        names = [Spoken(*(strings[n] for strings in self.forms)) for n in numbers]
        return self.rows[numbers], Compared(names).likeness(asked)

    def search(self, text: str, k: int | None = None, among: Selection | None = None) -> Scored:
        """The rows whose names are like the text, with scores from 0 to 1; of many names about the ``k`` likeliest."""
        asked = Asked(text)
        rows, scores = self._likely(asked, k or MOST, among)
        if not asked.text or not len(rows):
            return NOTHING
        firsts = np.flatnonzero(np.diff(rows, prepend=-1))
        best = np.maximum.reduceat(scores, firsts)
        return Scored(rows[firsts[best >= FLOOR]], best[best >= FLOOR])
