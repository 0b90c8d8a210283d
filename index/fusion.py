"""Several opinions on the same datasets made one score: pure functions of rows and numbers.

A convex combination of normalised scores, which Bruch, Gai and Ingber (2023), "An Analysis of Fusion Functions
for Hybrid Retrieval", find better than reciprocal ranks where the parts can be scaled. A part that found
nothing has no opinion: it adds nothing to any dataset.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from index.store import NOTHING, Near, Scored

# Tuned on question set a; cross-validation over all sets finds none clearly better: docs/evaluation.md, `make bench`.
DENSE, COVERAGE, BM25, NAME = 0.25, 0.50, 0.15, 0.10
# A best score below this is no full score: all the parts of the question that were found are few.
FAIR = 0.35
WEIGHTS: Mapping[str, float] = {"meaning": DENSE, "coverage": COVERAGE, "words": BM25, "name": NAME}


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
    best = max(least, float(found.scores.max(initial=0.0)))
    return Scored(found.rows, found.scores / best) if best > 0 else NOTHING


def fuse(parts: Mapping[str, Scored], weights: Mapping[str, float] = WEIGHTS, whole: float | None = None) -> Scored:
    """The weighted sum of normalised scores, from 0 to 1, by row.

    It is a share of the weights of those parts that found something, or of ``whole``.
    """
    speaking = {part: parts[part] for part in sorted(parts) if len(parts[part])}
    total = whole or sum(weights[part] for part in speaking) or 1.0
    if not speaking:
        return NOTHING
    columns = [(scored.rows, weights[part] * scored.scores) for part, scored in speaking.items()]
    # A column of all rows is filled and read quicker than long lists are merged.
    size = 1 + max(int(rows[-1]) for rows, _ in columns)
    found = np.zeros(size, dtype=np.bool_)
    sums = np.zeros(size)
    for rows, values in columns:
        found[rows] = True
        sums[rows] += values
    kept = np.flatnonzero(found).astype(np.int32)
    return Scored(kept, sums[kept] / total)
