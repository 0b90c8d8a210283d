"""Characters that nobody sees, taken out of text: they would make equal names differ, or show text in another order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..records import Source, Warning
from .passages import Document, Passage

__all__ = ["Sieve", "sifted"]

# Controls other than white space, soft hyphens, zero width, marks and overrides of direction, tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_KINDS = (
    ("\0", "NUL"),
    ("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "text direction"),
    ("\u200b\u200c\u200d\u2060\ufeff", "zero width"),
    ("\xad", "soft hyphen"),
)


@dataclass(slots=True)
class Sieve:
    """Takes hidden characters out of texts, and remembers how many, of which kinds, and where the first stood."""

    count: int = 0
    first: Passage | None = None
    kinds: tuple[str, ...] = ()

    def clean(self, text: str, line: int | None = None) -> str:
        """The text without hidden characters; ``line`` is where it stands."""
        return self._clean(text, Passage((), line=line))

    def sift(self, passage: Passage) -> Passage:
        """The passage without hidden characters."""
        if not any(map(_HIDDEN.search, passage.cells)):
            return passage
        return replace(passage, cells=tuple(self._clean(cell, passage).strip() for cell in passage.cells))

    def _clean(self, text: str, place: Passage) -> str:
        found = _HIDDEN.findall(text)
        if not found:
            return text
        self.count += len(found)
        self.first = self.first or place
        self.kinds = tuple(dict.fromkeys([*self.kinds, *map(_kind, found)]))
        return _HIDDEN.sub("", text)

    def warnings(self, document: str) -> tuple[Warning, ...]:
        """One warning for all that was taken out; none where nothing was."""
        if not self.first:
            return ()
        some = "A hidden character was" if self.count == 1 else f"{self.count} hidden characters were"
        place = Source(document, self.first.line, self.first.page, self.first.table)
        ending = "." if self.count == 1 else "; the first one stood here."
        return (Warning(f"{some} removed ({', '.join(self.kinds)}){ending}", place),)


def _kind(character: str) -> str:
    return next((kind for characters, kind in _KINDS if character in characters), "control")


def sifted(document: Document) -> Document:
    """The document without hidden characters, with one warning where there were any."""
    sieve = Sieve()
    passages = tuple(passage for each in document.passages if (passage := sieve.sift(each)).text)
    return replace(document, passages=passages, warnings=(*document.warnings, *sieve.warnings(document.name)))
