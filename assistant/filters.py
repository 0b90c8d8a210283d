"""Conditions by name, as an address, an API and a command line give them: read, checked, and written back.

A name may be given several times: its values are alternatives, different names all apply. "none" stands for what a
plan does not state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.choices import NONE, Choices, Names
from assistant.conditions import Condition
from assistant.dates import Range
from assistant.durations import minutes
from assistant.errors import FilterWrong
from assistant.question import MAX_CHARACTERS
from assistant.sorting import SORTS
from index.analysis import clean

CONDITIONS = (
    "status", "year", "every", "spatial", "format", "organisation", "category", "plan", "section", "since", "until",
)  # fmt: skip
NAMES = ("text", *CONDITIONS, "sort", "page", "size")
"""Every name that filters are given by, in the order in which they are written back."""
MOST_VALUES, MOST_CHARACTERS, MOST_PAGES = 40, 200, 100_000
SIZE, MOST_SIZE = 20, 100
_SINGLE = ("text", "since", "until", "sort", "page", "size")
_NAMED: tuple[Literal["organisation", "category", "plan"], ...] = ("organisation", "category", "plan")
_DEFAULTS = {"sort": SORTS[0], "page": "1", "size": str(SIZE)}
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_WORDS = ("real-time", "as-needed", "once")
_SHOWN = 40

Pairs = Iterable[tuple[str, str]]
_Read = Callable[[str, Choices], str | None]


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody wants to see: values by name, checked and in one form, and the conditions that they come to.

    ``conditions`` holds each condition by the name that it was given by; that on dates by "year" where years were
    given, else by "since" or "until".
    """

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by_name: tuple[tuple[str, Condition], ...] = ()

    @classmethod
    def read(cls, given: Mapping[str, Sequence[str]], choices: Choices) -> Filters:
        """The filters of values by name; FilterWrong names a name or a value that will not do, and what will."""
        unknown = [name for name in given if name not in NAMES]
        if unknown:
            raise FilterWrong(
                unknown[0][:_SHOWN], f"{unknown[0][:_SHOWN]!r} is no filter: there are {', '.join(NAMES)}."
            )
        read = {name: _values(name, given[name], choices) for name in NAMES if name in given}
        values = tuple((name, found) for name, found in read.items() if found and found != (_DEFAULTS.get(name),))
        return cls(values, tuple(_conditions(dict(values), choices)))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions; a dataset must pass each."""
        return tuple(condition for _, condition in self.by_name)

    @property
    def text(self) -> str:
        """The topic, "" for none."""
        return self._one("text", "")

    @property
    def sort(self) -> str:
        """The order, one of SORTS."""
        return self._one("sort", _DEFAULTS["sort"])

    @property
    def page(self) -> int:
        """Which page is asked for, from 1."""
        return int(self._one("page", _DEFAULTS["page"]))

    @property
    def size(self) -> int:
        """How many datasets a page holds."""
        return int(self._one("size", _DEFAULTS["size"]))

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values under a name, as they stand for all ways to write them."""
        return dict(self.values).get(name, ())

    def pairs(self, changes: Mapping[str, Sequence[str]] | None = None) -> list[tuple[str, str]]:
        """The filters as they stand in an address, with the values of some names put in the place of theirs.

        Whoever changes what is chosen starts at the first page again.
        """
        values = dict(self.values) | {name: tuple(found) for name, found in (changes or {}).items()}
        if changes and "page" not in changes:
            values.pop("page", None)
        return [(name, value) for name in NAMES for value in values.get(name, ())]

    def toggled(self, name: str, value: str) -> list[tuple[str, str]]:
        """The filters with one value more, or without it where it is chosen."""
        held = self.chosen(name)
        return self.pairs({name: tuple(each for each in held if each != value) if value in held else (*held, value)})

    def _one(self, name: str, default: str) -> str:
        return next(iter(self.chosen(name)), default)


