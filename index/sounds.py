"""How Chinese text sounds: Mandarin and Cantonese syllables without tones, so that homophones meet.

Both libraries load their dictionaries at import, which only those who compare sounds should pay.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from index.analysis import fold

if TYPE_CHECKING:
    from pypinyin.core import Pinyin

_NO_TONES = str.maketrans("", "", "0123456789")


@functools.lru_cache(maxsize=16_384)
def sound(text: str) -> str:
    """The Mandarin syllables of a short Chinese text, separated by spaces; other characters as they are."""
    return " ".join(_pinyin().lazy_pinyin(fold(text)))


@functools.cache
def _pinyin() -> Pinyin:
    """What sounds out text phrase by phrase, as `pypinyin.lazy_pinyin` does, and remembers the phrases."""
    from pypinyin.converter import DefaultConverter
    from pypinyin.core import Pinyin

    phrase = functools.lru_cache(1 << 15)(DefaultConverter().convert)

    class Remembering(DefaultConverter):
        def convert(self, words: str, *how: Any, **more: Any) -> list[list[str]]:
            return phrase(words, *how, **more)

    return Pinyin(Remembering())


@functools.lru_cache(maxsize=4_096)
def openings(char: str) -> tuple[str, ...]:
    """Every Mandarin syllable that a character may begin a word with."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(fold(char), style=Style.NORMAL, heteronym=True)[0]))


def cantonese(text: str) -> str:
    """The Cantonese syllables (Jyutping) of Chinese text without tones, separated by spaces; others as they are."""
    from ToJyutping import get_jyutping_list

    heard = [(char, syllable) for char, syllable in get_jyutping_list(text) if char.strip()]
    return " ".join(syllable.translate(_NO_TONES) if syllable else char for char, syllable in heard)
