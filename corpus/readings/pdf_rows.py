"""Lines under a head row without rules between them -> rows.

A row is known by its number and its date, which hardly ever fill more than one line. In some tables they stand at the
top of their row, in others in its middle; which one it is shows in the longer cells beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..dates import read_date
from .pdf_columns import Layout, Lines, Row, cells_of, in_columns
from .pdf_wrapping import Line, Wrapping

__all__ = ["Alignment", "is_item", "releases_of", "rows_of"]

_ITEM = re.compile(
    r"(?:no\.?\s*|[(#（]\s*)?(?:\d{1,3}[a-z]?|[ivx]{1,5}|[一二三四五六七八九十]{1,3})\s*[.)、）]?\Z", re.I
)
_GOES_ON = re.compile(r"(?:[-–—~～/,]|\bto|\band|\bor|至|到|及|或)\Z")
# Lines of one cell are not further apart than this, in distances of the closest lines.
_CLOSE = 1.3
_CLOSER = 0.6
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The number, the date, or both of a row."""

    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Band:
    """From where to where text stands without a clear space over the whole width of the table."""

    top: float
    bottom: float


def is_item(text: str) -> bool:
    """Whether the text is the number of a row and nothing else."""
    return _ITEM.match(text) is not None


@dataclass(slots=True)
class Alignment:
    """Whether numbers and dates stand in the middle of their rows, as far as the pages before have shown.

    ``votes`` of longer cells count for the middle above nothing and for the top below it; without any, lines above the
    first number are the beginning of its row where they follow the head row (``fresh``), else the rest of another.
    """

    votes: int = 0
    fresh: bool = True


def rows_of(
    lines: Sequence[Line], layout: Layout, cuts: Iterable[float], wrapping: Wrapping, alignment: Alignment
) -> list[Row]:
    """The rows that the lines make; ``cuts`` are heights at which rules or colours certainly end a row."""
    columns = cells_of(in_columns((word for line in lines for word in line.words), layout))
    anchors = _anchors(columns, layout, wrapping)
    ends = [cut for cut in sorted(cuts) if any(line.middle < cut for line in lines)]
    alignment.votes += _votes(columns, anchors, ends)
    starts = _starts(columns, anchors, ends, alignment)
    rows: list[Row] = []
    for top, bottom in zip([float("-inf"), *starts], [*starts, float("inf")], strict=True):
        cells = tuple(tuple(line for line in cell if top <= line.middle < bottom) for cell in columns)
        if any(cells):
            rows.append(Row(cells, layout))
    return rows


def releases_of(row: Row, wrapping: Wrapping) -> list[Row]:
    """The rows that a row between rules holds: one for each date that has its own line in the cells beside it."""
    dates = list(_dates(row.says("date"), wrapping))
    beside = [key for key in ("description", "frequency") if row.says(key)]
    apart = all(
        any(abs(line.top - date.top) <= _CLOSER * date.size for line in row.says(key))
        for key in beside
        for date in dates
    )
    if len(dates) < 2 or len(beside) < 2 or not apart:
        return [row]
    starts = [float("-inf"), *(date.top for date in dates[1:]), float("inf")]
    return [
        Row(tuple(tuple(line for line in cell if top <= line.middle < bottom) for cell in row.cells), row.layout)
        for top, bottom in pairwise(starts)
    ]


def _anchors(columns: Sequence[Lines], layout: Layout, wrapping: Wrapping) -> list[_Anchor]:
    number_at, date_at = layout.place("number"), layout.place("date")
    numbers = [_anchor(line) for line in columns[number_at] if is_item(line.text)] if number_at is not None else []
    dates = list(_dates(columns[date_at], wrapping)) if date_at is not None else []
    beside = [number for number in numbers if any(_same(number, date) for date in dates)]
    if numbers and dates and len(beside) * 2 < len(numbers):
        # Numbers at the top and dates in the middle: both of one row, so one of them has to do.
        return numbers
    merged = [*dates, *(number for number in numbers if not any(_same(number, date) for date in dates))]
    return sorted(merged, key=lambda anchor: anchor.middle)


def _anchor(first: Line, last: Line | None = None) -> _Anchor:
    return _Anchor(first.top, (last or first).bottom, first.size)


def _same(a: _Anchor, b: _Anchor) -> bool:
    near = _CLOSER * max(a.size, b.size)
    return abs(a.middle - b.middle) <= near or abs(a.top - b.top) <= near


def _dates(lines: Lines, wrapping: Wrapping) -> Iterable[_Anchor]:
    """The dates of a column; one may be written on several lines."""
    at = 0
    while at < len(lines):
        end, text = at + 1, lines[at].text
        while end < len(lines) and _date_goes_on(text, lines[end - 1], lines[end], wrapping):
            text = wrapping.link(text, lines[end].text, False)
            end += 1
        if read_date(text):
            yield _anchor(lines[at], lines[end - 1])
        at = end


