"""Lines of text outside tables -> paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..headings import is_note, read_body, read_section, read_spatial
from .pdf_columns import Row
from .pdf_wrapping import Line, Wrapping, is_ended

__all__ = ["Paragraph", "with_paragraphs"]

# Lines of one paragraph: their distance and the difference of their sizes, in letter sizes; and of lines nearby.
_STEP, _ALIKE, _NEARBY = 1.9, 0.15, 1.8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables; ``adjacent`` where nothing stands between it and the paragraph before."""

    text: str
    adjacent: bool = False


def with_paragraphs(items: Iterable[Line | Row], right: float, wrapping: Wrapping) -> Iterator[Paragraph | Row]:
    """The rows and lines of a page with lines put together that were wrapped; ``right`` is where lines end at most."""
    lines: list[Line] = []
    before: Line | None = None
    for item in items:
        if isinstance(item, Line) and lines and _goes_on(lines[-1], item, right):
            lines.append(item)
            continue
        if lines:
            yield _paragraph(lines, before, wrapping)
            before = lines[-1]
        if isinstance(item, Line):
            lines = [item]
        else:
            lines, before = [], None
            yield item
    if lines:
        yield _paragraph(lines, before, wrapping)


def _paragraph(lines: Sequence[Line], before: Line | None, wrapping: Wrapping) -> Paragraph:
    step = lines[0].base - before.base if before else 0.0
    return Paragraph(wrapping.join(lines, 0), before is not None and 0 < step < _NEARBY * lines[0].size)


def _goes_on(line: Line, following: Line, right: float) -> bool:
    step, size = following.base - line.base, max(line.size, following.size)
    if not 0 < step < _STEP * size or abs(line.size - following.size) > _ALIKE * size:
        return False
    if is_ended(line, following, right - line.x0):
        return False
    text = following.text
    body = read_body(text)
    return not (read_section(text) or read_spatial(text) or is_note(text) or (body and body.number))
