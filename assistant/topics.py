"""Which datasets belong to a topic, and which one a question names."""

from __future__ import annotations

from collections.abc import Sequence

from index.coverage import SURE, Covering
from index.evidence import Unit
from index.search import Found
from index.store import Rows

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
    best = found.coverage.best
    if best < LEAST:
        return []
    members = found.coverage.reaching(NEARLY * best)
    return found.hits.ids(members) if len(members) <= MOST else named(found)


def listed(found: Found) -> list[str]:
    """The datasets that speak of every unit of the topic that any dataset speaks of; else those nearest to it."""
    full = full_rows(found.coverage, found.units)
    if not len(full):
        return belonging(found)
    return found.hits.ids(full) or found.coverage.ids(full)


def full_rows(coverage: Covering, units: Sequence[Unit], least: float = SURE) -> Rows:
    """The rows that speak of every unit of a question that any dataset speaks of, as surely as ``least`` or more."""
    missing = set(missing_units(coverage, units))
    return coverage.sure_of((unit for unit in units if unit not in missing), least)


def covers_all(found: Found) -> bool:
    """Whether some dataset surely speaks of every unit of the topic."""
    return len(found.coverage.sure_of(found.units)) > 0


def named(found: Found) -> list[str]:
    """The dataset that the topic names, with its twins: at most three, best first."""
    if not found.hits:
        return []
    best = found.hits[:TWINS]
    return [hit.id for hit in best if hit.score >= TWIN * best[0].score]


def named_fully(found: Found) -> list[str]:
    """The dataset that a question on an attribute names, with each twin that speaks of all that the question names."""
    rows, best = found.coverage.reaching(1.0), named(found)
    whole = found.hits.ids(rows)
    return whole if set(best) <= set(whole) and len(whole) <= TWINS else best


def missing_units(coverage: Covering, units: Sequence[Unit]) -> list[Unit]:
    """The units of a question that no dataset speaks of."""
    held = set(coverage.spoken)
    return [unit for unit in units if unit not in held]
