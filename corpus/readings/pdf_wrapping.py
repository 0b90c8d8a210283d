"""Lines of print -> the text that was wrapped onto them.

Chinese goes on without a space, English with one; a word that was cut at the end of a line grows together again. Where
the next word would still have fitted, the line was ended on purpose, and a space is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ..dates import read_date
from ..words import wording
from .pdf_letters import Word, is_wide

__all__ = ["Line", "Wrapping", "lines_of"]

_SOFT = "\u00ad"
_SPACE, _WIDE_SPACE = 0.18, 0.6
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_HEAD, _TAIL = re.compile(r"[A-Za-z]+"), re.compile(r"(?<![A-Za-z])[A-Za-z]++\Z")
_URL = re.compile(r"(?:https?://|www\.)\S*\Z", re.I)
_URL_GOES_ON = re.compile(r"\S*[/._=?&%#]\S*|[a-z0-9-]+\Z")
_OPENING, _CLOSING = frozenset("（([「『《〈【“‘"), frozenset("，。、；：！？）)]」』》〉】”’,.;:!?%％")
# Chinese characters with spaces between all of them are one word, spaced out: a heading.
_SPACED_OUT = re.compile(r"(?<![^\s])[\u3400-\u9fff](?: [\u3400-\u9fff]){2,}(?![^\s])")
_SHORT = 24
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CUT = re.compile(r"(?<![a-z])[a-z]{2,}+[-‐]\Z")
_FEW_CUT, _MANY_CUT = 6, 0.03


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max(word.size for word in self.words)

    @property
    def base(self) -> float:
        """The baseline of its largest letters."""
        return max(self.words, key=lambda word: word.size).base

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.base - 0.35 * self.size

    @property
    def text(self) -> str:
        """What it says, soft hyphens with it."""
        parts = [self.words[0].text]
        for left, right in zip(self.words, self.words[1:], strict=False):
            wide = is_wide(left.text[-1]) or is_wide(right.text[0])
            space = right.x0 - left.x1 > (_WIDE_SPACE if wide else _SPACE) * max(left.size, right.size)
            parts.append(f" {right.text}" if right.spaced or space else right.text)
        return _SPACED_OUT.sub(lambda match: match.group().replace(" ", ""), "".join(parts))


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words line by line from top to bottom; raised footnote marks stay in their line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle, one.x0)):
        # Only the last lines can still be open: the words come from top to bottom.
        home = next((line for line in reversed(lines[-3:]) if _beside(line, word)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    sorted_lines = [Line(tuple(sorted(line, key=lambda word: word.x0))) for line in lines]
    return sorted(sorted_lines, key=lambda line: (line.base, line.x0))


def _beside(line: Sequence[Word], word: Word) -> bool:
    large = max(line, key=lambda one: one.size)
    shared = min(large.bottom, word.bottom) - max(large.top, word.top)
    return shared >= 0.6 * min(large.size, word.size)


class Wrapping:
    """Joins the lines of a document; knows the words in it, which tell how a cut word goes on."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._known = set(_usual_words())
        for line in lines:
            # The first and the last word of a line may be half a word.
            self._known.update(word.lower() for word in _WORD.findall(" ".join(w.text for w in line.words[1:-1])))
        cut = {match.group() for line in lines if (match := _CUT.search(line.words[-1].text))}
        # Only programs that hyphenate end so many lines so; others break words where a hyphen stands anyway.
        self._hyphenates = len(cut) > max(_FEW_CUT, _MANY_CUT * len(lines))

    def join(self, lines: Sequence[Line], width: float) -> str:
        """What the lines say; ``width`` is what a line of theirs has at most."""
        text = ""
        for place, line in enumerate(lines):
            ended = place > 0 and is_ended(lines[place - 1], line, width)
            text = self.link(text, line.text, ended)
        text = " ".join(text.replace(_SOFT, "").split())
        return _mended_date(text) if len(text) <= _SHORT and len(lines) > 1 else text

    def link(self, left: str, right: str, ended: bool) -> str:
        """Two pieces of text in one; ``ended`` where the first one stops on purpose."""
        left, right = left.rstrip(), right.lstrip()
        if not left or not right:
            return left + right
        if left.endswith(_SOFT):
            return left.rstrip(_SOFT) + right
        if ended:
            return f"{left} {right}"
        if left[-1] in "-‐" and left[-2:-1].isalnum():
            return self._across_hyphen(left, right)
        wide = is_wide(left[-1]) or is_wide(right[0])
        if wide or left[-1] == "/" or self._within_url(left, right) or self._within_word(left, right):
            return left + right
        return f"{left} {right}"

    def _across_hyphen(self, left: str, right: str) -> str:
        first, rest = _TAIL.search(left[:-1]), _HEAD.match(right)
        if not first or not rest or not rest.group().islower():
            return left + right
        whole, halves = first.group() + rest.group(), f"{first.group()}-{rest.group()}"
        if halves.lower() in self._known:
            return left + right
        apart = first.group().lower() in self._known or rest.group().lower() in self._known
        cut = whole.lower() in self._known or (self._hyphenates and not apart)
        return left[:-1] + right if cut else left + right

    @staticmethod
    def _within_url(left: str, right: str) -> bool:
        return bool(_URL.search(left) and _URL_GOES_ON.match(right.split()[0]))

    def _within_word(self, left: str, right: str) -> bool:
        first, rest = _TAIL.search(left), _HEAD.match(right)
        # "GEOJ" and "SON" are halves of a word too; "Kow" and "Loon" are not.
        if not first or not rest or not (rest.group().islower() or (first.group() + rest.group()).isupper()):
            return False
        a, b = first.group().lower(), rest.group().lower()
        return a + b in self._known and not (a in self._known and b in self._known)


@cache
def _usual_words() -> frozenset[str]:
    texts = [
        str(value)
        for name in ("frequencies", "headings", "columns", "nothing", "formats")
        for value in wording(name).values()
    ]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def is_ended(line: Line, following: Line, width: float) -> bool:
    """Whether the following line's first word would have fitted behind this one, so that it was ended on purpose."""
    return line.x1 - line.x0 + _first_width(following) + 0.6 * line.size < width


def _first_width(line: Line) -> float:
    """The width of what could not be parted from the beginning of the line."""
    word = line.words[0]
    text = word.text
    end = 1
    while end < len(text) and (
        text[end - 1] in _OPENING or text[end] in _CLOSING or not (is_wide(text[end - 1]) or is_wide(text[end]))
    ):
        end += 1
    part, whole = (sum(1.0 if is_wide(c) else 0.5 for c in some) for some in (text[:end], text))
    return (word.x1 - word.x0) * part / whole


def _mended_date(text: str) -> str:
    """The text without spaces where only so it is a date with a year ("12/20 24", from a narrow column)."""
    bare = text.replace(" ", "")
    return bare if _YEAR.search(bare) and not _YEAR.search(text) and read_date(bare) else text
