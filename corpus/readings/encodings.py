"""Bytes -> text, for the encodings that plans are saved in: UTF-8, UTF-16, Big5-HKSCS, GB 18030, Windows-1252."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from ..words import wording

__all__ = ["Decoded", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-8 either fits or does not; these fit much that was never meant, so the words decide among them.
_GUESSES = ("utf-16-le", "utf-16-be", "big5hkscs", "gb18030", "cp950", "cp1252")
# In these a file may have been cut off, or hold a character of a program's own.
_MENDED = ("utf-8", "big5hkscs", "cp950", "gb18030")
_NAMES = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "big5hkscs": "Big5-HKSCS",
    "cp950": "Big5",
    "gb18030": "GB 18030",
    "cp1252": "Windows-1252",
}
# What documents call an encoding, and the wider one that browsers read it as.
_WIDER = {"big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_ENOUGH = 0.02
_SAMPLE = 200_000
_BINARY = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MOST_BINARY = 0.01
_MOST_BROKEN = 0.003
_MOST_NUL = 0.2
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the name of the encoding that it was in, and how many characters could not be read.

    ``told`` says that the file itself names its encoding, or that nothing but UTF-8 is possible.
    """

    text: str
    encoding: str
    broken: int = 0
    told: bool = False


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """The text of a file's bytes, without a byte order mark; None where they are no text in any encoding known here.

    ``declared`` is the encoding that the document says it is in; UTF-8 is believed without it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, told=True) or _checked(data, encoding, told=True, patient=True)
    wide, encoding = _wide(data), _codec(declared)
    found = _guess(data, (wide,), ()) if wide else None
    for each in ("utf-8", encoding):
        found = found or (_checked(data, each, told=True) if each else None)
    return found or _guess(data, _GUESSES, (encoding,) if encoding else ())


def _codec(declared: str) -> str:
    """Python's name for an encoding that a document names; "" where there is none or it is not known."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if _WIDER.get(name, name) in (*_NAMES, "utf-8") else ""


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, by the zero bytes of its spaces, digits and line ends; else ""."""
    head = data[: _SAMPLE // 2 * 2]
    pairs = max(len(head) // 2, 1)
    low, high = head[1::2].count(0) / pairs, head[0::2].count(0) / pairs
    if max(low, high) < _MOST_NUL or min(low, high) > max(low, high) / 4:
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _checked(data: bytes, encoding: str, *, told: bool = False, patient: bool = False) -> Decoded | None:
    """The text in one encoding; None where it does not fit, or where what comes out is no text."""
    try:
        text = data.decode(encoding, "replace" if patient else "strict")
    except UnicodeDecodeError:
        return None
    broken = text.count(_REPLACED) if patient else 0
    sample = text[:_SAMPLE]
    if len(_BINARY.findall(sample)) > max(3, _MOST_BINARY * len(sample)) or broken > 3 + _MOST_BROKEN * len(text):
        return None
    if sample and not sample.strip("\0\ufffd"):
        return None
    return Decoded(text.removeprefix("\ufeff"), _NAMES.get(encoding, "UTF-8"), broken, told)


def _guess(data: bytes, encodings: tuple[str, ...], declared: tuple[str, ...]) -> Decoded | None:
    found = [text for encoding in encodings if (text := _checked(data, encoding)) is not None]
    mended = (_checked(data, encoding, patient=True) for encoding in (*declared, *_MENDED))
    best = max((*found, *filter(None, mended)), key=_merit, default=None)
    if best and _merit(best) >= _ENOUGH:
        return best
    # English with an accent or a hard space here and there, and nothing Chinese to be known by.
    return next((each for each in found if each.encoding in ("Windows-1252", "UTF-16") and _is_western(each)), None)


def _merit(found: Decoded) -> float:
    """How likely this is what was meant. Of a file that was cut off, the right reading has something broken."""
    return _likeness(found.text) * (0.5 if found.broken else 1)


def _is_western(found: Decoded) -> bool:
    sample = found.text[:_SAMPLE]
    letters = sum(character.isascii() and character.isalpha() for character in sample)
    beyond = sum(not character.isascii() for character in sample)
    return letters > len(sample) / 3 and beyond < letters / 10


def _likeness(text: str) -> float:
    """The share of the text's characters beyond ASCII that are frequent in plans."""
    beyond = [character for character in text[:_SAMPLE] if not character.isascii()]
    return sum(character in _frequent() for character in beyond) / len(beyond) if beyond else 0.0


@cache
def _frequent() -> frozenset[str]:
    return frozenset(wording("plain")["languages"]["frequent"])
