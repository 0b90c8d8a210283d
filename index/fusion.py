"""Several opinions on the same datasets made one score: pure functions of rows and numbers.

A convex combination of normalised scores, which Bruch, Gai and Ingber (2023), "An Analysis of Fusion Functions
for Hybrid Retrieval", find better than reciprocal ranks where the parts can be scaled. A part that found
nothing has no opinion: it adds nothing to any dataset.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from index.store import NOTHING, Near, Rows, Scored, Scores, together

# Tuned on question set a; cross-validation over all sets finds none clearly better: docs/evaluation.md, `make bench`.
DENSE, COVERAGE, BM25, NAME = 0.25, 0.50, 0.15, 0.10
# A best score below this is no full score: all the parts of the question that were found are few.
FAIR = 0.35
WEIGHTS: Mapping[str, float] = {"meaning": DENSE, "coverage": COVERAGE, "words": BM25, "name": NAME}


# Rows are weighed that score at least such a share of the best by words or coverage, then less, until none is missed.
CUTS = (0.7, 0.4, 0.2)
# Of so few all are weighed at once.
ALL = 4_096
# Sums in another order differ by less.
SLACK = 1e-9


class Scaled(Scored):
    """Scores as shares of a number."""

    def __init__(self, found: Scored, by: float) -> None:
        self._found = found
        self._by = by

    @functools.cached_property
    def rows(self) -> Rows:
        """The rows that score."""
        return self._found.rows

    @functools.cached_property
    def scores(self) -> Scores:
        """The score of each."""
        return self._found.scores / self._by

    def __len__(self) -> int:
        return len(self._found)

    @property
    def few(self) -> bool:
        """Whether it costs little to tell them all."""
        return self._found.few

    @property
    def best(self) -> float:
        """The highest score; 0 where there is none above."""
        return self._found.best / self._by

    def at(self, rows: Rows) -> Scores:
        """The score of each of these rows, 0 where it has none."""
        return self._found.at(rows) / self._by

    def above(self, least: float) -> Rows:
        """Those of the rows whose score is no less than ``least``."""
        return self._found.above(least * self._by * (1 - SLACK))


def above_mean(near: Near) -> Scored:
    """Scores from 0 (the mean or less) to 1 (the best): cosines of one question all lie close together."""
    if len(near) == 1 and near.scores[0] <= near.mean:
        return Scored(near.rows, np.ones(1))
    best = float(near.scores.max(initial=-math.inf))
    if best <= near.mean:
        return NOTHING
    return Scored(near.rows, np.maximum(0.0, near.scores - near.mean) / (best - near.mean))


def below_best(found: Scored, least: float = 0.0) -> Scored:
    """Scores as shares of the best, or of ``least`` where the best is less: 1 for the best, 0 for none."""
    best = max(least, found.best)
    return Scaled(found, best) if best > 0 else NOTHING


def fuse(parts: Mapping[str, Scored], weights: Mapping[str, float] = WEIGHTS, whole: float | None = None) -> Fused:
    """The weighted sum of normalised scores, from 0 to 1, by row.

    It is a share of the weights of those parts that found something, or of ``whole``.
    """
    return Fused([(weights[part], parts[part]) for part in sorted(parts) if len(parts[part])], whole)


class Fused(Scored):
    """Weighted sums of the parts that found something; only the rows that are asked for are weighed."""

    def __init__(self, parts: Sequence[tuple[float, Scored]], whole: float | None) -> None:
        self._parts = parts
        self._total = whole or sum(weight for weight, _ in parts) or 1.0

    @functools.cached_property
    def _all(self) -> Scored:
        if not self._parts:
            return NOTHING
        columns = [(scored.rows, weight * scored.scores) for weight, scored in self._parts]
        # A column of all rows is filled and read quicker than long lists are merged.
        size = 1 + max(int(rows[-1]) for rows, _ in columns)
        found = np.zeros(size, dtype=np.bool_)
        sums = np.zeros(size)
        for rows, values in columns:
            found[rows] = True
            sums[rows] += values
        kept = np.flatnonzero(found).astype(np.int32)
        return Scored(kept, sums[kept] / self._total)

    @property
    def rows(self) -> Rows:
        """The rows that any part found."""
        return self._all.rows

    @property
    def scores(self) -> Scores:
        """The score of each."""
        return self._all.scores

    def at(self, rows: Rows) -> Scores:
        """The score of each of these rows, 0 where it has none."""
        sums = np.zeros(len(rows))
        for weight, part in self._parts:
            sums += weight * part.at(rows)
        return sums / self._total

    def head(self, k: int) -> Scored:
        """At least the ``k`` best, with all that score as the last of them does."""
        if sum(len(part) for _, part in self._parts) <= ALL:
            return self._all
        columns = [(weight, part) for weight, part in self._parts if not part.few]
        lists = [part.rows for _, part in self._parts if part.few]
        for cut in CUTS if columns else ():
            rows = together([*lists, *(part.above(cut * part.best) for _, part in columns)])
            scores = self.at(rows)
            # What is in none of these rows scores less in each column, and nothing elsewhere.
            kept = scores > sum(weight * cut * part.best for weight, part in columns) / self._total * (1 + SLACK)
            if np.count_nonzero(kept) >= k:
                return Scored(rows[kept], scores[kept])
        return self._all
