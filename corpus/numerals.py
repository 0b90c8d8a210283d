"""Numbers as documents write them: digits, Chinese numerals, English words, Roman numerals."""

from __future__ import annotations

import re
from functools import cache

from .words import alternation, fold, forms, wording

__all__ = ["arabic_years", "chinese_number", "number_pattern", "read_number", "roman_number"]

_ROMAN = {"i": 1, "v": 5, "x": 10}
_ROMAN_FORM = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})\Z")
_CHINESE_YEAR = re.compile(
    r"(?<![一二三四五六七八九零〇○])[一二][一二三四五六七八九零〇○]{3}(?= ?(?:年|至|到|及|和|-))"
)
# A longer row of digits is no number that anybody means, and too long a one Python does not read.
_LONGEST = 100
_CHINESE_FORM = re.compile(r"(?:(?P<hundreds>.)百零?)?(?:(?P<tens>.)?(?P<ten>十))?(?P<ones>.)?\Z")


@cache
def _digits() -> dict[str, int]:
    return {fold(word): value for word, value in wording("numerals")["chinese"].items()}


@cache
def _english() -> dict[str, int]:
    return {fold(word): value for word, value in wording("numerals")["english"].items()}


def chinese_number(text: str) -> int | None:
    """The value of a folded Chinese numeral below 1000, or of a row of digits such as 二零二四; else None."""
    digits = _digits()
    if not 0 < len(text) <= _LONGEST:
        return None
    if all(character in digits for character in text):
        return int("".join(str(digits[character]) for character in text))
    match = _CHINESE_FORM.match(text)
    if not match:
        return None
    hundreds, tens, ten, ones = match.group("hundreds", "tens", "ten", "ones")
    if any(part is not None and part not in digits for part in (hundreds, tens, ones)):
        return None
    value = 100 * digits[hundreds] if hundreds else 0
    value += 10 * (digits[tens] if tens else 1) if ten else 0
    return value + (digits[ones] if ones else 0)


def arabic_years(text: str) -> str:
    """The folded text with years in Chinese digits (二零二五年) in Arabic ones; as long as before."""
    return _CHINESE_YEAR.sub(lambda match: str(chinese_number(match.group())), text)


def roman_number(text: str) -> int | None:
    """The value of a small Roman numeral (up to 39) in lower case, else None."""
    if not text or not _ROMAN_FORM.match(text):
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def read_number(text: str) -> int | None:
    """The value of a folded whole number in digits, Chinese numerals or an English word, else None."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    return _english().get(text, chinese_number(text))


@cache
def number_pattern() -> str:
    """A regular expression for all that ``read_number`` reads, at most a few characters long."""
    chinese = "".join(sorted(_digits())) + "十百"
    return rf"(?:\d{{1,4}}|[{chinese}]{{1,5}}|{alternation(forms('numerals', 'english'))})"
