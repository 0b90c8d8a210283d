"""CSV and the like -> passages: rows whose cells are apart by commas, semicolons, tabs or upright bars.

Such a file may hold a whole plan in one table, with columns for the part, the kind of data and the organisation. It is
handed on as a plan is written: the headings, where they change, then the rows. So the grammar need not know of CSV.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from ..columns import Columns, names_column, read_columns
from ..errors import UnreadableDocument
from ..records import Source, Warning
from .encodings import decode
from .grids import joined_cell
from .hidden import Sieve
from .passages import Document, Passage
from .row_places import RowPlaces, cover_of_name
from .text import MOST_LINES, decoded, encoding_warnings, lines_of

__all__ = ["looks_delimited", "read_delimited"]

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 60
_SAMPLE_BYTES = 64 * 1024
_ENOUGH = 3
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ITEM = re.compile(r"[\d.()#\s]+\Z")

_Row = tuple[int, list[str]]


def read_delimited(name: str, data: bytes) -> Document:
    """The passages of a CSV file, with the line on which each row begins."""
    found = decoded(name, data)
    sieve = Sieve()
    rows, trouble = _rows(name, found.text, sieve)
    if not rows:
        raise UnreadableDocument(f"{name} is empty; give the file that holds the rows of the plan.")
    passages = tuple(_passages(name, rows))
    noticed = (*encoding_warnings(name, found), *trouble, *sieve.warnings(name))
    return Document(name, passages, noticed)


def looks_delimited(data: bytes) -> bool:
    """Whether a text has a head row whose cells are apart by commas or semicolons, and none with tabs or bars."""
    found = decode(data[:_SAMPLE_BYTES])
    worth = {delimiter: _worth(found.text, delimiter) for delimiter in _DELIMITERS} if found else {}
    best = max(worth, key=lambda delimiter: worth[delimiter], default="\t")
    return best in ",;" and worth[best] >= _ENOUGH


def _worth(text: str, delimiter: str) -> int:
    """How well the best head row near the beginning is understood with this delimiter."""
    rows = islice(_parsed(text, delimiter, strict=False), _SAMPLE)
    try:
        heads = [columns for _, cells in rows if (columns := _columns(cells))]
    except csv.Error:
        return 0
    return max((columns.worth for columns in heads), default=0)


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff")[:6].lower()
    if first.startswith("sep=") and first[4:5] in _DELIMITERS:
        return first[4]
    worth = {delimiter: _worth(text, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: worth[delimiter])
    # Without a head row: what most lines of the beginning hold.
    head = list(islice(lines_of(text), _SAMPLE))
    return best if worth[best] else max(_DELIMITERS, key=lambda each: sum(each in line for line in head))


def _rows(name: str, text: str, sieve: Sieve) -> tuple[list[_Row], tuple[Warning, ...]]:
    """All rows that say anything, and what is to be said of broken quotation marks."""
    delimiter = _delimiter(text)
    try:
        return _limited(name, _parsed(text, delimiter, strict=True, sieve=sieve)), ()
    except csv.Error as error:
        line = int(str(error).partition(":")[0])
        message = "A quotation mark is out of place or never closed; each line is read as a row of its own."
        try:
            rows = _limited(name, _line_by_line(text, delimiter, sieve))
        except csv.Error:
            raise UnreadableDocument(
                f"{name} has a cell of more than {csv.field_size_limit()} characters near line {line}; "
                "look for a quotation mark there that is never closed."
            ) from error
        return rows, (Warning(message, Source(name, line)),)


def _limited(name: str, rows: Iterator[_Row]) -> list[_Row]:
    limited = [row for row in islice(rows, MOST_LINES + 1) if not row[1][0].lower().startswith("sep=")]
    if len(limited) > MOST_LINES:
        raise UnreadableDocument(f"{name} has more than {MOST_LINES} rows; give the plan alone, or a part of it.")
    return limited


def _parsed(text: str, delimiter: str, *, strict: bool, sieve: Sieve | None = None) -> Iterator[_Row]:
    """Each row that says anything, with the line it begins on; csv.Error with the line before its message."""
    sieve = sieve or Sieve()
    lines = (sieve.clean(line, number) + "\n" for number, line in enumerate(lines_of(text), 1))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=strict)
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(f"{line}: {error}") from error


def _line_by_line(text: str, delimiter: str, sieve: Sieve) -> Iterator[_Row]:
    for number, line in enumerate(lines_of(text), 1):
        clean = sieve.clean(line, number)
        # An odd mark would swallow the delimiters behind it.
        quoting: Literal[0, 3] = csv.QUOTE_NONE if clean.count('"') % 2 else csv.QUOTE_MINIMAL
        cells = next(csv.reader([clean], delimiter=delimiter, skipinitialspace=True, quoting=quoting), [])
        if quoting == csv.QUOTE_NONE:
            cells = [cell.strip(' "') for cell in cells]
        if any(map(str.strip, cells)):
            yield number, cells


def _columns(cells: Sequence[str]) -> Columns | None:
    # Asked of every row; most are told from a head row by the number that they begin with.
    if len(cells) < 2 or any(cell.strip().isdecimal() for cell in cells):
        return None
    return read_columns(_head(cells))


def _head(cells: Sequence[str]) -> tuple[str, ...]:
    """A head row as people write it: programs say "dataset_name" and "UpdateFrequency"."""
    return tuple(map(_spelled, cells))


def _spelled(cell: str) -> str:
    plain = joined_cell(cell, "name")
    if not plain.isascii() or " " in plain or names_column(plain):
        return plain
    return _CAMEL.sub(" ", plain.replace("_", " ")).strip()


def _passages(name: str, rows: Sequence[_Row]) -> Iterator[Passage]:
    """The rows as a plan is written: what stands above the table, the headings, the head row, the rows."""
    first = next((place for place, (_, cells) in enumerate(rows) if _columns(cells)), 0)
    above = [Passage((text,), line=line) for line, cells in rows[:first] for text in [_joined(cells)]]
    places: RowPlaces | None = None
    keys: tuple[str, ...] = ()
    head: Passage | None = None
    for line, cells in rows[first:]:
        columns = _columns(cells)
        if columns:
            places = RowPlaces(name, _head(cells), [row for _, row in rows[first + 1 :]])
            if head is None:
                yield from _cover(name, above, places, line)
            kept = places.kept(_head(cells))
            kept_columns = read_columns(kept)
            keys = kept_columns.keys if kept_columns else ()
            head = Passage(kept, row=True, line=line)
            yield head
        elif _is_line(cells):
            yield Passage((joined_cell(cells[0], "name"),), line=line)
        else:
            yield from places.headings(cells, line) if places else ()
            kept = places.kept(cells) if places else tuple(cells)
            named = (*keys, *[""] * (len(kept) - len(keys)))
            yield Passage(tuple(map(joined_cell, kept, named)), row=True, line=line)


def _joined(cells: Sequence[str]) -> str:
    return " ".join(text for cell in cells if (text := joined_cell(cell, "name")))


def _is_line(cells: Sequence[str]) -> bool:
    """Whether a row is a line of words: nothing but its first cell says anything, and that is no number."""
    return bool(cells[0].strip()) and not any(map(str.strip, cells[1:])) and not _ITEM.match(cells[0])


def _cover(name: str, above: list[Passage], places: RowPlaces, line: int) -> Iterator[Passage]:
    """What stands above the table; where that is nothing, what the columns or the file's name say of the plan."""
    yield from above
    for text in places.cover() or (() if above else cover_of_name(name, places.chinese)):
        yield Passage((text,), line=line)
