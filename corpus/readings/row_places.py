"""Columns that say where in a plan a row belongs -> the headings that say so in a plan as it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import PurePath

from ..bureaux import bureau_in, bureaux
from ..cells import clean_name
from ..columns import read_columns
from ..errors import UnreadableDocument
from ..headings import mentions_spatial, read_section, read_spatial
from ..places import Position
from ..titles import is_title, language_of
from ..words import find_word, fold, forms, one_line, squeeze, wording
from .passages import Passage

__all__ = ["RowPlaces", "cover_of_name"]

_PLACE = re.compile(r"(?:part|section)? ?\(?([a-d])(\d{0,2})\)?(?:[ .]*部分?)?(?:[ .(]*(i{1,2})\)?)?\.?\Z")
_NUMBERED = re.compile(r"[(（]\d{1,2}[)）]")
_SAMPLE = 1000
_WHOLE = ("plan", "period", "bureau")


class RowPlaces:
    """The columns of one table that say where its rows belong, and where the last row did."""

    def __init__(self, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._name = name
        self._rows = rows
        self._columns = _special(head)
        if "kind" not in self._columns:
            self._columns |= _by_content(head, rows[:_SAMPLE])
        rest = read_columns([cell for at, cell in enumerate(head) if at not in self._columns.values()])
        owner = rest.keys.index("owner") if rest and "owner" in rest.keys else None
        left = [at for at in range(len(head)) if at not in self._columns.values()]
        self._owner = None if owner is None else left[owner]
        bureau = self._columns.get("bureau")
        if bureau is not None and self._owner is None and len(self._values("bureau")) > 1:
            # Departments that differ from row to row own the data; they are not the plan's author.
            self._owner = self._columns.pop("bureau")
        self.chinese = language_of(" ".join(" ".join(row) for row in rows[:200])) != "en"
        self._last: tuple[str, str, bool | None] = ("", "", None)
        self._bodies: dict[str, str] = {}
        self._author = " ".join(self._values("bureau")[:1])

    def kept(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The cells of a row without those that say where it belongs."""
        gone = set(self._columns.values())
        return tuple(cell for at, cell in enumerate(cells) if at not in gone)

    def cover(self) -> tuple[str, ...]:
        """The lines of a cover that the columns stand for; UnreadableDocument where they name several plans."""
        found = {key: self._values(key) for key in _WHOLE}
        several = next((values for values in found.values() if len(values) > 1), None)
        if several:
            raise UnreadableDocument(
                f"{self._name} holds the rows of several plans ({several[0]}, {several[1]}); give each as a file."
            )
        bureau, plan, period = ("".join(found[key]) for key in ("bureau", "plan", "period"))
        author = next((each for each in bureaux() if each.code == bureau.lower()), None)
        bureau = (author.chinese if self.chinese else author.english) if author else bureau
        title = plan if is_title(plan) or not period else f"{plan} {self._word('title').format(period=period)}"
        return tuple(filter(None, map(one_line, (bureau, title))))

    def _values(self, key: str) -> list[str]:
        """The different values of a column, in their order."""
        at = self._columns.get(key)
        cells = (one_line(row[at]) for row in self._rows if at is not None and len(row) > at)
        return list(Counter(cell for cell in cells if cell))

    def _word(self, key: str) -> str:
        return str(wording("delimited")["headings"]["chinese" if self.chinese else "english"][key])

    def headings(self, cells: Sequence[str], line: int) -> Iterator[Passage]:
        """The headings to be read before a row: those that are not those of the row before."""
        if self._columns.keys().isdisjoint(("part", "kind", "status")):
            return
        part, body, spatial = self._place(cells)
        old_part, old_body, old_spatial = self._last
        self._last = (part or old_part, body, spatial if spatial is not None else old_spatial)
        texts: list[str] = []
        if part and part != old_part:
            texts.append(self._part_heading(part))
            old_body, old_spatial = "", None
        if body and body != old_body:
            texts.append(body)
            old_spatial = None
        if spatial is not None and spatial != old_spatial:
            texts.append(self._word("spatial" if spatial else "other"))
        yield from (Passage((text,), line=line) for text in texts)

    def _part_heading(self, part: str) -> str:
        return self._word(part) if len(part) == 1 else part

    def _place(self, cells: Sequence[str]) -> tuple[str, str, bool | None]:
        """The part ("A" or a heading), the other organisation's heading and the kind of data of a row."""
        part, kind, status = (self._cell(cells, key) for key in ("part", "kind", "status"))
        letters = {mark: letter for mark, letter in wording("headings")["letters"].items() if part.startswith(mark)}
        match = _PLACE.match(fold("".join(letters.values()) + part[1:] if letters else part))
        heading = None if match else read_section(part)
        letter = match.group(1).upper() if match else (heading.letter or part if heading else "")
        owner = clean_name(self._at(cells, self._owner))
        if not part and status:
            letter = self._by_status(status, owner)
        spatial = _kind(kind)
        if spatial is None and match and match.group(3):
            spatial = match.group(3) == "i"
        others = letter == "C" or bool(heading and heading.role == "others")
        body = self._body(owner, match.group(2) if match else "") if others and owner else ""
        return (part if heading else letter), body, spatial

    def _by_status(self, status: str, owner: str) -> str:
        line = fold(status)
        planned, released = (find_word(line, forms("delimited", "status", key)) for key in ("planned", "released"))
        if released and not planned:
            return "D"
        return "C" if owner and self._author and squeeze(owner) != squeeze(self._author) else "A"

    def _body(self, owner: str, number: str) -> str:
        if _NUMBERED.match(owner):
            return owner
        key = squeeze(owner)
        self._bodies.setdefault(key, number or str(len(self._bodies) + 1))
        return f"({self._bodies[key]}) {owner}"

    def _cell(self, cells: Sequence[str], key: str) -> str:
        return self._at(cells, self._columns.get(key))

    @staticmethod
    def _at(cells: Sequence[str], at: int | None) -> str:
        return one_line(cells[at]) if at is not None and at < len(cells) else ""


