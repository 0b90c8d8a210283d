"""From the released datasets of plans to their pages on a portal, by name: rather no link than a wrong one.

A name has to be the same, but for punctuation, script and words that say nothing ("list", 名單), and to be one
dataset's alone, or one of the same owner's alone. Names that are merely alike are not linked: 九龍 and 新界 differ by
two characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from .bureaux import bureau_named
from .catalogue import is_catalogue
from .matching import core, digits, likeness, plain, units
from .records import Dataset, Reading

__all__ = ["link", "linked"]

_Owners = Set[str | None]
_Listed = Mapping[str, Sequence[Dataset]]

# A name in other words has to share so much of them in their order, and so much more than the next best.
_ALIKE, _MARGIN = 0.5, 0.1
# Shorter names ("開支數據", "Spending data") are many departments'; they count only for the same owner.
_TELLING, _TELLING_WORDS = 8, 4


def linked(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings with the pages of their released datasets, as the catalogues among them know them."""
    readings = tuple(readings)
    catalogues = [reading for reading in readings if is_catalogue(reading)]
    if not catalogues:
        return readings
    plans = [reading for reading in readings if not is_catalogue(reading)]
    pages = link(plans, catalogues)
    return tuple(_with_pages(reading, pages) for reading in readings)


def _with_pages(reading: Reading, pages: Mapping[str, str]) -> Reading:
    if not any(dataset.id in pages for dataset in reading.datasets):
        return reading
    datasets = (replace(d, url=pages[d.id]) if d.id in pages else d for d in reading.datasets)
    return replace(reading, datasets=tuple(datasets))


def link(plans: Iterable[Reading], catalogues: Sequence[Reading]) -> dict[str, str]:
    """The portal's page of each released dataset that is surely there, by the dataset's id."""
    listed = [dataset for catalogue in catalogues for dataset in catalogue.datasets if dataset.url]
    exact: defaultdict[str, list[Dataset]] = defaultdict(list)
    cores: defaultdict[str, list[Dataset]] = defaultdict(list)
    for one in listed:
        for name in _names(one):
            exact[plain(name)].append(one)
            cores[_core(name)].append(one)
    pages: dict[str, str] = {}
    for plan in plans:
        bodies = {plan.plan.bureau, *(dataset.organisation for dataset in plan.datasets)}
        found: defaultdict[str, list[tuple[Dataset, Dataset]]] = defaultdict(list)
        for dataset in plan.datasets:
            if dataset.status == "released" and not dataset.url:
                entry = _entry(dataset, {dataset.organisation} if dataset.organisation else bodies, exact, cores)
                if entry:
                    found[entry.id].append((dataset, entry))
        pages.update((row.id, its.url) for pairs in found.values() for row, its in _apart(pairs))
    return pages


def _apart(pairs: Sequence[tuple[Dataset, Dataset]]) -> Sequence[tuple[Dataset, Dataset]]:
    """Of several rows with one page, such as a dataset and its spatial twin, those of the page's own kind."""
    return pairs if len(pairs) == 1 else [(row, entry) for row, entry in pairs if row.spatial == entry.spatial]


def _names(dataset: Dataset) -> tuple[str, ...]:
    # An unofficial English name is nobody's; only what a publisher calls it counts.
    names = (dataset.name, dataset.name_en if dataset.english_official else "")
    return tuple(name for name in names if plain(name))


def _core(name: str) -> str:
    return " ".join(sorted(core(name).elements()))


def _entry(dataset: Dataset, owners: _Owners, exact: _Listed, cores: _Listed) -> Dataset | None:
    """The entry of a catalogue that the dataset surely is."""
    found = [entry for name in _names(dataset) for entry in exact.get(plain(name), ())]
    if found:
        return _only(dataset, owners, found, sure=True)
    alike = [entry for name in _names(dataset) for entry in cores.get(_core(name), ()) if _alike(dataset, entry)]
    return _only(dataset, owners, alike, sure=False)


def _alike(dataset: Dataset, entry: Dataset) -> bool:
    return digits(dataset.name) == digits(entry.name) and _likeness(dataset, entry) >= _ALIKE


def _likeness(dataset: Dataset, entry: Dataset) -> float:
    pairs = ((units(a), units(b)) for a in _names(dataset) for b in _names(entry))
    return max((likeness(one, other) for one, other in pairs), default=0.0)


def _only(dataset: Dataset, owners: _Owners, found: Sequence[Dataset], *, sure: bool) -> Dataset | None:
    """The one dataset that is meant among those whose names fit, None where it is not certain."""
    entries = list({entry.id: entry for entry in found}.values())
    own = [entry for entry in entries if any(_same_owner(owner, entry.organisation) for owner in owners)]
    # What is another's for certain, because the row names its own owner, is out of the question.
    others = entries if sure and not dataset.organisation and _telling(dataset.name) else []
    group = own or others
    kind = [entry for entry in group if entry.spatial == dataset.spatial] or group
    ranked = sorted(kind, key=lambda entry: (-_likeness(dataset, entry), entry.id))
    return ranked[0] if len(ranked) == 1 or (len(ranked) > 1 and _clear(dataset, ranked)) else None


def _clear(dataset: Dataset, ranked: Sequence[Dataset]) -> bool:
    return _likeness(dataset, ranked[0]) - _likeness(dataset, ranked[1]) >= _MARGIN


def _telling(name: str) -> bool:
    return len(plain(name)) >= _TELLING if not name.isascii() else units(name).total() >= _TELLING_WORDS


def _same_owner(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    ours = bureau_named(one)
    return plain(one) == plain(other) or (ours is not None and ours == bureau_named(other))
