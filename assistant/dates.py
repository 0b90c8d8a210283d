"""Months and ranges of months, out of the words for them.

A range is a pair of months "YYYY-MM", both included, open where None; "--08" at both ends is August of any year.
"2025" is its twelve months, "before 2018" ends with 2017-12, "by the end of 2026" with 2026-12; two dates joined by
"to" are one range, joined by "or" or "and" they are two.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from assistant.durations import interval
from assistant.durations import minutes as duration_minutes
from assistant.numerals import parse_number, parse_year
from assistant.templates import compile_phrase, filler_values
from assistant.wording import Span
from index.analysis import fold

Range = tuple[str | None, str | None]
_MONTH_MINUTES = 365 * 24 * 60 / 12
_LAST = 9999 * 12
_NEVER = "never"
# The first and the last month of what is named of a year.
_PARTS = {"year": (1, 12), "year-end": (1, 12), "half-1": (1, 6), "half-2": (7, 12)}


@dataclass(frozen=True, slots=True)
class Period:
    """A range of months, and where in the question the words for it stand."""

    range: Range
    start: int
    end: int


def month_name(number: int) -> str:
    """The month of a running number, as "YYYY-MM"."""
    return f"{(number - 1) // 12:04d}-{(number - 1) % 12 + 1:02d}"


def month_number(year: int, month: int) -> int:
    """A running number for a month, so that months can be added and compared."""
    return year * 12 + month


@functools.cache
def _bounds() -> dict[str, re.Pattern[str]]:
    text = resources.files("assistant").joinpath("grammar/date_bounds.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    found = {}
    for name, words in (*data.items(), *(("after-" + k, v) for k, v in data["after-words"].items())):
        if name == "after-words":
            continue
        english = sorted((compile_phrase(form, "en") for form in words["en"]), key=lambda form: (-len(form), form))
        chinese = sorted((re.escape(fold(form)) for form in words["zh"]), key=lambda form: (-len(form), form))
        either = "|".join([f"(?<![a-z]){form}(?![a-z])" for form in english] + chinese) or "(?!)"
        found[name] = re.compile(f"(?:{either})")
    return found


def periods(folded: str, spans: Sequence[Span], today: date) -> list[Period]:
    """The ranges that a question speaks of, in their order; ``spans`` are its date wordings."""
    points = [(span, months) for span in spans if (months := _months(span, today)) is not None]
    found: list[Period] = []
    n = 0
    while n < len(points):
        span, (first, last) = points[n]
        prefix, start = _prefix(folded, span.start)
        joined = False
        if n + 1 < len(points) and _is_range(folded, span, points[n + 1][0], prefix):
            n += 1
            first, last = _same_year(span, points[n][0], (first, last), points[n][1])
            span, prefix, joined = points[n][0], "in", True
        suffix, end = _suffix(folded, span.end)
        if prefix == "" and suffix == "" and _is_loose_month(span):
            n += 1
            continue
        bound = "" if joined else _inclusive(suffix or prefix, span)
        every_year = span.value == "month" and not joined and bound in ("", "in")
        month = f"--{(first - 1) % 12 + 1:02d}"
        found.append(Period((month, month) if every_year else _bounded(first, last, bound), start, end))
        n += 1
    return found


def _same_year(one: Span, other: Span, start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    """The first and the last month of a range; a month without a year is in the year of the other end."""
    first, last = start[0], end[1]
    if other.value == "month" and one.value != "month":
        last = first + (last - first) % 12
    if one.value == "month" and other.value != "month":
        first = last - (last - first) % 12
    return first, last


def _is_loose_month(span: Span) -> bool:
    # "may" and "march" are verbs unless something says that a time is meant.
    return (span.value == "month" and span.text.isascii()) or span.value == "now"


def _is_range(folded: str, one: Span, other: Span, prefix: str) -> bool:
    between = folded[one.end : other.start]
    words = between.strip(" ,-")
    # 「2018年與2020年之間」 says behind the dates what "between" says before them.
    if prefix == "between" or folded.startswith("之间", other.end):
        return len(words) <= 6
    dash = between.strip() in ("-", "--", "~", "/") or between.strip() in ("–", "—")
    joined = _bounds()["to"].fullmatch(words) is not None and _bounds()["or"].fullmatch(words) is None
    return dash or joined or (prefix == "since" and _bounds()["until"].fullmatch(words) is not None)


def _prefix(folded: str, position: int) -> tuple[str, int]:
    before = folded[:position].rstrip(" ,")
    best = ("", position)
    for name in ("until", "since", "before", "after", "between", "in"):
        for match in _bounds()[name].finditer(before, max(0, len(before) - 24)):
            if match.end() == len(before) and match.start() < best[1]:
                best = (name, match.start())
    return best


def _suffix(folded: str, position: int) -> tuple[str, int]:
    skip = len(folded[position:]) - len(folded[position:].lstrip(" ,("))
    best = ("", position)
    for name in ("until", "since", "before", "after"):
        match = _bounds()["after-" + name].match(folded, position + skip)
        if match and match.end() > best[1]:
            best = (name, match.end())
    return best


def _inclusive(bound: str, span: Span) -> str:
    # "before the end of 2025" and 「2025年底前」 take the year in.
    ends = (
        span.value == "year-end"
        or span.value == "this-year-end"
        or span.text.endswith(("底", "末", "尾"))
        or "end of" in span.text
    )
    return "until" if bound == "before" and ends else bound


def _bounded(first: int, last: int, bound: str) -> Range:
    return {
        "before": (None, month_name(first - 1)),
        "until": (None, month_name(last)),
        "after": (month_name(last + 1), None),
        "since": (month_name(first), None),
    }.get(bound, (month_name(first) if first > 0 else None, month_name(last) if last < _LAST else None))


def _months(span: Span, today: date) -> tuple[int, int] | None:
    year = _year(span, today)
    number = int(parse_number(span.slots["n"][0])) if "n" in span.slots else 0
    if span.value in _PARTS:
        first, last = _PARTS[span.value]
        return month_number(year or today.year, first), month_number(year or today.year, last)
    if span.value == "month-year" and year is not None:
        month = _named_month(span) or number
        return _only(month_number(year, month)) if 1 <= month <= 12 else None
    if span.value == "quarter":
        return _quarter(year or today.year, number or 1) if number <= 4 else None
    if span.value == "month":
        return _only(month_number(today.year, _named_month(span) or 1))
    if span.value in ("past", "coming", "ahead"):
        return _stretch(span, number or 1, today)
    return _relative(span.value, today)


def _year(span: Span, today: date) -> int | None:
    if "relative" in span.slots:
        return today.year + int(filler_values("relative")["".join(span.slots["relative"][0].split())])
    return parse_year(span.slots["year"][0]) if "year" in span.slots else None


def _only(month: int) -> tuple[int, int]:
    return month, month


def _quarter(year: int, number: int) -> tuple[int, int]:
    first = month_number(year, 3 * (number - 1) + 1)
    return first, first + 2


def _named_month(span: Span) -> int | None:
    if "month" not in span.slots:
        return None
    return int(filler_values("month")["".join(span.slots["month"][0].replace("-", " ").split())])


def _stretch(span: Span, count: int, today: date) -> tuple[int, int] | None:
    unit = filler_values("unit")["".join(span.slots["unit"][0].split())]
    length = round((duration_minutes(interval(count, unit)) or 0.0) / _MONTH_MINUTES)
    now = month_number(today.year, today.month)
    if span.value == "ahead" and unit == "year":
        first = month_number(today.year + count, 1)
        return first, first + 11
    return (now - length, now) if span.value == "past" else (now, now + length)


def _relative(value: str, today: date) -> tuple[int, int] | None:
    now = month_number(today.year, today.month)
    years = {
        "this-year": 0,
        "this-year-end": 0,
        "next-year": 1,
        "year-after-next": 2,
        "last-year": -1,
        "year-before-last": -2,
    }
    if value in years:
        first = month_number(today.year + years[value], 1)
        return first, first + 11
    quarters = {"this-quarter": 0, "next-quarter": 1, "last-quarter": -1}
    if value in quarters:
        first = month_number(today.year, 3 * ((today.month - 1) // 3) + 1) + 3 * quarters[value]
        return first, first + 2
    months = {"this-month": 0, "next-month": 1, "last-month": -1, "now": 0}
    return _only(now + months[value]) if value in months else None


def as_of(span: Span, today: date) -> date:
    """The day that the words "as of 1 March 2026" or 「以2026年3月1日計」 name; ``today`` where none fits."""
    year = parse_year(span.slots["year"][0]) if "year" in span.slots else today.year
    numbers = [int(parse_number(text)) for text in span.slots.get("n", ())]
    month = _named_month(span) or (numbers.pop(0) if numbers else 1)
    try:
        return date(year, month, numbers[0] if numbers else 1)
    except ValueError:
        return today


def without(ranges: Sequence[Range], others: Sequence[Range]) -> tuple[Range, ...]:
    """What is left of the ranges when the others are taken out of them; months of any year stay."""
    left = list(ranges)
    for first, last in others:
        left = [part for one in left for part in _cut(one, first, last)]
    return tuple(left)


def _cut(one: Range, first: str | None, last: str | None) -> list[Range]:
    start, end = one
    if "--" in f"{start}{end}{first}{last}":
        return [one]
    before: Range = (start, _shifted(first, -1)) if first else (_NEVER, start)
    after: Range = (_shifted(last, 1), end) if last else (_NEVER, start)
    if (first and end and end < first) or (last and start and start > last):
        return [one]
    return [part for part in (before, after) if part[0] != _NEVER and not (part[0] and part[1] and part[0] > part[1])]


def _shifted(month: str, by: int) -> str:
    year, number = month.split("-")
    return month_name(month_number(int(year), int(number)) + by)


def within(month: str | None, ranges: Sequence[Range]) -> bool:
    """Whether a month "YYYY-MM" lies in any of the ranges; an unknown month lies in none."""
    return month is not None and any(
        (first is None or first <= seen) and (last is None or seen <= last)
        for first, last in ranges
        for seen in ("-" + month[4:] if (first or "").startswith("--") else month,)
    )
