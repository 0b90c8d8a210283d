"""What a page prints -> letters and words with their places, as if every page lay the way its text runs.

Letters that are printed twice for boldness count once, stamps across the page are left out, and characters that only
a font confuses (⽉ for 月, ﬁ for fi) become those that are meant.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

from ..words import wording

__all__ = ["Box", "Letter", "Word", "is_wide", "letters_of", "turn_of", "turned", "words_of"]

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom, in points from the upper left corner."""

_SMALLEST = 1.5
# Glyphs reach from the baseline about so far up and down, whatever the font says of itself.
_ASCENT, _DESCENT = 0.85, 0.15
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufffc")
_COMPATIBLE = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1F))
_BOLD_SHIFT = 0.12
_STAMP = 2.5
# Between two letters of one word; Chinese is printed with more air where lines are justified.
_LATIN_GAP, _WIDE_GAP = 0.18, 0.3
# These are printed in the left part of their width, and may hang out of their column.
_HANGING, _HANGS = frozenset("，。、；："), 0.4


@dataclass(frozen=True, slots=True)
class Letter:
    """One printed character; ``base`` is its baseline, measured downwards, ``size`` that of its font."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


class Word:
    """Letters without a gap between them; ``spaced`` where a printed space stands before it.

    It reaches from ``x0`` to ``x1``; ``base`` is its baseline, ``size`` that of its largest letter.
    """

    __slots__ = ("base", "letters", "size", "spaced", "text", "x0", "x1")

    def __init__(self, letters: Sequence[Letter], spaced: bool = False) -> None:
        self.letters = letters
        self.spaced = spaced
        self.text = "".join(letter.text for letter in letters)
        self.x0 = letters[0].x0
        self.x1 = max(letter.x1 for letter in letters)
        self.base = letters[0].base
        self.size = max(letter.size for letter in letters)

    def cut(self, x: float) -> list[Word]:
        """The parts left and right of a place; the whole where a Latin word or a number runs across it."""
        at = next((i for i, letter in enumerate(self.letters) if (letter.x0 + letter.x1) / 2 > x), len(self.letters))
        if not 0 < at < len(self.letters):
            return [self]
        left, right = self.letters[at - 1].text[-1], self.letters[at].text[0]
        if left.isascii() and right.isascii():
            return [self]
        return [Word(self.letters[:at], self.spaced), Word(self.letters[at:])]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.base + _DESCENT * self.size

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


def is_wide(character: str) -> bool:
    """Whether the character is Chinese or printed as wide as one."""
    return unicodedata.east_asian_width(character) in "WF" or "\u3000" <= character <= "\u9fff"


def turn_of(chars: Iterable[Mapping[str, Any]]) -> int:
    """How many quarters the page's text is turned to the left: 0 where it runs as the page lies."""
    turns: Counter[int] = Counter()
    for char in chars:
        quarter = _quarter(char["matrix"]) if char["text"].strip() else None
        if quarter is not None:
            turns[quarter] += 1
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def _quarter(matrix: Sequence[float]) -> int | None:
    """Quarters turned to the left; None for text that runs askew, as stamps do."""
    a, b = matrix[0], matrix[1]
    if abs(b) <= 0.02 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.02 * abs(b):
        return 1 if b > 0 else 3
    return None


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """The box on the page turned so that its text runs from left to right."""
    x0, top, x1, bottom = box
    if turn == 1:
        return height - bottom, x0, height - top, x1
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 3:
        return top, width - x1, bottom, width - x0
    return box


def letters_of(chars: Sequence[Mapping[str, Any]], turn: int, width: float, height: float) -> list[Letter]:
    """The letters of a page that can be seen and run with its text, each once, without stamps."""
    letters: list[Letter] = []
    for char in chars:
        if _quarter(char["matrix"]) != turn:
            continue
        x0, top, x1, bottom = turned((char["x0"], char["top"], char["x1"], char["bottom"]), turn, width, height)
        size = bottom - top
        base = bottom + _below(char, turn)
        text = _mended(char["text"])
        if text and size >= _SMALLEST and x1 > 0 and bottom > 0 and x0 < max(width, height):
            hangs = _HANGS * (x1 - x0) if text in _HANGING else 0.0
            letters.append(Letter(text, x0, max(x1 - hangs, x0), base, size))
    return _without_stamps(_once(letters))


