"""Where in a plan the reader is: the part, the other organisation, the kind of data, and how headings move it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from .headings import BodyHeading, Role, SectionHeading, SpatialHeading, read_section, read_spatial
from .records import Section
from .words import fold, forms, squeeze

__all__ = ["Place", "Position"]

_ROLES: dict[Section, Role] = {"A": "own", "B": "own", "C": "others", "D": "released"}
_PART_CELL = re.compile(r"(?:part|section)? ?\(?([a-d])(?:\d{1,2})?(?:[ .)]*(?:部分?|[ivx]{1,3})?)?\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its part, whose datasets it lists, the other organisation if any, spatial or not.

    ``year`` is the year that the part is about, None where it is about several or about what is out already.
    """

    section: Section
    role: Role
    body_number: str = ""
    body: str | None = None
    spatial: bool = False
    year: int | None = None

    @property
    def label(self) -> str:
        """The table's part of an id, such as "C1.ii"."""
        return f"{self.section}{self.body_number}.{'i' if self.spatial else 'ii'}"


@dataclass(slots=True)
class Position:
    """The place that the reader has come to. ``default_spatial`` is the kind of tables that do not say it."""

    default_spatial: bool = False
    first_year: int | None = None
    section: Section | None = None
    place: Place = field(default_factory=lambda: Place("A", "own"))
    spatial: bool | None = None
    _spatial_first: bool = False
    _bodies: dict[str, str] = field(default_factory=dict)
    _years: dict[Section, tuple[int, ...]] = field(default_factory=dict)

    def table(self, spatial: bool | None = None) -> Place:
        """The place of the table here, of the given kind or of the kind last named."""
        if spatial is None:
            spatial = self.default_spatial if self.spatial is None else self.spatial
        return self.place if self.place.spatial == spatial else replace(self.place, spatial=spatial)

    def enter_section(self, heading: SectionHeading) -> None:
        """Go on to the part that a heading opens; the same heading again, on a further page, changes nothing."""
        section = heading.letter or self._letter(heading)
        self._years.setdefault(section, heading.years)
        if section != self.section:
            self._begin(section, heading.role, heading.years)
        if heading.spatial is not None:
            self.spatial = heading.spatial

    def _begin(self, section: Section, role: Role, years: tuple[int, ...] = ()) -> None:
        year = years[0] if len(years) == 1 and role != "released" else None
        self.section, self.place = section, Place(section, role, year=year)
        self.spatial, self._spatial_first = None, False
        self._bodies.clear()

    def _letter(self, heading: SectionHeading) -> Section:
        """The letter of a part that prints none: by whose datasets it lists, and for which years."""
        if heading.role != "own":
            return "D" if heading.role == "released" else "C"
        if "A" in self._years:
            return "A" if heading.years == self._years["A"] else "B"
        later = self.first_year is not None and bool(heading.years) and heading.years[0] > self.first_year
        return "B" if len(heading.years) > 1 or later else "A"

    def enter_spatial(self, heading: SpatialHeading) -> None:
        """Go on to the table of a kind of data."""
        if heading.letter and heading.letter != self.section:
            self._begin(heading.letter, _ROLES[heading.letter])
        self.spatial = heading.spatial
        self._spatial_first = self._spatial_first or self.place.body is None

    def enter_body(self, heading: BodyHeading) -> Mapping[str, str]:
        """Go on to another organisation's tables; the body numbers that change by it, old -> new, in this part.

        An organisation without a printed number is counted, but the only one of its part has none.
        """
        key, changed = squeeze(heading.name), {}
        if not heading.number and key not in self._bodies and list(self._bodies.values()) == [""]:
            changed, self._bodies = {"": "1"}, dict.fromkeys(self._bodies, "1")
        number = heading.number or self._bodies.get(key) or (str(len(self._bodies) + 1) if self._bodies else "")
        self._bodies[key] = number
        self.place = replace(self.place, body_number=number, body=heading.name)
        if not self._spatial_first:
            self.spatial = None
        return changed

    def enter_cells(self, values: dict[str, str], *, sorted_by_kind: bool) -> None:
        """Go where a row itself says it stands, and take those cells out of it."""
        part, status, kind = (values.pop(key, "") for key in ("part", "status", "kind"))
        section = _part(part) or (_part_by_status(status) if not part else None)
        if section and section != self.section:
            self._begin(section, _ROLES[section])
        spatial = _kind(kind)
        if spatial is None and sorted_by_kind and read_spatial(values.get("category", "")):
            # A column "type of data" that tells spatial from other data holds no categories.
            spatial = _kind(values.pop("category"))
        if spatial is not None:
            self.spatial = spatial


def _part(cell: str) -> Section | None:
    match = _PART_CELL.match(fold(cell))
    if match:
        letters: dict[str, Section] = {"a": "A", "b": "B", "c": "C", "d": "D"}
        return letters[match.group(1)]
    heading = read_section(cell) if cell else None
    return heading.letter if heading else None


def _part_by_status(cell: str) -> Section | None:
    heading = read_section(cell) if cell else None
    return "D" if heading and heading.role == "released" else None


def _kind(cell: str) -> bool | None:
    heading = read_spatial(cell) if cell else None
    if heading:
        return heading.spatial
    word = squeeze(cell)
    return True if word in _answers("said_yes") else False if word in _answers("said_no") else None


@cache
def _answers(key: str) -> frozenset[str]:
    return frozenset(map(squeeze, forms("headings", "spatial", key)))
