"""Rules that meet -> grids, and the words in their cells.

A grid is made of the places where rules lie; where no rule lies between two cells they are one, so that merged
cells and forgotten rules need nothing of their own. A rule that meets no other one belongs to no grid.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .pdf_letters import Box, Word
from .pdf_rules import Rule, Rules

__all__ = ["Cell", "Grid", "grids_of"]

_TOUCH = 3.0
_SAME = 3.5
_COVERED = 0.5
_EDGE = 8.0
_WIDE_COLOUR = 0.6
# Rules times rules, and cells: beyond it, a page is a drawing.
_MOST_MEETINGS, _MOST_CELLS = 1_000_000, 20_000


@dataclass(slots=True)
class Cell:
    """A cell of a grid: rows ``top`` to ``bottom`` and columns ``left`` to ``right``, the last ones not counted in."""

    top: int
    bottom: int
    left: int
    right: int
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table's rules: where its columns and rows lie, and its cells from top to bottom, from left to right."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]

    @property
    def box(self) -> Box:
        """The place of the whole."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def words(self) -> list[Word]:
        """All words in it."""
        return [word for cell in self.cells for word in cell.words]

    def is_table(self) -> bool:
        """Whether it parts text into columns; a frame around text does not."""
        return len({cell.left for cell in self.cells if cell.words}) > 1


def grids_of(rules: Rules, words: Iterable[Word]) -> tuple[list[Grid], list[Word], list[Rule]]:
    """The tables among the rules with their words, the words outside, and the level rules that belong to no table."""
    grids: list[Grid] = []
    loose: list[Rule] = []
    outside = list(words)
    for level, upright in _groups(rules):
        grid = _grid(level, upright, rules.edges)
        if grid is None:
            loose.extend(level)
            continue
        left_over = _put_in(grid, outside)
        if grid.is_table():
            grids.append(grid)
            outside = left_over
        else:
            loose.extend(level)
    return grids, outside, loose


def _groups(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together, the smallest group first: a table may stand in a frame."""
    level, upright = rules.level, rules.upright
    if len(level) * len(upright) > _MOST_MEETINGS:
        return [(level, [])]
    parents = list(range(len(level) + len(upright)))
    for i, row in enumerate(level):
        for j, column in enumerate(upright, len(level)):
            if _meet(row, column):
                parents[_root(parents, i)] = _root(parents, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate([*level, *upright]):
        groups[_root(parents, i)][i >= len(level)].append(rule)
    return sorted(groups.values(), key=lambda group: max(rule.end - rule.start for rule in (*group[0], *group[1])))


def _meet(row: Rule, column: Rule) -> bool:
    across = row.start - _TOUCH <= column.at <= row.end + _TOUCH
    return across and column.start - _TOUCH <= row.at <= column.end + _TOUCH


def _root(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i


def _grid(level: Sequence[Rule], upright: Sequence[Rule], edges: Iterable[Rule]) -> Grid | None:
    if not level or not upright:
        return None
    xs = _places(upright, [rule.start for rule in level], [rule.end for rule in level])
    # A coloured row ends where its colour does, with or without a rule.
    level = [*level, *(edge for edge in edges if _parts_rows(edge, xs, upright))]
    ys = _places(level, [rule.start for rule in upright], [rule.end for rule in upright])
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return Grid(xs, ys, _cells(xs, ys, level, upright))


def _parts_rows(edge: Rule, xs: Sequence[float], upright: Sequence[Rule]) -> bool:
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    across = min(edge.end, xs[-1]) - max(edge.start, xs[0])
    return top - _TOUCH <= edge.at <= bottom + _TOUCH and across >= _WIDE_COLOUR * (xs[-1] - xs[0])


def _places(rules: Iterable[Rule], starts: list[float], ends: list[float]) -> list[float]:
    """Where the rules lie; and, where the outer ones are missing, where those that cross them begin and end."""
    places: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if places and at - places[-1][-1] <= _SAME:
            places[-1].append(at)
        else:
            places.append([at])
    found = [sum(place) / len(place) for place in places]
    first, last = min(starts), max(ends)
    return [*([first] if first < found[0] - _EDGE else []), *found, *([last] if last > found[-1] + _EDGE else [])]


def _cells(xs: list[float], ys: list[float], level: Sequence[Rule], upright: Sequence[Rule]) -> list[Cell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    parents = list(range(rows * columns))
    above, before = _by_place(level, ys), _by_place(upright, xs)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column and not _covered(before[column], ys[row], ys[row + 1]):
                parents[_root(parents, here)] = _root(parents, here - 1)
            if row and not _covered(above[row], xs[column], xs[column + 1]):
                parents[_root(parents, here)] = _root(parents, here - columns)
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for here in range(rows * columns):
        merged[_root(parents, here)].append(divmod(here, columns))
    cells: list[Cell] = []
    for places in merged.values():
        whole = Cell(places[0][0], places[-1][0] + 1, min(c for _, c in places), max(c for _, c in places) + 1)
        even = (whole.bottom - whole.top) * (whole.right - whole.left) == len(places)
        # Where forgotten rules leave an odd shape, the places where rules lie elsewhere part it.
        cells.extend([whole] if even else [Cell(r, r + 1, c, c + 1) for r, c in places])
    return sorted(cells, key=lambda cell: (cell.top, cell.left))


def _by_place(rules: Iterable[Rule], places: Sequence[float]) -> list[list[Rule]]:
    sorted_in: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        nearest = min(range(len(places)), key=lambda i: abs(places[i] - rule.at))
        sorted_in[nearest].append(rule)
    return sorted_in


def _covered(rules: Iterable[Rule], start: float, end: float) -> bool:
    """Whether rules lie along most of the way."""
    shared = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return shared >= _COVERED * (end - start)


def _put_in(grid: Grid, words: Iterable[Word]) -> list[Word]:
    """Put the words that stand in the grid into its cells; the others come back."""
    x0, top, x1, bottom = grid.box
    at: dict[tuple[int, int], Cell] = {}
    for cell in grid.cells:
        at.update(((r, c), cell) for r in range(cell.top, cell.bottom) for c in range(cell.left, cell.right))
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        if x0 < x < x1 and top < y < bottom:
            at[bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1].words.append(word)
        else:
            outside.append(word)
    return outside
