"""Where the columns of a table lie, and the rows that stand under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from ..columns import Columns, read_columns
from .pdf_letters import Word
from .pdf_wrapping import Line, Wrapping, lines_of

__all__ = [
    "Head",
    "Layout",
    "Lines",
    "Row",
    "cells_of",
    "clusters_of",
    "columns_of",
    "gutter",
    "in_columns",
    "known_columns",
    "pieces_of",
]

Lines = tuple[Line, ...]
_NEAR = 12.0
# Words of one line closer than this, in letter sizes, are one piece of text.
_CLEAR = 0.45
# How near to a gutter the lines behind it begin, in points; and how many have to.
_BEGIN, _FEWEST = 3.0, 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns lie: their edges from left to right, and what the head row says they hold."""

    edges: tuple[float, ...]
    columns: Columns | None = None

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.edges) - 1

    def place(self, key: str) -> int | None:
        """The place of the column that holds ``key``; None where there is none."""
        return self.columns.keys.index(key) if self.columns and key in self.columns else None

    def column_of(self, x: float) -> int:
        """The column that lies at ``x``; the outer ones reach on outwards."""
        inner = self.edges[1:-1]
        return next((place for place, edge in enumerate(inner) if x < edge), len(inner))

    def fits(self, other: Layout) -> bool:
        """Whether a table with the other layout can be this one gone on."""
        ends = abs(self.edges[0] - other.edges[0]) + abs(self.edges[-1] - other.edges[-1])
        return ends <= 2 * _NEAR or self.count == other.count


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells as lines; a row of one cell reaches over all columns."""

    cells: tuple[Lines, ...]
    layout: Layout
    head: bool = False

    def says(self, key: str) -> Lines:
        """The lines of the cell in the column that holds ``key``; none where there is no such column."""
        place = self.layout.place(key)
        return self.cells[place] if place is not None and len(self.cells) == self.layout.count else ()

    @property
    def top(self) -> float:
        """The upper edge of its text."""
        return min(line.top for cell in self.cells for line in cell)


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a head row: from where to where it reaches, and its words."""

    left: float
    right: float
    words: tuple[Word, ...]

    def text(self, wrapping: Wrapping) -> str:
        """What it says."""
        return wrapping.join(lines_of(self.words), 0)


def columns_of(heads: Iterable[Head], wrapping: Wrapping) -> Columns | None:
    """What the columns hold; None where these are no head row."""
    return read_columns([head.text(wrapping) for head in heads])


def known_columns(columns: Columns | None) -> int:
    """How many columns of a head row are understood."""
    return sum(map(bool, columns.keys)) if columns else 0


def clusters_of(words: Iterable[Word], gap: float) -> list[list[Word]]:
    """The words in groups from left to right, with upright gaps of at least ``gap`` letter sizes between them."""
    clusters: list[list[Word]] = []
    reach = 0.0
    for word in sorted(words, key=lambda one: one.x0):
        if clusters and word.x0 - reach < gap * word.size:
            clusters[-1].append(word)
        else:
            clusters.append([word])
        reach = max(reach, word.x1) if clusters[-1][0] is not word else word.x1
    return clusters


def pieces_of(line: Line) -> list[tuple[float, float]]:
    """From where to where text stands on a line without a gap that could part columns."""
    pieces: list[tuple[float, float]] = []
    for word in line.words:
        if pieces and word.x0 - pieces[-1][1] < _CLEAR * word.size:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], word.x1))
        else:
            pieces.append((word.x0, word.x1))
    return pieces


def gutter(start: float, end: float, lines: Iterable[Line]) -> float:
    """The middle of the strip between two places that the fewest lines run across.

    Of several, it is the one behind which many lines begin, as those of a column do; else the widest.
    """
    if end - start < 2:
        return (start + end) / 2
    rows = [pieces_of(line) for line in lines]
    crossed = [0] * (int(end - start) + 1)
    for x0, x1 in (piece for row in rows for piece in row):
        for i in range(max(0, ceil(x0 - start)), min(len(crossed), ceil(x1 - start))):
            crossed[i] += 1
    strips: list[tuple[int, int]] = []
    for i, count in enumerate(crossed):
        if count == min(crossed):
            strips[-1:] = [(strips[-1][0], i)] if strips and strips[-1][1] == i - 1 else [*strips[-1:], (i, i)]
    best = max(strips, key=lambda strip: (_begun(start + strip[1], end, rows), strip[1] - strip[0], -strip[0]))
    return start + (best[0] + best[1]) / 2


def _begun(x: float, end: float, rows: Sequence[Sequence[tuple[float, float]]]) -> int:
    """How many lines have a piece that begins right behind a place, where these are most of those with any near it."""
    begun = sum(any(x - 1 <= x0 <= x + _BEGIN for x0, _ in row) for row in rows)
    near = sum(any(x - 1 <= x0 <= end + _NEAR for x0, _ in row) for row in rows)
    return begun if begun >= _FEWEST and begun * 2 > near else 0


def in_columns(words: Iterable[Word], layout: Layout) -> list[list[Word]]:
    """The words by the columns that their middles lie in."""
    sorted_in: list[list[Word]] = [[] for _ in range(layout.count)]
    for word in words:
        for part in _cut(word, layout):
            sorted_in[layout.column_of((part.x0 + part.x1) / 2)].append(part)
    return sorted_in


def _cut(word: Word, layout: Layout) -> list[Word]:
    """The word in the parts that stand in different columns: a stop may hang out of its own."""
    parts = [word]
    for edge in layout.edges[1:-1]:
        if parts[-1].x0 < edge < parts[-1].x1:
            parts[-1:] = parts[-1].cut(edge)
    return parts


def cells_of(sorted_in: Sequence[Sequence[Word]]) -> tuple[Lines, ...]:
    """Each column's words as lines."""
    return tuple(tuple(lines_of(words)) for words in sorted_in)
