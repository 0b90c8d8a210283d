"""What every reader hands on: a document as lines of text and rows of tables, each with its position.

The plan grammar eats these and nothing else, so that a new kind of file needs only a new reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..records import Warning

__all__ = ["Document", "Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of text (one cell) or one row of a table, and where it stands.

    ``row`` tells a row from a line: a row of one cell is possible. ``table`` is the number of the row's table
    within the document, from 1, None where the document has no real tables. ``adjacent`` says that nothing, not
    even an empty line, stands between this passage and the one before.
    """

    cells: tuple[str, ...]
    row: bool = False
    line: int | None = None
    page: int | None = None
    adjacent: bool = False
    table: int | None = None

    @property
    def text(self) -> str:
        """All cells that say anything, with a space between."""
        return " ".join(cell for cell in self.cells if cell)

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that say anything."""
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Document:
    """A document's file name and its passages from the first to the last; empty ones are left out.

    ``warnings`` are what the reader noticed on the way, such as the encoding or hidden characters.
    """

    name: str
    passages: tuple[Passage, ...]
    warnings: tuple[Warning, ...] = ()
