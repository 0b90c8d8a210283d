"""Mends English typing slips in the words the question reader knows: "wich datset updat wekly"."""

from __future__ import annotations

import functools
import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.lexicon import fillers
from assistant.wording import literals
from index.analysis import stem
from index.vocabulary import load_vocabulary

_WORD = re.compile(r"[A-Za-z]{4,}")
GRAMMAR = ("frequency.toml", "conditions.toml", "dates.toml", "asking.toml", "followup.toml", "smalltalk.toml")


# Counts of the dictionary: about the 1,500 most frequent words reach this.
COMMON = 60_000


@functools.cache
def _frequencies() -> dict[str, int]:
    # Only a question with an unknown word in it pays for the dictionary.
    from spellchecker import SpellChecker

    return dict(SpellChecker("en", distance=1).word_frequency.dictionary)


@functools.cache
def _vocabulary_words() -> frozenset[str]:
    return frozenset(word for form in load_vocabulary().english for word in re.findall(r"[a-z]{4,}", form.lower()))


def mend(text: str, names: frozenset[str]) -> str:
    """The text with misspelt English words replaced by those meant; ``names`` are the plan's own words."""
    return _WORD.sub(lambda match: _mended(match.group(), names), text)


def _mended(word: str, names: frozenset[str]) -> str:
    folded = word.lower()
    if (
        any(folded in words or stem(folded) in words for words in (literals(*GRAMMAR), fillers(), names))
        or folded in _vocabulary_words()
        or _is_english(folded)
    ):
        return word
    known = _known(names)
    allowed = 1 if len(folded) < 8 else 2
    candidates = [w for w in _by_letter(known).get(folded[0], ()) if abs(len(w) - len(folded)) <= allowed]
    best = process.extract(folded, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    # Of words as near the longer: a letter is left out more often than put in ("relased" is "released", not "related").
    return min((score, -len(name), name) for name, score, _ in best)[2] if best else word


@functools.lru_cache(maxsize=4)
def _known(names: frozenset[str]) -> frozenset[str]:
    return literals(*GRAMMAR) | fillers() | names | _vocabulary_words()


@functools.lru_cache(maxsize=4)
def _by_letter(known: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(known):
        if len(word) > 3:
            found.setdefault(word[0], []).append(word)
    return found


def _is_english(folded: str) -> bool:
    return folded in _frequencies()


def is_common(word: str) -> bool:
    """Whether a folded English word is so common in speech that it names no topic: "according", "drop"."""
    return _frequencies().get(word, 0) >= COMMON
