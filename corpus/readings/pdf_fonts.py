"""Fonts that name their characters by Unicode itself, whatever collection of glyphs they say that they are drawn from.

Such a font is not embedded, and some programs write a collection beside its encoding that does not go with it. What
the text says is then in its codes, as every viewer takes it; the collection only tells how wide they are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.psparser import PSLiteral

__all__ = ["Fonts"]

_BY_UNICODE = re.compile(r"Uni\w+-(?:UCS2|UTF16)-[HV]\Z")


class Fonts(PDFResourceManager):
    """The fonts of a document, each read once."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font that the document describes so."""
        encoding = spec.get("Encoding")
        named = encoding.name if isinstance(encoding, PSLiteral) else ""
        subtype = spec.get("Subtype")
        composed = isinstance(subtype, PSLiteral) and subtype.name in ("CIDFontType0", "CIDFontType2")
        if composed and "ToUnicode" not in spec and _BY_UNICODE.match(str(named)):
            return _UnicodeFont(self, spec)
        return super().get_font(objid, spec)


class _UnicodeFont(PDFCIDFont):
    """A font whose codes are UTF-16; characters are counted by their code points."""

    def decode(self, codes: bytes) -> Iterable[int]:
        return map(ord, codes.decode("utf-16-be", "replace"))

    def to_unichr(self, point: int) -> str:
        return chr(point)

    def char_width(self, point: int) -> float:
        return super().char_width(self._glyph(point))

    def char_disp(self, point: int) -> float | tuple[float | None, float]:
        return super().char_disp(self._glyph(point))

    def _glyph(self, point: int) -> int:
        glyphs = list(self.cmap.decode(chr(point).encode("utf-16-be", "replace")))
        return glyphs[0] if glyphs else -1
