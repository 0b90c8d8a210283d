"""Texts bent out of shape: stretches doubled, cut, swapped, and characters put in that programs stumble over."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

LONGEST_FLOOD = 400
HOSTILE = (
    "\0", "\t", "\r", "\n", "\r\n", "\x0b", "\x1b[31m", "\x85", "\u2028", "\u2029", "\ue000", "\ufffe", "\U0010ffff",
    # halves of characters, marks on marks, directions turned round, what nobody sees
    "\ud800", "\udfff", "\udc80", "\u0301", "\u0489", "\u1ab0", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d",
    "\u2060", "\ufeff", "\u00ad", "\U000e0041", "\ufe0f", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    # what grows or changes when it is folded
    "\ufdfa", "\u3300", "\u33c2", "\ufb03", "\u0130", "\u00df", "\u0149", "\u1e9e", "\u01c6", "\u1100\u1161\u11a8",
    # Chinese beyond the first plane, compatibility characters, numerals of many kinds
    "\U00020000", "\U0002a6d6", "\U00030000", "\uf900", "\U0002f800", "\u3007", "\u96f6", "\u5341", "\u5eff",
    "\u4ebf", "\u2167", "\u2460", "\u00b2", "\u0663", "\u0be7", "\uff11", "\U0001d7d9", "99999999999999999999", "-1",
    "1e999", "0x10", "NaN", "13/2025", "31/02/2024", "0000", "2025-26", "\u5e74", "\u6708", "\u5b63", "\u7b2c",
    # signs of tables, lists, patterns, addresses and mark-up
    "|", "||", "---|---", ",", ";", '"', '""', "'", "(", ")", "[", "]", "（", "）", "{", "}", "*", "**", "\\", "%", "#",
    "&amp;", "<td>", "</table>", "<!--", "${jndi:", "{{", "%00", "../", "- ", "1. ", "(1) ", "i. ", "A. ", ":", "/",
)  # fmt: skip
"""Characters and words, by what they do."""


def text_of(data: bytes) -> str:
    """The bytes as text, whatever they are: halves of characters stay, other bytes become halves."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The text as bytes that ``text_of`` makes the same text of."""
    return text.encode("utf-8", "surrogatepass")


class Bending:
    """Bends texts; ``words`` are put in beside the hostile characters. The same chance gives the same text."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = (*HOSTILE, *words)
        self._ways: tuple[Callable[[str, random.Random], str], ...] = (
            self._put, self._put, self._put, self._flood, self._double, self._cut, self._swap, self._exchange,
        )  # fmt: skip

    def bend(self, data: bytes, most: int, chance: random.Random) -> bytes:
        """Some bytes of a text, bent in one to four ways and at most so many."""
        text = text_of(data)
        for _ in range(chance.randint(1, 4)):
            text = chance.choice(self._ways)(text, chance)
        return bytes_of(text)[:most]

    def _put(self, text: str, chance: random.Random) -> str:
        at = chance.randint(0, len(text))
        return text[:at] + chance.choice(self._words) + text[at:]

    def _flood(self, text: str, chance: random.Random) -> str:
        at = chance.randint(0, len(text))
        return text[:at] + chance.choice(self._words) * chance.randint(2, LONGEST_FLOOD) + text[at:]

    def _double(self, text: str, chance: random.Random) -> str:
        start, end = _stretch(text, chance)
        return text[:end] + text[start:end] * chance.randint(1, 8) + text[end:]

    def _cut(self, text: str, chance: random.Random) -> str:
        start, end = _stretch(text, chance)
        return text[:start] + text[end:]

    def _swap(self, text: str, chance: random.Random) -> str:
        start, end = _stretch(text, chance)
        between = chance.randint(start, end)
        return text[:start] + text[between:end] + text[start:between] + text[end:]

    def _exchange(self, text: str, chance: random.Random) -> str:
        start, end = _stretch(text, chance)
        return text[:start] + chance.choice(self._words) + text[end:]


def _stretch(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.choice((1, 2, 4, 16, 64, 256)))
