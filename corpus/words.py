"""The wording files, and the one way in which text is made ready to be compared with them.

What a plan says is language and changes from year to year; it lives in ``wording/`` as data, written
once, in Traditional Chinese and English. ``fold`` makes the Simplified spelling equal to it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

__all__ = [
    "WORDING",
    "alternation",
    "find_word",
    "fold",
    "folded",
    "forms",
    "nfkc",
    "one_line",
    "squeeze",
    "without_brackets",
    "wording",
]

WORDING = Path(__file__).parent / "wording"

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－〜～"), "-")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")


@cache
def wording(name: str) -> dict[str, Any]:
    """The contents of one wording file; not to be changed by the caller."""
    return tomllib.loads((WORDING / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _spellings() -> dict[int, str]:
    data = wording("characters")
    pairs = zip(data["traditional"].split(), data["simplified"].split(), strict=True)
    return {ord(a): b for left, right in pairs for a, b in zip(left, right, strict=True)}


def one_line(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def nfkc(text: str) -> str:
    """The text in full compatibility form on one line, one kind of dash, letters as they are."""
    if text.isascii():
        return one_line(text)
    return one_line(unicodedata.normalize("NFKC", text).translate(_DASHES))


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The form in which text is compared: ``nfkc``, one Chinese script, lower case.

    The result has the length of ``nfkc(text)``, so that what is found in one can be cut from the other.
    """
    plain = nfkc(text)
    if plain.isascii():
        return plain.lower()
    lower = plain.lower()
    return (lower if len(lower) == len(plain) else plain).translate(_spellings())


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """``fold`` without any white space, for wording that documents space at will."""
    return fold(text).replace(" ", "")


def without_brackets(text: str) -> str:
    """The text without what stands in brackets; the text itself where nothing else is in it."""
    if not any(map(text.__contains__, "(（[【")):
        return one_line(text)
    bare = one_line(_BRACKETED.sub(" ", text))
    return bare or one_line(text)


def folded(words: Iterable[str]) -> tuple[str, ...]:
    """The words folded, longest first, each once: the order in which they should be tried."""
    return tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))


@cache
def forms(name: str, *keys: str) -> tuple[str, ...]:
    """The folded words of a list, or of all lists and keys of a table, in a wording file."""
    data: Any = wording(name)
    for key in keys:
        data = data[key]
    if isinstance(data, dict):
        data = [word for value in data.values() for word in value] if _holds_lists(data) else list(data)
    return folded(data)


def _holds_lists(table: dict[str, Any]) -> bool:
    return all(isinstance(value, list) for value in table.values())


def find_word(text: str, words: Iterable[str], *, stems: bool = False) -> tuple[int, str] | None:
    """The first of the folded words in folded text, of two at one place the longer, and its place; else None.

    A Latin word counts only as a whole word, or with ``stems`` as the beginning of one.
    """
    places = ((place, -len(word), word) for word in words if (place := _place(text, word, stems)) >= 0)
    first = min(places, default=None)
    return (first[0], first[2]) if first else None


def _place(text: str, word: str, stem: bool) -> int:
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        cut_before = _latin(word[0]) and place > 0 and _latin(text[place - 1])
        cut_after = not stem and _latin(word[-1]) and end < len(text) and _latin(text[end])
        if not cut_before and not cut_after:
            return place
        place = text.find(word, place + 1)
    return -1


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the folded words; a Latin word matches only as a whole word."""
    kinds: dict[tuple[bool, bool], list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        kinds.setdefault((_latin(word[0]), _latin(word[-1])), []).append(re.escape(word))
    # One guard for all words of a kind: compiling is most of the cost of loading the library.
    return "(?:" + "|".join(_guarded("|".join(group), *kind) for kind, group in sorted(kinds.items())) + ")"


def _guarded(group: str, before: bool, after: bool) -> str:
    return f"{'(?<![a-z0-9])' if before else ''}(?:{group}){'(?![a-z0-9])' if after else ''}"
