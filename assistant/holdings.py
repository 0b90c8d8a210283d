"""The plans at hand, each with its documents and counts: what a list of plans shows, served or not served yet."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.bureaux import bureau_named
from corpus.catalogue import is_catalogue
from corpus.pairing import bilingual
from corpus.records import Plan, Reading
from corpus.shelf import Holding, Shelf

__all__ = ["Held", "Holdings", "author_of", "names_of"]


@dataclass(frozen=True, slots=True)
class Held:
    """A plan at hand: its documents by language, and what they list together (0 where none can be read)."""

    documents: tuple[Holding, ...]
    datasets: int = 0
    released: int = 0
    catalogue: bool = False

    @property
    def plan(self) -> Plan:
        """Whose plan it is, for which years."""
        return self.documents[0].plan

    @property
    def planned(self) -> int:
        """How many of the datasets are still to come."""
        return self.datasets - self.released

    @property
    def added(self) -> bool:
        """Whether a document of it was added, so that it can be removed."""
        return any(not each.bundled for each in self.documents)


class Holdings:
    """The plans at hand of a shelf, looked at anew only once they have changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[object, tuple[Held, ...]] | None = None

    def of(self, shelf: Shelf) -> tuple[Held, ...]:
        """Every plan at hand, by bureau, the newest edition first."""
        mark = (shelf.register.folder, shelf.mark())
        with self._lock:
            if self._seen is None or self._seen[0] != mark:
                self._seen = (mark, _held(shelf.holdings()))
            return self._seen[1]


def _held(holdings: Iterable[Holding]) -> tuple[Held, ...]:
    plans: dict[str, list[Holding]] = {}
    for holding in holdings:
        plans.setdefault(holding.plan.id, []).append(holding)
    newest = sorted((_counted(each) for each in plans.values()), key=lambda held: held.plan.period, reverse=True)
    return tuple(sorted(newest, key=lambda held: (held.catalogue, author_of(held.plan))))


def _counted(documents: Sequence[Holding]) -> Held:
    readings = [each.reading for each in documents if each.reading]
    if not readings:
        return Held(tuple(documents))
    whole: Reading = bilingual(readings)
    released = sum(dataset.status == "released" for dataset in whole.datasets)
    return Held(tuple(documents), len(whole.datasets), released, is_catalogue(whole))


def author_of(plan: Plan) -> str:
    """What the plans of one bureau have in common: its code, or its name where it has none."""
    bureau = bureau_named(plan.bureau) if plan.bureau else None
    return bureau.code if bureau else plan.bureau or plan.id


def names_of(plan: Plan) -> tuple[str, str]:
    """The bureau's Chinese and English name, "" for one that is not known."""
    bureau = bureau_named(plan.bureau) if plan.bureau else None
    if bureau:
        return bureau.chinese, bureau.english
    return ("", plan.bureau) if plan.bureau.isascii() else (plan.bureau, plan.bureau_en)
