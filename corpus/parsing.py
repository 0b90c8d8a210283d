"""A document's passages -> records: the grammar of an open data plan.

The walk keeps the place it is in (part, other organisation, spatial or not) and the columns of the last head row; every
passage moves the place, or adds to the table there, or is one of the things that a plan says besides. What is
none of these becomes a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from .bureaux import is_body
from .cells import says_nothing, says_nothing_planned
from .columns import Columns, default_columns
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
)
from .landmarks import may_be_heading, merged, opens_plan, sample, section_of, spatial_of
from .mending import whole_head, whole_row
from .places import Place, Position
from .readings.opening import open_document
from .readings.passages import Document, Passage
from .records import Dataset, Reading, Source, Warning
from .tables import Table
from .titles import is_title, read_plan_identity, spatial_by_title
from .words import squeeze

__all__ = ["Progress", "parse", "read_plan"]

_SHORT = 200
_STEP = 500

Progress = Callable[[int, int], None]
"""Told now and then how many of how many passages of a long plan are read; may raise to end the reading."""


def read_plan(path: Path | str, name: str | None = None, progress: Progress | None = None) -> Reading:
    """All that the plan at ``path`` says; CorpusError where it cannot be read or is no plan.

    ``name`` is what a document is called that lies there under another name.
    """
    return parse(open_document(path, name), progress)


def parse(document: Document, progress: Progress | None = None) -> Reading:
    """All that a document says, as records; NotAPlan where it holds no table of datasets and no word of one."""
    return _Walk(document, progress).reading()


class _Walk:
    """One walk over a document, from its first part to its end."""

    def __init__(self, document: Document, progress: Progress | None) -> None:
        self.name, self.progress = document.name, progress
        self.passages = tuple(map(merged, document.passages))
        self.cover = [passage.text for passage in takewhile(lambda p: not opens_plan(p), self.passages)]
        headings = [p.text for p in self.passages if (heading := section_of(p)) and heading.role != "released"]
        self.plan = read_plan_identity(document.name, self.cover, headings, sample(self.passages))
        self.parted = any(map(spatial_of, self.passages))
        self.page_heads = frozenset(map(squeeze, [*self.cover, self.plan.title]))
        self.warnings: list[Warning] = list(document.warnings)
        self.tables: dict[str, Table] = {}
        self.columns: Columns | None = None
        year = self.plan.period[:4]
        self.position = Position(spatial_by_title(self.plan.title), int(year) if year else None)
        self.heading_open = False

    def reading(self) -> Reading:
        """Walk to the end and hand out what was read."""
        at = told = len(self.cover)
        while at < len(self.passages):
            at = self._step(at)
            if self.progress and at - told >= _STEP:
                told = at
                self.progress(at, len(self.passages))
        datasets = tuple(dataset for table in self.tables.values() for dataset in self._finished(table))
        nothing = tuple(label for label, table in self.tables.items() if table.nothing and not table.drafts)
        if not datasets and not nothing:
            raise NotAPlan(
                f"{self.name} holds no table of an open data plan, neither datasets under a head row nor "
                "a part that says there are none; check that it is the right file."
            )
        if self.progress and told > len(self.cover):
            self.progress(len(self.passages), len(self.passages))
        return Reading(self.plan, datasets, nothing, tuple(sorted(self.warnings, key=_position)))

    def warn(self, message: str, passage: Passage) -> None:
        """Note something odd."""
        self.warnings.append(Warning(message, Source(self.name, passage.line, passage.page, passage.table)))

    def _step(self, at: int) -> int:
        """Take in the head row or the passage at a place; the place behind it."""
        head = whole_head(self.passages, at)
        if head:
            self._take_head(head[0], self.passages[at])
            return head[1]
        passage, at = whole_row(self.passages, at, self.columns)
        self._take(passage)
        return at

    def _take(self, passage: Passage) -> None:
        if not self._take_heading(passage) and not self._is_aside(passage):
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
                f"The columns {names[:_SHORT]} are not known; formats and owners are looked for in them, nothing else.",
                passage,
            )
        self.columns = columns

    def _take_heading(self, passage: Passage) -> bool:
        """Whether the passage is a heading; the position is then moved."""
        if not may_be_heading(passage):
            return False
        spatial = spatial_of(passage)
        section = None if spatial else section_of(passage)
        body = None if spatial or section else self._body(passage)
        if spatial:
            self._enter_table(spatial, passage)
        elif section:
            self._enter_section(section, passage)
        elif body:
            self._enter_body(body)
        self.heading_open = self.heading_open or section is not None
        return bool(spatial or section or body)

    def _body(self, passage: Passage) -> BodyHeading | None:
        """The other organisation that the passage names; within a table only where it can be nothing else."""
        role = self.position.place.role
        body = read_body(passage.text) if role != "own" else None
        if not body or (role == "released" and not (body.number and is_body(body.name))):
            return None
        if len(passage.cells) == 1 or not self.columns:
            return body
        if says_nothing_planned(body.name) or not passage.cells[0] or passage.cells[0].isdecimal():
            return None
        sure = is_body(body.name) or passage.cells[0][:1] in {"C", "c"}
        return body if sure or (body.number and len(passage.filled) == 1) else None

    def _enter_section(self, heading: SectionHeading, passage: Passage) -> None:
        self.position.enter_section(heading)
        front, colon, tail = passage.text.replace("：", ":").rpartition(":")
        if colon and front and says_nothing(tail):
            self._say_nothing(passage)

    def _enter_table(self, heading: SpatialHeading, passage: Passage) -> None:
        self.heading_open = False
        self.position.enter_spatial(heading)
        table = self._table(passage)
        if heading.rest and says_nothing_planned(heading.rest):
            table.nothing = True

    def _enter_body(self, heading: BodyHeading) -> None:
        self.heading_open = False
        section = self.position.section
        for old, new in self.position.enter_body(heading).items():
            for table in self.tables.values():
                place = replace(table.place, body_number=new)
                here = table.place.section == section and table.place.body and table.place.body_number == old
                if here and place.label not in self.tables:
                    table.place = place
            self.tables = {table.place.label: table for table in self.tables.values()}

    def _table(self, passage: Passage, spatial: bool | None = None) -> Table:
        """The table of the present place, opened where it is not yet."""
        if self.position.section is None:
            self.position.section = "A"
            self.warn("There are datasets before the heading of any part; they are read as part A.", passage)
        place: Place = self.position.table(spatial)
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
        heading = read_section(values.get("part", "")) if len(passage.filled) == 1 else None
        if heading:
            self._enter_section(heading, passage)
            return
        self.position.enter_cells(values, sorted_by_kind=not self.parted)
        self._table(passage).add(values, passage)

    def _take_line(self, passage: Passage) -> None:
        if self.position.section is not None and says_nothing_planned(passage.text):
            self._say_nothing(passage)
        elif self.position.section is not None:
            self.warn(f"The line {passage.text[:60]!r} is part of no table; it is left out.", passage)

    def _say_nothing(self, passage: Passage) -> None:
        """Mark the tables that the passage speaks of: the present one, or in a part without tables yet both."""
        spatial = self.position.spatial
        if spatial is not None:
            kinds = [spatial]
        elif self.parted:
            kinds = [kind for kind in (True, False) if mentions_spatial(passage.text) in (kind, None)]
        else:
            kinds = [self.position.default_spatial]
        for kind in kinds:
            self._table(passage, kind).nothing = True

    def _finished(self, table: Table) -> Iterator[Dataset]:
        label = table.place.label
        if table.nothing and table.drafts:
            self.warn(f"{label} says that there is nothing to list, and lists datasets; they are read.", table.opened)
        if not table.nothing and not table.drafts and not self._is_divided(table):
            self.warn(f"{label} is empty: it lists no dataset and does not say that there are none.", table.opened)
        yield from table.datasets(self.plan)

    def _is_divided(self, table: Table) -> bool:
        """Whether the table's place is divided among other organisations, each with a table of its own."""
        here = (table.place.section, table.place.spatial)
        others = (one.place for one in self.tables.values() if one.place.body)
        return not table.place.body and any((place.section, place.spatial) == here for place in others)


def _position(warning: Warning) -> tuple[int, int]:
    return warning.source.page or 0, warning.source.line or 0
