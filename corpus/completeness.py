"""What a plan leaves out: cells that are empty or not understood, and numbers that do not count up."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from .cells import read_formats, read_owner
from .findings import Slip, rules, slip
from .matching import core
from .records import Dataset, Reading, Warning
from .words import alternation, find_word, fold, folded, wording

__all__ = ["informative", "missing_cells", "missing_numbers", "odd_rows", "tables"]

_SENTENCE = re.compile(r"[。；;\n]|(?<=[^\x00-\x7f]|\)) (?=[^\x00-\x7f])|(?<=[a-z)])\. ")
# So many characters or words have to be left of a sentence on formats for it to say what the data are.
_SAYS_MORE = 4
# In a table where so many of the rows state a thing, the others have forgotten it.
_MOSTLY, _FEWEST = 0.6, 3
# More in a row is no slip in the numbers, but another way to count.
_LONGEST_GAP = 3


def tables(reading: Reading) -> dict[str, list[Dataset]]:
    """The datasets by the table that they stand in ("C1.ii"), in the order of the document."""
    found: defaultdict[str, list[Dataset]] = defaultdict(list)
    for dataset in reading.datasets:
        found[dataset.short_id.rpartition(".")[0]].append(dataset)
    return dict(found)


@lru_cache(maxsize=20_000)
def informative(description: str) -> str:
    """What a description says of the data themselves: without its sentences on formats, portals and owners."""
    parts = (part.strip() for part in _SENTENCE.split(description))
    return " ".join(part for part in parts if part and not _is_bare(part))


def _is_bare(sentence: str) -> bool:
    plain = fold(sentence)
    if read_owner(sentence) or find_word(plain, folded(rules()["bare"]["owners"])):
        return True
    if not read_formats([sentence]) and not find_word(plain, folded(rules()["bare"]["words"])):
        return False
    return core(_filling().sub(" ", plain)).total() < _SAYS_MORE


@cache
def _filling() -> re.Pattern[str]:
    formats = [form for forms in wording("formats")["names"].values() for form in forms]
    words = folded([*rules()["bare"]["words"], *rules()["bare"]["fillers"], *formats])
    return re.compile(rf"{alternation(words)}|\d+")


def missing_cells(reading: Reading) -> Iterator[Slip]:
    """Names, descriptions, dates, frequencies, formats, categories and owners that are not there or not understood."""
    said = _Said(reading.warnings)
    for dataset in reading.datasets:
        if not dataset.name:
            yield slip("name-missing", dataset)
        if dataset.section == "C" and not dataset.organisation:
            yield slip("organisation-missing", dataset)
        yield from _of_releases(dataset, said)
    for rows in tables(reading).values():
        yield from _unlike_the_others("formats-missing", rows, [dataset.formats for dataset in rows])
    categories = [dataset.category for dataset in reading.datasets]
    yield from _unlike_the_others("category-missing", reading.datasets, categories)


def _of_releases(dataset: Dataset, said: _Said) -> Iterator[Slip]:
    for release in dataset.releases:
        if not release.description.strip():
            yield slip("description-missing", dataset)
        elif not informative(release.description) and len(dataset.releases) == 1:
            yield slip("description-bare", dataset)
        if release.date is None:
            warning, text = said.next("date", dataset.short_id)
            rule = "date-missing" if not text else "date-impossible" if re.search(r"\d", text) else "date-unclear"
            found = slip(rule, dataset, text=text)
            yield Slip(rule, warning.source, found.place, found.filling) if warning else found
        if release.every is None:
            rule = "frequency-unknown" if release.frequency else "frequency-missing"
            yield slip(rule, dataset, text=release.frequency)


def _unlike_the_others(rule: str, rows: Sequence[Dataset], values: Sequence[object]) -> Iterator[Slip]:
    stated = sum(map(bool, values))
    if stated >= _FEWEST and stated >= _MOSTLY * len(rows):
        for dataset, value in zip(rows, values, strict=True):
            if not value:
                yield slip(rule, dataset, stated=stated, total=len(rows))


def missing_numbers(reading: Reading) -> Iterator[Slip]:
    """Numbers that a table leaves out between its first and its last row."""
    for table, rows in tables(reading).items():
        last = 0
        for dataset in rows:
            number = re.match(r"\d+(?=[a-z]?\Z)", dataset.short_id.rpartition(".")[2])
            if number is None:
                continue
            here = int(number.group())
            if 0 < here - last - 1 <= _LONGEST_GAP:
                missing = tuple(map(str, range(last + 1, here)))
                yield Slip("number-skipped", dataset.source, dataset.short_id, {"number": missing, "table": table})
            last = max(last, here)


def odd_rows(reading: Reading) -> Iterator[Slip]:
    """What the reader warned of: by the rule that says it in three languages, else as it was said."""
    for warning in reading.warnings:
        kind, groups = _understood(warning)
        place = groups.get("place", groups.get("table", ""))
        if kind in ("number-repeated", "number-missing", "table-contradicts", "table-empty"):
            if kind.startswith("number") and "." not in place:
                place = f"{groups['table']}.{place}"
            yield Slip(kind, warning.source, place, groups)
        elif not kind:
            yield Slip("reading", warning.source, "", {"said": warning.message})


def _understood(warning: Warning) -> tuple[str, dict[str, str]]:
    for kind, pattern in rules()["readings"].items():
        match = re.fullmatch(pattern, warning.message, re.DOTALL)
        if match:
            return kind, {key: _unquoted(value) for key, value in match.groupdict().items()}
    return "", {}


def _unquoted(text: str) -> str:
    if text[:1] in "'\"" and len(text) > 1:
        try:
            return str(ast.literal_eval(text))
        except (SyntaxError, ValueError):
            return text.strip("'\"")
    return text


class _Said:
    """The cells that the reader quotes in its warnings, to be asked for in the order of the document."""

    def __init__(self, warnings: Sequence[Warning]) -> None:
        self._cells: defaultdict[tuple[str, str], list[tuple[Warning, str]]] = defaultdict(list)
        for warning in warnings:
            kind, groups = _understood(warning)
            if kind in ("date", "no_date"):
                self._cells["date", groups["place"]].append((warning, groups.get("text", "")))

    def next(self, kind: str, place: str) -> tuple[Warning | None, str]:
        """The next warning of this kind for the dataset with the cell it quotes; None and "" where there is none."""
        cells = self._cells.get((kind, place))
        return cells.pop(0) if cells else (None, "")
