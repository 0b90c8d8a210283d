"""Names half-remembered, half-typed or misheard: fuzzy lookup by rapidfuzz, without any encoder.

A name is compared as written (characters, words) and, a little below that, as it sounds (pinyin and Jyutping),
so that a homophone finds its name but never outranks a name that is written so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from corpus.numerals import chinese_number
from index.analysis import fold, is_han, runs, stem
from index.sounds import cantonese, sound

# Shares of a name's score: the best-fitting stretch, the pairs of characters in common, the whole name.
PART, PAIRS, WHOLE = 0.55, 0.30, 0.15
# What sounds alike counts for less than any part of a name that is written so.
SOUND = PART + PAIRS
# Below this a name is not what was meant.
FLOOR = 0.45
# Half a word of Latin letters tells too little to be heard as Chinese.
HEARD_LETTERS = 4
_NUMERAL = re.compile("[一二三四五六七八九十零〇]{2,}")


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write a dataset's name, and how it sounds: syllables without tones, "" where unknown."""

    id: str
    text: str
    pinyin: str = ""
    jyutping: str = ""


def plain(text: str) -> str:
    """The text as names are compared: folded, no punctuation in Chinese, numerals as digits."""
    folded = _NUMERAL.sub(lambda match: _digits(match.group()), fold(text))
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(run for _, run in runs(folded)))


def _digits(numeral: str) -> str:
    number = chinese_number(numeral)
    return numeral if number is None else str(number)


class Spoken(NamedTuple):
    """A name as it is compared: as written, and how it sounds without spaces, "" where unknown."""

    written: str
    pinyin: str = ""
    jyutping: str = ""


def spoken(name: Name) -> Spoken:
    """The name as it is compared."""
    return Spoken(plain(name.text), _squash(name.pinyin), _squash(name.jyutping))


class Asked:
    """A text that names are held against; "" is like none."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self.is_han = is_han(self.text)
        self.heard = _squash(sound(self.text)) if self.is_han else _squash(self.text)

    @property
    def spoken(self) -> Spoken:
        """The text as a name is compared."""
        return Spoken(self.text, self.heard if len(self.heard) >= HEARD_LETTERS else "")

    def likeness(self, name: Spoken) -> float:
        """How like the text a name is, from 0 to 1."""
        score = _score(self.text, name.written)
        if name.pinyin and len(self.heard) >= HEARD_LETTERS:
            # The plan's Chinese is heard in Mandarin; typed letters may mean either.
            sounds = [name.pinyin] if self.is_han else [name.pinyin, name.jyutping]
            score = max(score, SOUND * max(_alike(self.heard, known) for known in sounds))
        return score


def _squash(sound: str) -> str:
    return "".join(sound.split())


def _score(asked: str, written: str) -> float:
    if is_han(written):  # 18 may be all there is yet of 18區
        return _alike(asked, written) if is_han(asked) or asked.isdecimal() else 0.0
    if is_han(asked):
        return 0.0
    # Typed so far, word for word: no other name fits better, however little of the last word is there.
    verbatim = len(asked) > 1 and f" {asked}" in f" {written}"
    return _alike_words(asked.split(), written.split(), verbatim=verbatim)


def _alike(asked: str, written: str) -> float:
    """How alike two stretches are: 1 where one is the other, near 1 where it is a part of it."""
    if not written:
        return 0.0
    whole = fuzz.ratio(asked, written) / 100
    # A name inside a longer text is no part that fits: the text asks for more than the name.
    part = fuzz.partial_ratio(asked, written) / 100 if len(asked) <= len(written) else whole
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    shared = sum(pair in written for pair in pairs) / len(pairs) if pairs else float(asked in written)
    return PART * part + PAIRS * shared + WHOLE * whole


def _alike_words(asked: Sequence[str], written: Sequence[str], *, verbatim: bool) -> float:
    """How well each word asked for is met by a word of the name; the last word may be half-typed."""
    if not asked or not written:
        return 0.0
    met = total = 0.0
    for n, word in enumerate(asked):
        weight = float(len(word))
        total += weight
        met += weight * max(_alike_word(word, other, last=n == len(asked) - 1) for other in written)
    share = 1.0 if verbatim else met / total
    back = sum(len(w) * max(_alike_word(a, w, last=False) for a in asked) for w in written) / sum(map(len, written))
    return (PART + PAIRS) * share + WHOLE * back


@functools.lru_cache(maxsize=1 << 16)
def _alike_word(word: str, other: str, *, last: bool) -> float:
    if word == other or stem(word) == stem(other):
        return 1.0
    if last and len(word) > 1 and other.startswith(word):
        return 0.95
    alike = fuzz.ratio(word, other) / 100
    return alike if alike >= 0.7 else 0.0


def named(names: Mapping[str, Sequence[str]], *, sounds: bool = True) -> list[Name]:
    """The names of each dataset with their sounds worked out, in the order of the ids."""
    found = []
    for dataset_id in sorted(names):
        for text in names[dataset_id]:
            han = sounds and is_han(text)
            found.append(Name(dataset_id, text, sound(plain(text)) if han else "", cantonese(text) if han else ""))
    return found
