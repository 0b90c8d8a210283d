"""PDF -> passages: text outside tables as lines, tables as rows, each with its page.

A first look at all pages tells what is printed where; only then can running heads be told from headings, and words that
a line has cut from whole ones.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PrintedPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from ..errors import UnreadableDocument
from ..records import Source, Warning
from .passages import Document
from .pdf_breaks import Page, passages_of
from .pdf_columns import Layout, Row
from .pdf_fonts import Fonts
from .pdf_furniture import without_furniture
from .pdf_grids import Grid, grids_of
from .pdf_letters import Letter, letters_of, turn_of, words_of
from .pdf_paragraphs import with_paragraphs
from .pdf_ruled import ruled_rows
from .pdf_rules import Rule, rules_of
from .pdf_unruled import Unruled
from .pdf_wrapping import Line, Wrapping, lines_of

__all__ = ["MOST_PAGES", "read_pdf"]

MOST_PAGES = 500
"""The most pages a document may have; plans have some twenty."""

# What libraries raise over files that are not as they should be.
_DAMAGE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_BROKEN = (*_DAMAGE, struct.error, zlib.error, OSError, NotImplementedError)
_START, _START_WITHIN = b"%PDF-", 1024
_END, _END_WITHIN = b"%%EOF", 4096
_FEW_LETTERS = 12
_PICTURE = 0.4
_UNNAMED = "(cid:"
_MOST_UNNAMED = 0.3
_MARGIN = 0.75


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is printed on one page: its tables with rules, the lines outside them, and single rules."""

    number: int
    width: float
    height: float
    grids: Sequence[Grid]
    lines: Sequence[Line]
    cuts: Sequence[Rule]


def read_pdf(name: str, data: bytes) -> Document:
    """The passages of a PDF's bytes; UnreadableDocument where it is locked, damaged, too long or holds no text."""
    # Its remarks on fonts and the like say nothing to whoever gives a plan.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    if _START not in data[:_START_WITHIN]:
        raise UnreadableDocument(f"{name} is not a PDF, whatever its name says; give the file that holds the plan.")
    if _END not in data[-_END_WITHIN:]:
        raise UnreadableDocument(f"{name} is cut off: the end of the PDF file is missing; get the whole file again.")
    warnings: list[Warning] = []
    with _opened(name, data) as pdf:
        sheets = list(_sheets(name, pdf, warnings))
    return Document(name, tuple(_passages(sheets)), tuple(warnings))


def _opened(name: str, data: bytes) -> PDF:
    try:
        pdf = pdfplumber.open(io.BytesIO(data), pages=list(range(1, MOST_PAGES + 2)))
        pdf.rsrcmgr = Fonts()
        count = len(pdf.pages)
    except (PdfminerException, *_BROKEN) as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, error.__cause__, *error.args))
        if locked:
            sentence = f"{name} is locked with a password; save it without one."
        else:
            sentence = f"{name} is damaged and cannot be read as a PDF; open it in another program and save it anew."
        raise UnreadableDocument(sentence) from error
    if count > MOST_PAGES:
        raise UnreadableDocument(f"{name} has more than {MOST_PAGES} pages; give the plan alone.")
    if not count:
        raise UnreadableDocument(f"{name} has no pages; get the whole file again.")
    return pdf


def _sheets(name: str, pdf: PDF, warnings: list[Warning]) -> Iterator[_Sheet]:
    """The pages that say anything; where none does, UnreadableDocument says why."""
    pictures: list[int] = []
    silent: list[int] = []
    unnamed = total = 0
    for page in pdf.pages:
        drawn, letters, turn = _printed(name, page)
        unnamed += sum(letter.text.startswith(_UNNAMED) for letter in letters)
        total += len(letters)
        letters = [letter for letter in letters if not letter.text.startswith(_UNNAMED)]
        if sum(bool(letter.text.strip()) for letter in letters) < _FEW_LETTERS and _is_picture(page, drawn):
            pictures.append(page.page_number)
        elif not letters:
            silent.append(page.page_number)
        if letters:
            yield _sheet(page, drawn, letters, turn)
        page.close()
    if total == unnamed or unnamed > _MOST_UNNAMED * total or len(pictures) + len(silent) == len(pdf.pages):
        raise UnreadableDocument(_no_text(name, pictures, unnamed))
    for number in pictures:
        message = f"Page {number} is a picture without text and was not read; it needs text recognition (OCR)."
        warnings.append(Warning(message, Source(name, page=number)))


