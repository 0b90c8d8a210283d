"""Update frequencies as lengths of time, so that they can be compared."""

from __future__ import annotations

import re

__all__ = ["MINUTES", "YEAR", "minutes", "read_duration"]

YEAR = 365 * 24 * 60
MINUTES = {"TM": 1, "TH": 60, "D": 24 * 60, "W": 7 * 24 * 60, "M": YEAR / 12, "Y": YEAR}
"""ISO 8601's units in minutes; a month is the twelfth part of a year of 365 days."""
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([MHDWY])")


def read_duration(every: str) -> tuple[float, str] | None:
    """The duration as a number and a unit of MINUTES; None for words such as "as-needed"."""
    match = _DURATION.fullmatch(every)
    known = match is not None and match[1] + match[3] in MINUTES
    return (float(match[2]), match[1] + match[3]) if match and known else None


def minutes(every: str) -> float | None:
    """How many minutes lie between updates; 0 for real time; None for those without a fixed length."""
    if every == "real-time":
        return 0.0
    found = read_duration(every)
    return found[0] * MINUTES[found[1]] if found else None
