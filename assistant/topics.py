"""Which datasets belong to a topic, and which one a question names."""

from __future__ import annotations

from collections.abc import Sequence

from index.evidence import Coverage, Unit
from index.search import Found

# A dataset belongs that covers nearly as much of the topic as the best one does.
NEARLY = 0.82
LEAST = 0.15
# Twins of a named dataset score nearly as it does; more than three would not answer "it".
TWIN = 0.90
TWINS = 3


def belonging(found: Found) -> list[str]:
    """The datasets that belong to the topic: the exact set to list, best first."""
    shares = {name: coverage.share for name, coverage in found.coverage.items()}
    best = max(shares.values(), default=0.0)
    if best < LEAST:
        return []
    members = {name for name, share in shares.items() if share >= NEARLY * best}
    return [hit.id for hit in found.hits if hit.id in members]


def named(found: Found) -> list[str]:
    """The dataset that the topic names, with its twins: at most three, best first."""
    if not found.hits:
        return []
    best = found.hits[0].score
    return [hit.id for hit in found.hits[:TWINS] if hit.score >= TWIN * best]


def missing_units(coverage: dict[str, Coverage], units: Sequence[Unit]) -> list[Unit]:
    """The units of a question that no dataset speaks of."""
    held = {unit for c in coverage.values() for unit in c.found}
    return [unit for unit in units if unit not in held]
