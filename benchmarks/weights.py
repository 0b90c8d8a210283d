"""Which weights the fusion should have, and how far that can be trusted: cross-validation over a small grid."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.ablation import Judged
from benchmarks.scoring import DEPTH, ndcg
from index import fusion

PARTS = ("meaning", "coverage", "words", "name")
# Every fourfold of these is tried, scaled to a sum of 1; the product's weights are one of them.
STEPS = ((0.15, 0.25, 0.35, 0.45), (0.3, 0.4, 0.5, 0.6, 0.7), (0.05, 0.15, 0.25, 0.35), (0.0, 0.05, 0.1, 0.2))
GRID = np.array(sorted({tuple(round(w / sum(ws), 6) for w in ws) for ws in itertools.product(*STEPS)}))
OURS = tuple(fusion.WEIGHTS[part] for part in PARTS)
FOLDS = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Validation:
    """Weights chosen without the questions they are scored on, beside the product's on the same questions.

    ``error`` is the standard error of the mean difference between the two.
    """

    held_out: float
    ours: float
    error: float
    chosen: tuple[tuple[float, ...], ...]


def gains(judged: Sequence[Judged]) -> Floats:
    """nDCG@10 of every question (rows) under every weighting of the grid (columns)."""
    return np.array([_gains(one) for one in judged])


def _gains(one: Judged) -> Floats:
    names = sorted({name for scores in one.parts.values() for name in scores})
    table = np.array([[one.parts[part].get(name, 0.0) for name in names] for part in PARTS])
    # Rounded, so that equal scores stay equal however they were summed: ties stand in the order of the ids.
    fused = np.round(GRID @ table, 12)
    short = np.array([name.rsplit("/", 1)[-1] for name in names])
    places = np.argsort(-fused, axis=1, kind="stable")[:, :DEPTH]
    ranked = ([str(short[n]) for n in row if fused[g, n] > 0] for g, row in enumerate(places))
    return np.array([ndcg(one.line["relevant"], row) for row in ranked])


def folds(judged: Sequence[Judged], count: int = FOLDS) -> list[int]:
    """The fold of each question: by a hash of its id, in turn, so that it is always the same."""
    by_hash = sorted(range(len(judged)), key=lambda n: hashlib.sha256(judged[n].id.encode()).hexdigest())
    turn = {n: place % count for place, n in enumerate(by_hash)}
    return [turn[n] for n in range(len(judged))]


def ours(table: Floats) -> Floats:
    """The questions' nDCG under the product's weights."""
    return np.asarray(table[:, int(np.argmin(np.abs(GRID - np.array(OURS)).sum(axis=1)))])


def validate(table: Floats, groups: Sequence[object]) -> Validation:
    """Each group scored by the weights that are best on all the others."""
    held_out, chosen = np.zeros(len(table)), []
    for group in sorted(set(groups), key=str):
        inside = np.array([g == group for g in groups])
        best = int(table[~inside].mean(axis=0).argmax())
        held_out[inside] = table[inside, best]
        chosen.append(tuple(float(w) for w in GRID[best]))
    gap = held_out - ours(table)
    error = float(gap.std(ddof=1) / np.sqrt(len(gap)))
    return Validation(float(held_out.mean()), float(ours(table).mean()), error, tuple(chosen))