def _below(char: Mapping[str, Any], turn: int) -> float:
    """How far the baseline lies below the lower edge of the letter's box (less than nothing, mostly)."""
    e, f = char["matrix"][4], char["matrix"][5]
    return float((char["y0"] - f, e - char["x1"], f - char["y1"], char["x0"] - e)[turn])


def _mended(text: str) -> str:
    return "".join(map(_meant, text)) if not text.isascii() else text


@cache
def _meant(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character in _radicals():
        return _radicals()[character]
    if any(first <= ord(character) <= last for first, last in _COMPATIBLE):
        return unicodedata.normalize("NFKC", character)
    return character


@cache
def _radicals() -> dict[str, str]:
    data = wording("radicals")
    return dict(zip(data["radicals"], data["characters"], strict=True))


def _once(letters: list[Letter]) -> list[Letter]:
    """The letters without those that are printed once more in nearly the same place."""
    seen: dict[tuple[str, int, int], list[Letter]] = {}
    kept: list[Letter] = []
    for letter in letters:
        near = _BOLD_SHIFT * letter.size
        x, y = round(letter.x0 / 2), round(letter.base / 2)
        neighbours = (seen.get((letter.text, x + dx, y + dy), ()) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if any(abs(o.x0 - letter.x0) < near and abs(o.base - letter.base) < near for some in neighbours for o in some):
            continue
        seen.setdefault((letter.text, x, y), []).append(letter)
        kept.append(letter)
    return kept


def _without_stamps(letters: list[Letter]) -> list[Letter]:
    """The letters without very large ones that lie under or over the others ("DRAFT")."""
    printed = [letter for letter in letters if letter.text.strip()]
    if not printed:
        return letters
    usual = median(letter.size for letter in printed)
    small = sorted((letter.base, letter.x0) for letter in printed if letter.size < _STAMP * usual)
    bases = [base for base, _ in small]

    def is_stamp(letter: Letter) -> bool:
        if letter.size < _STAMP * usual or len(bases) < len(printed) / 2:
            return False
        under = small[bisect_left(bases, letter.base - 0.7 * letter.size) : bisect_right(bases, letter.base)]
        return any(letter.x0 < x < letter.x1 for _, x in under[:1000])

    return [letter for letter in letters if not is_stamp(letter)]


def words_of(letters: Iterable[Letter], cut: Sequence[Box] = ()) -> list[Word]:
    """The letters put together to words; no word reaches over an upright rule of ``cut``."""
    words: list[Word] = []
    for run in _runs(letters):
        open_letters: list[Letter] = []
        spaced = False
        for letter in run:
            if not letter.text.strip():
                words.extend(_word(open_letters, spaced))
                open_letters, spaced = [], True
                continue
            if open_letters and _parted(open_letters[-1], letter, cut):
                words.extend(_word(open_letters, spaced))
                open_letters, spaced = [], False
            open_letters.append(letter)
        words.extend(_word(open_letters, spaced))
    return words


def _runs(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """The letters of each baseline from left to right."""
    run: list[Letter] = []
    for letter in sorted(letters, key=lambda one: (round(one.base, 1), one.x0)):
        if run and letter.base - run[0].base > 0.15 * max(letter.size, run[0].size):
            yield sorted(run, key=lambda one: one.x0)
            run = []
        run.append(letter)
    if run:
        yield sorted(run, key=lambda one: one.x0)


def _parted(left: Letter, right: Letter, cut: Sequence[Box]) -> bool:
    gap = right.x0 - left.x1
    wide = is_wide(left.text[-1]) or is_wide(right.text[0])
    if gap > (_WIDE_GAP if wide else _LATIN_GAP) * max(left.size, right.size):
        return True
    if left.text[-1].isascii() and right.text[0].isascii() and gap < _LATIN_GAP * right.size / 2:
        return False  # too long for its cell, it runs over the rule
    a, b, y = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2, right.base - right.size / 3
    return any(a < (x0 + x1) / 2 < b and top <= y <= bottom for x0, top, x1, bottom in cut)


def _word(letters: Sequence[Letter], spaced: bool) -> Iterator[Word]:
    if letters:
        yield Word(letters, spaced)
