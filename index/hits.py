"""What a search returns, and the one place where results are put in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A dataset that was found: its id, its score (higher is better) and the words or parts that found it."""

    id: str
    score: float
    why: tuple[str, ...] = ()


def rank(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, best first; equal scores stand in the order of their ids."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))
