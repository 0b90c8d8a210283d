"""What a plan says in two ways: one dataset under two names, one description for two, one thing in several words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from .completeness import informative
from .findings import Slip, rules, slip
from .matching import assign, candidates, core, digits, likeness, plain, units
from .records import Dataset, Reading
from .scripts import simplified
from .words import alternation, fold, folded, nfkc, squeeze, without_brackets

__all__ = ["frequency_words", "mixed_terms", "repeated_descriptions", "repeated_names", "twin_names"]

# Shorter descriptions ("Annual figures") may well be the same.
_SHORTEST = 10
# Below this two names have too little in common to be those of one dataset.
_TWINS = 0.62
_CONDITION = re.compile(r"[,，;；、/]|或| or | and ")


def repeated_descriptions(reading: Reading) -> Iterator[Slip]:
    """Descriptions that stand with another dataset too, other than its spatial or non-spatial twin."""
    first: dict[str, Dataset] = {}
    for dataset in reading.datasets:
        for release in dataset.releases:
            text = plain(informative(release.description))
            other = first.setdefault(text, dataset) if len(text) >= _SHORTEST else dataset
            if (
                other.id != dataset.id
                and plain(other.name) != plain(dataset.name)
                and not _may_be_twins(other, dataset)
            ):
                yield slip("description-repeated", dataset, other=other.name, there=other.short_id)


def repeated_names(reading: Reading) -> Iterator[Slip]:
    """Names that stand twice in one table, and datasets that are planned and released in the same words."""
    first: dict[tuple[str, str], Dataset] = {}
    released = {_row(dataset): dataset for dataset in reversed(reading.datasets) if dataset.status == "released"}
    for dataset in reading.datasets:
        name = plain(dataset.name)
        table = dataset.short_id.rpartition(".")[0]
        other = first.setdefault((table, name), dataset) if name else dataset
        if other.id != dataset.id:
            yield slip("name-repeated", dataset, there=other.short_id)
        twin = released.get(_row(dataset))
        if dataset.status == "planned" and twin and name:
            yield slip("planned-and-released", dataset, there=twin.short_id)


def _row(dataset: Dataset) -> tuple[str, str, bool]:
    return plain(dataset.name), plain(dataset.description), dataset.spatial


def twin_names(reading: Reading) -> Iterator[Slip]:
    """Datasets that seem to stand in a spatial and in another table under two names."""
    spatial = [dataset for dataset in reading.datasets if dataset.spatial and dataset.name]
    others = [dataset for dataset in reading.datasets if not dataset.spatial and dataset.name]
    left, right = ([units(dataset.name) for dataset in rows] for rows in (spatial, others))
    scored = (
        (likeness(left[i], right[j]), i, j)
        for i, j in candidates(left, right)
        if likeness(left[i], right[j]) >= _TWINS and _may_be_twins(spatial[i], others[j])
    )
    for i, j in sorted(assign(scored).items()):
        one, other = spatial[i], others[j]
        if squeeze(one.name) != squeeze(other.name):
            yield slip("twin-name", one, other=other.name, there=other.short_id)


def _may_be_twins(one: Dataset, other: Dataset) -> bool:
    """Whether two names are those of one thing, spatial and not: the one holds all that the other is about."""
    if one.spatial == other.spatial:
        return False
    shorter, longer = sorted((core(one.name), core(other.name)), key=lambda found: found.total())
    known = set(digits(one.name)) <= set(digits(other.name)) or set(digits(other.name)) <= set(digits(one.name))
    return known and bool(shorter) and not shorter - longer


def frequency_words(reading: Reading) -> Iterator[Slip]:
    """Update frequencies that are written in several words; the rows that write them otherwise than most."""
    rows: defaultdict[str, defaultdict[str, list[tuple[Dataset, str]]]] = defaultdict(lambda: defaultdict(list))
    for dataset in reading.datasets:
        for release in dataset.releases:
            written = without_brackets(release.frequency).strip(" .。*")
            if release.every and written and not _CONDITION.search(written):
                rows[release.every][simplified(squeeze(written))].append((dataset, written))
    for ways in rows.values():
        # Of the ways that are written equally often the first one in the plan is the usual one.
        ordered = sorted(ways.values(), key=len, reverse=True)
        if len(ordered) > 1:
            words = tuple(way[0][1] for way in ordered)
            places = tuple(dict.fromkeys(dataset.short_id for way in ordered[1:] for dataset, _ in way))
            yield slip("frequency-words", ordered[1][0][0], words=words, usual=words[0], rows=places)


def mixed_terms(reading: Reading) -> Iterator[Slip]:
    """Rows that write a word for which the plan mostly writes another."""
    for group in rules()["terms"]["groups"]:
        counts: Counter[str] = Counter()
        rows: defaultdict[str, list[tuple[Dataset, str]]] = defaultdict(list)
        for dataset in reading.datasets:
            for term, written in _terms(f"{dataset.name} {dataset.description}", tuple(group)):
                counts[term] += 1
                rows[term].append((dataset, written))
        usual = max(counts, key=lambda term: (counts[term], -group.index(term)), default="")
        for term in group:
            once = {dataset.id: (dataset, written) for dataset, written in reversed(rows[term]) if term != usual}
            for dataset, written in reversed(once.values()):
                yield slip("terms-mixed", dataset, word=written, usual=rows[usual][0][1])


def _terms(text: str, group: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    shown, key = nfkc(text), simplified(fold(text))
    for term, pattern in _patterns(group):
        yield from ((term, shown[slice(*match.span())]) for match in pattern.finditer(key))


@cache
def _patterns(group: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    # English words may stand in the plural.
    forms = {term: [term, f"{term}s"] if term.isascii() else [term] for term in group}
    return tuple((term, re.compile(alternation(map(simplified, folded(form))))) for term, form in forms.items())
