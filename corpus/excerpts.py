"""The lines of a text document around a row, as they stand there: for readers who want to see the source itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import CorpusError
from .readings.encodings import decode
from .readings.kinds import kind_of
from .readings.opening import document_bytes
from .readings.text import lines_of
from .records import Dataset
from .register import DOCUMENTS
from .shelf import Shelf, bundled_plans

__all__ = ["Line", "document_path", "excerpt"]

AROUND = 3
LONGEST = 1_200
_TEXTS = ("text", "csv")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document: its number from 1, its cells (one where it is no row of a table), whether it is the row."""

    number: int
    cells: tuple[str, ...]
    is_source: bool


def document_path(dataset: Dataset, shelf: Shelf) -> Path | None:
    """Where the document lies in which a dataset stands, None where it is not at hand any more."""
    for kept in shelf.register.read().kept:
        if (kept.plan, kept.document) == (dataset.plan_id, dataset.source.document):
            return shelf.register.folder / DOCUMENTS / kept.file
    return next((path for path in bundled_plans() if path.name == dataset.source.document), None)


def excerpt(dataset: Dataset, shelf: Shelf, around: int = AROUND) -> tuple[Line, ...]:
    """The lines around a dataset's row, empty ones left out; () where the document has no lines or cannot be read."""
    place = dataset.source.line
    try:
        path = document_path(dataset, shelf)
        lines = _lines(path, dataset.source.document) if path and place else ()
    except CorpusError:
        return ()
    if place is None or place > len(lines):
        return ()
    said = [n for n, line in enumerate(lines, 1) if line.strip() or n == place]
    at = said.index(place)
    return tuple(_line(n, lines[n - 1], n == place) for n in said[max(0, at - around) : at + around + 1])


def _lines(path: Path, document: str) -> tuple[str, ...]:
    data = document_bytes(path)
    found = decode(data) if kind_of(document, data) in _TEXTS else None
    return tuple(lines_of(found.text)) if found else ()


def _line(number: int, line: str, is_source: bool) -> Line:
    cells = (cell.strip()[:LONGEST] for cell in line.rstrip().split("\t"))
    return Line(number, tuple(cells), is_source)
