"""The head row of a table -> which column says what, and a row's cells by that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .dates import read_date
from .words import squeeze, without_brackets, wording

__all__ = ["Columns", "default_columns", "read_columns"]

_LONGEST_HEAD = 60
_LONGEST_CHINESE = 14
_CHINESE_AND_OTHER = re.compile(r"[\u3400-\u9fff/]+|[^\u3400-\u9fff]+")
_DEFAULT = ("number", "category", "name", "description", "date", "frequency")


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

    def arrange(self, cells: Sequence[str]) -> tuple[Mapping[str, str], bool]:
        """A row's cells by what they hold, and whether they had to be put together to fit the head row."""
        cells = list(cells)
        while len(cells) > len(self.keys) and not cells[-1]:
            cells.pop()
        surplus = len(cells) - len(self.keys)
        if surplus > 0:
            # A tab within the description: the cells behind it keep their places, counted from the right.
            at = self.keys.index("description") if "description" in self.keys else len(self.keys) - 1
            cells[at : at + surplus + 1] = [" ".join(filter(None, cells[at : at + surplus + 1]))]
        values: dict[str, str] = {}
        for key, cell in zip(self.keys, cells, strict=False):
            values[key] = f"{values[key]} {cell}".strip() if key in values else cell
        return values, surplus > 0


def read_columns(cells: Sequence[str]) -> Columns | None:
    """The columns that a head row names; None for any other row."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > _LONGEST_HEAD for cell in filled):
        return None
    keys: list[str] = []
    for cell in cells:
        key = _column(cell)
        keys.append(key if key not in keys else "")
    known = [key for key in keys if key]
    if not {"name", "description"} & set(known) or len(known) < 2 or len(known) * 2 < len(filled):
        return None
    if (len(known) == 2 and len(filled) > 2) or any(map(read_date, filled)):
        return None
    return Columns(tuple(keys), tuple(cell for key, cell in zip(keys, cells, strict=True) if cell and not key))


def default_columns(width: int) -> Columns:
    """The columns that a table of this width most likely has where it has no head row."""
    if width < len(_DEFAULT):
        return Columns(tuple(key for key in _DEFAULT if key != "category"))
    return Columns(_DEFAULT)


def _column(cell: str) -> str:
    key = squeeze(without_brackets(cell)).strip(":.*")
    if key in _keys():
        return _keys()[key]
    if squeeze(cell) in _keys():
        return _keys()[squeeze(cell)]
    # "擬議發放日期", "Proposed update frequency", "Name of Dataset 數據集名稱"
    for part in _CHINESE_AND_OTHER.findall(key):
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
