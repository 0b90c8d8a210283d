"""The Chinese and the English edition of one plan as one set of bilingual records.

Rows are paired within their table, in its order, so that what they state fits best: a row that one edition leaves out
moves the rest up, and does not give every dataset below it the name of its neighbour. What has no place in the other
edition's table is looked for in its other tables. Whatever the editions state differently is a warning with both
places; the Chinese edition is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .alignment import align
from .kinship import disagreements, fit, kindred
from .matching import assign
from .records import Dataset, Reading, Release, Source, Warning

__all__ = ["are_editions", "bilingual", "pair"]

# Rows of one table that fit less well are rather left alone.
_FITS = 0.35
# The same number in tables of one length; in tables of two lengths numbers prove little.
_SAME_NUMBER, _NEAR_NUMBER = 0.25, 0.05
# Across tables nothing is taken from the place: values have to agree, and words to be known.
_FITS_ELSEWHERE, _KINDRED_ELSEWHERE = 0.75, 0.6
_Pairs = dict[str, Dataset]


def are_editions(one: Reading, other: Reading) -> bool:
    """Whether two documents are editions of one plan: the same plan in two languages."""
    return one.plan.id == other.plan.id and one.plan.language != other.plan.language


def bilingual(readings: Sequence[Reading]) -> Reading:
    """One reading of all editions of a plan: the Traditional, else the Simplified one, with the official English."""
    order = ("zh-Hant", "zh-Hans", "en")
    by_language = {reading.plan.language: reading for reading in reversed(readings)}
    first = next(by_language[language] for language in order if language in by_language)
    english = by_language.get("en")
    return pair(first, english) if english and english is not first else first


def pair(chinese: Reading, english: Reading) -> Reading:
    """The Chinese reading with the names, descriptions, bureau and owners of the English one, marked as official.

    Warnings of both are kept, and one is added for each thing that the editions do not agree on. ValueError where the
    first is not in Chinese or the second not in English.
    """
    if chinese.plan.language == "en" or english.plan.language != "en":
        raise ValueError("a Chinese and an English reading are paired, in this order")
    pairs = _paired(chinese, english)
    datasets = tuple(_with_english(row, pairs[row.id]) if row.id in pairs else row for row in chinese.datasets)
    return replace(
        chinese,
        plan=replace(chinese.plan, bureau_en=english.plan.bureau or chinese.plan.bureau_en),
        datasets=datasets,
        warnings=(*chinese.warnings, *english.warnings, *_mismatches(chinese, english, pairs)),
        english_names=_names(chinese, english, pairs),
    )


def _paired(chinese: Reading, english: Reading) -> _Pairs:
    """The English row of each Chinese one that has one, by the Chinese one's id."""
    pairs: _Pairs = {}
    for ours, theirs in _tables(chinese, english):
        pairs.update(_within(ours, theirs))
    found = {row.id for row in pairs.values()}
    pairs.update(
        _elsewhere(
            [row for row in chinese.datasets if row.id not in pairs],
            [row for row in english.datasets if row.id not in found],
        )
    )
    return pairs


def _tables(chinese: Reading, english: Reading) -> Iterator[tuple[list[Dataset], list[Dataset]]]:
    """The tables that belong together: by label, else by order within their part, for C and C1 may be the same."""
    ours, theirs = _by_label(chinese.datasets), _by_label(english.datasets)
    yield from ((rows, theirs[label]) for label, rows in ours.items() if label in theirs)
    for part in sorted({(label[0], label.rpartition(".")[2]) for label in ours.keys() ^ theirs.keys()}):
        left, right = (
            [
                rows
                for label, rows in mine.items()
                if label not in others and (label[0], label.rpartition(".")[2]) == part
            ]
            for mine, others in ((ours, theirs), (theirs, ours))
        )
        yield from zip(left, right, strict=False)


def _by_label(datasets: Iterable[Dataset]) -> dict[str, list[Dataset]]:
    tables: defaultdict[str, list[Dataset]] = defaultdict(list)
    for dataset in datasets:
        tables[dataset.short_id.rpartition(".")[0]].append(dataset)
    return dict(tables)


def _number(dataset: Dataset) -> str:
    return dataset.short_id.rpartition(".")[2]


def _within(ours: Sequence[Dataset], theirs: Sequence[Dataset]) -> _Pairs:
    """The pairs of one table: those in whose order most fits, then those that are left at one place."""
    if [_number(row) for row in ours] == [_number(row) for row in theirs]:
        pairs = {row.id: other for row, other in zip(ours, theirs, strict=True)}
        if all(fit(row, pairs[row.id]) >= _FITS_ELSEWHERE for row in ours):
            return pairs
    if not any(_number(row).isdecimal() for row in (*ours, *theirs)):
        # Names of a catalogue are the same in every language.
        by_name = {_number(row): row for row in theirs}
        return {row.id: by_name[_number(row)] for row in ours if _number(row) in by_name}
    return _aligned(ours, theirs)


