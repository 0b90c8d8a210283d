"""What a browser shows of an element, line by line, with the tables in it left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from lxml import etree

from ..cells import run_on
from ..words import one_line
from .page_elements import heading, is_block, is_cell, is_hidden, is_table, list_marks, name_of
from .typography import raised

__all__ = ["DEEPEST", "Line", "TooDeep", "cell_text", "shown"]

DEEPEST = 300
"""How many elements may stand within each other."""

# A line end in the source is a space, but not between Chinese characters.
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_SOURCE_LINE_END = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")


class TooDeep(Exception):  # noqa: N818
    """The elements of a page stand within each other beyond all measure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is shown, and the line of the source that it begins on; ``kept`` where its spaces are shown too."""

    text: str
    number: int
    kept: bool = False


class _Writer:
    """Puts the pieces of a line together."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._number = 0
        self.mark = ""
        """The number of a list's item that has not said anything yet."""

    def add(self, text: str | None, number: int) -> None:
        if text:
            if text.strip() and not self._number:
                self._number = number
            self._pieces.append(text)

    def line(self) -> Iterator[Line]:
        """The line so far, if it says anything; the next one begins."""
        text = one_line(_SOURCE_LINE_END.sub("", "".join(self._pieces)))
        number, self._pieces, self._number = self._number, [], 0
        if text:
            yield Line(self.marked(text), number)

    def marked(self, text: str) -> str:
        """The text with the number that belongs before it."""
        mark, self.mark = self.mark, ""
        return mark + text


def shown(element: etree._Element) -> Iterator[Line | etree._Element]:
    """The lines that the element shows, and its tables, in order; TooDeep where there is no end of it."""
    writer = _Writer()
    yield from _shown(element, writer, 0)
    yield from writer.line()


def _shown(element: etree._Element, writer: _Writer, depth: int) -> Iterator[Line | etree._Element]:
    if depth > DEEPEST:
        raise TooDeep
    writer.add(element.text, _line_of(element))
    marks = list_marks(element)
    for child in element:
        name = name_of(child)
        if is_hidden(child):
            pass
        elif name == "br":
            yield from writer.line()
        elif name == "pre" or is_table(child) or heading(child):
            yield from writer.line()
            yield from _whole(child, writer)
        elif name == "sup":
            writer.add(raised("".join(child.itertext())), _line_of(child))
        elif is_block(child):
            yield from writer.line()
            writer.mark = _mark(child, marks.get(child, "")) or writer.mark
            yield from _shown(child, writer, depth + 1)
            yield from writer.line()
            writer.mark = "" if name == "li" else writer.mark
        else:
            yield from _shown(child, writer, depth + 1)
        writer.add(child.tail, _line_of(child))


def _mark(item: etree._Element, mark: str) -> str:
    """The number of an item of a list; its bullet only in a cell, where it parts what is listed."""
    return mark if mark[:1].isalnum() or any(map(is_cell, item.iterancestors())) else ""


def _whole(element: etree._Element, writer: _Writer) -> Iterator[Line | etree._Element]:
    """A table as it is, a heading as one line, a text with its line ends and spaces line by line."""
    if is_table(element):
        yield element
    elif heading(element):
        lines = list(shown(element))
        texts = [line.text for line in lines if isinstance(line, Line)]
        if texts:
            yield Line(writer.marked(reduce(run_on, texts)), _line_of(element))
        yield from (each for each in lines if not isinstance(each, Line))
    else:
        for place, text in enumerate("".join(element.itertext()).splitlines()):
            if text.strip():
                yield Line(text, _line_of(element) + place, kept=True)


def cell_text(cell: etree._Element) -> str:
    """All that a cell shows, its lines apart by line ends; small tables in it line by line."""
    return "\n".join(_cell_lines(cell, 0))


def _cell_lines(element: etree._Element, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise TooDeep
    for piece in shown(element):
        if isinstance(piece, Line):
            yield piece.text
        else:
            for part in piece:
                if not is_hidden(part):
                    yield from _cell_lines(part, depth + 1)


def _line_of(element: etree._Element) -> int:
    return element.sourceline or 1
