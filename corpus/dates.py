"""The date of a release as a month: "12/2024", 2025年第三季, "first half of 2026", "Dec 2024 - Mar 2025" -> "YYYY-MM".

A span of time is known by the month in which it ends, for that is what a plan promises: the middle of a year is June,
its beginning the first quarter, a financial year ends in March. The text is cut into years, parts of a year and whole
months; a part then finds its year by the order in which the writer puts the two (2025年3月 or "March 2025").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .numerals import arabic_years, chinese_number
from .words import alternation, find_word, fold, folded, forms, without_brackets, wording

__all__ = ["read_date"]

_DECEMBER = 12
_CENTURY = 2000
_LONGEST = 200
# Without any of these a text names no year; most cells of a plan are turned away here.
_YEARLIKE = re.compile(r"\d|[一二][一二三四五六七八九零〇○]{3}")
_CHINESE_MONTH = re.compile(r"(?:十[一二]?|[一二三四五六七八九])(?= ?月)")
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
# FY2024, Dec2024, 4Q25
_GLUED = re.compile(r"(?<=[a-z])(?=(?:19|20)\d\d(?!\d))|(?<=\dq)(?=\d\d(?!\d))|(?<=\dh)(?=\d\d(?!\d))")
# FY25/26
_SHORT_SPAN = re.compile(r"(?<![a-z])fy ?(\d\d) ?[-/] ?(\d\d)(?!\d)")
# 2025至26財政年度, 2025-26年度 (folded): two years in a row are one financial year
_TWO_YEARS = re.compile(r"(?<!\d)20(\d\d) ?(?:[-/至]|to) ?(?:20)?(\d\d)(?= ?(?:财政)?年度)")
_NO_QUARTER = re.compile(r"(?<![a-z\d])(?:q[05-9]|[05-9]q)(?![a-z])|第?[五六七八九05-9] ?季")
_DAYS = (
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?P<name>[a-z]{3,9})"),
    re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?:19|20)\d\d"),
    re.compile(r"(?<!\d)(?P<name>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"),
)
_MANY = 99
_NUMERIC = (
    rf"(?P<y1>{_YEAR}) ?(?P<s1>[-/.]) ?(?P<m1>\d\d?) ?(?P=s1) ?(?P<d1>\d\d?)(?!\d)",
    rf"(?<!\d)(?P<d2>\d\d?) ?(?P<s2>[-/.]) ?(?P<m2>\d\d?) ?(?P=s2) ?(?P<y2>{_YEAR})",
    rf"(?<!\d)(?P<m3>\d\d?) ?[-/.] ?(?P<y3>{_YEAR})",
    rf"(?P<y4>{_YEAR}) ?[-/.] ?(?P<m4>\d\d?)(?!\d| ?[-/.] ?\d)",
    r"(?<!\d)(?P<y5>(?:19|20)\d\d)(?P<m5>0[1-9]|1[0-2])(?P<d5>[0-3]\d)?(?!\d)",
    rf"(?P<year>{_YEAR})",
    r"(?<!\d)(?P<month>\d\d?) ?月",
)
# Two digits are a year only where no year is written out.
_SHORT = r"(?<![\d/])(?P<m6>\d\d?) ?/ ?(?P<y6>\d\d)(?![\d/])"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A year without a month (a span's last), a month without a year, or both; weak parts yield to others."""

    year: int | None = None
    month: int | None = None
    weak: bool = False
    span: bool = False


@lru_cache(maxsize=4096)
def read_date(text: str, default_year: int | None = None) -> str | None:
    """The month of a date cell as "YYYY-MM", the last month of a span; None where no month fits.

    ``default_year`` is the year of a date that names none, such as 第三季 under "datasets to be released in 2025".
    """
    if len(text) > _LONGEST or not (default_year or _YEARLIKE.search(text)):
        return None
    bare = without_brackets(text)
    found = _month(fold(bare)) or (_month(fold(text)) if bare != text else None)
    return found or (_month(fold(bare), default_year) if default_year else None)


def _month(text: str, default_year: int | None = None) -> str | None:
    text = _spelled_out(text)
    marks = tuple(_marks(text))
    months = tuple(_resolve(marks, text))
    if not months and default_year and all(mark.year is None for mark in marks):
        months = tuple((default_year, mark.month) for mark in marks if mark.month is not None)
    if not months or any(not 1 <= month <= _DECEMBER for _, month in months) or _is_impossible(text):
        return None
    year, month = max(months)
    return f"{year}-{month:02}"


def _spelled_out(text: str) -> str:
    """The text with years, months and spans of years in the forms that the patterns know."""
    text = _CHINESE_MONTH.sub(lambda match: str(chinese_number(match.group())), arabic_years(text))
    text = _SHORT_SPAN.sub(r"fy 20\1-\2", _GLUED.sub(" ", text))
    return _TWO_YEARS.sub(_financial, text)