def _aligned(ours: Sequence[Dataset], theirs: Sequence[Dataset]) -> _Pairs:
    bonus = _SAME_NUMBER if len(ours) == len(theirs) else _NEAR_NUMBER

    def gain(i: int, j: int) -> float:
        return fit(ours[i], theirs[j]) + bonus * (_number(ours[i]) == _number(theirs[j])) - _FITS

    aligned = align(len(ours), len(theirs), gain)
    pairs = {ours[i].id: theirs[j] for i, j in aligned}
    if len(ours) == len(theirs) and (len(ours) <= 2 or len(aligned) * 2 >= len(ours)):
        # In tables of one length the neighbours vouch for a row that states everything differently.
        taken = {row.id for row in pairs.values()}
        left = {_number(row): row for row in theirs if row.id not in taken}
        pairs.update({row.id: left[_number(row)] for row in ours if row.id not in pairs and _number(row) in left})
    return pairs


def _elsewhere(ours: Sequence[Dataset], theirs: Sequence[Dataset]) -> _Pairs:
    """Pairs of rows that stand in different tables, or in another order: by what they say alone."""
    by_dates: defaultdict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for place, row in enumerate(theirs):
        by_dates[tuple(release.date for release in row.releases)].append(place)
    scored = (
        (fit(row, theirs[j]), i, j)
        for i, row in enumerate(ours)
        for j in by_dates[tuple(release.date for release in row.releases)]
        if kindred(row, theirs[j]) >= _KINDRED_ELSEWHERE
    )
    pairs = assign(entry for entry in scored if entry[0] >= _FITS_ELSEWHERE)
    return {ours[i].id: theirs[j] for i, j in pairs.items()}


def _with_english(ours: Dataset, theirs: Dataset) -> Dataset:
    descriptions = _descriptions(ours.releases, theirs.releases)
    releases = (replace(r, description_en=text) for r, text in zip(ours.releases, descriptions, strict=True))
    return replace(
        ours, name_en=theirs.name, english_official=True, releases=tuple(releases), url=ours.url or theirs.url
    )


def _descriptions(ours: Sequence[Release], theirs: Sequence[Release]) -> list[str]:
    """The English description of each release: of the same place, or of the same date where there are more or fewer."""
    if len(ours) == len(theirs):
        return [release.description for release in theirs]
    by_date: defaultdict[str | None, list[str]] = defaultdict(list)
    for release in theirs:
        by_date[release.date].append(release.description)
    return [by_date[release.date].pop(0) if by_date[release.date] else "" for release in ours]


def _mismatches(chinese: Reading, english: Reading, pairs: _Pairs) -> Iterator[Warning]:
    found = {row.id for row in pairs.values()}
    for row in chinese.datasets:
        other = pairs.get(row.id)
        if other is None:
            yield Warning(
                f"Dataset {row.short_id} is not found in the English edition, {english.plan.document}.", row.source
            )
            continue
        where = f"{other.short_id} in {_place(other.source)}"
        for matter, said, elsewhere in disagreements(row, other):
            told = f"Dataset {row.short_id} and the English edition's {where}, state different {matter}"
            yield Warning(f"{told}: {said} and {elsewhere}; the first is taken.", row.source)
        if row.short_id != other.short_id:
            yield Warning(
                f"Dataset {row.short_id} is read as the English edition's {where}; their places differ.", row.source
            )
    for row in english.datasets:
        if row.id not in found:
            told = f"The English edition's {row.short_id}, {row.name!r}, is not found in {chinese.plan.document}"
            yield Warning(f"{told}; it is left out.", row.source)
    for mine, others, language in ((chinese, english, "Chinese"), (english, chinese, "English")):
        for label in sorted(set(mine.nothing_planned) - set(others.nothing_planned)):
            told = f"The {language} edition says that there is nothing to list in {label}, the other does not"
            yield Warning(f"{told}.", Source(mine.plan.document))


def _place(source: Source) -> str:
    parts = (("page", source.page), ("table", source.table), ("line", source.line))
    return ", ".join([source.document, *(f"{name} {number}" for name, number in parts if number is not None)])


def _names(chinese: Reading, english: Reading, pairs: _Pairs) -> tuple[tuple[str, str], ...]:
    """Organisations and categories with the English that most of their rows have."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    counts[chinese.plan.bureau][english.plan.bureau] += 1
    for row in chinese.datasets:
        other = pairs.get(row.id)
        if other:
            told = ((row.organisation, other.organisation), (row.category, other.category))
            for ours, theirs in told:
                counts[ours or ""][theirs or ""] += 1
    best = ((name, min(found, key=lambda text: (-found[text], text))) for name, found in counts.items())
    return tuple(sorted((name, text) for name, text in best if name and text and name != text))
