"""How like names a text is, from 0 to 1: all names of a list at once, by letters, by words and by sound.

Letters are compared by rapidfuzz, one call for all names; pairs of letters and words are counted in arrays.
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from index.analysis import is_han, stem
from index.grams import BITS, Codes
from index.names import HEARD_LETTERS, Asked, Spoken
from index.store import Scores

__all__ = ["PAIRS", "PART", "SOUND", "WHOLE", "Compared"]

# Shares of a name's score: the best-fitting stretch, the pairs of characters in common, the whole name.
PART, PAIRS, WHOLE = 0.55, 0.30, 0.15
# What sounds alike counts for less than any part of a name that is written so.
SOUND = PART + PAIRS
# A word that is half-typed is met by how another begins, and a misspelt one by a word that is as like as this.
BEGUN, MISSPELT = 0.95, 0.7
# In so few texts pairs of letters are found one by one sooner than arrays are made of them.
FEW = 32
# This character is in no text.
BREAK = 0

Places: TypeAlias = NDArray[np.intp]
Given: TypeAlias = Sequence[tuple[int, str]]


class Compared:
    """Names, in an order of their own, that texts are held against."""

    def __init__(self, names: Sequence[Spoken]) -> None:
        self._size = len(names)
        written = [(n, name.written) for n, name in enumerate(names) if name.written]
        self._han = _Stretches([(n, text) for n, text in written if is_han(text)])
        self._words = _Words([(n, text) for n, text in written if not is_han(text)])
        self._pinyin = _Stretches([(n, name.pinyin) for n, name in enumerate(names) if name.pinyin])
        self._jyutping = _Stretches([(n, name.jyutping) for n, name in enumerate(names) if name.jyutping])

    def likeness(self, asked: Asked) -> Scores:
        """How like a text each of the names is, from 0 to 1."""
        scores = np.zeros(self._size)
        if not asked.text:
            return scores
        if asked.is_han or asked.text.isdecimal():  # 18 may be all there is yet of 18區
            scores[self._han.places] = self._han.alike(asked.text)
        if not asked.is_han:
            scores[self._words.places] = self._words.alike(asked.text)
        if len(asked.heard) >= HEARD_LETTERS:
            # The plan's Chinese is heard in Mandarin; typed letters may mean either.
            for heard in (self._pinyin,) if asked.is_han else (self._pinyin, self._jyutping):
                scores[heard.places] = np.maximum(scores[heard.places], SOUND * heard.alike(asked.heard))
        return scores


class _Stretches:
    """Texts that are compared letter by letter, each with its place among the names."""

    def __init__(self, given: Given) -> None:
        self.places: Places = np.array([place for place, _ in given], dtype=np.intp)
        self._texts = [text for _, text in given]
        self._lengths = np.array([len(text) for text in self._texts], dtype=np.intp)

    def alike(self, asked: str) -> Scores:
        """How alike each is: 1 where it is what is asked, near 1 where that is a part of it."""
        if not self._texts:
            return np.zeros(0)
        whole = _ratios(fuzz.ratio, [asked], self._texts)[0]
        # A name inside a longer text is no part that fits: the text asks for more than the name.
        part, longer = whole.copy(), np.flatnonzero(self._lengths >= len(asked))
        if len(longer):
            part[longer] = _ratios(fuzz.partial_ratio, [asked], [self._texts[n] for n in longer.tolist()])[0]
        return np.asarray(PART * part + PAIRS * self._shared(asked) + WHOLE * whole)

    def _shared(self, asked: str) -> Scores:
        """Which share of the different pairs of characters that are asked for each text has."""
        if len(asked) < 2:
            return np.array([float(asked in text) for text in self._texts])
        if len(self._texts) <= FEW:
            pairs = set(map("".join, itertools.pairwise(asked)))
            return np.array([sum(map(text.__contains__, pairs)) for text in self._texts]) / len(pairs)
        sought = np.unique(_pairs(asked))
        codes, owners = self._pairs
        places = np.minimum(sought.searchsorted(codes), len(sought) - 1)
        counts = np.bincount(owners[sought[places] == codes], minlength=len(self._texts))
        return np.asarray(counts / len(sought))

    @functools.cached_property
    def _pairs(self) -> tuple[Codes, Places]:
        """The different pairs of characters of each text, and the number of the text."""
        codes = _pairs(chr(BREAK).join(self._texts))
        # A pair belongs to the text that its first character is in; the break after a text is a part of it.
        owners = np.repeat(np.arange(len(self._texts)), self._lengths + 1)[: len(codes)]
        order = np.lexsort((codes, owners))
        codes, owners = codes[order], owners[order]
        new = (np.diff(codes, prepend=-1) != 0) | (np.diff(owners, prepend=-1) != 0)
        return codes[new], owners[new]


def _pairs(text: str) -> Codes:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return np.asarray(letters[:-1] << BITS | letters[1:])


class _Words:
    """Texts that are compared word by word, each with its place among the names."""

    def __init__(self, given: Given) -> None:
        split = [(place, text, words) for place, text in given if (words := text.split())]
        self.places: Places = np.array([place for place, _, _ in split], dtype=np.intp)
        self._texts = [f" {text}" for _, text, _ in split]
        self._different = sorted({word for _, _, words in split for word in words})
        numbers = {word: n for n, word in enumerate(self._different)}
        self._numbers = np.array([numbers[word] for _, _, words in split for word in words], dtype=np.intp)
        self._firsts = np.cumsum([0, *(len(words) for _, _, words in split)], dtype=np.intp)[:-1]
        self._sizes = np.array([len(self._different[n]) for n in self._numbers.tolist()], dtype=np.float64)

    @functools.cached_property
    def _by_stem(self) -> dict[str, list[int]]:
        found = defaultdict(list)
        for n, word in enumerate(self._different):
            found[stem(word)].append(n)
        return found

    def alike(self, asked: str) -> Scores:
        """How well each word asked for is met by a word of each text; the last word may be half-typed."""
        words = asked.split()
        if not words or not self._texts:
            return np.zeros(len(self._texts))
        alike = self._likenesses(words)
        back = self._sum(self._sizes * alike.max(axis=0)[self._numbers]) / self._sum(self._sizes)
        self._begun(words[-1], alike[-1])
        met = np.zeros(len(self._texts))
        for word, best in zip(words, np.maximum.reduceat(alike[:, self._numbers], self._firsts, axis=1), strict=True):
            met += len(word) * best
        # Typed so far, word for word: no other name fits better, however little of the last word is there.
        if len(asked) > 1:
            met[[n for n, text in enumerate(self._texts) if f" {asked}" in text]] = sum(map(len, words))
        return np.asarray((PART + PAIRS) * (met / sum(map(len, words))) + WHOLE * back)

    def _likenesses(self, words: Sequence[str]) -> NDArray[np.float64]:
        """For each word how like it each of the different words is."""
        alike = _ratios(fuzz.ratio, words, self._different, MISSPELT)
        for row, word in zip(alike, words, strict=True):
            row[self._by_stem.get(stem(word), [])] = 1.0
        return alike

    def _begun(self, word: str, row: Scores) -> None:
        """Raises, of how like a half-typed word others are, those that begin with it."""
        first = bisect_left(self._different, word)
        following = itertools.islice(self._different, first, None)
        last = first + sum(1 for _ in itertools.takewhile(lambda other: other.startswith(word), following))
        if len(word) > 1:
            row[first:last] = np.where(row[first:last] < 1.0, BEGUN, 1.0)

    def _sum(self, values: Scores) -> Scores:
        return np.asarray(np.add.reduceat(values, self._firsts))


def _ratios(
    scorer: Callable[..., float], asked: Sequence[str], texts: Sequence[str], least: float = 0.0
) -> NDArray[np.float64]:
    """For each text asked for how like each other text is, from 0 to 1; 0 where that is less than the least."""
    return np.asarray(cdist(asked, texts, scorer=scorer, score_cutoff=100 * least, dtype=np.float64) / 100)
