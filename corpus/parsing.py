"""A document's passages -> records: the grammar of an open data plan.

The walk keeps the place it is in (part, other organisation, spatial or not) and the columns of the last head row; every
passage moves the place, or adds to the table there, or is one of the things that a plan says besides. What is
none of these becomes a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from .cells import says_nothing, says_nothing_planned
from .columns import Columns, default_columns, read_columns
from .errors import NotAPlan
from .headings import (
    BodyHeading,
    SectionHeading,
    SpatialHeading,
    is_furniture,
    is_note,
    mentions_spatial,
    read_body,
    read_section,
    read_spatial,
)
from .mending import whole_row
from .readings.opening import open_document
from .readings.passages import Document, Passage
from .records import Dataset, Reading, Section, Source, Warning
from .tables import Place, Table
from .titles import is_title, read_plan_identity, spatial_by_title
from .words import squeeze

__all__ = ["parse", "read_plan"]

_SHORT = 200


def read_plan(path: Path | str, name: str | None = None) -> Reading:
    """All that the plan at ``path`` says; CorpusError where it cannot be read or is no plan.

    ``name`` is what a document is called that lies there under another name.
    """
    return parse(open_document(path, name))


def parse(document: Document) -> Reading:
    """All that a document says, as records; NotAPlan where it holds no table of datasets and no word of one."""
    return _Walk(document).reading()


def _opens_plan(passage: Passage) -> bool:
    return _section(passage) is not None or read_columns(passage.cells) is not None


def _section(passage: Passage) -> SectionHeading | None:
    """The heading of a part; in a table its letter and its words may stand in two cells."""
    filled = passage.filled
    if len(filled) > 2:
        return None
    return read_section(f"{filled[0]}. {filled[1]}" if len(filled) == 2 and len(filled[0]) == 1 else passage.text)


class _Walk:
    """One walk over a document, from its first part to its end."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cover = [passage.text for passage in takewhile(lambda p: not _opens_plan(p), document.passages)]
        headings = [passage.text for passage in document.passages if _section(passage)]
        body = "\n".join(passage.text for passage in document.passages)
        self.plan = read_plan_identity(document.name, self.cover, headings, body)
        self.parted = any(read_spatial(passage.text) for passage in document.passages)
        self.page_heads = frozenset(map(squeeze, [*self.cover, self.plan.title]))
        self.warnings: list[Warning] = list(document.warnings)
        self.tables: dict[str, Table] = {}
        self.columns: Columns | None = None
        self.section: Section | None = None
        self.place = Place("A", "own")
        self.spatial: bool | None = None
        self.spatial_first = False
        self.bodies = 0
        self.heading_open = False

    def reading(self) -> Reading:
        """Walk to the end and hand out what was read."""
        passages = self.document.passages
        at = len(self.cover)
        while at < len(passages):
            passage, at = whole_row(passages, at, self.columns)
            self._take(passage)
        datasets = tuple(dataset for table in self.tables.values() for dataset in self._finished(table))
        nothing = tuple(label for label, table in self.tables.items() if table.nothing and not table.drafts)
        if not datasets and not nothing:
            raise NotAPlan(
                f"{self.document.name} holds no table of an open data plan, neither datasets under a head row nor "
                "a part that says there are none; check that it is the right file."
            )
        return Reading(self.plan, datasets, nothing, tuple(sorted(self.warnings, key=_position)))

    def warn(self, message: str, passage: Passage) -> None:
        """Note something odd."""
        self.warnings.append(Warning(message, Source(self.document.name, passage.line, passage.page, passage.table)))

    def _take(self, passage: Passage) -> None:
        columns = read_columns(passage.cells) if passage.row else None
        if columns:
            self._take_head(columns, passage)
        elif not self._take_heading(passage) and not self._is_aside(passage):
            if len(passage.cells) > 1:
                self._take_row(passage)
            else:
                self._take_line(passage)
            self.heading_open = False

    def _take_head(self, columns: Columns, passage: Passage) -> None:
        self.heading_open = False
        if columns.unknown and columns != self.columns:
            names = ", ".join(columns.unknown)
            self.warn(
                f"The columns {names} are not known; formats and owners are looked for in them, nothing else.", passage
            )
        self.columns = columns

    def _take_heading(self, passage: Passage) -> bool:
        """Whether the passage is a heading; the place is then moved."""
        if len(passage.filled) > 2:
            return False
        in_row = len(passage.cells) > 1
        spatial = read_spatial(passage.text)
        section = None if spatial else _section(passage)
        body = None
        if not spatial and not section and self.place.role == "others" and not (in_row and self.columns):
            body = read_body(passage.text)
        if spatial:
            self._enter_table(spatial, passage)
        elif section:
            self._enter_section(section, passage)
        elif body:
            self._enter_body(body)
        self.heading_open = self.heading_open or section is not None
        return bool(spatial or section or body)

    def _enter_section(self, heading: SectionHeading, passage: Passage) -> None:
        section = heading.letter or self._letter(heading)
        if section != self.section:
            # The same heading again, at the head of a further page, does not leave the table.
            self.section, self.place = section, Place(section, heading.role)
            self.spatial, self.spatial_first, self.bodies = None, False, 0
        tail = passage.text.replace("：", ":").rpartition(":")[2]
        if ":" in passage.text.replace("：", ":") and says_nothing(tail):
            self._say_nothing(passage)

    def _letter(self, heading: SectionHeading) -> Section:
        """The letter of a part that prints none: by whose datasets it lists, and for how many years."""
        if heading.role != "own":
            return "D" if heading.role == "released" else "C"
        return "B" if heading.years > 1 or self.section == "A" else "A"

    def _enter_table(self, heading: SpatialHeading, passage: Passage) -> None:
        self.heading_open = False
        self.spatial = heading.spatial
        self.spatial_first = self.spatial_first or self.place.body is None
        table = self._table(passage, heading.spatial)
        if heading.rest and says_nothing_planned(heading.rest):
            table.nothing = True

    def _enter_body(self, heading: BodyHeading) -> None:
        self.heading_open = False
        self.bodies += 1
        number = heading.number or (str(self.bodies) if self.bodies > 1 else "")
        self.place = Place(self.place.section, self.place.role, number, heading.name)
        if not self.spatial_first:
            self.spatial = None

    def _table(self, passage: Passage, spatial: bool | None = None) -> Table:
        """The table of the present place, opened where it is not yet."""
        if self.section is None:
            self.section = "A"
            self.warn("There are datasets before the heading of any part; they are read as part A.", passage)
        if spatial is None:
            spatial = spatial_by_title(self.plan.title) if self.spatial is None else self.spatial
        place = Place(self.place.section, self.place.role, self.place.body_number, self.place.body, spatial)
        return self.tables.setdefault(place.label, Table(place, passage, self.warn))

    def _is_aside(self, passage: Passage) -> bool:
        """Whether the passage is a note, belongs to the page, or ends the heading above it."""
        if len(passage.filled) > 1:
            return False
        text = passage.text
        if is_note(text) or (not passage.row and is_furniture(text)):
            return True
        if not passage.row and (squeeze(text) in self.page_heads or (is_title(text) and len(text) < _SHORT)):
            return True
        return self.heading_open and passage.adjacent and not passage.row and not says_nothing_planned(text)

    def _take_row(self, passage: Passage) -> None:
        columns = self.columns
        if columns is None:
            columns = default_columns(len(passage.cells))
            self.warn("The table has no head row; its columns are taken in the usual order.", passage)
            self.columns = columns
        values, put_together = columns.arrange(passage.cells)
        if put_together:
            self.warn("The row has more cells than its head row; those about the description are read as one.", passage)
        self._table(passage).add(values, passage)

    def _take_line(self, passage: Passage) -> None:
        if self.section is not None and says_nothing_planned(passage.text):
            self._say_nothing(passage)
        elif self.section is not None:
            self.warn(f"The line {passage.text[:60]!r} is part of no table; it is left out.", passage)

    def _say_nothing(self, passage: Passage) -> None:
        """Mark the tables that the passage speaks of: the present one, or in a part without tables yet both."""
        if self.spatial is not None:
            kinds = [self.spatial]
        elif self.parted:
            kinds = [kind for kind in (True, False) if mentions_spatial(passage.text) in (kind, None)]
        else:
            kinds = [spatial_by_title(self.plan.title)]
        for kind in kinds:
            self._table(passage, kind).nothing = True

    def _finished(self, table: Table) -> Iterator[Dataset]:
        label = table.place.label
        if table.nothing and table.drafts:
            self.warn(f"{label} says that there is nothing to list, and lists datasets; they are read.", table.opened)
        if not table.nothing and not table.drafts:
            self.warn(f"{label} is empty: it lists no dataset and does not say that there are none.", table.opened)
        yield from table.datasets(self.plan)


def _position(warning: Warning) -> tuple[int, int]:
    return warning.source.page or 0, warning.source.line or 0
