"""Rows that a line break has cut in two -> whole rows.

A cell may hold a line break, and in a text file the rest of its row then stands on the next line. Such a row stops
before its date; what follows begins with words and not with a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .cells import run_on, says_nothing_planned
from .columns import Columns
from .headings import is_furniture, is_note, read_body, read_section, read_spatial
from .readings.passages import Passage

__all__ = ["whole_row"]

_CONDITION = re.compile(r"[(（][^()（）]+[)）]")
_ITEM = re.compile(r"[(#]?\d{1,3}[.)]?\Z")


def whole_row(passages: Sequence[Passage], place: int, columns: Columns | None) -> tuple[Passage, int]:
    """The passage at ``place`` with the lines that belong into it, and the place of the next passage."""
    passage = passages[place]
    if not columns or not passage.row or all(map(says_nothing_planned, filter(None, passage.cells[1:]))):
        return passage, place + 1
    cells = passage.cells
    for following in _following(passages, place):
        joined = (*cells[:-1], run_on(cells[-1], following.cells[0]), *following.cells[1:])
        if len(cells) > columns.date_at or len(joined) > len(columns.keys):
            break
        cells, place = joined, place + 1
    after = next(_following(passages, place), None)
    if after and len(cells) == len(columns.keys) and not after.row and _CONDITION.fullmatch(after.text):
        # "每日" and, on the next line, "(於高峰期間)"
        cells, place = (*cells[:-1], f"{cells[-1]} {after.text}".strip()), place + 1
    return replace(passage, cells=cells), place + 1


def _following(passages: Sequence[Passage], place: int) -> Iterator[Passage]:
    """The passages right behind ``place`` that cannot stand for themselves."""
    for passage in passages[place + 1 :]:
        if not passage.adjacent or not passage.cells[0] or _ITEM.match(passage.cells[0]) or _is_known(passage):
            return
        yield passage


def _is_known(passage: Passage) -> bool:
    text = passage.text
    body = None if passage.row else read_body(text)
    return bool(
        (body and body.number) or is_note(text) or is_furniture(text) or read_section(text) or read_spatial(text)
    )
