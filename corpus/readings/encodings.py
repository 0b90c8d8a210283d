"""Bytes -> text, for the encodings that plans are saved in: UTF-8, UTF-16, Big5-HKSCS, GB 18030, Windows-1252."""

from __future__ import annotations

import codecs

from ..words import wording

__all__ = ["decode"]

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# UTF-8 either fits or does not; these fit much that was never meant, so the words decide among them.
_GUESSES = ("utf-16-le", "utf-16-be", "big5hkscs", "gb18030", "cp1252")
_ENOUGH = 0.02
_SAMPLE = 200_000


def decode(data: bytes) -> str | None:
    """The text of a file's bytes, without a byte order mark; None where they are no text in any encoding known here."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding)
    text = _checked(data, "utf-8")
    return _guess(data) if text is None else text


def _checked(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.removeprefix("\ufeff")


def _guess(data: bytes) -> str | None:
    texts = [text for encoding in _GUESSES if (text := _checked(data, encoding)) is not None]
    if not texts:
        return None
    best = max(texts, key=_likeness)
    return best if _likeness(best) >= _ENOUGH else None


def _likeness(text: str) -> float:
    """The share of the text's characters beyond ASCII that are frequent in plans."""
    beyond = [character for character in text[:_SAMPLE] if not character.isascii()]
    frequent = frozenset(wording("plain")["languages"]["frequent"])
    return sum(character in frequent for character in beyond) / len(beyond) if beyond else 0.0
