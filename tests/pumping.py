"""Texts that a pattern takes long for, if there are any: its repeats pumped up, then something that does not fit."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import islice
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Whatever a class of characters stands for, one of these is in it.
_KINDS = "a1 A.\n\t數-_|é一（,;:/\"'<>*#[](){}=%&\\\0"
_ENDS = ("\0", "\n~")
_FEW = 3
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_LONG = 20
_MUCH = 8
_LADDER = (8, 12, 16, 20, 24, 28, 36, 44, 52, 72, 100, 400, 1500, 4000)


def hostile(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """What leads to each repeat of a pattern, what it repeats, and an end that does not fit."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags if isinstance(pattern.pattern, str) else pattern.flags | re.UNICODE
    found = [(before, pump) for before, pumps in _pumped(parser.parse(text, flags), "") for pump in pumps if pump]
    # Where no repeat says so, a search may still look far ahead from each place.
    for before, pump in dict.fromkeys([*found, *(("", character) for character in _KINDS[:8])]):
        yield from ((before, pump, end) for end in _ENDS)


def _pumped(parsed: Any, before: str) -> Iterator[tuple[str, list[str]]]:
    """Each repeat without a near end: a text that leads to it, and texts that it repeats."""
    for code, value in parsed:
        if code in _REPEATS:
            _, most, body = value
            yield from _pumped(body, before)
            if most is codes.MAXREPEAT or most >= _LONG:
                yield before, list(islice(_samples(body), 4))
        elif code is codes.SUBPATTERN:
            yield from _pumped(value[-1], before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _pumped(branch, before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _pumped(value[1], before)
        elif code is codes.ATOMIC_GROUP:
            yield from _pumped(value, before)
        before += next(_sample(code, value), "")


def _samples(parsed: Any) -> Iterator[str]:
    """Texts that a sequence matches, some of them."""
    choices = [list(islice(_sample(code, value), _FEW)) or [""] for code, value in parsed]
    for place in range(max(map(len, choices), default=0)):
        yield "".join(each[min(place, len(each) - 1)] for each in choices)


def _sample(code: Any, value: Any) -> Iterator[str]:
    """Texts that one part of a pattern matches, some of them."""
    if code is codes.LITERAL:
        yield chr(value)
    elif code is codes.NOT_LITERAL:
        yield from (character for character in _KINDS if ord(character) != value)
    elif code is codes.ANY:
        yield from "a數\n"
    elif code is codes.IN:
        yield from _members(value)
    elif code is codes.BRANCH:
        for branch in value[1][:_FEW]:
            yield from islice(_samples(branch), 1)
    elif code is codes.SUBPATTERN:
        yield from _samples(value[-1])
    elif code is codes.ATOMIC_GROUP:
        yield from _samples(value)
    elif code in _REPEATS:
        least, _, body = value
        yield from (sample * max(1, least) for sample in _samples(body))


def _members(items: Any) -> Iterator[str]:
    """Characters of a class: of all kinds, then those that it names."""
    one = re.compile(_class(items))
    yield from (character for character in _KINDS if one.match(character))
    for code, value in items:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.RANGE:
            yield chr(value[0])


_CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _class(items: Any) -> str:
    written = ""
    for code, value in items:
        if code is codes.NEGATE:
            written += "^"
        elif code is codes.LITERAL:
            written += re.escape(chr(value))
        elif code is codes.RANGE:
            written += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        elif code is codes.CATEGORY:
            written += _CATEGORIES[value]
    return f"[{written}]"


def seconds(pattern: re.Pattern[Any], text: str, *, begins: bool) -> float:
    """How long the pattern takes for a text, at its beginning or everywhere, in seconds of this thread."""
    given: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    began = time.thread_time()
    if begins:
        pattern.match(given)
    else:
        for _ in islice(pattern.finditer(given), len(given) + 1):
            pass
    return time.thread_time() - began


def slow(pattern: re.Pattern[Any], size: int, limit: float, *, begins: bool) -> str:
    """A text of at most so many characters that takes the pattern out of all proportion longer; "" where none does.

    That is, more seconds than the limit, and for a quarter of the text much more than a quarter of them. Short texts
    come first: of a pattern that takes twice as long for each character more no long one ends.
    """
    for before, pump, end in hostile(pattern):
        most = size // len(pump)
        for times in (*(each for each in _LADDER if each < most), most):
            text = before + pump * times + end
            if seconds(pattern, text, begins=begins) > limit:
                quarter = seconds(pattern, before + pump * (times // 4) + end, begins=begins)
                # Once more, in case something else kept the machine.
                if seconds(pattern, text, begins=begins) > max(limit, _MUCH * quarter):
                    return text
    return ""
