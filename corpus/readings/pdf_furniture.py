"""Running heads, footers and page numbers: what the page carries and the plan does not say.

They are the outermost lines of their pages, and come again on other pages in the same place, numbers aside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..columns import read_columns
from ..headings import is_furniture, read_section, read_spatial
from ..titles import is_title
from .pdf_columns import clusters_of
from .pdf_wrapping import Line

__all__ = ["without_furniture"]

_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_OUTERMOST = 4
# How far from the edge of the page it is looked for, and how exactly it comes again in the same place, in points.
_MARGIN = 0.16
_PLACE = 4.0
_SHARE = 0.3
# A running head stands left, right and in the middle; a line of more parts, in letter sizes apart, is a table's.
_GAP, _MOST_PARTS = 0.8, 3


@dataclass(frozen=True, slots=True)
class _Place:
    """What a line at the edge of a page says, and where; ``at_top`` tells the head of the page from its foot."""

    text: str
    at_top: bool
    height: int


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without its furniture; a running head stays where it stands first."""
    edges = [list(_edges(lines, height)) for lines, height in zip(pages, heights, strict=True)]
    exact = Counter(key for page in edges for key in {_place(line, at_top) for line, at_top in page})
    alike = Counter(key for page in edges for key in {_numberless(_place(line, at_top)) for line, at_top in page})
    enough = max(2, round(_SHARE * len(pages)))
    # A running head stays where it stands first: it may be all there is of a title. Where there is another, it goes.
    running = {place.text for place, count in exact.items() if count >= enough}
    titled = any(is_title(line.text) for lines in pages for line in lines if line.text not in running)
    seen: set[_Place] = set()
    kept: list[list[Line]] = []
    for lines, page in zip(pages, edges, strict=True):
        dropped: set[int] = set()
        for at_top in (True, False):
            for line in (line for line, top in page if top is at_top):
                key = _place(line, at_top)
                repeated = exact[key] >= enough
                if not is_furniture(line.text) and not repeated and alike[_numberless(key)] < enough:
                    break
                once = at_top and key not in seen and not (titled and is_title(line.text))
                if not repeated or not once or is_furniture(line.text):
                    dropped.add(id(line))
                seen.add(key)
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _edges(lines: Sequence[Line], height: float) -> Iterator[tuple[Line, bool]]:
    """The lines next to the upper and the lower edge of a page, from the edge inwards, with which one it is."""
    for some, at_top in ((lines, True), (lines[::-1], False)):
        for place, line in enumerate(some[:_OUTERMOST]):
            depth = line.base if at_top else height - line.base
            if depth > _MARGIN * height or _belongs_to_plan(line, some[place : place + _OUTERMOST]):
                break
            yield line, at_top


def _belongs_to_plan(line: Line, inwards: Sequence[Line]) -> bool:
    """Whether the line is a heading or part of a table's row, which plans repeat as well."""
    beside: list[Line] = []
    for other in inwards:
        if beside and min(beside[-1].bottom, other.bottom) <= max(beside[-1].top, other.top):
            break
        beside.append(other)
    texts = [Line(tuple(words)).text for words in clusters_of((w for one in beside for w in one.words), _GAP)]
    is_row = len(texts) > _MOST_PARTS or read_columns(texts) is not None
    return is_row or bool(read_section(line.text) or read_spatial(line.text))


def _place(line: Line, at_top: bool) -> _Place:
    return _Place(line.text, at_top, round(line.base / _PLACE))


def _numberless(place: _Place) -> _Place:
    return _Place(_NUMBER.sub("0", place.text), place.at_top, place.height)
