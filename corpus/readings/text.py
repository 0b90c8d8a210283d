"""Plain text -> passages: a line with a tab, or between upright bars, is a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from ..errors import UnreadableDocument
from ..records import Source, Warning
from .encodings import Decoded, decode
from .hidden import Sieve
from .markdown import Marks, marks_of
from .passages import Document, Passage

__all__ = ["MOST_LINES", "decoded", "encoding_warnings", "lines_of", "passages_of_text", "read_text", "within_limits"]

MOST_LINES = 300_000
"""How many lines that say anything, or rows, a text may have."""

# Editors count these as line ends; str.splitlines would count more, and its numbers would not be found again.
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def read_text(name: str, data: bytes) -> Document:
    """The passages of a text file's bytes, with line numbers counted from 1."""
    found = decoded(name, data)
    sieve = Sieve()
    passages = tuple(within_limits(name, passages_of_text(found.text, sieve)))
    if not passages:
        raise UnreadableDocument(f"{name} is empty; give the file that holds the text of the plan.")
    return Document(name, passages, (*encoding_warnings(name, found), *sieve.warnings(name)))


def decoded(name: str, data: bytes) -> Decoded:
    """The text of a file's bytes; UnreadableDocument where they are no text."""
    found = decode(data)
    if found is None:
        raise UnreadableDocument(f"{name} is not a text file; save the plan as UTF-8 text, table cells apart by tabs.")
    return found


def encoding_warnings(name: str, found: Decoded) -> tuple[Warning, ...]:
    """What is to be said of the encoding that a text was in: nothing of sound UTF-8."""
    said: list[str] = []
    if found.encoding != "UTF-8":
        how = "" if found.told else ", as its characters tell"
        said.append(f"The text is in {found.encoding}{how}, not in UTF-8; it is read so.")
    if found.broken:
        said.append(
            f"{found.broken} characters are broken and read as U+FFFD, the first on line {_line_of_broken(found.text)}."
        )
    return tuple(Warning(message, Source(name, 1)) for message in said)


def _line_of_broken(text: str) -> int:
    return 1 + sum(1 for _ in re.finditer(r"\r\n|\r|\n", text[: text.index("\ufffd")]))


def within_limits(name: str, passages: Iterator[Passage]) -> Iterator[Passage]:
    """The passages as long as there are no more than a plan can have; then UnreadableDocument."""
    for count, passage in enumerate(passages, 1):
        if count > MOST_LINES:
            raise UnreadableDocument(f"{name} has more than {MOST_LINES} lines; give the plan alone, or a part of it.")
        yield passage


def passages_of_text(text: str, sieve: Sieve | None = None) -> Iterator[Passage]:
    """The lines that say anything, in order."""
    sieve, marks = sieve or Sieve(), marks_of(text)
    last, rows = -1, 0
    for number, (line, below) in enumerate(pairwise(chain(lines_of(text), [""])), 1):
        line = sieve.clean(line, number)
        row = marks.row(line.strip())
        rows = rows + 1 if row else 0
        # The second of several rows is the rule of a table where single dashes make it.
        if marks.parts(line.strip(), opens=rows == 2 and not marks.markdown and marks.row(below.strip()) is not None):
            continue
        cells = _cells(row or line.split("\t"), marks)
        if any(cells):
            yield Passage(cells, row=len(cells) > 1, line=number, adjacent=number == last + 1)
            last = number


def lines_of(text: str) -> Iterator[str]:
    """The lines one by one: a list of all of them would take as much memory again."""
    for match in _LINE.finditer(text):
        yield match.group(1)
        if not match.group(2):
            return


def _cells(cells: Iterable[str], marks: Marks) -> tuple[str, ...]:
    return tuple(_unquoted(" ".join(marks.bare(cell.strip()).split())) for cell in cells)


def _unquoted(cell: str) -> str:
    """The cell without the quotation marks that spreadsheets put around cells when they save them as text."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and cell.count('"') % 2 == 0:
        return cell[1:-1].replace('""', '"').strip()
    return cell