def _date_goes_on(text: str, line: Line, following: Line, wrapping: Wrapping) -> bool:
    if following.base - line.base > 2 * line.size:
        return False
    if not read_date(text) or _GOES_ON.search(text):
        return True
    return not read_date(following.text) and read_date(wrapping.link(text, following.text, False)) is not None


def _starts(
    columns: Sequence[Lines], anchors: Sequence[_Anchor], cuts: Sequence[float], alignment: Alignment
) -> list[float]:
    """The heights at which rows begin, but for the first."""
    starts: list[float] = list(cuts)
    bands = _bands([line for cell in columns for line in cell])
    above = alignment.fresh and bool(anchors) and bands[0].top < anchors[0].top - anchors[0].size
    in_middle = alignment.votes > 0 if alignment.votes else above
    for top, bottom in zip([float("-inf"), *cuts], [*cuts, float("inf")], strict=True):
        here = [anchor for anchor in anchors if top <= anchor.middle < bottom]
        within = [band for band in bands if top <= (band.top + band.bottom) / 2 < bottom]
        if in_middle:
            groups = _groups(within, here, _line_step(columns))
            starts += [group[0].top for group in groups[1:]]
            for group in groups:
                inside = [anchor for anchor in here if group[0].top <= anchor.middle <= group[-1].bottom]
                starts += _between_middles(inside, group)
        elif here:
            above = any(top <= line.middle < here[0].top for cell in columns for line in cell)
            starts += [anchor.top for anchor in (here if above else here[1:])]
    return sorted(starts)


def _bands(lines: Iterable[Line]) -> list[_Band]:
    bands: list[_Band] = []
    for line in sorted(lines, key=lambda one: one.top):
        if bands and line.top < bands[-1].bottom - 0.1 * line.size:
            bands[-1] = _Band(bands[-1].top, max(bands[-1].bottom, line.bottom))
        else:
            bands.append(_Band(line.top, line.bottom))
    return bands


def _line_step(columns: Sequence[Lines]) -> float:
    """The usual distance of two lines of one cell."""
    steps = sorted(below.base - above.base for cell in columns for above, below in pairwise(cell))
    return steps[len(steps) // 4] if steps else 0.0


def _groups(bands: Sequence[_Band], anchors: Sequence[_Anchor], step: float) -> list[list[_Band]]:
    """The bands with wider spaces between them than between lines, if that makes rows with anchors in their middle."""
    groups: list[list[_Band]] = []
    for band in bands:
        size = anchors[0].size if anchors else step
        if groups and band.top - groups[-1][-1].bottom <= _CLOSE * step - size:
            groups[-1].append(band)
        else:
            groups.append([band])
    centred = 0
    for group in groups:
        middle = (group[0].top + group[-1].bottom) / 2
        centred += any(abs(anchor.middle - middle) <= _CLOSER * anchor.size for anchor in anchors)
    return groups if centred >= _MOSTLY * len(anchors) else [list(bands)] if bands else []


def _between_middles(anchors: Sequence[_Anchor], bands: Sequence[_Band]) -> list[float]:
    """Where rows part whose number and date stand in their middle."""
    starts: list[float] = []
    start = bands[0].top if bands else 0.0
    for anchor, following in pairwise(anchors):
        gaps = [
            (above.bottom, below.top)
            for above, below in pairwise(bands)
            if above.bottom > anchor.middle and below.top < following.middle
        ]
        if not gaps:
            starts.append((anchor.bottom + following.top) / 2)
            start = starts[-1]
            continue
        # A row reaches as far below its middle as above it; a wider space makes up for a little.
        end, start = min(gaps, key=lambda gap: abs((start + gap[0]) / 2 - anchor.middle) - (gap[1] - gap[0]) / 2)
        starts.append((end + start) / 2)
    return starts


def _votes(columns: Sequence[Lines], anchors: Sequence[_Anchor], cuts: Sequence[float]) -> int:
    """How many more longer cells have their row's number in their middle than at their top."""
    votes = 0
    for cell in columns:
        for block in _blocks(cell, cuts):
            within = [anchor for anchor in anchors if block[0].top - 1 <= anchor.middle <= block[-1].bottom + 1]
            if len(within) == 1 and len(block) > 1:
                near = _CLOSER * block[0].size
                at_top = abs(block[0].top - within[0].top) <= near
                in_middle = abs((block[0].top + block[-1].bottom) / 2 - within[0].middle) <= near
                votes += in_middle - at_top
    return votes


def _blocks(cell: Lines, cuts: Sequence[float]) -> list[list[Line]]:
    """The lines of a column that stand closely together."""
    steps = sorted(below.base - above.base for above, below in pairwise(cell))
    usual = max(steps[len(steps) // 5], cell[0].size) if steps else 0.0
    blocks: list[list[Line]] = []
    for line in cell:
        last = blocks[-1][-1] if blocks else None
        close = last is not None and line.base - last.base <= _CLOSE * usual
        if close and last and not any(last.middle < cut < line.middle for cut in cuts):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
