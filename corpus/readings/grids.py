"""Tables with merged cells -> rows that have a cell for each column of their head row.

A cell merged over several rows means two things in a plan. Over rows that are datasets of their own it says the same
of each, and is repeated. But over the further rows of one dataset, whose number and name are merged too, it is no
value of those rows: they carry the dataset on, and their number and name stay empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from ..cells import run_on, says_nothing
from ..columns import Columns, default_columns, names_column, read_columns
from ..words import one_line

__all__ = ["Cell", "Grid", "GridRow", "is_head", "joined_cell"]

_WHOLE = ("name", "category", "frequency", "number", "date")
_OF_DATASET = ("number", "category", "name")
_ALL = "*"
_NARROWEST = 4
_MONTH_AND_YEAR = re.compile(r"(\d{1,2}|20\d\d) (\d{1,2}|20\d\d)\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in its row; lines of its text are apart by line ends.

    ``start`` and ``span`` count columns of the table's grid; ``merged`` says that the cell continues one of a row
    above, whose text it has.
    """

    text: str
    start: int
    span: int = 1
    merged: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row at its place in its table, from 0; ``row`` is False where it is no row of datasets but mere words."""

    place: int
    cells: tuple[str, ...]
    row: bool = True


def joined_cell(text: str, key: str = "") -> str:
    """A cell on one line. Chinese names go on without a space where a line ends within them; prose takes one."""
    if "\n" not in text:
        return one_line(text)
    lines = [line for line in map(one_line, text.split("\n")) if line]
    if key in _WHOLE:
        return reduce(run_on, lines, "") if lines else ""
    return " ".join(lines)


def is_head(row: Sequence[Cell]) -> bool:
    """Whether this is the head row of a table of datasets."""
    return _head_columns(row) is not None


def _head_columns(row: Sequence[Cell]) -> Columns | None:
    own = [joined_cell(cell.text, "name") for cell in row if not cell.merged]
    if len(own) < len(row) and not any(map(names_column, own)):
        return None  # a row into which cells of the head row reach down
    return read_columns([joined_cell(cell.text, "name") for cell in row])


class Grid:
    """The tables of one document, row by row; the head row of one table holds for the next where that has none."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._head: tuple[Cell, ...] = ()
        self._own = False
        self._below_head = False

    def rows(self, rows: Sequence[Sequence[Cell]]) -> Iterator[GridRow]:
        """The rows of one table that say anything; a row of one cell is given line by line."""
        self._own = False
        self._below_head = False
        fits = any(map(is_head, rows)) or self._may_go_on(max(map(len, rows), default=0))
        for place, row in enumerate(rows):
            for cells in self._row(row):
                if any(cells):
                    yield GridRow(place, cells, fits or len(cells) == 1 or any(map(says_nothing, cells)))

    def _may_go_on(self, width: int) -> bool:
        """Whether a table of this width without a head row can be one of datasets, and not of telephone numbers."""
        return width == len(self._head) if self._head else width >= _NARROWEST

    def _row(self, row: Sequence[Cell]) -> Iterator[tuple[str, ...]]:
        if all(cell.merged for cell in row) or (self._below_head and self._is_second_head(row)):
            return
        columns = _head_columns(row)
        self._below_head = columns is not None
        if columns:
            self._columns, self._head, self._own = columns, tuple(row), True
            yield tuple(joined_cell(cell.text, "name") for cell in row)
        elif len(row) == 1:
            yield from ((line,) for line in map(one_line, row[0].text.split("\n")))
        else:
            heads = {cell.text for cell in self._head}
            yield self._cells([replace(cell, text="") if cell.merged and cell.text in heads else cell for cell in row])

    def _is_second_head(self, row: Sequence[Cell]) -> bool:
        """Whether the row but names the parts of a column of the head row above it ("month", "year")."""
        wide = [cell for cell in self._head if cell.span > 1]
        own = [cell for cell in row if not cell.merged and cell.text]
        under = all(any(w.start <= cell.start < w.start + w.span for w in wide) for cell in own)
        return bool(wide) and bool(own) and under and len(own) < len(row)

    def _cells(self, row: Sequence[Cell]) -> tuple[str, ...]:
        aligned = self._aligned(row)
        keys = self._columns.keys if self._columns else default_columns(len(aligned)).keys
        keys = (*keys, *[""] * (len(aligned) - len(keys)))
        silent = _silent(dict(zip(reversed(keys), reversed(aligned), strict=False)))
        return tuple(
            _value([cell for cell in cells if not (cell.merged and (key in silent or _ALL in silent))], key)
            for key, cells in zip(keys, aligned, strict=False)
        )

    def _aligned(self, row: Sequence[Cell]) -> list[list[Cell]]:
        """The row's cells by columns: those of the head row, or its own where there is none to go by."""
        if len(row) == len(self._head):
            # Their borders may differ by a hair's breadth, which makes columns of the grid of its own.
            return [[cell] for cell in row]
        if not self._own:
            return [part for cell in row for part in [[cell], *[[] for _ in range(cell.span - 1)]]]
        columns: list[list[Cell]] = [[] for _ in self._head]
        for cell in row:
            places = [at for at, head in enumerate(self._head) if head.start <= cell.start]
            columns[places[-1] if places else 0].append(cell)
        return columns


def _silent(columns: dict[str, list[Cell]]) -> tuple[str, ...]:
    """The columns whose merged cells say nothing of a row that carries on the dataset above it; none of other rows.

    Such a row's number, if any, and name are merged with those above. With a date of its own it is a release, of which
    what is merged holds too; without one it carries on a description.
    """
    names, dates = columns.get("name", []), columns.get("date", [])
    numbers = [cell for cell in columns.get("number", []) if cell.text]
    if not names or not all(cell.merged for cell in (*names, *numbers)):
        return ()
    return _OF_DATASET if any(cell.text and not cell.merged for cell in dates) else (_ALL,)


def _value(cells: Sequence[Cell], key: str) -> str:
    text = one_line(" ".join(joined_cell(cell.text, key) for cell in cells))
    parts = _MONTH_AND_YEAR.match(text) if key == "date" and len(cells) > 1 else None
    return "/".join(parts.groups()) if parts else text
