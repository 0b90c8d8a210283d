"""Word documents -> passages: paragraphs and rows of tables in the order of the body.

Lines count paragraphs and rows of tables from the document's start; Word has no lines of its own, and its pages are
made by the printer.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..errors import UnreadableDocument
from ..words import one_line
from .grids import Cell, Grid, is_head
from .passages import Document, Passage
from .text import within_limits
from .word_numbering import Numbering
from .word_package import WordPackage
from .word_styles import Styles, attribute, child, is_on, local
from .word_text import Paragraph

__all__ = ["read_docx"]

# What holds paragraphs and tables and says nothing itself.
_FRAMES = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent", "tc"})
_PICTURES = frozenset({"drawing", "pict", "object"})
_DEEPEST = 12
_MOST_CELLS = 500_000
_WIDEST = 100


def read_docx(name: str, data: bytes) -> Document:
    """The passages of a Word document; UnreadableDocument where it is none, is too large or holds no text."""
    package = WordPackage(name, data)
    root = package.xml(package.main)
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument(f"{name} is damaged: it has no body; open it in Word and save it anew.")
    styles = Styles(package.related("styles"))
    walk = _Walk(name, styles, Numbering(package.related("numbering"), styles))
    passages = tuple(within_limits(name, walk.passages(body, 0)))
    if not passages:
        raise UnreadableDocument(f"{name} {_emptiness(body)}")
    return Document(name, passages)


def _emptiness(body: etree._Element) -> str:
    names = {local(each) for each in body.iter()}
    if names & _PICTURES:
        return "holds pictures and no text; it needs text recognition (OCR) first; give the document that comes of it."
    if "altChunk" in names:
        return "holds its text in a form that only Word reads; open it in Word and save it anew."
    return "is empty; give the file that holds the plan."


class _Walk:
    """One walk over the body of a document."""

    def __init__(self, name: str, styles: Styles, numbering: Numbering) -> None:
        self._name = name
        self._styles = styles
        self._numbering = numbering
        self._grid = Grid()
        self._line = 0
        self._last = -1
        self._tables = 0
        self._cells = 0

    def passages(self, frame: etree._Element, depth: int) -> Iterator[Passage]:
        """The passages of what stands in a body, a text box or a cell of a table that is there for the layout."""
        if depth > _DEEPEST:
            raise UnreadableDocument(f"{self._name} has tables within tables without end; save it anew as PDF.")
        for element in frame:
            kind = local(element)
            if kind == "p":
                yield from self._paragraph(element, depth)
            elif kind == "tbl":
                yield from self._table(element, depth)
            elif kind in _FRAMES and not _is_contents(element):
                yield from self.passages(element, depth)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Passage]:
        paragraph = Paragraph(element, self._styles)
        self._line += 1
        text = self._numbered(element, paragraph)
        if text.strip() and not paragraph.is_contents:
            yield from self._lines(text)
        for box in paragraph.boxes:
            yield from self.passages(box, depth + 1)

    def _numbered(self, element: etree._Element, paragraph: Paragraph) -> str:
        return self._numbering.label(element) + paragraph.text if paragraph.text.strip() else ""

    def _lines(self, text: str) -> Iterator[Passage]:
        for line in text.split("\n"):
            cells = tuple(map(one_line, line.split("\t")))
            # Two tabs at least make a row of a table; one stands between a number and its heading.
            row = sum(map(bool, cells)) > 2
            if any(cells):
                adjacent = self._line - self._last in (0, 1)
                yield Passage(cells if row else (one_line(line),), row, self._line, None, adjacent)
                self._last = self._line

    def _table(self, table: etree._Element, depth: int) -> Iterator[Passage]:
        rows = [row for row in _rows(table) if not _is_gone(row)]
        if _is_layout(rows):
            for row in rows:
                for cell in _cells_of(row):
                    yield from self.passages(cell, depth + 1)
            return
        self._tables += 1
        number, first = self._tables, self._line + 1
        self._line += len(rows)
        for each in self._grid.rows(list(self._merged(rows, depth))):
            cells = each.cells if each.row else (" ".join(filter(None, each.cells)),)
            yield Passage(cells, each.row, first + each.place, None, False, number)

    def _merged(self, rows: list[etree._Element], depth: int) -> Iterator[list[Cell]]:
        """The rows with their merged cells, each with the text of the cell that it continues."""
        above: dict[int, str] = {}
        for row in rows:
            cells: list[Cell] = []
            start = _count(child(child(row, "trPr"), "gridBefore"), 0)
            for element in _cells_of(row):
                self._cells += 1
                if self._cells > _MOST_CELLS:
                    raise UnreadableDocument(f"{self._name} has more than {_MOST_CELLS} cells; give the plan alone.")
                properties = child(element, "tcPr")
                span = _count(child(properties, "gridSpan"), 1)
                if _continues(properties, "hMerge") and cells:
                    last = cells.pop()
                    cells.append(Cell(last.text, last.start, last.span + span, last.merged))
                else:
                    merged = _continues(properties, "vMerge") and start in above
                    text = above[start] if merged else self._text(element, depth + 1)
                    above[start] = text
                    cells.append(Cell(text, start, span, merged))
                start += span
            yield cells

    def _text(self, cell: etree._Element, depth: int) -> str:
        """All that is said in a cell, its paragraphs, lists and small tables one below the other."""
        return "\n".join(filter(None, self._texts(cell, depth)))

    def _texts(self, frame: etree._Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise UnreadableDocument(f"{self._name} has tables within tables without end; save it anew as PDF.")
        for element in frame:
            kind = local(element)
            if kind == "p":
                paragraph = Paragraph(element, self._styles)
                # A number may stand alone in its column; it is counted even where nothing is written beside it.
                yield (self._numbering.label(element) + paragraph.text.replace("\t", " ")).strip(" ")
                for box in paragraph.boxes:
                    yield from self._texts(box, depth + 1)
            elif kind == "tbl" or kind in ("tr", *_FRAMES):
                yield from self._texts(element, depth + (kind == "tbl"))


def _is_contents(element: etree._Element) -> bool:
    """Whether a frame is a table of contents, which names the plan's headings before they come."""
    gallery = child(child(child(element, "sdtPr"), "docPartObj"), "docPartGallery")
    return "contents" in attribute(gallery, "val").lower()


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls and tracked changes too."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in _FRAMES and local(each) != "tc":
            yield from _within(each, name)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _within(table, "tr")


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in _within(row, "tc") if child(child(cell, "tcPr"), "cellDel") is None)


def _is_gone(row: etree._Element) -> bool:
    """Whether a row is hidden, or deleted by a tracked change."""
    properties = child(row, "trPr")
    return child(properties, "del") is not None or is_on(child(properties, "hidden"))


def _is_layout(rows: list[etree._Element]) -> bool:
    """Whether a table has but one column, or holds tables of datasets: it is there for the look."""
    if all(sum(1 for _ in _cells_of(row)) < 2 for row in rows):
        return True
    inner = [each for row in rows for cell in _cells_of(row) for each in cell.iter() if local(each) == "tbl"]
    return any(is_head(_plain(row)) for table in inner for row in list(_rows(table))[:3])


def _plain(row: etree._Element) -> list[Cell]:
    texts = ("".join(part.text or "" for part in cell.iter() if local(part) == "t") for cell in _cells_of(row))
    return [Cell(text, place) for place, text in enumerate(texts)]


def _continues(properties: etree._Element | None, kind: str) -> bool:
    merge = child(properties, kind)
    return merge is not None and attribute(merge, "val") != "restart"


def _count(element: etree._Element | None, default: int) -> int:
    text = attribute(element, "val")
    return min(int(text), _WIDEST) if text.isdecimal() and len(text) < 9 and int(text) else default
