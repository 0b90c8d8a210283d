"""Two editions of a plan side by side: what is new, gone, out, late, renamed.

Datasets are matched by name and content, never by number: numbers begin anew with every edition. A dataset and its
spatial twin are two datasets, so names alone do not match where one is spatial and the other is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from .bureaux import bureau_named
from .completeness import informative
from .matching import Units, assign, candidates, core, digits, likeness, plain, units
from .records import Dataset, Reading, Release
from .words import squeeze

__all__ = ["KINDS", "Change", "Comparison", "Kind", "compare", "counterpart"]

Kind = Literal[
    "new", "twin", "dropped", "released", "withdrawn", "release-added", "release-dropped", "slipped", "brought-forward",
    "date", "frequency", "formats", "renamed", "owner", "spatial", "description",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

# Shares of a match; together 1, so that the same row gets 1.
_NAME, _DESCRIPTION, _VALUES = 0.65, 0.25, 0.10
# What speaks against a match, where both editions say it.
_OTHER_SPACE, _OTHER_OWNER, _OTHER_DIGITS = 0.25, 0.15, 0.10
_PLACE = 0.01
# A dataset under quite another name is known by a description of some length that is the same.
_SENTENCE, _SAME_SENTENCE = 12, 0.25
_FLOOR = 0.55
# A planned dataset is taken to have come out as a release of another row where that row says so nearly in its words.
_SAME_WORDS = 0.8
# Names are enough to find the rows that may match; descriptions count with as many units.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. ``old`` is None for what is new, ``new`` for what is gone.

    ``before`` and ``after`` are what was said and is said, "" where that is the row itself; ``months`` is by how many
    months a date has moved: above 0 where it is later.
    """

    kind: Kind
    old: Dataset | None
    new: Dataset | None
    before: str = ""
    after: str = ""
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, the changes by kind (in the order of ``KINDS``) and place, and how many datasets are the same."""

    old: Reading
    new: Reading
    changes: tuple[Change, ...]
    unchanged: int


def compare(old: Reading, new: Reading) -> Comparison:
    """What has changed from one edition of a plan to another, in either language or script."""
    pairs = _matched(old.datasets, new.datasets)
    matched = [(old.datasets[i], new.datasets[j]) for i, j in sorted(pairs.items())]
    gone = [dataset for i, dataset in enumerate(old.datasets) if i not in pairs]
    taken = set(pairs.values())
    come = [dataset for j, dataset in enumerate(new.datasets) if j not in taken]
    absorbed = list(_absorbed(gone, matched))
    out = {change.old.id for change in absorbed if change.old}
    changes = [
        *absorbed,
        *(Change("dropped", dataset, None) for dataset in gone if dataset.id not in out),
        *(Change("new", None, dataset) for dataset in come),
        *_twins(come, new.datasets),
        *(change for one, other in matched for change in _differences(one, other, old, new)),
    ]
    # Of a row that came out as a release of another, the release is not told a second time.
    known = {(change.new.id, change.after) for change in absorbed if change.new}
    changes = [c for c in changes if c.kind != "release-added" or c.new is None or (c.new.id, c.after) not in known]
    before, after = ({d.id: place for place, d in enumerate(reading.datasets)} for reading in (old, new))
    changes.sort(key=lambda c: (KINDS.index(c.kind), after[c.new.id] if c.new else before[c.old.id] if c.old else 0))
    touched = {change.new.id for change in changes if change.new}
    return Comparison(old, new, tuple(changes), sum(other.id not in touched for _, other in matched))


def _matched(old: Sequence[Dataset], new: Sequence[Dataset]) -> dict[int, int]:
    left, right = ([_looked_for(dataset) for dataset in datasets] for datasets in (old, new))
    scored = ((_score(old[i], new[j]), i, j) for i, j in candidates(left, right))
    return assign(entry for entry in scored if entry[0] >= _FLOOR)


def counterpart(dataset: Dataset, other: Reading) -> Dataset | None:
    """The row of another edition that is the same dataset, None where there is none."""
    found = _matched([dataset], other.datasets)
    return other.datasets[found[0]] if found else None


def _looked_for(dataset: Dataset) -> Units:
    text = " ".join((dataset.name, dataset.name_en, dataset.description[:_LONGEST], dataset.description_en[:_LONGEST]))
    return units(text)


def _score(one: Dataset, other: Dataset) -> float:
    """How well two rows match: 1 for the same row, below ``_FLOOR`` for two datasets."""
    described = _same_description(one, other)
    score = _NAME * _same_name(one, other) + _DESCRIPTION * described + _VALUES * _same_values(one, other)
    if described == 1 and len(plain(one.description)) >= _SENTENCE:
        score += _SAME_SENTENCE
    if one.spatial != other.spatial:
        score -= _OTHER_SPACE
    if one.organisation and other.organisation and not _same_owner(one.organisation, other.organisation):
        score -= _OTHER_OWNER
    if digits(one.name) != digits(other.name):
        score -= _OTHER_DIGITS
    return score + _PLACE * (one.short_id == other.short_id) + _PLACE * (one.section == other.section)


def _same_name(one: Dataset, other: Dataset) -> float:
    """The likeness of the names in the language in which they are most alike."""
    ours, theirs = (tuple(filter(None, (dataset.name, dataset.name_en))) for dataset in (one, other))
    return max((_alike(a, b) for a in ours for b in theirs), default=0.0)


def _alike(one: str, other: str) -> float:
    if plain(one) == plain(other):
        return 1.0
    # In other words or another order it is still nearly the same name.
    return max(likeness(units(one), units(other)), 0.9 if core(one) == core(other) else 0.0)


def _same_description(one: Dataset, other: Dataset) -> float:
    ours, theirs = ([informative(text) for text in (d.description, d.description_en)] for d in (one, other))
    if not any(ours) and not any(theirs):
        return 0.5
    return max(likeness(units(a), units(b)) for a in ours for b in theirs)


def _same_values(one: Dataset, other: Dataset) -> float:
    ours, theirs = ({(release.date, release.every) for release in dataset.releases} for dataset in (one, other))
    return len(ours & theirs) / max(len(ours), len(theirs), 1)


def _same_owner(one: str, other: str) -> bool:
    ours, theirs = bureau_named(one), bureau_named(other)
    return plain(one) == plain(other) or (ours is not None and ours == theirs)


def _absorbed(gone: Sequence[Dataset], matched: Sequence[tuple[Dataset, Dataset]]) -> Iterator[Change]:
    """Planned datasets that are no row of their own any more, but a further release of a released row."""
    rows: defaultdict[tuple[str, bool], list[tuple[Dataset, Dataset]]] = defaultdict(list)
    for one, other in matched:
        if other.status == "released":
            rows[plain(other.name), other.spatial].append((one, other))
    for dataset in gone:
        found = rows[plain(dataset.name), dataset.spatial] if dataset.status == "planned" else []
        release = dataset.releases[0]
        further = ((row, added) for one, row in found for added in _added(one.releases, row.releases))
        for other, added in further:
            if likeness(units(informative(release.description)), units(informative(added.description))) >= _SAME_WORDS:
                yield Change("released", dataset, other, _told(release), _told(added))
                yield from _within(dataset, other, release, added)
                break


def _added(old: Sequence[Release], new: Sequence[Release]) -> list[Release]:
    pairs = _releases(old, new)
    return [release for place, release in enumerate(new) if place not in pairs.values()]


def _releases(old: Sequence[Release], new: Sequence[Release]) -> dict[int, int]:
    """Which release is which: by what they say, then by date, then by place."""
    if len(old) == len(new) == 1:
        return {0: 0}
    left, right = ([units(release.description) for release in releases] for releases in (old, new))
    return assign(
        (likeness(left[i], right[j]) + 0.3 * (one.date == other.date) + _PLACE * (i == j), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if one.date == other.date or likeness(left[i], right[j]) >= _FLOOR
    )


def _twins(come: Sequence[Dataset], new: Sequence[Dataset]) -> Iterator[Change]:
    """New datasets that are the spatial, or the other, side of one that is there in this edition."""
    known: defaultdict[tuple[str, bool], list[Dataset]] = defaultdict(list)
    for dataset in new:
        known[_bare(dataset), dataset.spatial].append(dataset)
    for dataset in come:
        for other in known[_bare(dataset), not dataset.spatial][:1]:
            yield Change("twin", None, dataset, before=other.short_id, after=dataset.short_id)


def _bare(dataset: Dataset) -> str:
    return " ".join(sorted(core(dataset.name).elements()))


def _differences(one: Dataset, other: Dataset, old: Reading, new: Reading) -> Iterator[Change]:
    if one.status != other.status:
        yield Change("released" if other.status == "released" else "withdrawn", one, other)
    yield from _release_differences(one, other)
    if one.formats != other.formats:
        yield Change("formats", one, other, ", ".join(one.formats), ", ".join(other.formats))
    if one.spatial != other.spatial:
        before, after = ("spatial" if each.spatial else "non-spatial" for each in (one, other))
        yield Change("spatial", one, other, before, after)
    if _same_name(one, other) < 1:
        yield Change("renamed", one, other, one.name, other.name)
    if one.organisation and other.organisation and not _same_owner(one.organisation, other.organisation):
        yield Change("owner", one, other, one.organisation, other.organisation)
    if old.plan.language == new.plan.language and _reworded(one.releases, other.releases):
        yield Change("description", one, other, one.description, other.description)


def _reworded(old: Sequence[Release], new: Sequence[Release]) -> bool:
    pairs = _releases(old, new).items()
    return any(plain(old[i].description) != plain(new[j].description) for i, j in pairs)


def _release_differences(one: Dataset, other: Dataset) -> Iterator[Change]:
    pairs = _releases(one.releases, other.releases)
    for i, release in enumerate(one.releases):
        if i not in pairs:
            yield Change("release-dropped", one, other, before=_told(release))
        else:
            yield from _within(one, other, release, other.releases[pairs[i]])
    for j, release in enumerate(other.releases):
        if j not in pairs.values():
            yield Change("release-added", one, other, after=_told(release))


def _told(release: Release) -> str:
    return " ".join(filter(None, (release.date, release.description)))


def _within(one: Dataset, other: Dataset, before: Release, after: Release) -> Iterator[Change]:
    """What differs between two editions of one release."""
    if before.date and after.date and before.date != after.date:
        months = _months(after.date) - _months(before.date)
        kind: Kind = "slipped" if months > 0 else "brought-forward"
        yield Change(kind, one, other, before.date, after.date, months)
    elif before.date != after.date:
        yield Change("date", one, other, before.date or "", after.date or "")
    said, says = before.every or squeeze(before.frequency), after.every or squeeze(after.frequency)
    if said != says:
        yield Change("frequency", one, other, before.frequency, after.frequency)


def _months(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number)
