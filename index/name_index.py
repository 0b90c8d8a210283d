"""The names of datasets, found by texts that are like them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.names import FLOOR, Asked, Spoken
from index.store import NOTHING, Rows, Scored, Selection
from index.strings import Strings, array

ROWS = "name-rows.npy"
FORMS = ("name-written", "name-pinyin", "name-jyutping")


@dataclass(frozen=True, eq=False)
class NameIndex:
    """Names as they are compared, each with the row that it belongs to; a row may have several, side by side."""

    rows: Rows
    forms: tuple[Strings, Strings, Strings]

    @classmethod
    def build(cls, names: Iterable[tuple[int, Spoken]]) -> Self:
        """The index of names, each given with its row."""
        given = sorted(names, key=lambda pair: pair[0])
        written, pinyin, jyutping = (Strings.build(name[n] for _, name in given) for n in range(3))
        return cls(np.array([row for row, _ in given], dtype=np.int32), (written, pinyin, jyutping))

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the names."""
        parts: dict[str, NDArray[Any]] = {ROWS: self.rows}
        for name, strings in zip(FORMS, self.forms, strict=True):
            parts |= strings.to_parts(name)
        return parts

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The names that ``to_parts`` came from; SnapshotDamaged where the parts do not make them."""
        written, pinyin, jyutping = (Strings.from_parts(parts, name) for name in FORMS)
        return cls(array(parts, ROWS, np.int32, (len(written),)), (written, pinyin, jyutping))

    def __len__(self) -> int:
        return len(self.rows)

    @functools.cached_property
    def _all(self) -> list[tuple[int, Spoken]]:
        return list(zip(self.rows.tolist(), map(Spoken, *self.forms), strict=True))

    def search(self, text: str, among: Selection | None = None) -> Scored:
        """The rows whose names are like the text, with scores from 0 to 1."""
        asked = Asked(text)
        if not asked.text:
            return NOTHING
        best: dict[int, float] = {}
        for row, name in self._all:
            if among is None or among.mask[row]:
                best[row] = max(best.get(row, 0.0), asked.likeness(name))
        found = sorted((row, score) for row, score in best.items() if score >= FLOOR)
        return Scored(
            np.array([r for r, _ in found], dtype=np.int32), np.array([s for _, s in found], dtype=np.float64)
        )
