"""Conditions as programs and command lines give them: values by name, checked, each with a clear refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conditions import Condition
from assistant.durations import minutes
from assistant.errors import SettingWrong
from assistant.lexicon import Lexicon
from index.analysis import fold

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_WORDS = ("real-time", "as-needed", "once")


def read_filters(
    lexicon: Lexicon,
    *,
    every: Sequence[str] = (),
    spatial: bool | None = None,
    status: str | None = None,
    formats: Sequence[str] = (),
    sections: Sequence[str] = (),
    organisation: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[Condition, ...]:
    """The conditions that the values stand for; SettingWrong names the value that will not do, and what will."""
    found = []
    if every:
        wrong = [value for value in every if value not in _WORDS and minutes(value) is None]
        _refuse(wrong, "a frequency", "a duration such as PT15M, P1D, P1W, P3M, P1Y, or real-time, as-needed, once")
        found.append(Condition("every", tuple(every)))
    if spatial is not None:
        found.append(Condition("spatial", (str(spatial).lower(),)))
    if status is not None:
        _refuse([status] if status not in ("planned", "released") else [], "a status", "planned or released")
        found.append(Condition("status", (status,)))
    if formats:
        found.append(Condition("format", tuple(name.upper() for name in formats)))
    if sections:
        wrong = [name for name in sections if name.upper() not in ("A", "B", "C", "D")]
        _refuse(wrong, "a section", "A, B, C or D")
        found.append(Condition("section", tuple(name.upper() for name in sections)))
    if organisation is not None:
        found.append(Condition("organisation", (_owner(organisation, lexicon),)))
    if since or until:
        _refuse([month for month in (since, until) if month and not _MONTH.fullmatch(month)], "a month", "2024-12")
        found.append(Condition("date", ranges=((since, until),)))
    return tuple(found)


def _owner(name: str, lexicon: Lexicon) -> str:
    for form, organisation in lexicon.organisations:
        if fold(form) == fold(name):
            return organisation
    known = ", ".join(sorted({organisation for _, organisation in lexicon.organisations}))
    raise SettingWrong(f"{name!r} is no owner that the plans name: they name {known}.")


def _refuse(wrong: Sequence[str], what: str, instead: str) -> None:
    if wrong:
        raise SettingWrong(f"{wrong[0]!r} is not {what}: give {instead}.")