def _no_text(name: str, pictures: Sequence[int], unnamed: int) -> str:
    if unnamed:
        return (
            f"{name} does not say which characters its fonts draw; it needs text recognition (OCR) before it is given."
        )
    if pictures:
        pages = f"page {pictures[0]}" if len(pictures) == 1 else f"pages {pictures[0]} to {pictures[-1]}"
        return f"{name} holds pictures and no text ({pages}); it needs text recognition (OCR) before it is given."
    return f"{name} holds no text; give the file that holds the text of the plan."


def _printed(name: str, page: PrintedPage) -> tuple[Mapping[str, Any], list[Letter], int]:
    try:
        drawn = page.objects
        chars = drawn.get("char", [])
        turn = turn_of(chars)
        return drawn, letters_of(chars, turn, float(page.width), float(page.height)), turn
    except (PdfminerException, *_BROKEN) as error:
        raise UnreadableDocument(
            f"Page {page.page_number} of {name} is damaged; open the file in another program and save it anew."
        ) from error


def _is_picture(page: PrintedPage, drawn: Mapping[str, Any]) -> bool:
    """Whether a picture takes up much of the page, as it does in a scanned one."""
    whole = float(page.width) * float(page.height)
    return any(image["width"] * image["height"] > _PICTURE * whole for image in drawn.get("image", []))


def _sheet(page: PrintedPage, drawn: Mapping[str, Any], letters: list[Letter], turn: int) -> _Sheet:
    width, height = float(page.width), float(page.height)
    rules = rules_of(drawn, turn, width, height)
    words = words_of(letters, [(rule.at, rule.start, rule.at, rule.end) for rule in rules.upright])
    grids, outside, loose = grids_of(rules, words)
    if turn % 2:
        width, height = height, width
    return _Sheet(page.page_number, width, height, grids, lines_of(outside), [*loose, *rules.edges])


def _passages(sheets: Sequence[_Sheet]) -> Iterator[Any]:
    every = [line for sheet in sheets for line in sheet.lines]
    cells = [line for sheet in sheets for grid in sheet.grids for cell in grid.cells for line in lines_of(cell.words)]
    wrapping = Wrapping([*every, *cells])
    kept = without_furniture([sheet.lines for sheet in sheets], [sheet.height for sheet in sheets])
    right: dict[int, float] = {}
    for sheet in sheets:
        ends = [line.x1 for line in sheet.lines] + [grid.box[2] for grid in sheet.grids]
        right[round(sheet.width)] = max([right.get(round(sheet.width), _MARGIN * sheet.width), *ends])
    reading = _Pages(wrapping)
    pages = [
        Page(sheet.number, list(with_paragraphs(reading.items(sheet, lines), right[round(sheet.width)], wrapping)))
        for sheet, lines in zip(sheets, kept, strict=True)
    ]
    yield from passages_of(pages, wrapping)


class _Pages:
    """Puts the rows and the lines of each page in order, and keeps the columns of the last table for the next."""

    def __init__(self, wrapping: Wrapping) -> None:
        self.wrapping = wrapping
        self.unruled = Unruled(wrapping)
        self.layout: Layout | None = None

    def items(self, sheet: _Sheet, lines: Sequence[Line]) -> list[Line | Row]:
        """What stands on a page, from top to bottom."""
        items: list[Line | Row] = []
        rest = list(lines)
        for grid in sorted(sheet.grids, key=lambda grid: (round(grid.box[1] / 20), grid.box[0])):
            above = [line for line in rest if line.middle < grid.box[1]]
            rest = rest[len(above) :]
            items += self.unruled.read(above, sheet.cuts)
            rows = ruled_rows(grid, self.layout, self.wrapping)
            self.layout = rows[-1].layout if rows and rows[-1].layout.columns else self.layout
            items += rows
        return items + self.unruled.read(rest, sheet.cuts)
