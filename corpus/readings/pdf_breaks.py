"""Pages of rows and paragraphs -> passages, in which a row that a page break has cut is whole again.

The second half of a row has no number; the first half may have none either, where numbers stand in the middle of
their rows. A row without a number, but with a date of its own, is a further release and no second half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..dates import read_date
from ..headings import is_furniture, is_note
from ..words import squeeze
from .passages import Passage
from .pdf_columns import Lines, Row
from .pdf_paragraphs import Paragraph
from .pdf_wrapping import Wrapping

__all__ = ["Page", "passages_of"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page from top to bottom."""

    number: int
    items: Sequence[Paragraph | Row]


@dataclass(slots=True)
class _Whole:
    """A row as it grows over the ends of pages; ``first`` where it is the first of its table on its page."""

    row: Row
    page: int
    table: int
    first: bool
    cells: list[Lines]

    def says(self, key: str) -> Lines:
        """The lines of the cell in the column that holds ``key``."""
        place = self.row.layout.place(key)
        return self.cells[place] if place is not None and len(self.cells) == self.row.layout.count else ()


def passages_of(pages: Sequence[Page], wrapping: Wrapping) -> Iterator[Passage]:
    """All that the pages say, in order."""
    joining = _Joining(wrapping)
    entries = [entry for page in pages for entry in joining.page(page)]
    widths = _widths(entry for _, entry in entries if isinstance(entry, _Whole))
    for page, entry in entries:
        if isinstance(entry, Paragraph):
            yield Passage((entry.text,), page=page, adjacent=entry.adjacent)
        else:
            wide = widths[entry.table, len(entry.cells)]
            cells = tuple(wrapping.join(cell, wide[place]) for place, cell in enumerate(entry.cells))
            yield Passage(cells, row=True, page=page, table=entry.table)


def _widths(rows: Iterable[_Whole]) -> dict[tuple[int, int], list[float]]:
    """How long lines get in each column, by table and number of columns."""
    widths: dict[tuple[int, int], list[float]] = defaultdict(list)
    for whole in rows:
        known = widths[whole.table, len(whole.cells)]
        known.extend([0.0] * (len(whole.cells) - len(known)))
        for place, cell in enumerate(whole.cells):
            known[place] = max([known[place], *(line.x1 - line.x0 for line in cell)])
    return widths


class _Joining:
    """One walk over the pages, with the row at the end of the last page and the number of the present table."""

    def __init__(self, wrapping: Wrapping) -> None:
        self.wrapping = wrapping
        self.tail: _Whole | None = None
        self.table = 0
        self.seen: set[str] = set()

    def page(self, page: Page) -> Iterator[tuple[int, Paragraph | _Whole]]:
        """What a page says, with the number of the page; the half row at its top goes to the page before."""
        opening = list(takewhile(lambda item: isinstance(item, Paragraph) or item.head, page.items))
        goes_on = within = self.tail is not None and all(map(self._is_repeated, opening))
        last: _Whole | None = None
        noted = False
        for place, item in enumerate(page.items):
            if isinstance(item, Paragraph):
                self.seen.add(squeeze(item.text))
                noted = noted or is_note(item.text)
                if place >= len(opening) and not noted:
                    within, last = False, None
                yield page.number, item
                continue
            if place == len(opening) and goes_on and self.tail and self._belongs(self.tail, item):
                self.tail.cells = [(*a, *b) for a, b in zip(self.tail.cells, item.cells, strict=True)]
                last = self.tail
                continue
            noted = False
            self.table += not within or (item.head and place > len(opening))
            within = True
            whole = _Whole(item, page.number, self.table, last is None, list(item.cells))
            last = last if item.head else whole
            yield page.number, whole
        self.tail = last

    def _is_repeated(self, item: Paragraph | Row) -> bool:
        """Whether what stands above the first row of a page leaves its table open: a head row, or a heading again."""
        if isinstance(item, Row):
            return self.tail is not None and len(item.cells) == len(self.tail.cells)
        return is_furniture(item.text) or squeeze(item.text) in self.seen

    def _belongs(self, tail: _Whole, row: Row) -> bool:
        """Whether a row at the top of a page is the second half of the one at the end of the page before."""
        half = _Whole(row, 0, 0, True, list(row.cells))
        if len(half.cells) != len(tail.cells) or len(half.cells) < 2:
            return False
        opener = next((key for key in ("number", "name") if row.layout.place(key) is not None), "")
        opened, opens = (bool(one.says(opener) if opener else one.cells[0]) for one in (tail, half))
        if opens and opener == "name" and tail.says("name") and not half.says("date"):
            return not half.says("frequency")
        if opens:
            return not opened and not tail.first and not tail.says("date") and not _stands_alone(half, opener)
        date, further = (self._text(one.says("date")) for one in (tail, half))
        if further and not date and not opened and _stands_alone(half, "date"):
            return False
        return (
            not further or not date or not (read_date(date) or not read_date(self.wrapping.link(date, further, False)))
        )

    def _text(self, lines: Lines) -> str:
        return self.wrapping.join(lines, 0)


def _stands_alone(half: _Whole, key: str) -> bool:
    """Whether a row has its number or date at its top or in its middle, as a whole row does and a second half not."""
    lines, every = half.says(key) or half.cells[0], [line for cell in half.cells for line in cell]
    top, bottom, size = min(line.top for line in every), max(line.bottom for line in every), lines[0].size
    at_top = lines[0].top - top <= size / 2
    return at_top or abs(lines[0].top + lines[-1].bottom - top - bottom) <= size
