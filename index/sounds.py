"""How Chinese text sounds: Mandarin and Cantonese syllables without tones, so that homophones meet.

Both libraries load their dictionaries at import, which only those who compare sounds should pay.
"""

from __future__ import annotations

import functools
import re

from index.analysis import fold


@functools.lru_cache(maxsize=16_384)
def sound(text: str) -> str:
    """The Mandarin syllables of a short Chinese text, separated by spaces; other characters as they are."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(fold(text)))


@functools.lru_cache(maxsize=4_096)
def openings(char: str) -> tuple[str, ...]:
    """Every Mandarin syllable that a character may begin a word with."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(fold(char), style=Style.NORMAL, heteronym=True)[0]))


def cantonese(text: str) -> str:
    """The Cantonese syllables (Jyutping) of Chinese text without tones, separated by spaces; others as they are."""
    from ToJyutping import get_jyutping_list

    heard = [(char, syllable) for char, syllable in get_jyutping_list(text) if char.strip()]
    return " ".join(re.sub(r"\d", "", syllable) if syllable else char for char, syllable in heard)
