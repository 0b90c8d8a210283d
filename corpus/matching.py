"""How alike two texts are, and who belongs to whom: one-to-one pairs, the same in every run.

A text is compared by its units: pairs of neighbouring Chinese characters, and words of other scripts.
Whoever is most alike is paired first, which makes the pairing stable: no two that were parted are more alike to each
other than to those they got.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from .scripts import simplified
from .words import alternation, fold, forms

__all__ = ["Units", "assign", "candidates", "core", "digits", "likeness", "overlap", "plain", "units"]

Units = Counter[str]

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_BETWEEN = re.compile(rf"(?<=[{_HAN}])[\W_]+(?=[{_HAN}])")
# Stands for every word that says "list".
_LIST = "\u2630"
_DIGITS = re.compile(r"\d+")
# How many entries of the lists of a text's units are looked through; the rarest units come first.
_BUDGET = 2000


def plain(text: str) -> str:
    """The text as names are held to be equal: folded, without spaces and punctuation."""
    return "".join(_RUN.findall(simplified(fold(text))))


def digits(text: str) -> tuple[str, ...]:
    """The numbers in a text, sorted: texts with different ones speak of different years, phases or places."""
    return tuple(sorted(number.lstrip("0") or "0" for number in _DIGITS.findall(fold(text))))


@lru_cache(maxsize=20_000)
def _units(text: str) -> tuple[tuple[str, int], ...]:
    found: Units = Counter()
    for run in _RUN.findall(_BETWEEN.sub("", simplified(fold(text)))):
        if run[0] < "\u3400":
            found[_singular(run)] += 1
        elif len(run) == 1:
            found[run] += 1
        else:
            found.update(first + second for first, second in pairwise(run))
    return tuple(found.items())


def units(text: str) -> Units:
    """What a text is compared by, each with how often it stands there."""
    return Counter(dict(_units(text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=20_000)
def _core(name: str) -> tuple[tuple[str, int], ...]:
    bare = _weak().sub(lambda match: f" {_LIST} " if match["list"] else " ", fold(name))
    found: Units = Counter()
    for part in re.findall(rf"{_LIST}|[{_HAN}]|[^\W_{_HAN}]+", simplified(bare)):
        found[_singular(part)] = 1 if part == _LIST else found[_singular(part)] + 1
    return tuple(found.items())


def core(name: str) -> Units:
    """The characters and words of a name without those that only fill it, in whatever order; all lists are one."""
    return Counter(dict(_core(name)))


@cache
def _weak() -> re.Pattern[str]:
    kinds = {kind: alternation(forms("names", kind)) for kind in ("lists", "empty")}
    return re.compile(rf"(?P<list>{kinds['lists']})|{kinds['empty']}")


def likeness(one: Units, other: Units) -> float:
    """The share of units that two texts have in common (Dice): 1 for the same, 0 for nothing, or for no text."""
    total = one.total() + other.total()
    return 2 * _common(one, other) / total if total else 0.0


def overlap(one: Units, other: Units) -> float:
    """The share of the shorter text's units that stand in the longer one too: 1 where it is a part of it."""
    least = min(one.total(), other.total())
    return _common(one, other) / least if least else 0.0


def _common(one: Units, other: Units) -> int:
    if len(one) > len(other):
        one, other = other, one
    return sum(min(count, other[unit]) for unit, count in one.items() if unit in other)


def candidates(left: Sequence[Units], right: Sequence[Units], most: int = 16) -> Iterator[tuple[int, int]]:
    """For each on the left the places of those on the right that share most with it, at most so many.

    Units that nearly all texts hold are not looked through, so that thousands of texts take seconds.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, held in enumerate(right):
        for unit in held:
            holders[unit].append(place)
    for place, held in enumerate(left):
        shared = _shared(held, holders)
        expected = place * len(right) / len(left)
        # Of equals those nearest by place: a hundred rows of one name are most likely still in their order.
        best = sorted(shared, key=lambda other: (-shared[other], abs(other - expected), other))
        yield from ((place, other) for other in best[:most])


def _shared(held: Units, holders: defaultdict[str, list[int]]) -> Counter[int]:
    shared: Counter[int] = Counter()
    left = _BUDGET
    for unit in sorted((unit for unit in held if unit in holders), key=lambda unit: (len(holders[unit]), unit)):
        if left <= 0:
            break
        shared.update(holders[unit])
        left -= len(holders[unit])
    return shared


def assign(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pairs by descending score, each side once; of equal scores the first on the left, then on the right."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs
