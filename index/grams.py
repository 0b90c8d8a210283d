"""Which of many names are worth comparing with a text: those that share its rarest groups of letters.

A group is one, two or three characters, packed into a number. Chinese is taken in single characters and pairs, other
words in threes and by how they begin, sounds in threes (in capitals, so that they meet no written letters).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.analysis import is_han
from index.names import Asked, Spoken
from index.store import SPARSE, Selection
from index.strings import array

__all__ = ["BITS", "Codes", "GramIndex"]

CODES, STARTS, HOLDERS = "gram-codes.npy", "gram-starts.npy", "gram-names.npy"

LOOKED_AT = 1 << 8
"""So many places where groups stand are looked at for each name that is wanted, the rarest groups first."""

BITS, LATIN, BREAK, WORD = 21, 128, 10, 94
"""A character's bits in a packed group, where Latin ends, and the characters that part texts and begin words."""

FINENESS = 8
"""Rarities are counted in so many steps to a factor of e."""

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class GramIndex:
    """For each group of letters, ascending, the names that hold it."""

    codes: Codes
    starts: NDArray[np.int64]
    holders: NDArray[np.int32]

    @classmethod
    def build(cls, names: Sequence[Spoken]) -> Self:
        """The groups of names, which are numbered as they come."""
        codes, holders = _grams(names)
        order = np.lexsort((holders, codes))
        codes, holders = codes[order], holders[order]
        new = (np.diff(codes, prepend=-1) != 0) | (np.diff(holders, prepend=-1) != 0)
        codes, holders = codes[new], holders[new]
        firsts = np.flatnonzero(np.diff(codes, prepend=-1))
        return cls(codes[firsts], np.append(firsts, len(codes)).astype(np.int64), holders.astype(np.int32))

    def to_parts(self) -> dict[str, NDArray[Any]]:
        """What a snapshot keeps of the groups."""
        return {CODES: self.codes, STARTS: self.starts, HOLDERS: self.holders}

    @classmethod
    def from_parts(cls, parts: Mapping[str, object]) -> Self:
        """The groups that ``to_parts`` came from; SnapshotDamaged where the parts do not make them."""
        codes = array(parts, CODES, np.int64)
        starts = array(parts, STARTS, np.int64, (len(codes) + 1,))
        return cls(codes, starts, array(parts, HOLDERS, np.int32, (int(starts[-1]),)))

    def likely(self, asked: Asked, k: int, rows: NDArray[np.int32], among: Selection | None) -> list[int]:
        """The ``k`` names, ascending, that share most with a text; ``rows`` are the names' rows."""
        found = [self.holders[start:end] for start, end in self._spans(asked, LOOKED_AT * k)]
        if among is not None:
            found = [held[among.mask[rows[held]]] for held in found]
        if not found:
            return []
        rarities = [int(FINENESS * np.log(1 + len(rows) / max(1, len(held)))) for held in found]
        names, sums = _summed(found, rarities, len(rows))
        if not len(names):
            return []
        best = np.lexsort((names, -sums))[:k] if len(names) > k else slice(None)
        return sorted(names[best].tolist())

    def _spans(self, asked: Asked, most: int) -> list[tuple[int, int]]:
        """Where the holders of a text's groups stand, the rarest first, as many as are looked at."""
        codes = np.unique(_grams([asked.spoken])[0])
        places = np.searchsorted(self.codes, codes)
        known = places < len(self.codes)
        places, codes = places[known], codes[known]
        places = places[self.codes[places] == codes]
        starts, ends = self.starts[places], self.starts[places + 1]
        order = np.argsort(ends - starts, kind="stable")
        kept = order[: 1 + int(np.searchsorted(np.cumsum((ends - starts)[order]), most))]
        return list(zip(starts[kept].tolist(), ends[kept].tolist(), strict=True))


def _summed(found: Sequence[NDArray[np.int32]], rarities: Sequence[int], size: int) -> tuple[Codes, Codes]:
    """The names, of so many, that stand in any list, ascending, each with the sum of its lists' rarities."""
    if sum(map(len, found)) * SPARSE >= size:
        sums = np.zeros(size, dtype=np.int64)
        for held, rarity in zip(found, rarities, strict=True):
            sums[held] += rarity
        names = np.flatnonzero(sums)
        return names, sums[names]
    # Name and rarity in one number: sorting these is quicker than sorting names to sum their rarities.
    packed = np.sort(np.concatenate([held.astype(np.int64) << 8 | r for held, r in zip(found, rarities, strict=True)]))
    firsts = np.flatnonzero(np.diff(packed >> 8, prepend=-1))
    return packed[firsts] >> 8, np.add.reduceat(packed & 255, firsts) if len(firsts) else firsts


def _grams(names: Sequence[Spoken]) -> tuple[Codes, Codes]:
    """The groups of names, each with its name's number."""
    han = [(n, name.written) for n, name in enumerate(names) if is_han(name.written)]
    words = [(n, "^" + name.written.replace(" ", "^")) for n, name in enumerate(names) if not is_han(name.written)]
    digits = [(n, name.written) for n, name in enumerate(names) if name.written.isdecimal()]
    heard = [(n, s.upper()) for n, name in enumerate(names) for s in dict.fromkeys(name[1:]) if s]
    kinds = (
        _packed(han, 1),
        _packed(han, 2),
        _packed(digits, 2),
        _packed(words, 2),
        _packed(words, 3),
        _packed(heard, 3),
    )
    return np.concatenate([codes for codes, _ in kinds]), np.concatenate([owners for _, owners in kinds])


def _packed(texts: Sequence[tuple[int, str]], size: int) -> tuple[Codes, Codes]:
    """All groups of so many characters, each with the number of its text; of words those that begin nowhere within."""
    if not texts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    together = "\n".join(text for _, text in texts).encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(together, dtype=np.uint32).astype(np.int64)
    count = max(0, len(letters) - size + 1)
    codes, whole = np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.bool_)
    for n in range(size):
        letter = letters[n : n + count]
        codes |= letter << (BITS * n)
        whole &= letter != BREAK
        if n:
            whole &= letter != WORD
    if size == 2:
        # Pairs of Latin letters are too many to tell anything, but how a word begins does.
        whole &= (
            (letters[:count] == WORD)
            | (letters[:count] >= LATIN)
            | (letters[1 : 1 + count] >= LATIN)
            | ((letters[:count] >= ord("0")) & (letters[:count] <= ord("9")))
        )
    numbers = np.array([number for number, _ in texts], dtype=np.int64)
    owners = numbers[np.cumsum(letters == BREAK)[:count]]
    return codes[whole], owners[whole]
