"""What an index takes over from the one before it: the words and the sounds of datasets whose texts are unchanged.

A dataset is known by its id and by a mark, the hash of its texts. What was read of them says the same when it is
read again by the same code with the same vocabulary and dictionaries; by any other nothing is taken over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.records import Dataset
from index import holdings, name_index
from index.errors import SnapshotDamaged
from index.evidence import Document
from index.holdings import Holdings
from index.local_store import IDS
from index.model_folder import Progress
from index.names import Spoken, named, spoken
from index.store import Rows
from index.strings import Strings, array

__all__ = ["MARKS", "PARTS", "READ_BY", "Inheritance", "Readings", "names_of", "read_datasets"]

MARKS = "marks.npy"
MARK_BYTES = 16
_STRINGS = (IDS, holdings.KEYS, *name_index.FORMS)
PARTS = (
    *(f"{name}{end}.npy" for name in _STRINGS for end in ("", "-ends")),
    *(holdings.STARTS, holdings.ROWS, holdings.PLACES, holdings.WEIGHTS, holdings.COUNTS, holdings.LENGTHS),
    *(name_index.ROWS, MARKS),
)
"""The parts of a snapshot that readings are taken over from."""

READ_BY = ("vocabulary", "libraries")
"""What of an identity readings depend on."""

TOLD = 1_000
"""Progress is told after so many datasets."""

Names = list[tuple[int, Spoken]]


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What was read of datasets by rows: their marks, the keys they hold, their names as they are compared.

    ``kept`` tells, for each row of the index before, which row it became, -1 where it was not taken over.
    """

    marks: NDArray[np.uint8]
    holdings: Holdings
    names: Names
    kept: Rows

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of them beside the store that is made of them."""
        return {MARKS: self.marks, **self.holdings.to_parts()}


@dataclass(frozen=True, slots=True, eq=False)
class Inheritance:
    """The readings of an index by the ids of its datasets."""

    ids: Mapping[str, int]
    readings: Readings

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self | None:
        """The inheritance that the parts hold; None where there is none, or they do not belong together."""
        try:
            ids = Strings.from_parts(parts, IDS)
            held = Holdings.from_parts(parts)
            marks = array(parts, MARKS, np.uint8, (len(ids), MARK_BYTES))
            forms = [Strings.from_parts(parts, name) for name in name_index.FORMS]
            rows = array(parts, name_index.ROWS, np.int32, (len(forms[0]),))
        except SnapshotDamaged:
            return None
        names = list(zip(rows.tolist(), map(Spoken, *forms), strict=True))
        known = {name: row for row, name in enumerate(ids)}
        return cls(known, Readings(marks, held, names, rows[:0])) if len(held.lengths) == len(ids) else None

    def rows(self, datasets: Sequence[Dataset], marks: NDArray[np.uint8]) -> Rows:
        """For each row of this index that of the same dataset among those given, with the same texts; -1 for none."""
        found = np.full(len(self.ids), -1, dtype=np.int32)
        for row, dataset in enumerate(datasets):
            before = self.ids.get(dataset.id)
            if before is not None and (self.readings.marks[before] == marks[row]).all():
                found[before] = row
        return found


def read_datasets(
    datasets: Sequence[Dataset],
    reader: Callable[[Dataset], Document],
    before: Inheritance | None = None,
    progress: Progress | None = None,
) -> Readings:
    """The readings of datasets in the order of their ids; only what is not inherited is read."""
    marks = np.frombuffer(b"".join(map(_mark, datasets)), dtype=np.uint8).reshape(-1, MARK_BYTES)
    kept = before.rows(datasets, marks) if before else np.zeros(0, dtype=np.int32)
    new = np.setdiff1d(np.arange(len(datasets), dtype=np.int32), kept)
    read, names = _read([datasets[row] for row in new.tolist()], reader, progress)
    found = read.moved(new, len(datasets))
    names = [(int(new[row]), name) for row, name in names]
    if before and len(new) < len(datasets):
        found = before.readings.holdings.moved(kept, len(datasets)).joined(found)
        places = kept.tolist()
        names += [(places[row], name) for row, name in before.readings.names if places[row] >= 0]
    # Of a row they stay in their order.
    return Readings(marks, found, sorted(names, key=lambda pair: pair[0]), kept)


def _read(
    datasets: Sequence[Dataset], reader: Callable[[Dataset], Document], progress: Progress | None
) -> tuple[Holdings, Names]:
    names: Names = []

    def documents() -> Iterable[Document]:
        for row, dataset in enumerate(datasets):
            if progress and row % TOLD == 0:
                progress(row / len(datasets), f"reading words: {row:,} of {len(datasets):,} datasets")
            names.extend((row, spoken(name)) for name in named({dataset.id: list(names_of(dataset))}))
            yield reader(dataset)

    return Holdings.of(documents()), names


def names_of(dataset: Dataset) -> Iterable[str]:
    """The names that a dataset goes by, each once."""
    return dict.fromkeys(name for name in (dataset.name, dataset.name_en, dataset.name_zh) if name)


def _mark(dataset: Dataset) -> bytes:
    texts = [dataset.name, dataset.name_en, dataset.name_zh]
    texts += [text for release in dataset.releases for text in (release.description, release.description_en)]
    return hashlib.blake2b(json.dumps(texts).encode("ascii"), digest_size=MARK_BYTES).digest()
