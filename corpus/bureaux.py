"""The bureaux, departments and public bodies of Hong Kong: codes on data.gov.hk, names in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .words import WORDING, find_word, fold, forms, without_brackets

__all__ = ["Bureau", "author_in", "bureau_in", "bureau_named", "bureaux", "is_body"]

_ARTICLE = "the "
_OUTSIDE = "body"


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
def _names() -> tuple[str, ...]:
    return tuple(sorted(_by_name(), key=lambda name: (-len(name), name)))


def bureau_in(text: str) -> tuple[Bureau, tuple[int, int]] | None:
    """The body with the longest name in ``text`` (the first of equals) and its span in ``nfkc(text)``."""
    line = fold(text)
    for name in _names():
        found = find_word(line, [name])
        if found:
            return _by_name()[name], (found[0], found[0] + len(name))
    return None


def author_in(text: str, *, chinese: bool) -> tuple[Bureau, tuple[int, int]] | None:
    """The body that a cover names as its author, and the span of its name in ``nfkc(text)``.

    A bureau or department goes before another body (香港房屋委員會及房屋署), a name in the language asked for before
    one in the other, a longer before a shorter.
    """
    line, found = fold(text), bureau_in(text)
    if not found or (found[0].kind != _OUTSIDE and chinese != line[slice(*found[1])].isascii()):
        return found
    spans = [(bureau, (at[0], at[0] + len(name))) for name, bureau in _by_length() if (at := find_word(line, [name]))]
    # 香港貿易發展局 does not name 發展局.
    apart = [one for one in spans if not any(one[1] != other and _holds(other, one[1]) for _, other in spans)]
    return min(apart, key=lambda span: (span[0].kind == _OUTSIDE, chinese == line[slice(*span[1])].isascii()))


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@cache
def _by_length() -> tuple[tuple[str, Bureau], ...]:
    return tuple((name, _by_name()[name]) for name in _names())


def is_body(name: str) -> bool:
    """Whether ``name`` is a known body, or ends as the names of bodies do (局, 署, Authority, Limited)."""
    if bureau_named(name):
        return True
    line = fold(without_brackets(name))
    # A bare "局" or "Office" names nobody: something has to stand before it.
    endings = (ending for ending in forms("headings", "organisation", "ending") if line.endswith(ending))
    return any(line != ending and (not ending.isascii() or line[-len(ending) - 1] == " ") for ending in endings)
