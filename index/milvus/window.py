"""What an engine answered for one question, as a store: the datasets that came up, as rows in the order of ids."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.coverage import Evidence
from index.store import NOTHING, NOWHERE, Near, Scored, Selection

__all__ = ["Answers", "RemoteEvidence", "Scores", "Window"]

Scores = Mapping[str, float]
"""Datasets by id, each with a number."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What an engine answered: for each key its holders, and what is near by words, by name and by meaning.

    ``total`` is the number of all datasets; ``mean`` the mean cosine of all that were asked about, or of a sample.
    ``chosen`` are those that the question is kept to; None for all.
    """

    total: int
    held: Mapping[str, Scores] = field(default_factory=dict)
    words: Scores = field(default_factory=dict)
    names: Scores = field(default_factory=dict)
    near: Scores = field(default_factory=dict)
    mean: float = 0.0
    chosen: frozenset[str] | None = None


class Window:
    """A store of the datasets that one question brought up, and of further ``ids``. It answers no other question."""

    def __init__(self, answers: Answers, ids: Iterable[str] = ()) -> None:
        self.total = answers.total
        told = (*answers.held.values(), answers.words, answers.names, answers.near)
        self._ids = sorted({name for scores in told for name in scores}.union(ids))
        self._rows = {name: row for row, name in enumerate(self._ids)}
        self._answers = answers

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    @property
    def selection(self) -> Selection | None:
        """The rows that the question is kept to; None for all."""
        if self._answers.chosen is None:
            return None
        rows = [row for name, row in self._rows.items() if name in self._answers.chosen]
        return Selection(np.array(rows, dtype=np.int32), self.size)

    def ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of rows, in their order."""
        return [self._ids[row] for row in rows]

    def row(self, dataset_id: str) -> int | None:
        """The row of an id, None where it did not come up."""
        place = bisect_left(self._ids, dataset_id)
        return place if place < len(self._ids) and self._ids[place] == dataset_id else None

    def _scored(self, scores: Scores) -> Scored:
        if not scores:
            return NOTHING
        pairs = sorted((self._rows[name], score) for name, score in scores.items())
        return Scored(np.array([row for row, _ in pairs], dtype=np.int32), np.array([score for _, score in pairs]))

    def postings(self, key: str) -> Scored:
        """The rows that hold a key of the question, all there are."""
        return self._scored(self._answers.held.get(key, {}))

    def words(self, tokens: Sequence[str], k: int | None = None, among: Selection | None = None) -> Scored:
        """The rows that share the most with the question by words, with their BM25 scores."""
        return self._scored(self._answers.words)

    def names(self, text: str, k: int | None = None, among: Selection | None = None) -> Scored:
        """The rows whose names are like the question's."""
        return self._scored(self._answers.names)

    def nearest(self, vector: NDArray[np.float32], k: int | None = None, among: Selection | None = None) -> Near:
        """The rows nearest to the question by meaning."""
        return self.near

    @property
    def near(self) -> Near:
        """The rows nearest to the question by meaning; nowhere where it was not asked by its meaning."""
        found = self._scored(self._answers.near)
        return Near(found.rows, found.scores, self._answers.mean) if len(found) else NOWHERE


class RemoteEvidence(Evidence):
    """What the datasets of a window speak of, as rare as it is among all."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._total = window.total

    def rarity(self, holders: int) -> float:
        """The inverse document frequency among all datasets, of which a window holds but some."""
        return math.log(1 + (self._total - holders + 0.5) / (holders + 0.5))
