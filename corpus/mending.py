"""Rows that a line break has cut in two -> whole rows, and head rows that stand on several lines -> columns.

A cell may hold a line break, and in a text file the rest of its row then stands on the next line. Such a row stops
before its date; what follows begins with words and not with a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from .cells import run_on, says_nothing, says_nothing_planned
from .columns import Columns, names_column, read_columns, read_two_rows
from .frequencies import read_frequency
from .headings import is_furniture, is_note, read_body, read_section, read_spatial
from .readings.passages import Passage

__all__ = ["whole_head", "whole_row"]

_CONDITION = re.compile(r"[(（][^()（）]+[)）]")
_ITEM = re.compile(r"[(#]?\d{1,3}[.)]?\Z")
# A heading in a table fills no more cells: its number and its words.
_MOST_OF_HEADING = 2
_HEAD_LINES = 12
_SHORT = 60


def whole_head(passages: Sequence[Passage], place: int) -> tuple[Columns, int] | None:
    """The columns that the head row at ``place`` names, and the place behind it; None for any other passage.

    Two rows may name the columns together, and in a text the cells of a head row may be cut by line breaks.
    """
    passage = passages[place]
    # Asked of every row of a plan: the number of a dataset settles it at once.
    first = passage.cells[0]
    if not passage.row or first.isdecimal() or _ITEM.match(first) or not any(map(names_column, passage.cells)):
        return None
    if _is_known(passage):
        return None
    found = [(read_columns(passage.cells), place + 1)]
    below = passages[place + 1] if place + 1 < len(passages) else None
    if below and _may_be_head(below, len(passage.cells)):
        found.append((read_two_rows(passage.cells, below.cells), place + 2))
    if passage.table is None:
        found.extend(_on_several_lines(passages, place))
    known = [(columns, end) for columns, end in found if columns]
    return max(known, key=lambda head: (head[0].worth, head[1]), default=None)


def _may_be_head(passage: Passage, width: int) -> bool:
    return (
        passage.row and len(passage.cells) == width and not _ITEM.match(passage.cells[0]) and not _stands_alone(passage)
    )


def _on_several_lines(passages: Sequence[Passage], place: int) -> Iterator[tuple[Columns | None, int]]:
    cells, seams = passages[place].cells, set[int]()
    lines = islice(_following(passages, place), _HEAD_LINES)
    for end, following in enumerate(lines, place + 2):
        if says_nothing_planned(following.text):
            return
        seams.add(len(cells) - 1)
        cells = (*cells[:-1], f"{cells[-1]} {following.cells[0]}", *following.cells[1:])
        if all(names_column(cells[seam]) for seam in seams):
            yield read_columns(cells), end


def whole_row(passages: Sequence[Passage], place: int, columns: Columns | None) -> tuple[Passage, int]:
    """The passage at ``place`` with the lines that belong into it, and the place of the next passage."""
    passage = passages[place]
    if not columns or not passage.row or passage.table is not None or _stands_alone(passage):
        return passage, place + 1
    cells = passage.cells
    for following in _following(passages, place):
        joined = (*cells[:-1], run_on(cells[-1], following.cells[0]), *following.cells[1:])
        if len(cells) > columns.date_at or len(joined) > len(columns.keys):
            break
        cells, place = joined, place + 1
    after = next(_following(passages, place), None)
    if after and len(cells) == len(columns.keys) and not after.row and _finishes(cells[-1], after.text, columns):
        cells, place = (*cells[:-1], run_on(cells[-1], after.text)), place + 1
    return passage if cells is passage.cells else replace(passage, cells=cells), place + 1


def _stands_alone(passage: Passage) -> bool:
    said = set(passage.cells[1:]) - {""}
    return (
        (len(said) < 2 and all(map(says_nothing_planned, said))) or all(map(says_nothing, said)) or _is_known(passage)
    )


def _finishes(cell: str, text: str, columns: Columns) -> bool:
    """Whether a line is the rest of the last cell: "每日" and "(於高峰期間)", "As and when" and "there are changes"."""
    if _CONDITION.fullmatch(text):
        return True
    if columns.keys[-1] != "frequency" or len(text) > _SHORT or not read_frequency(f"{cell} {text}"):
        return False
    return text[0].islower() or not read_frequency(cell)


def _following(passages: Sequence[Passage], place: int) -> Iterator[Passage]:
    """The passages right behind ``place`` that cannot stand for themselves."""
    for behind in range(place + 1, len(passages)):
        passage = passages[behind]
        if not passage.adjacent or not passage.cells[0] or _ITEM.match(passage.cells[0]) or _is_known(passage):
            return
        yield passage


def _is_known(passage: Passage) -> bool:
    if len(passage.filled) > _MOST_OF_HEADING:
        return False
    text = passage.text
    body = None if passage.row else read_body(text)
    if (body and body.number) or is_note(text) or read_section(text) or read_spatial(text):
        return True
    return not passage.row and is_furniture(text)
