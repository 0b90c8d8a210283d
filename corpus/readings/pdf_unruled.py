"""Lines of a page outside grids -> rows where a head row stands above them, else lines of text.

The head row is found by its words. Its columns part where the fewest of the lines below run across, and a line that
runs across them ends the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ..dates import read_date
from ..headings import is_furniture, is_note, read_body, read_section, read_spatial
from ..words import squeeze, wording
from .pdf_columns import Head, Layout, Row, cells_of, clusters_of, columns_of, gutter, known_columns, pieces_of
from .pdf_rows import Alignment, is_item, rows_of
from .pdf_rules import Rule
from .pdf_wrapping import Line, Wrapping

__all__ = ["Unruled"]

_GAPS = (0.32, 0.5, 0.8, 1.2, 2.0)
_DEEPEST_HEAD = 8
# Between a head row's lines, in letter sizes: more is another row, less is surely the same.
_APART, _TIGHT = 1.2, 0.75
_FEWEST = 3
_HEADING_APART = 0.8
# Columns of two tables at the same place, in points.
_SAME = 2.0
_LOOK_AHEAD = 120


class Unruled:
    """Reads lines from page to page; a table may go on over the end of one, with or without its head row."""

    def __init__(self, wrapping: Wrapping) -> None:
        self.wrapping = wrapping
        self.layout: Layout | None = None
        self.open = False
        self._alignment = Alignment()
        self._body: list[Line] = []
        self._read: list[Line | Row] = []
        self._cuts: Sequence[Rule] = ()
        self._heads: dict[int, tuple[float, int, list[Head]] | None] = {}
        self._seen: list[tuple[list[Head], list[Line]]] = []

    def read(self, lines: Sequence[Line], cuts: Sequence[Rule]) -> list[Line | Row]:
        """The lines from top to bottom as text and rows; ``cuts`` are rules and edges of colours between them."""
        self._read, self._cuts, self._heads = [], cuts, {}
        at = 0
        while at < len(lines):
            at += self._take(lines, at)
        self._end_body()
        return self._read

    def _take(self, lines: Sequence[Line], at: int) -> int:
        head = self._head(lines, at)
        if head:
            known, count, heads = head
            heads = self._with_lines_above(lines[at : at + count], known) or heads
            self._end_body()
            heads = self._widened(heads, self._below(lines[at + count : at + count + _LOOK_AHEAD], heads))
            self.layout = Layout((heads[0].left, *(head.right for head in heads)), columns_of(heads, self.wrapping))
            self._read.append(Row(cells_of([head.words for head in heads]), self.layout, head=True))
            self.open = self._alignment.fresh = True
            return count
        if not self.open and self.layout and self._goes_on(lines, at, self.layout):
            self.open = True
        if self.open and self.layout and not self._ends(lines, at, self.layout):
            self._body.append(lines[at])
        else:
            self._end_body()
            self.open = False
            self._read.append(lines[at])
        return 1

    def _end_body(self) -> None:
        body, layout = self._body, self.layout
        if body and layout:
            wide = max(line.x1 for line in body) - min(line.x0 for line in body)
            ends = [cut.at for cut in self._cuts if cut.end - cut.start > wide / 2]
            between = [end for end in ends if body[0].middle < end < body[-1].middle]
            self._read.extend(rows_of(body, layout, between, self.wrapping, self._alignment))
            self._alignment.fresh = False
        self._body = []

    def _head(self, lines: Sequence[Line], at: int) -> tuple[float, int, list[Head]] | None:
        """The head row that begins with a line: how well it is understood, how many lines it has, and its columns."""
        if at not in self._heads:
            may = _may_open_head(lines[at].text) and not _is_heading(lines[at].text)
            self._heads[at] = self._read_head(lines, at) if may else None
        return self._heads[at]

    def _read_head(self, lines: Sequence[Line], at: int) -> tuple[float, int, list[Head]] | None:
        best: tuple[float, int, list[Head]] = (0.0, 0, [])
        for count in range(1, min(_DEEPEST_HEAD, len(lines) - at) + 1):
            line, above = lines[at + count - 1], lines[at + count - 2]
            space = line.top - above.bottom if count > 1 else 0.0
            if space > _APART * line.size or (count > 1 and _is_body(line)):
                break
            known, heads = self._clusters(lines[at : at + count])
            goes_on = known == best[0] > 0 and best[1] == count - 1 and space <= _TIGHT * line.size
            if (known > best[0] or goes_on) and self._keys(best[2]) <= self._keys(heads):
                best = known, count, heads
        return best if best[2] else None

    def _with_lines_above(self, lines: Sequence[Line], known: float) -> list[Head]:
        """The head row with what was taken for text right above it, where it is understood better so."""
        above = self._body or self._read
        best: tuple[float, int, list[Head]] = (known, 0, [])
        whole = list(lines)
        for count, line in enumerate(reversed(above[-_DEEPEST_HEAD:]), 1):
            if not isinstance(line, Line) or whole[0].top - line.bottom > _TIGHT * line.size or _is_body(line):
                break
            whole.insert(0, line)
            known, heads = self._clusters(whole)
            if known >= best[0] and not _is_heading(line.text):
                best = known, count, heads
        _, count, heads = best
        del above[len(above) - count :]
        return heads

    def _below(self, lines: Sequence[Line], heads: Sequence[Head]) -> list[Line]:
        """The lines that may belong to the table: those before the next heading or head row."""
        below: list[Line] = []
        for line in lines:
            apart = below and line.top - below[-1].bottom > _HEADING_APART * line.size
            if self._is_head(line):
                break
            if apart and line.x0 < heads[1].left and _stands_as_heading(line):
                if not read_spatial(line.text):
                    break
                continue  # a heading within the table: what stands below it shows the columns too
            below.append(line)
        return below

    def _widened(self, heads: list[Head], below: list[Line]) -> list[Head]:
        """The columns as wide as the table, and those before it with the same head row, leave room for."""
        alike = [lines for others, lines in self._seen if _same_places(heads, others)]
        self._seen.append((heads, below))
        return _widened(heads, [line for lines in (*alike, below) for line in lines])

    def _is_head(self, line: Line) -> bool:
        return _may_open_head(line.text) and self._clusters([line])[0] > 0

    def _keys(self, heads: Sequence[Head]) -> set[str]:
        columns = columns_of(heads, self.wrapping)
        return set(columns.keys) - {""} if columns else set()

    def _clusters(self, lines: Sequence[Line]) -> tuple[float, list[Head]]:
        """The lines as a head row, parted at the gaps by which it is understood best, and how well that is."""
        words = [word for line in lines for word in line.words]
        best: tuple[float, list[Head]] = (0.0, [])
        for gap in _GAPS:
            heads = [Head(min(w.x0 for w in c), max(w.x1 for w in c), tuple(c)) for c in clusters_of(words, gap)]
            columns = columns_of(heads, self.wrapping) if len(heads) >= _FEWEST else None
            known = known_columns(columns) - (0.5 * len(columns.unknown) if columns else 0)
            if columns and known > best[0]:
                best = known, heads
        return best

    def _goes_on(self, lines: Sequence[Line], at: int, layout: Layout) -> bool:
        """Whether rows follow under the last head row, though something else stood between."""
        for place in range(at, min(at + _LOOK_AHEAD, len(lines))):
            line = lines[place]
            if self._ends(lines, place, layout) or self._head(lines, place):
                return False
            cells = cells_of(
                [[w for w in line.words if layout.column_of((w.x0 + w.x1) / 2) == c] for c in range(layout.count)]
            )
            filled = [cell[0].text for cell in cells if cell]
            if len(filled) >= _FEWEST and any(is_item(text) or read_date(text) for text in filled):
                return True
        return False

    def _ends(self, lines: Sequence[Line], at: int, layout: Layout) -> bool:
        """Whether the line cannot stand in the table's columns, or is something else by its words."""
        line = lines[at]
        pieces = pieces_of(line)
        for x0, x1 in pieces:
            crossed = sum(x0 < edge - 1 and edge + line.size < x1 for edge in layout.edges[1:-1])
            if crossed > 1 or (crossed and (x0 < layout.edges[1] or len(pieces) == 1)):
                return True
        # A name may begin like a heading, but does not stand apart from the row above it.
        apart = at == 0 or line.top - lines[at - 1].bottom > _HEADING_APART * line.size
        if line.x0 < layout.edges[1] and len(pieces) > 1:
            return _is_part(line.text) or (apart and len(pieces) == 2 and self._names_body(lines, at))
        if len(pieces) > 1 or layout.column_of((pieces[0][0] + pieces[0][1]) / 2) != 0:
            return len(pieces) == 1 and apart and _is_part(line.text) and self._stands_alone(lines, at)
        return _is_heading(line.text) and not is_item(line.text) and (apart or layout.place("number") == 0)

    def _stands_alone(self, lines: Sequence[Line], at: int) -> bool:
        """Whether there is room below the line, or a head row follows."""
        if at + 1 == len(lines) or lines[at + 1].top - lines[at].bottom > _HEADING_APART * lines[at].size:
            return True
        return self._head(lines, at + 1) is not None

    def _names_body(self, lines: Sequence[Line], at: int) -> bool:
        """Whether the line names another organisation, so that a heading or a head row follows."""
        body = read_body(lines[at].text)
        if not body or not body.number or at + 1 == len(lines):
            return False
        return _is_part(lines[at + 1].text) or self._head(lines, at + 1) is not None


