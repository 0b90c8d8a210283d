"""The bureaux, departments and public bodies of Hong Kong: codes on data.gov.hk, names in two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .words import WORDING, alternation, fold, wording

__all__ = ["Bureau", "bureau_in", "bureau_named", "bureaux", "is_body"]

_ARTICLE = "the "


@dataclass(frozen=True, slots=True)
class Bureau:
    """A body that publishes data. ``kind`` is "bureau", "department" or "body" (outside the government)."""

    code: str
    kind: str
    chinese: str
    english: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names that the body goes by, in Traditional Chinese and English."""
        return (self.chinese, self.english, *self.others)


@cache
def bureaux() -> tuple[Bureau, ...]:
    """All bodies of the data file, in its order."""
    lines = (WORDING / "bureaux.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_bureau(line.split("\t")) for line in lines)


def _bureau(cells: list[str]) -> Bureau:
    code, kind, chinese, english, *others = cells
    return Bureau(code, kind, chinese, english, tuple(others[0].split(";")) if others else ())


@cache
def _by_name() -> dict[str, Bureau]:
    return {fold(name): bureau for bureau in reversed(bureaux()) for name in bureau.names}


def bureau_named(name: str) -> Bureau | None:
    """The body that goes by exactly this name in either script or English, else None."""
    return _by_name().get(fold(name).removeprefix(_ARTICLE))


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(alternation(_by_name()))


def bureau_in(text: str) -> tuple[Bureau, tuple[int, int]] | None:
    """The body with the longest name in ``text`` (the first of equals) and its span in ``nfkc(text)``."""
    matches = list(_any_name().finditer(fold(text)))
    if not matches:
        return None
    best = max(matches, key=lambda match: (len(match.group()), -match.start()))
    return _by_name()[best.group()], best.span()


def is_body(name: str) -> bool:
    """Whether ``name`` is a known body, or ends as the names of bodies do (局, 署, Authority, Limited)."""
    return bureau_named(name) is not None or bool(_ending().search(fold(name)))


@cache
def _ending() -> re.Pattern[str]:
    # A bare "局" or "Office" names nobody: something has to stand before it.
    words = alternation(wording("headings")["organisation"]["ending"])
    return re.compile(rf"\w ?{words}(?: ?\([^()]*\))?\Z")
