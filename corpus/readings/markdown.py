"""Tables that are drawn with upright bars, and texts in Markdown: what their marks leave of a line.

A hash may also open a note, and a row of dashes may say that there is nothing. So the marks count only in texts that
show that they are Markdown: by the rule under a head row, or by a heading of the second rank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..columns import read_columns

__all__ = ["Marks", "marks_of"]

_SHOWS_IT = re.compile(r"^(?:#{2,6}[ \t]+\S|[ \t]*+\|?[ \t]*+:?-{2,}+:?[ \t]*+\|[ \t|:-]*$)", re.M)
_UNFRAMED = re.compile(r"^[^|\t\r\n]*(?: \|[^|\t\r\n]*){3,}$", re.M)
# Lines that part others: rules of tables, underlined headings, breaks between themes.
_RULE = re.compile(r"[|:+=_*~\s-]+\Z")
_LONG = re.compile(r"--|==|__|\*\*|~~")
_SHORTEST = 4
_HEADING = re.compile(r"#{1,6}[ \t]++(?P<words>.*?)(?:(?<![ \t])[ \t]++#++)?\Z")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br ?/?>", re.I)
_STRONG = re.compile(r"(?<![\w*_\\])(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


@dataclass(frozen=True, slots=True)
class Marks:
    """How a text marks its tables and headings.

    ``markdown`` where it is in Markdown; ``unframed`` where rows have bars between their cells and none around them.
    """

    markdown: bool = False
    unframed: bool = False

    def row(self, line: str) -> list[str] | None:
        """The cells of a line with bars; None of any other. A bar behind a backslash belongs to its cell."""
        if len(line) > 1 and line[0] == line[-1] == "|":
            return _BAR.split(line[1:-1])
        cells = _BAR.split(line) if self.unframed and "|" in line else []
        return cells if len(cells) > 1 else None

    def parts(self, line: str, opens: bool) -> bool:
        """Whether a line is no more than a rule; ``opens`` where one is due, between a head row and its table.

        Elsewhere single dashes are cells that say that there is nothing.
        """
        if not _RULE.match(line):
            return False
        if "|" in line or "+" in line:
            return opens or _LONG.search(line) is not None
        return len(line) >= _SHORTEST - self.markdown and _LONG.search(line) is not None

    def bare(self, text: str) -> str:
        """A line or a cell without the marks of headings, bold print and line breaks."""
        if not self.markdown:
            return text
        heading = _HEADING.match(text)
        text = heading.group("words") if heading else text
        return _ESCAPED.sub(r"\1", _STRONG.sub(r"\2", _BREAK.sub(" ", text)))


def marks_of(text: str) -> Marks:
    """How this text marks its tables and headings."""
    markdown = _SHOWS_IT.search(text) is not None
    rows = (match.group().split("|") for match in _UNFRAMED.finditer(text))
    return Marks(markdown, any(read_columns([cell.strip() for cell in row]) for row in rows))
