"""Conditions as restrictions, which an index can be asked for wherever it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from assistant.conditions import Condition, Field
from assistant.dates import Range
from assistant.durations import minutes
from index.restriction import UNSTATED, Both, Either, Not, Operator, Restriction, Test, month

__all__ = ["restriction"]

_FIRST, _LAST = month("1799-12"), month("2399-12")
"""Between two months each one is named: those of all these years at most."""
_COMPARED: Mapping[str, tuple[str, Operator]] = {
    "faster-than": ("shortest", "below"),
    "faster-or-equal": ("shortest", "up to"),
    "slower-than": ("longest", "above"),
    "slower-or-equal": ("longest", "from"),
}
_NOTHING = Either()


def restriction(conditions: Sequence[Condition], today: date) -> Restriction:
    """What passes each of the conditions on a day, as ``Condition.holds`` has it."""
    return Both(tuple(_one(condition, today) for condition in conditions))


def _one(condition: Condition, today: date) -> Restriction:
    found = _TESTS[condition.field](condition, today)
    return Not(found) if condition.negated else found


def _among(fact: str) -> Callable[[Condition, date], Restriction]:
    return lambda condition, today: Test(fact, "in", condition.values)


def _every(condition: Condition, today: date) -> Restriction:
    if condition.mode not in _COMPARED:
        return Test("every", "any of", condition.values)
    fact, operator = _COMPARED[condition.mode]
    bound = minutes(condition.values[0])
    if bound is None:
        return _NOTHING
    # What has no length is neither shorter nor longer than anything.
    return Both((Test("longest", "from", (0,)), Test(fact, operator, (bound,))))


def _format(condition: Condition, today: date) -> Restriction:
    wanted = tuple(dict.fromkeys(condition.values))
    none = Test("formats", "count", (0,))
    if condition.mode == "none-stated":
        return none
    if condition.mode in ("single", "several"):
        one = Test("formats", "count", (1,))
        return one if condition.mode == "single" else Not(Either((none, one)))
    if condition.mode in ("all", "only"):
        every = Test("formats", "all of", wanted) if wanted else Both()
        return every if condition.mode == "all" else Both((every, Test("formats", "count", (len(wanted),))))
    found = Test("formats", "any of", wanted)
    return Either((found, none)) if UNSTATED in wanted else found


def _date(condition: Condition, today: date) -> Restriction:
    read = _first if condition.mode != "any" else _any
    # Without any month the last of them lies before all months.
    return Both((Test("last_month", "above", (0,)), Either(tuple(read(span) for span in condition.ranges))))


def _any(span: Range) -> Restriction:
    """Whether any month lies in a range."""
    first, last = span
    if (calendar := _calendar(span)) is not None:
        return Test("calendar", "any of", tuple(calendar))
    if first is not None and last is not None:
        return Test("months", "any of", tuple(range(max(_FIRST, month(first)), min(_LAST, month(last)) + 1)))
    return _between(span, "last_month")


def _first(span: Range) -> Restriction:
    """Whether the first month lies in a range."""
    if (calendar := _calendar(span)) is not None:
        return Both((Test("opens", "from", (calendar.start,)), Test("opens", "below", (calendar.stop,))))
    return _between(span, "first_month")


def _calendar(span: Range) -> range | None:
    """The months of a range of any year; None for a range of certain years."""
    first, last = span
    if first is None or not first.startswith("--"):
        return None
    return range(int(first[2:]), int(last[2:]) + 1 if last else 13)


def _between(span: Range, seen: str) -> Restriction:
    first, last = span
    return Both(
        (
            *((Test(seen, "from", (month(first),)),) if first is not None else ()),
            *((Test("first_month", "up to", (month(last),)),) if last is not None else ()),
        )
    )


def _overdue(condition: Condition, today: date) -> Restriction:
    # Without any month the first of them lies after all months.
    return Both((_PLANNED, Test("first_month", "below", (month(today.isoformat()),))))


def _upcoming(condition: Condition, today: date) -> Restriction:
    return Both((_PLANNED, Test("last_month", "from", (month(today.isoformat()),))))


_PLANNED = Test("status", "in", ("planned",))
_TESTS: Mapping[Field, Callable[[Condition, date], Restriction]] = {
    "upcoming": _upcoming,
    "every": _every,
    "format": _format,
    "overdue": _overdue,
    "spatial": _among("spatial"),
    "status": _among("status"),
    "date": _date,
    "plan": _among("plan"),
    "releases": lambda condition, today: Test("dates", "above", (1,)),
    "organisation": _among("organisation"),
    "category": _among("category"),
    "section": _among("section"),
    "name": lambda condition, today: Test("folded", "holds", condition.values),
    "dataset": _among("dataset"),
}
