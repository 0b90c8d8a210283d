"""The store that odplan brings along: arrays and FAISS, out of a snapshot on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.evidence import Document
from index.holdings import Holdings
from index.name_index import NameIndex
from index.names import Name, Spoken, spoken
from index.postings import Postings
from index.snapshot import Part
from index.store import Near, Scored, Selection
from index.strings import Strings

IDS = "ids"


class LocalStore:
    """Datasets by their rows: their words, their names, the vectors of their texts."""

    def __init__(self, ids: Strings, postings: Postings, names: NameIndex, dense: DenseIndex) -> None:
        self._ids = ids
        self._postings = postings
        self._names = names
        self._dense = dense

    @classmethod
    def build(cls, documents: Mapping[str, Document], names: Iterable[Name], dense: DenseIndex) -> Self:
        """The store of these documents by id; ``dense`` has the vectors of the same, in the order of their ids."""
        ids = sorted(documents)
        rows = {name: row for row, name in enumerate(ids)}
        held = Holdings.of(documents[name] for name in ids)
        return cls.of(ids, held, ((rows[name.id], spoken(name)) for name in names), dense)

    @classmethod
    def of(cls, ids: Iterable[str], held: Holdings, names: Iterable[tuple[int, Spoken]], dense: DenseIndex) -> Self:
        """The store of what was read of datasets; ``ids`` are sorted, and rows count in their order."""
        return cls(Strings.build(ids), Postings.made_of(held), NameIndex.build(names), dense)

    def to_parts(self) -> dict[str, Part]:
        """What a snapshot keeps of the store."""
        return {
            **self._ids.to_parts(IDS),
            **self._postings.to_parts(),
            **self._names.to_parts(),
            **self._dense.to_parts(),
        }

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The store that ``to_parts`` came from; SnapshotDamaged where the parts do not make one."""
        return cls(
            Strings.from_parts(parts, IDS),
            Postings.from_parts(parts),
            NameIndex.from_parts(parts),
            DenseIndex.from_parts(parts),
        )

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    def ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of rows, in their order."""
        return [self._ids[row] for row in rows]

    def row(self, dataset_id: str) -> int | None:
        """The row of an id, None where there is none."""
        return self._ids.find(dataset_id)

    def postings(self, key: str) -> Scored:
        """The rows that hold a key, each with the weight of the best place for it."""
        return self._postings.of(key)

    def words(self, tokens: Sequence[str], k: int | None = None, among: Selection | None = None) -> Scored:
        """The rows that share a token with a question, with their BM25 scores."""
        return self._postings.bm25(tokens, self.size).among(among)

    def names(self, text: str, k: int | None = None, among: Selection | None = None) -> Scored:
        """The rows whose names are like a text, from 0 to 1."""
        return self._names.search(text, k, among)

    def nearest(self, vector: NDArray[np.float32], k: int | None = None, among: Selection | None = None) -> Near:
        """The rows nearest by meaning, each by the nearest of its texts."""
        return self._dense.search(vector, k, among)
