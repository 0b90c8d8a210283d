"""Lists put in order: by name, date, frequency or status; what ties stands in the order of the plans.

English names stand in the order of the alphabet. Simplified Chinese names stand in that of their Mandarin sounds
(pinyin), Traditional ones by radical and strokes, as in a dictionary (the order of Unicode).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant.answer import Language
from assistant.durations import minutes
from corpus.records import Dataset
from index.analysis import fold
from index.sounds import sound

SORTS = ("relevance", "name", "date", "-date", "frequency", "status")
"""The orders by name; by relevance a list stays as it is."""

_NUMBER = re.compile(r"(\d+)")
_WORDS = {"real-time": 0.0, "as-needed": 1e12, "once": 2e12}
_UNKNOWN = 3e12
_NEVER = "9999-99"


def sorted_by(datasets: Sequence[Dataset], sort: str, language: Language) -> list[Dataset]:
    """The datasets in an order, for a reader of this language; KeyError for one that is not in SORTS."""
    if sort == "relevance":
        return list(datasets)
    key = _KEYS[sort]
    return sorted(datasets, key=lambda dataset: (key(dataset, language), place(dataset)))


def place(dataset: Dataset) -> tuple[tuple[int, int | str], ...]:
    """What ids are sorted by: D.ii.9 stands before D.ii.10."""
    parts = _NUMBER.split(dataset.id)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


def pace(every: str | None) -> float:
    """What frequencies are sorted by, the fastest first: lengths in minutes, then as needed, once, not understood."""
    if every is None:
        return _UNKNOWN
    length = minutes(every)
    return _WORDS.get(every, _UNKNOWN) if length is None else length


def _name(dataset: Dataset, language: Language) -> str:
    if language == "en":
        return fold(dataset.name_en or dataset.name)
    name = dataset.name_zh or dataset.name
    return sound(name) if language == "zh-Hans" else _bare(name)


def _bare(name: str) -> str:
    """The name without marks that would part what belongs together: 「地區康健站」 stands beside 地區康健中心."""
    return re.sub(r"\W", "", name)


def _first_date(dataset: Dataset, language: Language) -> str:
    return min((release.date for release in dataset.releases if release.date), default=_NEVER)


def _newest_first(dataset: Dataset, language: Language) -> int:
    newest = max((release.date for release in dataset.releases if release.date), default="0000-00")
    return -int(newest.replace("-", ""))


def _pace(dataset: Dataset, language: Language) -> float:
    return min((pace(release.every) for release in dataset.releases), default=_UNKNOWN)


def _status(dataset: Dataset, language: Language) -> tuple[bool, str]:
    return dataset.status == "released", _first_date(dataset, language)


_KEYS: dict[str, Callable[[Dataset, Language], Any]] = {
    "name": _name,
    "date": _first_date,
    "-date": _newest_first,
    "frequency": _pace,
    "status": _status,
}
