"""The head row of a table -> which column says what, and a row's cells by that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .cells import read_item
from .dates import read_date
from .words import squeeze, without_brackets, wording

__all__ = ["Columns", "default_columns", "names_column", "read_columns", "read_two_rows"]

_LONGEST_HEAD = 90
_LONGEST_CHINESE = 14
_CHINESE_AND_OTHER = re.compile(r"[\u3400-\u9fff/]+|[^\u3400-\u9fff]+")
_DEFAULT = ("number", "category", "name", "description", "date", "frequency")
_TRIM = ":.*/|-"
_UNITS = re.compile(r"[(（\[【].*[)）\]】]\Z")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table holds: keys of columns.toml, "" for a heading that is not known there."""

    keys: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    @property
    def date_at(self) -> int:
        """The place of the date, or of the last column where there is none."""
        return self.keys.index("date") if "date" in self.keys else len(self.keys) - 1

    @property
    def worth(self) -> int:
        """How well the row is understood: the columns that are known less those that are not."""
        return sum(map(bool, self.keys)) - len(self.unknown)

    def arrange(self, cells: Sequence[str]) -> tuple[dict[str, str], bool]:
        """A row's cells by what they hold, and whether they had to be put together to fit the head row."""
        cells = list(cells)
        while len(cells) > len(self.keys) and not cells[-1]:
            cells.pop()
        surplus = len(cells) - len(self.keys)
        if surplus > 0:
            # A tab within the description: the cells behind it keep their places, counted from the right.
            at = self.keys.index("description") if "description" in self.keys else len(self.keys) - 1
            cells[at : at + surplus + 1] = [" ".join(filter(None, cells[at : at + surplus + 1]))]
        values: dict[str, list[str]] = {}
        for key, cell in zip(self.keys, cells, strict=False):
            values.setdefault(key, []).append(cell)
        return {key: " ".join(filter(None, said)) for key, said in values.items()}, surplus > 0


def read_columns(cells: Sequence[str]) -> Columns | None:
    """The columns that a head row names; None for any other row."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_HEAD for cell in filled):
        return None
    found = list(map(_column, cells))
    if "number" not in found and not cells[0]:
        found[0] = "number"  # nobody numbers a column that holds numbers
    known = {key for key in found if key}
    titled = [cell for cell in filled if _column(cell)]
    if not {"name", "description"} & known or len(known) < 2:
        return None
    if len(titled) * 2 < len(filled) and not {"name", "date", "frequency"} <= known:
        return None
    if (len(titled) == 2 and len(filled) > 2) or any(map(read_date, filled)):
        return None
    return _columns(found, cells)


def _columns(found: Sequence[str], cells: Sequence[str]) -> Columns:
    first = {key: place for place, key in reversed(list(enumerate(found)))}
    keys = tuple(key if first[key] == place else "" for place, key in enumerate(found))
    return Columns(keys, tuple(cell for key, cell in zip(keys, cells, strict=True) if cell and not key))


def read_two_rows(upper: Sequence[str], lower: Sequence[str]) -> Columns | None:
    """The columns that two rows of one width name together: 更新頻率 below 發放計劃, or units below the names."""
    if not (any(map(names_column, upper)) and any(lower)) or _is_record(upper) or _is_record(lower):
        return None
    pairs = list(zip(upper, lower, strict=True))
    if not all(_stands_below(*pair) for pair in pairs):
        return None
    cells = [below if below and names_column(below) else f"{above} {below}".strip() for above, below in pairs]
    return read_columns(cells)


def _is_record(cells: Sequence[str]) -> bool:
    return read_item(cells[0]).isdecimal() or any(len(cell) > _LONGEST_HEAD for cell in cells)


def _stands_below(above: str, below: str) -> bool:
    """Whether the lower cell belongs to a head row too: it names a column, or finishes the name above it."""
    if not below:
        return True
    if names_column(below) or _UNITS.match(below):
        return True
    return not names_column(above) and bool(above) and names_column(f"{above} {below}")


def default_columns(width: int) -> Columns:
    """The columns that a table of this width most likely has where it has no head row."""
    if width < len(_DEFAULT):
        return Columns(tuple(key for key in _DEFAULT if key != "category"))
    return Columns(_DEFAULT)


def names_column(cell: str) -> bool:
    """Whether the whole cell, but for what stands in brackets, is the name of a column."""
    return 0 < len(cell) <= _LONGEST_HEAD and bool(_whole(cell))


@lru_cache(maxsize=1024)
def _whole(cell: str) -> str:
    keys, bare = _keys(), squeeze(without_brackets(cell)).strip(_TRIM)
    found = keys.get(bare, "") or keys.get(squeeze(cell), "")
    if found or bare.isascii():
        return found
    parts = {keys.get(part.strip(_TRIM), "") for part in _CHINESE_AND_OTHER.findall(bare) if part.strip(_TRIM)}
    return parts.pop() if len(parts) == 1 else ""


@lru_cache(maxsize=1024)
def _column(cell: str) -> str:
    whole = _whole(cell)
    if whole or not cell:
        return whole
    # "擬議發放日期", "Proposed update frequency", "Name of Dataset 數據集名稱"
    for part in _CHINESE_AND_OTHER.findall(squeeze(without_brackets(cell)).strip(_TRIM)):
        found = _ending(part)
        if found:
            return found
    return ""


def _ending(part: str) -> str:
    shortest = 5 if part.isascii() else 2
    if not part.isascii() and len(part) > _LONGEST_CHINESE:
        return ""
    starts = range(len(part) - shortest + 1)
    return next((_keys()[part[start:]] for start in starts if part[start:] in _keys()), "")


@cache
def _keys() -> dict[str, str]:
    return {squeeze(word): key for key, words in wording("columns").items() for word in words}