def _financial(match: re.Match[str]) -> str:
    first, last = map(int, match.groups())
    return f"fy {_CENTURY + first}-{last:02}" if last == first + 1 else match.group()


def _is_impossible(text: str) -> bool:
    """Whether the text names a fifth quarter or a day that its month does not have."""
    if _NO_QUARTER.search(text):
        return True
    year = re.search(_YEAR, text)
    leap = monthrange(int(year.group()), 2)[1] if year else 29
    named = (match.group("day", "name") for pattern in _DAYS for match in pattern.finditer(text))
    return any(int(day) > _days(name.removesuffix("."), leap) for day, name in named)


def _days(month: str, february: int) -> int:
    number = int(month) if month.isdigit() else _parts().get(month, (0,))[0]
    return february if number == 2 else monthrange(2000, number)[1] if 1 <= number <= _DECEMBER else _MANY


def _marks(text: str) -> Iterator[_Mark]:
    for match in _pattern(re.search(_YEAR, text) is None).finditer(text):
        yield _mark(match)


def _mark(match: re.Match[str]) -> _Mark:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    if "part" in groups:
        month, weak = _parts()[groups["part"]]
        short = groups.get("y7")
        return _Mark(_CENTURY + int(short) if short else None, month, weak)
    if "year" in groups:
        return _Mark(year=int(groups["year"]))
    if "month" in groups:
        return _Mark(month=int(groups["month"]))
    numbers = {name[0]: int(value) for name, value in groups.items() if name[0] in "ymd"}
    return _whole(numbers["y"], numbers["m"], numbers.get("d"), spans="y4" in groups)


def _whole(year: int, month: int, day: int | None, *, spans: bool) -> _Mark:
    """A mark for a written-out date; month 0, which no month fits, where the calendar has no such day."""
    if year < 100:
        year += _CENTURY
    if spans and month > _DECEMBER:
        # 2024-25: the second number is a year, if it comes after the first.
        return _Mark(year=year - year % 100 + month, span=True) if month > year % 100 else _Mark(year, 0)
    fits = 1 <= month <= _DECEMBER and (day is None or 1 <= day <= monthrange(year, month)[1])
    return _Mark(year, month if fits else 0)


def _resolve(marks: Sequence[_Mark], text: str) -> Iterator[tuple[int, int]]:
    strong = any(mark.month is not None and not mark.weak for mark in marks)
    kept = [mark for mark in marks if not (mark.weak and strong)]
    alone = [mark for mark in kept if mark.year is None or mark.month is None]
    year_first = bool(alone) and alone[0].month is None
    claimed: set[int] = set()
    for place, mark in enumerate(kept):
        if mark.month is None:
            continue
        home = place if mark.year is not None else _home(kept, place, year_first=year_first)
        if home is not None:
            claimed.add(home)
            yield kept[home].year or 0, mark.month
    years = [mark for place, mark in enumerate(kept) if mark.month is None and place not in claimed]
    # Written twice, in two languages, a year is no second date.
    years = [mark for mark in years if not any(kept[place].year == mark.year for place in claimed)]
    # A vague part of a year ("summer 2025") says less than a month and more than the year: no month fits.
    if years and (claimed or not find_word(text, forms("dates", "vague", "words"))):
        ends_in = _year_end(text) if len(years) > 1 or years[0].span else _DECEMBER
        yield max(mark.year or 0 for mark in years), ends_in


def _home(marks: Sequence[_Mark], place: int, *, year_first: bool) -> int | None:
    """The place of the mark whose year the part at ``place`` belongs to."""
    before, after = [*reversed(range(place))], [*range(place, len(marks))]
    order = before + after if year_first else after + before
    return next((index for index in order if marks[index].year is not None), None)


def _year_end(text: str) -> int:
    kinds = (int(month) for month in wording("dates")["years"] if find_word(text, forms("dates", "years", month)))
    return next(kinds, _DECEMBER)


@cache
def _parts() -> dict[str, tuple[int, bool]]:
    data = wording("dates")
    parts = {form: (int(month), True) for month, words in data["ends"].items() for form in folded(words)}
    for kind, length in (("months", 1), ("quarters", 3), ("halves", 6)):
        for number, words in data[kind].items():
            parts.update({form: (int(number) * length, False) for form in folded(words)})
    return parts


@cache
def _pattern(short_years: bool) -> re.Pattern[str]:
    tail = r"(?:[-' ]{1,2}(?P<y7>\d\d)(?![\d]))?" if short_years else ""
    part = rf"(?P<part>{alternation(_parts())}){tail}"
    return re.compile("|".join([*_NUMERIC[:5], part, *_NUMERIC[5:], *([_SHORT] if short_years else [])]))