def given(pairs: Pairs) -> dict[str, list[str]]:
    """Of the pairs of an address those that are filters, by name; empty values are left out."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in NAMES and value.strip():
            found.setdefault(name, []).append(value)
    return found


def _values(name: str, values: Sequence[str], choices: Choices) -> tuple[str, ...]:
    if len(values) > MOST_VALUES:
        raise FilterWrong(name, f"{name} was given {len(values)} times: give at most {MOST_VALUES} values.")
    if name in _SINGLE and len(values) > 1:
        raise FilterWrong(name, f"{name} was given {len(values)} times: give one.")
    most = MAX_CHARACTERS if name == "text" else MOST_CHARACTERS
    for value in values:
        if len(value) > most:
            raise FilterWrong(name, f"{name} is {len(value)} characters long: give at most {most}.")
    found = dict.fromkeys(_value(name, clean(value).strip(), choices) for value in values)
    return tuple(value for value in found if value or name != "text")


def _value(name: str, value: str, choices: Choices) -> str:
    found = _READ[name](value, choices)
    if found is None:
        raise FilterWrong(name, f"{name} {value[:_SHOWN]!r} will not do: give {_instead(name, value, choices)}.")
    return found


def _instead(name: str, value: str, choices: Choices) -> str:
    names = _named(name, choices)
    if names is None:
        return _INSTEAD[name]
    known = names.near(value) + ([NONE] if name != "plan" else [])
    return "one of those at hand, such as " + ", ".join(known) if known else "none: no plan at hand has any"


def _named(name: str, choices: Choices) -> Names | None:
    return {"plan": choices.plans, "organisation": choices.organisations, "category": choices.categories}.get(name)


def _one_of(*allowed: str) -> _Read:
    return lambda value, choices: value if value in allowed else None


def _like(pattern: re.Pattern[str]) -> _Read:
    return lambda value, choices: value if pattern.fullmatch(value) else None


def _up_to(most: int) -> _Read:
    return lambda value, choices: value if _NUMBER.fullmatch(value) and int(value) <= most else None


def _term(name: str) -> _Read:
    def read(value: str, choices: Choices) -> str | None:
        names = _named(name, choices)
        if value.casefold() == NONE and name != "plan":
            return NONE
        return names.named(value) if names else None

    return read


_READ: dict[str, _Read] = {
    "text": lambda value, choices: value,
    "status": _one_of("planned", "released"),
    "year": _like(_YEAR),
    "every": lambda value, choices: value if value in _WORDS or minutes(value) is not None else None,
    "spatial": _one_of("true", "false"),
    "format": lambda value, choices: (NONE if value.casefold() == NONE else value.upper()) or None,
    "organisation": _term("organisation"),
    "category": _term("category"),
    "plan": _term("plan"),
    "section": lambda value, choices: value.upper() if value.upper() in ("A", "B", "C", "D") else None,
    "since": _like(_MONTH),
    "until": _like(_MONTH),
    "sort": _one_of(*SORTS),
    "page": _up_to(MOST_PAGES),
    "size": _up_to(MOST_SIZE),
}
_INSTEAD = {
    "status": "planned or released",
    "year": "a year such as 2025",
    "every": "a duration such as PT15M, P1D, P1W, P3M, P1Y, or real-time, as-needed, once",
    "spatial": "true or false",
    "format": "a format such as CSV, or none",
    "section": "A, B, C or D",
    "since": "a month such as 2024-12",
    "until": "a month such as 2024-12",
    "sort": ", ".join(SORTS),
    "page": "a number from 1",
    "size": f"a number from 1 to {MOST_SIZE}",
}


def _conditions(values: Mapping[str, tuple[str, ...]], choices: Choices) -> Iterable[tuple[str, Condition]]:
    for name in ("status", "every", "format", "section"):
        if name in values:
            yield name, _format(values[name]) if name == "format" else Condition(name, values[name])
    if len(values.get("spatial", ())) == 1:
        yield "spatial", Condition("spatial", values["spatial"])
    for name in _NAMED:
        names = _named(name, choices)
        if names and name in values:
            written = (form for value in values[name] for form in ((NONE,) if value == NONE else names.written(value)))
            yield name, Condition(name, tuple(written))
    dated = next((name for name in ("year", "since", "until") if name in values), None)
    if dated:
        yield dated, Condition("date", ranges=_ranges(values))


def _format(values: tuple[str, ...]) -> Condition:
    return Condition("format", mode="none-stated") if values == (NONE,) else Condition("format", values)


def _ranges(values: Mapping[str, tuple[str, ...]]) -> tuple[Range, ...]:
    """The months that will do: of the years those since the one and until the other."""
    first, last = (next(iter(values.get(name, ())), None) for name in ("since", "until"))
    if "year" not in values:
        return ((first, last),)
    return tuple((max(f"{year}-01", first or ""), min(f"{year}-12", last or "9999-12")) for year in values["year"])
