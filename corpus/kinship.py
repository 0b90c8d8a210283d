"""How well a Chinese row and an English row fit each other: by their values, and by words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache

from .matching import digits
from .records import Dataset
from .scripts import simplified
from .words import alternation, fold, folded, wording

__all__ = ["disagreements", "fit", "kindred"]

# Shares of a fit; together 1.
_DATES, _EVERY, _FORMATS, _COUNT, _WORDS = 0.30, 0.20, 0.10, 0.05, 0.35
# What is said of words that neither row holds: nothing for and nothing against.
_UNKNOWN = 0.5
_LONGEST = 400


def fit(chinese: Dataset, english: Dataset) -> float:
    """How well two rows fit, from 0 to 1."""
    dates, everies = (
        tuple({getattr(release, part) for release in row.releases} for row in (chinese, english))
        for part in ("date", "every")
    )
    return (
        _DATES * _shared(*dates)
        + _EVERY * _shared(*everies)
        + _FORMATS * _shared(set(chinese.formats), set(english.formats))
        + _COUNT * (len(chinese.releases) == len(english.releases))
        + _WORDS * kindred(chinese, english)
    )


def _shared(one: Set[object], other: Set[object]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def kindred(chinese: Dataset, english: Dataset) -> float:
    """The share of known words, numbers and Latin names that two rows have in common; a half where there are none."""
    ours, theirs = (_meanings(_text(row), side) for side, row in enumerate((chinese, english)))
    # A Latin name or a number within Chinese is kept in English; not every English word has a Chinese one.
    latin = _latin(_text(chinese))
    total = len(ours) + len(theirs) + 2 * len(latin)
    met = sum(any(one & other for other in theirs) for one in ours)
    back = sum(any(one & other for other in ours) for one in theirs)
    return (met + back + 2 * len(latin & _latin(_text(english)))) / total if total else _UNKNOWN


def _text(dataset: Dataset) -> str:
    return f"{dataset.name} {dataset.description[:_LONGEST]}"


@lru_cache(maxsize=20_000)
def _latin(text: str) -> frozenset[str]:
    return frozenset({*re.findall(r"[a-z][a-z0-9]+", fold(text)), *(n for n in digits(text) if len(n) > 1)})


@lru_cache(maxsize=20_000)
def _meanings(text: str, side: int) -> frozenset[frozenset[int]]:
    """What each known word of a Chinese (0) or an English (1) text may mean."""
    known, pattern = _known(side)
    return frozenset(known[match.group()] for match in pattern.finditer(simplified(fold(text))))


@cache
def _known(side: int) -> tuple[dict[str, frozenset[int]], re.Pattern[str]]:
    """The known words of one language with their meanings: the lines of the data file that they stand in."""
    known: dict[str, frozenset[int]] = {}
    for meaning, line in enumerate(wording("pairs")["words"]):
        for word in folded(word.strip() for word in line.split("=")[side].split(",")):
            for form in (word, f"{word}s", f"{word}es") if side else (simplified(word),):
                known[form] = known.get(form, frozenset()) | {meaning}
    return known, re.compile(alternation(known))


def disagreements(chinese: Dataset, english: Dataset) -> Iterator[tuple[str, str, str]]:
    """What two editions of one row state differently: the matter, the Chinese edition's word and the English one's."""
    for matter, part in (("dates", "date"), ("update frequencies", "every")):
        ours, theirs = ([getattr(release, part) for release in row.releases] for row in (chinese, english))
        if len(ours) != len(theirs) and part == "date":
            yield "numbers of releases", str(len(ours)), str(len(theirs))
        elif len(ours) == len(theirs) and ours != theirs:
            pairs = [(a or "none", b or "none") for a, b in zip(ours, theirs, strict=True) if a != b]
            yield matter, ", ".join(a for a, _ in pairs), ", ".join(b for _, b in pairs)
    if chinese.formats != english.formats:
        yield "formats", ", ".join(chinese.formats) or "none", ", ".join(english.formats) or "none"
    if chinese.spatial != english.spatial:
        yield "tables", _table(chinese), _table(english)
    if chinese.status != english.status:
        yield "parts", chinese.status, english.status


def _table(dataset: Dataset) -> str:
    return "spatial" if dataset.spatial else "non-spatial"
