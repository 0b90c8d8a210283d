"""How often a dataset is updated: a phrase of a plan -> an ISO 8601 duration or a word.

Two readers look at the same phrase: fixed wording from the data file (季度, fortnightly, 有需要時) and rules
for "every so many units" (每15分鐘, every two years, 5-yearly, 每年兩次). Whichever speaks first in the phrase is
what the plan promises; what follows is a condition (每年，或當有更新數據時 is yearly).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .numerals import number_pattern, read_number
from .words import alternation, find_word, fold, folded, forms, without_brackets, wording

__all__ = ["read_frequency"]

# (what it is a multiple of, how many, of what): 24 hours are a day, 7 days a week, 12 months a year.
_CARRY = (("S", 60, "MIN"), ("MIN", 60, "H"), ("H", 24, "D"), ("D", 7, "W"), ("M", 12, "Y"))
# How many smaller units a unit is split into, for "twice a day" and for what has no letter of its own.
_SPLIT = {
    "Y": ("M", 12),
    "Q": ("M", 3),
    "HY": ("M", 6),
    "W": ("D", 7),
    "D": ("H", 24),
    "H": ("MIN", 60),
    "MIN": ("S", 60),
}
_PARTS_OF_A_MONTH = {2: "P15D", 3: "P10D"}
_MOST = 999
# No phrase is longer; what a cell says further is no frequency.
_LONGEST = 300
# Where in the phrase, minus how much of it, and what it means: the least is the best.
_Found = tuple[int, int, str]


@lru_cache(maxsize=4096)
def read_frequency(text: str) -> str | None:
    """The ISO 8601 duration of an update frequency, "real-time", "as-needed" or "once"; None if not understood."""
    bare = without_brackets(text)
    # What stands in brackets is a condition, unless nothing else says how often: "N/A (one-off)".
    return _read(bare) or (_read(text) if bare != text else None)


def _read(text: str) -> str | None:
    phrase = fold(text[:_LONGEST]).strip(" .。;；,，:：*()")
    if phrase in _wording_values():
        return _wording_values()[phrase]  # no need to compile the rules
    found = [*_by_wording(phrase), *_by_rule(phrase)]
    # The earliest wins, of two at one place the longer: "once a year" over "once".
    return (min(found)[2] or None) if found else None


def _by_wording(phrase: str) -> Iterator[_Found]:
    found = find_word(phrase, _wording_values())
    if found:
        yield found[0], -len(found[1]), _wording_values()[found[1]]


@cache
def _wording_values() -> dict[str, str]:
    words = wording("frequencies")["words"]
    return {form: value for value, phrases in words.items() for form in folded(phrases)}


def _by_rule(phrase: str) -> Iterator[_Found]:
    for rule in _rules():
        match = _compiled(rule).search(phrase)
        if match:
            # Also where it comes to no duration: "每周兩次" is not "每周".
            yield match.start(), -len(match.group()), _value(match) or ""


def _value(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    unit = _units()[groups["unit"]]
    number = _count(groups.get("number"))
    times = _count(groups.get("times"))
    if not number or not times or number > _MOST:
        return None
    if groups.get("apart") and groups.get("number") and number == 1:
        number = 2  # 每隔一天 is every other day, but 每隔兩年 is every two years
    return _several(times, number, unit)


def _count(text: str | None) -> int | None:
    if not text:
        return 1
    adverbs: dict[str, int] = wording("frequencies")["grammar"]["adverbs"]
    return adverbs[text] if text in adverbs else read_number(text)


def _several(times: int, number: int, unit: str) -> str | None:
    """The duration of ``times`` updates in ``number`` units, where they come out even."""
    if unit == "M" and number == 1 and times in _PARTS_OF_A_MONTH:
        return _PARTS_OF_A_MONTH[times]
    if unit not in _SPLIT:
        return duration(number // times, unit) if number % times == 0 else None
    smaller, parts = _SPLIT[unit]
    return duration(number * parts // times, smaller) if number * parts % times == 0 else None


def duration(number: int, unit: str) -> str:
    """The ISO 8601 duration of so many units (S, MIN, H, D, W, M, Y) in the largest unit that is exact."""
    for small, size, large in _CARRY:
        if unit == small and number % size == 0:
            unit, number = large, number // size
    return f"PT{number}{unit[0]}" if unit in {"S", "MIN", "H"} else f"P{number}{unit}"


@cache
def _units() -> dict[str, str]:
    units = wording("frequencies")["units"]
    return {form: unit for unit, words in units.items() for form in folded(words)}


@cache
def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(rule)


@cache
def _rules() -> tuple[str, ...]:
    grammar = {key: alternation(forms("frequencies", "grammar", key)) for key in wording("frequencies")["grammar"]}
    number = f"(?P<number>{number_pattern()})"
    unit = f"(?P<unit>{alternation(_units())})"
    every = f"(?:(?P<apart>{grammar['apart']})|{grammar['every']})"
    times, adverbs = grammar["times"], grammar["adverbs"]
    often = f"(?P<times>{number_pattern()}|{adverbs})"
    space = rf"[ -]?{grammar['fillers']}?[ -]?"
    return (
        # 每15分鐘, 每兩年一次, 每年兩次, every 2 weeks
        rf"{every}{space}(?:{number}{space})?{unit}(?:{space}{often} ?{times})?",
        # 一年兩次, 三年一次
        rf"{number}{space}{unit}{space}{often} ?{times}",
        # twice a year, four times per year, 2 times every year
        rf"{often} ?{times}? {grammar['within']} {unit}",
        rf"(?P<times>{adverbs}) {unit}",
        # two times daily, 三次每月
        rf"{often} ?{times} ?{grammar['every']}? ?{unit}",
        # 5-yearly, 15-minute intervals, 2-monthly
        rf"{number}-?{space}{unit}",
    )
