"""Web pages -> passages: the lines and the rows of tables that a browser shows. Nothing in a page is run or fetched.

A page may be saved by a browser, alone or with its pictures in one file (MHTML). Lines are those of its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

from lxml import etree

from ..bureaux import bureau_in
from ..errors import UnreadableDocument
from ..records import Source, Warning
from ..titles import is_title
from ..words import one_line, wording
from .encodings import Decoded, decode
from .grids import Grid
from .page_elements import rows_of
from .page_lines import Line, TooDeep, shown
from .page_tables import TooManyCells, is_layout, table_rows
from .passages import Document, Passage
from .text import encoding_warnings, passages_of_text, within_limits

__all__ = ["read_html"]

_CHARSET = re.compile(rb"(?:charset|encoding)\s*+=\s*+[\"']?\s*+([\w.:-]{2,20})", re.IGNORECASE)
_HEAD = 8192
_XHTML = b"http://www.w3.org/1999/xhtml"
_PARTS = re.compile(r"(?<!\s)\s++[-–—|:»>]++\s++|[|»]")
_LONGEST_NAME = 60


def read_html(name: str, data: bytes) -> Document:
    """The passages of a web page; UnreadableDocument where it is no text, shows nothing or passes all measure."""
    found = _decoded(name, data)
    root = _tree(found.text.replace("\0", ""))
    _keep_spaces(root)
    page = _Page()
    try:
        passages = list(within_limits(name, page.passages(root))) if root is not None else []
    except (TooDeep, TooManyCells, RecursionError) as error:
        raise UnreadableDocument(
            f"{name} has elements within each other, or cells, beyond all measure; save the page anew or as PDF."
        ) from error
    if not passages:
        raise UnreadableDocument(f"{name} shows no text; open the page in a browser and save it as PDF or as text.")
    passages[:0] = _titles(root, passages)
    return Document(name, tuple(passages), (*encoding_warnings(name, found), *_nuls(name, found.text)))


def _decoded(name: str, data: bytes) -> Decoded:
    charset = _CHARSET.search(data, 0, _HEAD)
    declared = charset.group(1).decode("ascii", "replace") if charset else ""
    if re.search(rb"multipart/related", data[:_HEAD], re.IGNORECASE):
        data, declared = _saved_page(data)
    found = decode(data, declared)
    if found is None:
        raise UnreadableDocument(f"{name} is not a web page; open the page in a browser and save it as HTML.")
    return found


def _saved_page(data: bytes) -> tuple[bytes, str]:
    """The page within a file that holds it together with its pictures, and the encoding named there."""
    for part in message_from_bytes(data).walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes):
            return payload, part.get_content_charset() or ""
    return data, ""


def _nuls(name: str, text: str) -> tuple[Warning, ...]:
    if "\0" not in text:
        return ()
    line = text.count("\n", 0, text.index("\0")) + 1
    return (
        Warning(f"{text.count(chr(0))} NUL characters were removed; the first one stood here.", Source(name, line)),
    )


def _tree(text: str) -> etree._Element | None:
    data = text.encode("utf-8", "replace")
    if data.lstrip().startswith(b"<?xml") and _XHTML in data[:_HEAD]:
        # A strict page may close cells in a way that only XML knows.
        strict = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, strict)
        except etree.XMLSyntaxError:
            pass
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError  # what was read so far would pass for the whole page
    return root


def _keep_spaces(root: etree._Element | None) -> None:
    """Put spaces for line ends, where the program that wrote the page ends lines at spaces alone."""
    if root is None:
        return
    generators = (meta for meta in root.iter("{*}meta") if meta.get("name", "").lower() == "generator")
    programs = " ".join(meta.get("content", "") for meta in generators).lower()
    if not any(program in programs for program in wording("pages")["generators"]["spaced"]):
        return
    for element in root.iter("{*}*"):
        if element.tag != "pre":
            element.text = element.text.replace("\n", " ") if element.text else None
        element.tail = element.tail.replace("\n", " ") if element.tail else None


def _titles(root: etree._Element | None, passages: list[Passage]) -> list[Passage]:
    """What the title of the window says of the plan and the page itself does not: its title, its bureau."""
    element = root.find(".//{*}title") if root is not None else None
    title = one_line(element.text or "") if element is not None else ""
    line = (element.sourceline or 1) if element is not None else 1
    if not any(is_title(passage.text) for passage in passages):
        return [Passage((title,), line=line)] if is_title(title) else []
    if any(len(passage.text) <= _LONGEST_NAME and bureau_in(passage.text) for passage in passages[:20]):
        return []
    return [Passage((part,), line=line) for part in _PARTS.split(title) if bureau_in(part) and not is_title(part)]


class _Page:
    """One walk over a page."""

    def __init__(self) -> None:
        self._grid = Grid()
        self._tables = 0
        self._last = -1

    def passages(self, element: etree._Element) -> Iterator[Passage]:
        """The passages of a page, or of a cell of a table that is there for the layout."""
        for place, piece in enumerate(shown(element)):
            if not isinstance(piece, Line):
                yield from self._table(piece)
                self._last = -1
            elif piece.kept:
                # Two tabs at least make a row of a table; see text.
                yield from (_at(passage, piece.number) for passage in passages_of_text(piece.text))
            else:
                yield Passage((piece.text,), line=piece.number, adjacent=self._last == place - 1)
                self._last = place

    def _table(self, table: etree._Element) -> Iterator[Passage]:
        if is_layout(table):
            for row in rows_of(table):
                yield from self.passages(row)
            return
        rows = table_rows(table)
        self._tables += 1
        number = self._tables
        for caption in table.iterchildren("{*}caption"):
            yield from self.passages(caption)
        for each in self._grid.rows([cells for _, cells in rows]):
            cells = each.cells if each.row else (" ".join(filter(None, each.cells)),)
            line = rows[each.place][0].sourceline
            yield Passage(cells, each.row, line, None, False, number)


def _at(passage: Passage, line: int) -> Passage:
    return Passage(passage.cells, passage.row, line, None, passage.adjacent)
