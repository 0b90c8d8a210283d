"""Names half-remembered, half-typed or misheard, and texts that they are held against: how both are compared.

A name is compared as written (characters, words) and, a little below that, as it sounds (pinyin and Jyutping),
so that a homophone finds its name but never outranks a name that is written so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.numerals import chinese_number
from index.analysis import fold, is_han, runs
from index.sounds import cantonese, sound

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
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", " ".join(run for _, run in runs(folded)))


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


def _squash(sound: str) -> str:
    return "".join(sound.split())


def named(names: Mapping[str, Sequence[str]], *, sounds: bool = True) -> list[Name]:
    """The names of each dataset with their sounds worked out, in the order of the ids."""
    found = []
    for dataset_id in sorted(names):
        for text in names[dataset_id]:
            han = sounds and is_han(text)
            found.append(Name(dataset_id, text, sound(plain(text)) if han else "", cantonese(text) if han else ""))
    return found
