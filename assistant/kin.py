"""What stands near a dataset: its spatial or non-spatial twin, its other releases and editions, datasets alike.

A plan lists a further release of a released dataset as a row of its own, under the same name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.lexicon import is_filler
from assistant.service import Assistant
from corpus.bureaux import bureau_named
from corpus.catalogue import is_catalogue
from corpus.editions import counterpart
from corpus.library import Library
from corpus.matching import core, digits, likeness, plain, units
from corpus.records import Dataset, Plan, Reading

__all__ = ["Kin", "alike", "kin_of", "other_editions", "other_releases", "twin_of"]

# A twin says the same, or only more ("by hospital"); of a short name too much would only say more.
_ALIKE = 0.6
_MOST = 4
# How near the next best must come to what a dataset scores against its own name.
_NEAR = 0.35


@dataclass(frozen=True, slots=True)
class Kin:
    """A dataset's twin of the other kind, other rows of the same, and others that are alike.

    ``releases`` are rows of the same plan that bear its name, ``editions`` itself in other editions, the newest first.
    """

    twin: Dataset | None
    releases: tuple[Dataset, ...]
    editions: tuple[Dataset, ...]
    alike: tuple[Dataset, ...]


def kin_of(dataset: Dataset, assistant: Assistant) -> Kin:
    """All that stands near a dataset; no encoder is asked."""
    twin = twin_of(dataset, assistant.library)
    releases = other_releases(dataset, assistant.library)
    editions = other_editions(dataset, assistant.library)
    known = {dataset.id, *(each.id for each in (twin, *releases, *editions) if each)}
    return Kin(twin, releases, editions, alike(dataset, assistant, without=known))


def twin_of(dataset: Dataset, library: Library) -> Dataset | None:
    """The spatial side of a non-spatial dataset of the same plan, or the other way round; None where there is none."""
    own = _reading(dataset, library).datasets
    found = _nearest(dataset, own)
    return found if found and _nearest(found, own) == dataset else None


def _nearest(dataset: Dataset, among: Iterable[Dataset]) -> Dataset | None:
    scored = [(_twinned(dataset, other), other) for other in among if other.spatial != dataset.spatial]
    best = max((score for score, _ in scored), default=0.0)
    return next((other for score, other in scored if score == best), None) if best else None


def _twinned(one: Dataset, other: Dataset) -> float:
    """How surely two datasets are twins by their names, in the language in which they are most alike; 0 for not."""
    pairs = ((one.name, other.name), (one.name_en, other.name_en), (one.name_zh, other.name_zh))
    return max(_same(a, b) for a, b in pairs)


def _same(one: str, other: str) -> float:
    if not one or not other or digits(one) != digits(other):
        return 0.0
    ours, theirs = units(one), units(other)
    score = likeness(ours, theirs)
    if core(one) == core(other):
        return 1.0 + score
    shorter, longer = sorted((plain(one), plain(other)), key=len)
    return score if score >= _ALIKE and shorter in longer else 0.0


def other_releases(dataset: Dataset, library: Library) -> tuple[Dataset, ...]:
    """Other rows of the same plan, of the same kind, that bear the same name."""
    others = (other for other in _reading(dataset, library).datasets if other.id != dataset.id)
    return tuple(each for each in others if each.spatial == dataset.spatial and plain(each.name) == plain(dataset.name))


def other_editions(dataset: Dataset, library: Library) -> tuple[Dataset, ...]:
    """The same dataset in the other editions of its plan, the newest first. A portal's catalogue is no edition."""
    own = _reading(dataset, library)
    plans = [] if is_catalogue(own) else [reading for reading in library.readings if not is_catalogue(reading)]
    others = [r for r in plans if r is not own and _author(r.plan) == _author(own.plan)]
    found = (counterpart(dataset, reading) for reading in sorted(others, key=_newest, reverse=True))
    return tuple(each for each in found if each)


def _newest(reading: Reading) -> tuple[str, str]:
    return reading.plan.period, reading.plan.id


def _author(plan: Plan) -> str:
    bureau = bureau_named(plan.bureau) if plan.bureau else None
    return bureau.code if bureau else plan.bureau or plan.id


def _reading(dataset: Dataset, library: Library) -> Reading:
    return next(reading for reading in library.readings if reading.plan.id == dataset.plan_id)


def alike(dataset: Dataset, assistant: Assistant, *, without: Iterable[str] = ()) -> tuple[Dataset, ...]:
    """Datasets on the same matter by names and terms, best first; those ``without`` aside."""
    searcher, left_out = assistant.searcher, {dataset.id, *without}
    among = {each.id for each in assistant.choices.pool(())} | {dataset.id}
    found = searcher.search(dataset.name, searcher.units(dataset.name, is_filler), among=among, meaning=False)
    own = found.hits.get([dataset.id]).get(dataset.id)
    least = _NEAR * (own.score if own else 1.0)
    best = found.hits[: _MOST + len(left_out)]
    near = [hit.id for hit in best if hit.id not in left_out and hit.score >= least]
    return tuple(_records(near[:_MOST], assistant.library))


def _records(ids: Sequence[str], library: Library) -> Iterable[Dataset]:
    return (found for name in ids if (found := library.get(name)))
