"""A grid with words -> rows under the columns of its head row.

What a cell belongs to is told by where it lies under the head row, not by counting: a rule more or less in one row, or
a cell merged over two columns, moves nothing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from .pdf_columns import (
    Head,
    Layout,
    Lines,
    Row,
    cells_of,
    clusters_of,
    columns_of,
    gutter,
    in_columns,
    known_columns,
    pieces_of,
)
from .pdf_grids import Cell, Grid
from .pdf_letters import Word
from .pdf_rows import releases_of
from .pdf_wrapping import Wrapping, lines_of

__all__ = ["ruled_rows"]

_DEEPEST_HEAD = 4
_NARROW = 12.0
_GAP = 0.8
_MOST_OF = 0.6
_CENTRED = 0.03


def ruled_rows(grid: Grid, before: Layout | None, wrapping: Wrapping) -> list[Row]:
    """The rows of a grid; ``before`` is the layout of the table before it, for one that has no head row."""
    layout = _without_head(grid, before)
    rows: list[Row] = []
    at, end = 0, len(grid.ys) - 1
    while at < end:
        head = _head(grid, at, wrapping)
        if head:
            row, at = head
            layout = row.layout
            rows.append(row)
            continue
        cells = _body_row(grid, at, layout)
        at += 1
        if any(cells):
            rows += releases_of(Row(cells, layout), wrapping)
    return rows


def _without_head(grid: Grid, before: Layout | None) -> Layout:
    bare = Layout(tuple(grid.xs))
    if before is None or not before.fits(bare):
        return bare
    return replace(before, edges=bare.edges) if bare.count == before.count else before


def _head(grid: Grid, top: int, wrapping: Wrapping) -> tuple[Row, int] | None:
    """The head row that begins at a row of the grid, and the row behind it; it may be several rows high."""
    own = [cell for cell in grid.cells if cell.top == top]
    if sum(bool(cell.words) for cell in own) < 2:
        return None  # a heading over the whole table
    depth = max(cell.bottom for cell in own)
    best: tuple[int, int, list[Head]] = (0, top, [])
    for end in range(depth, min(depth + 2, top + _DEEPEST_HEAD, len(grid.ys) - 1) + 1):
        heads = _parted(_heads(grid, top, end), grid, end, wrapping)
        known = known_columns(columns_of(heads, wrapping))
        if known > best[0]:
            best = known, end, heads
    if not best[0]:
        return None
    _, end, heads = best
    layout = Layout((heads[0].left, *(head.right for head in heads)), columns_of(heads, wrapping))
    return Row(cells_of([head.words for head in heads]), layout, head=True), end


def _heads(grid: Grid, top: int, bottom: int) -> list[Head]:
    """The columns of a head row of several rows; those under the same cells are one."""
    cells = [cell for cell in grid.cells if cell.top < bottom and cell.bottom > top]
    heads: list[Head] = []
    last: list[Cell] = []
    for column in range(len(grid.xs) - 1):
        stack = [cell for cell in cells if cell.left <= column < cell.right]
        if heads and all(map(lambda a, b: a is b, stack, last)) and len(stack) == len(last):
            heads[-1] = replace(heads[-1], right=grid.xs[column + 1])
        else:
            words = tuple(word for cell in stack for word in cell.words)
            heads.append(Head(grid.xs[column], grid.xs[column + 1], words))
        last = stack
    return _without_slivers(heads)


def _without_slivers(heads: list[Head]) -> list[Head]:
    """The columns without empty narrow ones, which are the space between two rules."""
    kept: list[Head] = []
    for head in heads:
        if kept and not head.words and head.right - head.left < _NARROW:
            kept[-1] = replace(kept[-1], right=head.right)
        else:
            kept.append(head)
    return kept


def _parted(heads: list[Head], grid: Grid, bottom: int, wrapping: Wrapping) -> list[Head]:
    """The columns with those parted that only a gap keeps apart, where the head row is understood better so."""
    below = lines_of(word for cell in grid.cells if cell.top >= bottom for word in cell.words)
    parted: list[Head] = []
    for head in heads:
        clusters = clusters_of(head.words, _GAP)
        left = head.left
        for cluster, following in pairwise(clusters):
            edge = gutter(max(word.x1 for word in cluster), following[0].x0, below)
            parted.append(Head(left, edge, tuple(cluster)))
            left = edge
        parted.append(Head(left, head.right, tuple(clusters[-1]) if clusters else ()))
    better = known_columns(columns_of(parted, wrapping)) > known_columns(columns_of(heads, wrapping))
    return parted if better else heads


def _body_row(grid: Grid, at: int, layout: Layout) -> tuple[Lines, ...]:
    own = [cell for cell in grid.cells if cell.top == at and cell.words]
    if len(own) == 1 and _is_across(own[0], grid, layout):
        return (tuple(lines_of(own[0].words)),)
    columns: list[list[Word]] = [[] for _ in range(layout.count)]
    for cell in own:
        for place, words in _placed(cell, grid, layout):
            columns[place].extend(words)
    _fill_down(columns, grid, at, layout)
    return cells_of(columns)


def _is_across(cell: Cell, grid: Grid, layout: Layout) -> bool:
    """Whether the cell reaches over most columns from the first on, as a heading within a table does."""
    covered = _under(cell, grid, layout)
    if covered[0] != 0 or len(covered) <= max(1, _MOST_OF * layout.count):
        return False
    return not _is_spread(cell, layout) and not _is_under_one(cell, grid, layout)


def _is_under_one(cell: Cell, grid: Grid, layout: Layout) -> bool:
    """Whether a wide cell's words stand under one later column alone, as the rest of a row without rules does."""
    lines = lines_of(cell.words)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    middle = (grid.xs[cell.left] + grid.xs[cell.right]) / 2
    centred = abs((left + right) / 2 - middle) < _CENTRED * (grid.xs[-1] - grid.xs[0])
    return not centred and 0 < layout.column_of(left + 1) == layout.column_of(right - 1)


