"""What an officer looks for before a plan is published: all rules over one plan, and their findings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from .completeness import missing_cells, missing_numbers, odd_rows
from .consistency import frequency_words, mixed_terms, repeated_descriptions, repeated_names, twin_names
from .findings import LANGUAGES, Finding, Slip, word
from .records import Reading
from .timeliness import odd_dates
from .typography import brackets, hidden_characters, other_script, punctuation, spaces

__all__ = ["check"]

_RULES: tuple[Callable[[Reading], Iterator[Slip]], ...] = (
    missing_cells,
    missing_numbers,
    odd_rows,
    repeated_descriptions,
    repeated_names,
    twin_names,
    frequency_words,
    mixed_terms,
    spaces,
    brackets,
    punctuation,
    other_script,
    hidden_characters,
)


def check(reading: Reading, *, day: date, language: str = "") -> tuple[Finding, ...]:
    """All that is wrong or odd in a plan, in the order of the document, worded in ``language`` or the plan's own.

    ``day`` is the day that "past" is counted from. KeyError for a language that is none of ``findings.LANGUAGES``.
    """
    spoken = language or reading.plan.language
    if spoken not in LANGUAGES:
        raise KeyError(spoken)
    slips = [*odd_dates(reading, day), *(found for rule in _RULES for found in rule(reading))]
    # Sorting is stable: what stands in one row keeps the order of the rules.
    slips.sort(key=lambda found: (found.source.page or 0, found.source.line or 0))
    return tuple(dict.fromkeys(word(found, spoken) for found in slips))
