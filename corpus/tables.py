"""The rows of one table -> datasets with their releases.

A row either opens a dataset or carries on the one above it; the rules stand in ``Table._carries_on``. Whatever a row
says that the rules do not cover is said in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, count

from .cells import (
    clean_name,
    join_words,
    read_formats,
    read_item,
    read_owner,
    run_on,
    says_nothing,
    says_nothing_planned,
)
from .dates import read_date
from .frequencies import read_frequency
from .places import Place
from .readings.passages import Passage
from .records import Dataset, Plan, Release, Source
from .words import one_line, squeeze, wording

__all__ = ["Table", "Warn"]

Warn = Callable[[str, Passage], None]
# Longer than "to be confirmed".
_PROSE = 20
# A name cut by a page break goes on; one that never ends is a column misread.
_LONGEST_NAME = 300
_LONGEST_DITTO = 24
_DITTOED = frozenset({"name", "category", "owner", "description", "date", "frequency"})
_SUFFIXES = "bcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class _Release:
    parts: list[str]
    date: str
    frequency: str
    passage: Passage

    @property
    def description(self) -> str:
        """The parts of the description in one; they are kept apart so that thousands cost no more than their length."""
        return join_words(*self.parts)


@dataclass(slots=True)
class _Draft:
    number: str
    name: str
    category: str
    passage: Passage
    releases: list[_Release]
    formats: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    owner: str = ""


@dataclass(slots=True)
class Table:
    """One table as it is being read. ``nothing`` is set where it says that there is nothing to list."""

    place: Place
    opened: Passage
    warn: Warn
    drafts: list[_Draft] = field(default_factory=list)
    nothing: bool = False
    _numbers: set[str] = field(default_factory=set)
    _printed: bool = False

    def add(self, values: Mapping[str, str], passage: Passage) -> None:
        """Take in one row, its cells by column."""
        values = self._spelled_out(values)
        said = [cell for key, cell in values.items() if cell and key != "number"]
        number = values.get("number", "")
        if _row_says_nothing(said, number, continues=bool(self.drafts) and bool(values.get("description"))):
            self.nothing = True
            return
        if not said:
            self.warn(
                f"The row in {self.place.label} holds the number {number!r} and nothing else; it is left out.", passage
            )
            return
        if squeeze(next(filter(None, values.values()))).strip(":.") in _totals():
            self.warn(
                f"The row in {self.place.label} counts the others ({' '.join(said)[:60]!r}); it is left out.", passage
            )
            return
        if self._carries_on(values):
            self._carry_on(values, passage)
        elif values.get("name") or read_item(number):
            self._open(values, passage)
        else:
            self.warn(
                f"The row in {self.place.label} has neither number nor name, and no dataset above it; it is left out.",
                passage,
            )
            return
        self._keep_aside(values)

    def _spelled_out(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The row with every "ditto" replaced by what stands above it."""
        if not self.drafts:
            return values
        return {key: self._above(key, cell) if _is_ditto(cell) else cell for key, cell in values.items()}

    def _above(self, key: str, cell: str) -> str:
        last = self.drafts[-1]
        holder = last if key in {"name", "category", "owner"} else last.releases[-1]
        return str(getattr(holder, key)) if key in _DITTOED else cell

    def _carries_on(self, values: Mapping[str, str]) -> bool:
        if not self.drafts:
            return False
        last, name, cell = self.drafts[-1], values.get("name", ""), values.get("number", "")
        same_name = not name or squeeze(clean_name(name)) == squeeze(last.name)
        if cell:
            # Merged cells come out repeated from some programs: the same number and name are the same dataset.
            return bool(self._item(cell)) and self._item(cell) == last.number and same_name
        if same_name:
            return bool(self._printed or not name)
        if not self._printed:
            return False
        # The number is missing beside a name: the second half of a name after a page break has no date, a further
        # release has no kind, and a row with all of it is a dataset whose number was forgotten.
        return not (values.get("date") or values.get("frequency")) or ("category" in values and not values["category"])

    def _carry_on(self, values: Mapping[str, str], passage: Passage) -> None:
        draft, name = self.drafts[-1], clean_name(values.get("name", ""))
        values = self._shifted_back(values, passage)
        release, date = draft.releases[-1], values.get("date", "")
        description, frequency = one_line(values.get("description", "")), one_line(values.get("frequency", ""))
        other_name = bool(name) and squeeze(name) != squeeze(draft.name)
        # A page break may cut the very row that opens a dataset; its date then comes after the break.
        if date and release.date:
            if other_name:
                self.warn(f"A further release of {draft.name!r} bears a name of its own, {name!r}.", passage)
                description = join_words(name, description)
            draft.releases.append(_Release([description], date, frequency or release.frequency, passage))
            return
        if other_name and len(draft.name) > _LONGEST_NAME:
            label = f"{self.place.label}.{draft.number}"
            self.warn(f"The name of {label} goes on for too long; the rest is read as description.", passage)
            description = join_words(name, description)
        elif other_name:
            draft.name = clean_name(run_on(draft.name, name))
        release.date = release.date or date
        release.parts.append(description)
        if frequency and len(release.frequency) > _LONGEST_NAME:
            release.parts.append(frequency)
        elif frequency and squeeze(frequency) != squeeze(release.frequency):
            release.frequency = run_on(release.frequency, frequency)

    def _shifted_back(self, values: Mapping[str, str], passage: Passage) -> Mapping[str, str]:
        """The row with prose in its date cell put where it belongs; its cells have slipped by one."""
        date = values.get("date", "")
        if values.get("description") or len(date) < _PROSE or read_date(date):
            return values
        self.warn(f"The date cell holds {date[:60]!r}; it is read as a description.", passage)
        return {**values, "description": date, "date": ""}

    def _open(self, values: Mapping[str, str], passage: Passage) -> None:
        name = clean_name(values.get("name", ""))
        release = _Release(
            [one_line(values.get("description", ""))],
            values.get("date", ""),
            one_line(values.get("frequency", "")),
            passage,
        )
        number = self._number(self._item(values.get("number", "")), name, passage)
        category = clean_name(values.get("category", ""))
        if not category and "category" in values and self.drafts:
            category = self.drafts[-1].category  # one cell beside several rows: its words stand in the first of them
        self.drafts.append(_Draft(number, name, "" if says_nothing(category) else category, passage, [release]))
        if not name:
            self.warn(f"Dataset {self.place.label}.{number} has no name.", passage)

    def _item(self, cell: str) -> str:
        """The printed number without the place that it repeats: "3" for "A.i.3" and for "A3" in part A."""
        item, place = read_item(cell), self.place
        if item.isdecimal():
            return item
        kind = "i" if place.spatial else "ii"
        repeated = re.match(rf"{place.section.lower()}(?:{place.body_number})?-?(?:{kind}-)?(?=\d+\Z)", item)
        return str(int(item[repeated.end() :])) if repeated else item

    def _number(self, printed: str, name: str, passage: Passage) -> str:
        """The number of a new dataset: the printed one, or its position in the table; each only once."""
        number = printed or str(len(self.drafts) + 1)
        if printed:
            self._printed = True
        elif self._printed:
            self.warn(f"{name!r} in {self.place.label} has no number; its position {number} is taken.", passage)
        if number in self._numbers:
            position = len(self.drafts) + 1
            further = chain((number + suffix for suffix in _SUFFIXES), (f"{number}-{n}" for n in count(position)))
            unique = next(other for other in further if other not in self._numbers)
            self.warn(
                f"The number {number} stands twice in {self.place.label}; the second one is read as {unique}.", passage
            )
            number = unique
        self._numbers.add(number)
        return number

    def _keep_aside(self, values: Mapping[str, str]) -> None:
        draft = self.drafts[-1]
        draft.formats.extend(filter(None, [values.get("formats")]))
        draft.remarks.extend(filter(None, [values.get("remarks"), values.get("")]))
        owner = one_line(values.get("owner", ""))
        if not owner and "owner" in values and self.place.role == "others" and len(self.drafts) > 1:
            owner = self.drafts[-2].owner  # one cell beside the rows of one organisation
        draft.owner = draft.owner or ("" if says_nothing(owner) else owner)

    def datasets(self, plan: Plan) -> Iterator[Dataset]:
        """The datasets of the table in its order; what cannot be read in them is warned of on the way."""
        for draft in self.drafts:
            texts = [*(release.description for release in draft.releases), *draft.remarks]
            formats = {*read_formats(texts), *read_formats(draft.formats, only_formats=True)}
            yield Dataset(
                id=f"{plan.id}/{self.place.label}.{draft.number}",
                section=self.place.section,
                spatial=self.place.spatial,
                organisation=self._organisation(plan, draft, texts),
                category=draft.category or None,
                name=draft.name,
                status="released" if self.place.role == "released" else "planned",
                formats=tuple(sorted(formats)),
                releases=tuple(self._release(draft, release) for release in draft.releases),
                source=Source(plan.document, draft.passage.line, draft.passage.page, draft.passage.table),
            )

    def _organisation(self, plan: Plan, draft: _Draft, texts: list[str]) -> str | None:
        if self.place.role == "own":
            return plan.bureau or None
        if self.place.body:
            return self.place.body
        return draft.owner or next(filter(None, map(read_owner, texts)), None)

    def _release(self, draft: _Draft, release: _Release) -> Release:
        date, every = read_date(release.date, self.place.year), read_frequency(release.frequency)
        label = f"{self.place.label}.{draft.number}"
        if date is None:
            trouble = f"the date {release.date!r}, which fits no month" if release.date else "no date"
            self.warn(f"Dataset {label} has {trouble}.", release.passage)
        if every is None:
            trouble = (
                f"the update frequency {release.frequency!r}, which is not understood"
                if release.frequency
                else "no update frequency"
            )
            self.warn(f"Dataset {label} has {trouble}.", release.passage)
        return Release(release.description, date, release.frequency, every)


def _row_says_nothing(said: list[str], number: str, *, continues: bool) -> bool:
    if not said:
        return says_nothing_planned(number)
    if all(map(says_nothing, said)):
        return True
    # Merged over the whole row, the words come out once or in every cell; below a dataset they may go on with it.
    return len(set(said)) == 1 and not continues and says_nothing_planned(said[0])


@cache
def _totals() -> frozenset[str]:
    return frozenset(squeeze(word) for word in wording("nothing")["totals"])


def _is_ditto(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_DITTO and squeeze(cell) in _ditto()


@cache
def _ditto() -> frozenset[str]:
    return frozenset(squeeze(word) for word in wording("nothing")["same"])
