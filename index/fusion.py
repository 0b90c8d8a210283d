"""Several opinions on the same datasets made one score: pure functions of numbers.

A convex combination of normalised scores, which Bruch, Gai and Ingber (2023), "An Analysis of Fusion Functions
for Hybrid Retrieval", find better than reciprocal ranks where the parts can be scaled. A part that found
nothing has no opinion: it adds nothing to any dataset.
"""

from __future__ import annotations

from collections.abc import Mapping

# Tuned on question set a; cross-validation over all sets finds none clearly better: docs/evaluation.md, `make bench`.
DENSE, COVERAGE, BM25, NAME = 0.25, 0.50, 0.15, 0.10
# A best score below this is no full score: all the parts of the question that were found are few.
FAIR = 0.35
WEIGHTS: Mapping[str, float] = {"meaning": DENSE, "coverage": COVERAGE, "words": BM25, "name": NAME}


def above_mean(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores from 0 (the mean or less) to 1 (the best): cosines of one question all lie close together."""
    if not scores:
        return {}
    if len(scores) == 1:
        return dict.fromkeys(scores, 1.0)
    mean, best = sum(scores.values()) / len(scores), max(scores.values())
    # Asked of the least score too: the mean of equal scores may be rounded to a little below them.
    if best <= max(mean, min(scores.values())):
        return {}
    return {name: max(0.0, score - mean) / (best - mean) for name, score in scores.items()}


def below_best(scores: Mapping[str, float], least: float = 0.0) -> dict[str, float]:
    """Scores as shares of the best, or of ``least`` where the best is less: 1 for the best, 0 for none."""
    best = max(least, *scores.values()) if scores else 0.0
    return {name: score / best for name, score in scores.items()} if best > 0 else {}


def fuse(parts: Mapping[str, Mapping[str, float]], weights: Mapping[str, float] = WEIGHTS) -> dict[str, float]:
    """The weighted sum of normalised scores of the parts that found something, from 0 to 1, by dataset."""
    speaking = {part: scores for part, scores in parts.items() if scores}
    total = sum(weights[part] for part in sorted(speaking)) or 1.0
    names = sorted({name for scores in speaking.values() for name in scores})
    return {
        name: sum(weights[part] * speaking[part].get(name, 0.0) for part in sorted(speaking)) / total for name in names
    }