def _under(cell: Cell, grid: Grid, layout: Layout) -> list[int]:
    """The columns that a cell lies under, by their middles; at least the one it begins in."""
    left, right = grid.xs[cell.left], grid.xs[cell.right]
    covered = [
        place
        for place, (a, b) in enumerate(zip(layout.edges, layout.edges[1:], strict=False))
        if left < (a + b) / 2 < right
    ]
    return covered or [layout.column_of((left + right) / 2)]


def _is_spread(cell: Cell, layout: Layout) -> bool:
    """Whether a cell's words stand in several columns, as they do where upright rules were forgotten."""
    places: set[int] = set()
    for line in lines_of(cell.words):
        for x0, x1 in pieces_of(line):
            first, last = layout.column_of(x0 + 1), layout.column_of(x1 - 1)
            if first != last:
                return False
            places.add(first)
    return len(places) > 1


def _placed(cell: Cell, grid: Grid, layout: Layout) -> list[tuple[int, list[Word]]]:
    covered = _under(cell, grid, layout)
    apart = _is_spread(cell, layout) or _is_under_one(cell, grid, layout)
    if len(covered) == 1 or not apart:
        return [(covered[0], cell.words)]
    return list(enumerate(in_columns(cell.words, layout)))


def _fill_down(columns: list[list[Word]], grid: Grid, at: int, layout: Layout) -> None:
    """Repeat what is merged over several datasets in each; of one with several releases it stands once."""
    opens = next((place for place in (layout.place("number"), layout.place("name"), 0) if place is not None), 0)
    if not columns[opens]:
        return
    for cell in grid.cells:
        if cell.top < at < cell.bottom and cell.words:
            place = _under(cell, grid, layout)[0]
            if not columns[place]:
                columns[place].extend(cell.words)
