"""Which language a question is asked in, and so answered in."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib import resources

from assistant.answer import Language
from index.analysis import HAN, clean, is_han, simplified
from index.dictionaries import TO_TRADITIONAL, converter

_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_HAN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(r"[^\W\d_]+")
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0655\u0640]")
# Letters that differ by how a language or a keyboard writes them, where no accent can be taken off.
_ALIKE = str.maketrans({
    "đ": "d", "Đ": "D", "ı": "i", "ø": "o", "ł": "l", "œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "`": "'",
    "ی": "ي", "ى": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ۃ": "ه", "ھ": "ه",
})  # fmt: skip
# Written only in Cantonese; some look alike in both scripts, so they speak for Traditional.
_CANTONESE = re.compile("[嘅咗喺佢哋啲冇嚟嗰咁咩乜嘢㗎喎囉啩噉唔啱俾畀睇揾搵邊點攞瞓嘥係]")


def detect_language(text: str, default: Language = "zh-Hant") -> Language:
    """The language to answer in: Chinese in the script of the question, else English.

    Characters that are the same in both scripts say nothing; where all are so, it is ``default``.
    Japanese, Korean and all others are answered in English.
    """
    shown = clean(text)
    if _KANA.search(shown) or _HANGUL.search(shown) or not is_han(shown):
        return "en"
    if _mostly_latin(shown):
        return "en"
    traditional = sum(_is_traditional(char) for char in shown) + len(_CANTONESE.findall(shown))
    simplified_only = sum(_is_simplified(char) for char in shown)
    if traditional == simplified_only:
        return default if default != "en" else "zh-Hant"
    return "zh-Hant" if traditional > simplified_only else "zh-Hans"


def _mostly_latin(text: str) -> bool:
    # "急症室 A&E data" is a Chinese question with English in it; one quoted Chinese name in an English sentence is not.
    words = len([word for word in _LATIN.findall(text) if not is_han(word)])
    return words > sum(map(len, _HAN.findall(text)))


@functools.lru_cache(1 << 14)
def _is_traditional(char: str) -> bool:
    return simplified(char) != char


@functools.lru_cache(1 << 14)
def _is_simplified(char: str) -> bool:
    return is_han(char) and simplified(char) == char and _traditional(char) != char


def _traditional(char: str) -> str:
    return converter(TO_TRADITIONAL)(char)


@functools.cache
def _foreign_words() -> tuple[frozenset[str], ...]:
    text = resources.files("assistant").joinpath("grammar/foreign.toml").read_text(encoding="utf-8")
    return tuple(frozenset(words.split()) for words in tomllib.loads(text)["words"].values())


@functools.cache
def _all_foreign_words() -> frozenset[str]:
    return frozenset().union(*_foreign_words())


@functools.lru_cache(1 << 8)
def is_foreign(text: str) -> bool:
    """Whether the text is in another language than Chinese and English."""
    shown = clean(text)
    if (strange := sum(map(_is_strange, shown))) and strange * 4 >= sum(map(str.isalpha, shown)):
        return True
    words = [word.lower() for word in _LATIN.findall(shown)]
    plain = [(word, False) if word.isascii() else (other := bare(word), other != word) for word in words]
    # An accent tells, too, whichever language it is of: "café" alone stands in many an English question.
    telling = [(word, marked) for word, marked in plain if marked or word in _all_foreign_words()]
    hits = max((sum(marked or word in known for word, marked in telling) for known in _foreign_words()), default=0)
    # "la" or "die" alone stands in many an English question; two in five words do not.
    return hits >= 2 and hits * 4 >= len(words) and not is_han(text)


@functools.lru_cache(1 << 14)
def _is_strange(char: str) -> bool:
    """Whether a character is a letter of another script than those of Chinese and English."""
    if char.isascii() or not char.isalpha() or is_han(char):
        return False
    # Bopomofo spells Chinese, and nobody asks in it: it is noise, not another language.
    return not unicodedata.name(char, "LATIN").startswith(("LATIN", "BOPOMOFO"))


def bare(text: str) -> str:
    """The text as foreign wordings are compared: accents of Latin letters and vowel points off, look-alikes made one.

    Marks that tell words apart (of India's scripts, Thai, kana) stay, and so do capitals.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_ALIKE)))
    return " ".join(unicodedata.normalize("NFC", plain).translate(_ALIKE).split())


def named_language(tag: str) -> Language:
    """The product's language for a BCP 47 tag: zh-HK, zh-TW, zh-Hant and yue are Traditional; zh, zh-CN Simplified.

    The script says more than the place: zh-Hans-HK is Simplified.
    """
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] in ("zh", "yue", "cmn") and "hans" in parts:
        return "zh-Hans"
    if parts[0] == "yue" or (parts[0] == "zh" and {"hant", "hk", "tw", "mo"} & set(parts)):
        return "zh-Hant"
    return "zh-Hans" if parts[0] in ("zh", "cmn") else "en"
