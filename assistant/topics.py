"""Which datasets belong to a topic, and which one a question names."""

from __future__ import annotations

from collections.abc import Sequence

from index.evidence import Coverage, Unit
from index.search import Found

# A dataset belongs that covers nearly as much of the topic as the best one does.
NEARLY = 0.82
LEAST = 0.15
# So many datasets that nearly fit are no answer: then only the best are named.
MOST = 15
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
    return [hit.id for hit in found.hits if hit.id in members] if len(members) <= MOST else named(found)


def listed(found: Found) -> list[str]:
    """The datasets that speak of every unit of the topic that any dataset speaks of; else those nearest to it."""
    missing = set(missing_units(found.coverage, found.units))
    known = [unit for unit in found.units if unit not in missing]
    full = {name for name, coverage in found.coverage.items() if set(known) <= set(coverage.sure)}
    if not full:
        return belonging(found)
    ranked = [hit.id for hit in found.hits if hit.id in full]
    return ranked or sorted(full)


def covers_all(found: Found) -> bool:
    """Whether some dataset surely speaks of every unit of the topic."""
    return any(set(found.units) <= set(coverage.sure) for coverage in found.coverage.values())


def named(found: Found) -> list[str]:
    """The dataset that the topic names, with its twins: at most three, best first."""
    if not found.hits:
        return []
    best = found.hits[0].score
    return [hit.id for hit in found.hits[:TWINS] if hit.score >= TWIN * best]


def named_fully(found: Found) -> list[str]:
    """The dataset that a question on an attribute names, with each twin that speaks of all that the question names."""
    whole = [hit.id for hit in found.hits if hit.id in found.coverage and found.coverage[hit.id].share >= 1.0]
    best = named(found)
    return whole if set(best) <= set(whole) and len(whole) <= TWINS else best


def missing_units(coverage: dict[str, Coverage], units: Sequence[Unit]) -> list[Unit]:
    """The units of a question that no dataset speaks of."""
    held = {unit for c in coverage.values() for unit in c.found}
    return [unit for unit in units if unit not in held]
