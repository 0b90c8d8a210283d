"""Plain text -> passages: a line with a tab, or between upright bars, is a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import UnreadableDocument
from .encodings import decode
from .passages import Document, Passage

__all__ = ["passages_of_text", "read_text"]

# Editors count these as line ends; str.splitlines would count more, and its numbers would not be found again.
_LINE_END = re.compile(r"\r\n|\r|\n")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_RULE = re.compile(r"[|:\-+=\s]+\Z")


def read_text(name: str, data: bytes) -> Document:
    """The passages of a text file's bytes, with line numbers counted from 1."""
    text = decode(data)
    if text is None:
        raise UnreadableDocument(f"{name} is not a text file; save the plan as UTF-8 text, table cells apart by tabs.")
    document = Document(name, tuple(passages_of_text(text)))
    if not document.passages:
        raise UnreadableDocument(f"{name} is empty; give the file that holds the text of the plan.")
    return document


def passages_of_text(text: str) -> Iterator[Passage]:
    """The lines that say anything, in order."""
    last = -1
    for number, line in enumerate(_LINE_END.split(text.translate(_INVISIBLE)), 1):
        cells = _cells(line)
        if any(cells):
            yield Passage(cells, row=len(cells) > 1, line=number, adjacent=number == last + 1)
            last = number


def _cells(line: str) -> tuple[str, ...]:
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        cells = [] if _RULE.match(bare) else bare[1:-1].split("|")
    else:
        cells = line.split("\t")
    return tuple(_unquoted(" ".join(cell.split())) for cell in cells)


def _unquoted(cell: str) -> str:
    """The cell without the quotation marks that spreadsheets put around cells when they save them as text."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and cell.count('"') % 2 == 0:
        return cell[1:-1].replace('""', '"').strip()
    return cell