def _is_part(text: str) -> bool:
    """Whether the line is the heading of a part or of a table, beyond doubt."""
    section = read_section(text)
    return bool((section and section.letter) or read_spatial(text))


def _is_body(line: Line) -> bool:
    """Whether the line belongs to a dataset: it holds a number or a date by itself."""
    texts = [Line(tuple(words)).text for words in clusters_of(line.words, _GAPS[2])]
    return any(is_item(text) or read_date(text) for text in texts)


def _is_heading(text: str) -> bool:
    """Whether the line is a heading or a note by its words."""
    body = read_body(text)
    known = is_note(text) or is_furniture(text) or read_section(text) or read_spatial(text)
    return bool(known or (body and body.number))


def _stands_as_heading(line: Line) -> bool:
    return len(pieces_of(line)) == 1 and _is_heading(line.text)


def _same_places(heads: Sequence[Head], others: Sequence[Head]) -> bool:
    """Whether two head rows stand at the same places, so that their tables have the same columns."""
    if len(heads) != len(others):
        return False
    return all(
        abs(a.left - b.left) < _SAME and abs(a.right - b.right) < _SAME for a, b in zip(heads, others, strict=True)
    )


def _widened(heads: Sequence[Head], below: Sequence[Line]) -> list[Head]:
    """The columns as wide as the table leaves room for; the lines below show where they part."""
    edges = [gutter(left.right, right.left, below) for left, right in pairwise(heads)]
    outer = [0.0, *edges, max([heads[-1].right, *(line.x1 for line in below)])]
    return [Head(outer[i], outer[i + 1], head.words) for i, head in enumerate(heads)]


def _may_open_head(text: str) -> bool:
    squeezed = squeeze(text)
    return len(squeezed) < 200 and any(word in squeezed for word in _head_words())


@cache
def _head_words() -> tuple[str, ...]:
    # Cells of a head row may be wrapped: half of "Dataset Name" has to do.
    words = {part for words in wording("columns").values() for word in words for part in word.split()}
    halves = {part for word in words for part in ([word] if word.isascii() else map("".join, pairwise(word)))}
    return tuple(sorted({squeeze(half) for half in halves if len(half) > 1}))
