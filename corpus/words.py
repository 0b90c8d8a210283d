"""The wording files, and the one way in which text is made ready to be compared with them.

What a plan says is language and changes from year to year; it lives in ``wording/`` as data, written
once, in Traditional Chinese and English. ``fold`` makes the Simplified spelling equal to it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["WORDING", "alternation", "fold", "folded", "nfkc", "one_line", "squeeze", "without_brackets", "wording"]

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
    return one_line(unicodedata.normalize("NFKC", text).translate(_DASHES))


def fold(text: str) -> str:
    """The form in which text is compared: ``nfkc``, one Chinese script, lower case.

    The result has the length of ``nfkc(text)``, so that what is found in one can be cut from the other.
    """
    plain = nfkc(text)
    lower = plain.lower()
    return (lower if len(lower) == len(plain) else plain).translate(_spellings())


def squeeze(text: str) -> str:
    """``fold`` without any white space, for wording that documents space at will."""
    return fold(text).replace(" ", "")


def without_brackets(text: str) -> str:
    """The text without what stands in brackets; the text itself where nothing else is in it."""
    bare = one_line(_BRACKETED.sub(" ", text))
    return bare or one_line(text)


def folded(words: Iterable[str]) -> tuple[str, ...]:
    """The words folded, longest first, each once: the order in which a regular expression should try them."""
    return tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))


def alternation(words: Iterable[str], *, stems: bool = False) -> str:
    """A regular expression for any of the words; a Latin one matches whole words only, or with ``stems`` beginnings."""
    return "(?:" + "|".join(_guarded(word, stems) for word in folded(words)) + ")"


def _guarded(word: str, stem: bool) -> str:
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() and not stem else ""
    return before + re.escape(word) + after
