"""Tables of web pages -> rows of cells, those that reach over several rows in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from .grids import Cell, is_head
from .page_elements import is_table, name_of, rows_of, within
from .page_lines import cell_text

__all__ = ["MOST_CELLS", "TooManyCells", "is_layout", "table_rows"]

MOST_CELLS = 500_000
"""How many cells a table may have when its merged cells are counted in each row."""

_WIDEST = 100


class TooManyCells(Exception):  # noqa: N818
    """A table beyond all measure."""


def table_rows(table: etree._Element) -> list[tuple[etree._Element, list[Cell]]]:
    """The rows of a table in order, each with its element; TooManyCells where there is no end of them."""
    rows: list[tuple[etree._Element, list[Cell]]] = []
    reaching: dict[int, tuple[int, Cell]] = {}
    part, count = None, 0
    for element in rows_of(table):
        if element.getparent() is not part:
            # No cell reaches from one part of a table into the next.
            part, reaching = element.getparent(), {}
        cells = list(_placed(element, reaching))
        count += len(cells)
        if count > MOST_CELLS:
            raise TooManyCells
        rows.append((element, cells))
    return rows


def _placed(row: etree._Element, reaching: dict[int, tuple[int, Cell]]) -> Iterator[Cell]:
    """The cells of a row at their places; ``reaching`` holds, by place, cells of rows above and how far they reach."""
    start = 0
    for element in within(row, rows=False):
        while start in reaching:
            yield (cell := _reached(start, reaching))
            start += cell.span
        span = min(max(_integer(element.get("colspan"), 1), 1), _WIDEST)
        span = next((at - start for at in range(start + 1, start + span) if at in reaching), span)
        cell = Cell(cell_text(element), start, span)
        yield cell
        down = _integer(element.get("rowspan"), 1)
        if down != 1:
            # 0 means: to the end of this part of the table. The row itself is not counted.
            reaching[start] = ((down or MOST_CELLS) - 1, replace(cell, merged=True))
        start += span
    yield from (_reached(at, reaching) for at in sorted(reaching) if at >= start)


def _reached(start: int, reaching: dict[int, tuple[int, Cell]]) -> Cell:
    left, cell = reaching.pop(start)
    if left > 1:
        reaching[start] = (left - 1, cell)
    return cell


def is_layout(table: etree._Element) -> bool:
    """Whether a table has but one column, or holds tables of datasets: it is there for the look."""
    if all(len(list(within(row, rows=False))) < 2 for row in rows_of(table)):
        return True
    return any(is_head(_plain(row)) for inner in _inner(table) for row in list(rows_of(inner))[:3])


def _inner(table: etree._Element) -> Iterator[etree._Element]:
    return (element for element in table.iterdescendants() if name_of(element) and is_table(element))


def _plain(row: etree._Element) -> list[Cell]:
    return [Cell(cell_text(cell), place) for place, cell in enumerate(within(row, rows=False))]


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 9 else default
