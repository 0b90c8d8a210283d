"""What a single passage is, seen by itself: the place where a plan, a part or a table begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .columns import read_columns
from .dates import read_date
from .headings import SectionHeading, SpatialHeading, read_section, read_spatial
from .readings.passages import Passage

__all__ = ["may_be_heading", "merged", "opens_plan", "sample", "section_of", "spatial_of"]

# A heading in a table fills no more cells: its number and its words.
_MOST_OF_HEADING = 2
_WIDE = 3
# So much of a plan shows its language.
_SAMPLE = 100_000


def merged(passage: Passage) -> Passage:
    """The passage; where cells merged over a whole row come out repeated, with the first of them alone."""
    if len(passage.cells) < 2 or not passage.cells[0] or passage.cells.count(passage.cells[0]) < len(passage.cells):
        return passage
    return replace(passage, cells=(passage.cells[0], *[""] * (len(passage.cells) - 1)))


def opens_plan(passage: Passage) -> bool:
    """Whether the cover ends here: a heading, a head row, or rows of datasets that nothing announces."""
    if section_of(passage) or spatial_of(passage) or read_columns(passage.cells):
        return True
    # Rows that look like datasets are no cover, even where no heading says so.
    return len(passage.filled) > 3 and any(map(read_date, passage.filled))


def may_be_heading(passage: Passage) -> bool:
    """Whether so little is said, and so far to the left, that a row may be a heading and not the rest of a row."""
    return len(passage.filled) <= _MOST_OF_HEADING and (len(passage.cells) < _WIDE or any(passage.cells[:2]))


def section_of(passage: Passage) -> SectionHeading | None:
    """The heading of a part, else None; in a table its letter and its words may stand in two cells."""
    filled = passage.filled
    if not may_be_heading(passage):
        return None
    return read_section(f"{filled[0]}. {filled[1]}" if len(filled) == 2 and len(filled[0]) == 1 else passage.text)


def spatial_of(passage: Passage) -> SpatialHeading | None:
    """The heading of a table of spatial or of other data, else None."""
    return read_spatial(passage.text) if may_be_heading(passage) else None


def sample(passages: Iterable[Passage]) -> str:
    """The beginning of the document's text, enough to tell its language."""
    texts, length = [], 0
    for passage in passages:
        if length > _SAMPLE:
            break
        texts.append(passage.text)
        length += len(texts[-1])
    return "\n".join(texts)
