"""Update frequencies as lengths of time, so that they can be compared and put in words."""

from __future__ import annotations

from corpus.durations import MINUTES, minutes, read_duration

__all__ = ["interval", "minutes", "parts", "rate"]

_UNITS = {
    "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "week": ("W", 1), "fortnight": ("W", 2),
    "month": ("M", 1), "quarter": ("M", 3), "half-year": ("M", 6), "year": ("Y", 1), "decade": ("Y", 10),
}  # fmt: skip
_SINGLE = {code: unit for unit, (code, size) in _UNITS.items() if size == 1}
# What people name instead of the same time in another unit.
_SAME = {
    "PT60M": "PT1H", "PT24H": "P1D", "P7D": "P1W", "P14D": "P2W", "P12M": "P1Y", "P24M": "P2Y", "P365D": "P1Y",
    "P52W": "P1Y", "P30D": "P1M", "P13W": "P3M", "P26W": "P6M", "P90D": "P3M", "P31D": "P1M", "P180D": "P6M",
}  # fmt: skip


def interval(count: float, unit: str) -> str:
    """The duration of so many units ("week", "quarter" ...), named in the unit in which people name it."""
    code, size = _UNITS[unit]
    amount = count * size
    if amount != int(amount):
        return _nearest(amount * MINUTES[code])
    written = f"P{code[:-1]}{int(amount)}{code[-1]}"
    return _SAME.get(written, written)


def rate(times: float, count: float, unit: str) -> str:
    """The duration between updates that happen so many times in so many units."""
    code, size = _UNITS[unit]
    return _nearest(count * size * MINUTES[code] / max(times, 1))


def _nearest(minutes: float) -> str:
    # A third of a year is four months, a seventh of a week a day: the largest unit that goes in evenly.
    for code in ("Y", "M", "W", "D", "TH", "TM"):
        amount = minutes / MINUTES[code]
        if abs(amount - round(amount)) < 0.02 * amount:
            return interval(round(amount), _SINGLE[code])
    return f"PT{max(1, round(minutes))}M"


def parts(every: str) -> tuple[int, str] | None:
    """The duration as a number and a unit ("P3M" is (1, "quarter")); None for words such as "as-needed"."""
    found = read_duration(every)
    if found is None:
        return None
    count, code = found
    named = {"P3M": (1, "quarter"), "P6M": (1, "half-year"), "P2W": (1, "fortnight")}
    return named.get(every, (int(count), _SINGLE[code]))
