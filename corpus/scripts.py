"""The two scripts of Chinese: which characters one of them does not hold, and what it writes instead.

``words.fold`` knows the characters of the wording files, which is quick and enough to read plans; here are all of
them, for texts that nobody has foreseen.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

__all__ = ["foreign", "simplified"]

_FILE = Path(__file__).parent / "advice" / "scripts.toml"


@cache
def _tables() -> dict[str, dict[str, str]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        language: dict(zip("".join(pair["foreign"].split()), "".join(pair["instead"].split()), strict=True))
        for language, pair in data.items()
    }


@cache
def _to_simplified() -> dict[int, str]:
    return {ord(character): instead for character, instead in _tables()["zh-Hans"].items()}


def simplified(text: str) -> str:
    """The text in Simplified characters, one for one; what both scripts write is left as it is."""
    return text.translate(_to_simplified())


def foreign(text: str, language: str) -> dict[str, str]:
    """The characters of a text that its language ("zh-Hant", "zh-Hans") does not write, with what it writes instead."""
    table = _tables().get(language, {})
    return {character: table[character] for character in text if character in table}