@cache
def _words() -> dict[str, str]:
    columns = {key: words for key, words in wording("columns").items() if key in ("part", "kind", "status")}
    columns |= wording("delimited")["columns"]
    return {squeeze(word): key for key, words in columns.items() for word in words}


def _special(head: Sequence[str]) -> dict[str, int]:
    """The places of the columns that say where a row belongs, each the first of its name."""
    found: dict[str, int] = {}
    for at, cell in enumerate(head):
        key = _words().get(squeeze(cell).strip(":*?"))
        if key:
            found.setdefault(key, at)
    return found


def _by_content(head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The place of a column that tells spatial from other data, whatever it is called."""
    keys = columns.keys if (columns := read_columns(head)) else ("",) * len(head)
    for at, key in enumerate(keys):
        values = {one_line(row[at]) for row in rows if len(row) > at} - {""}
        if key in ("", "category") and values and all(map(read_spatial, values)):
            return {"kind": at}
    return {}


def _kind(cell: str) -> bool | None:
    answers = wording("delimited")["kind"]
    if fold(cell) in answers["yes"] or fold(cell) in answers["no"]:
        return fold(cell) in answers["yes"]
    position = Position()
    position.enter_cells({"kind": cell}, sorted_by_kind=False)
    return position.spatial


def cover_of_name(name: str, chinese: bool) -> tuple[str, ...]:
    """What a file's name says of the plan: its bureau, by name or by code, its title, and which of its tables it is."""
    stem = one_line(PurePath(name).stem.replace("_", " "))
    first = re.split(r"[\s-]", stem, maxsplit=1)[0].lower()
    author = next((bureau for bureau in bureaux() if bureau.code == first), None)
    lines = [author.chinese if chinese else author.english] if author else []
    if is_title(stem) or bureau_in(stem):
        lines.append(stem)
    if read_section(stem) and not is_title(stem):
        lines.append(stem)
    elif (spatial := mentions_spatial(stem)) is not None and not is_title(stem):
        words = wording("delimited")["headings"]["chinese" if chinese else "english"]
        lines.append(words["spatial" if spatial else "other"])
    return tuple(lines)
