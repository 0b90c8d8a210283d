"""Mends English typing slips in the words the question reader knows: "wich datset updat wekly"."""

from __future__ import annotations

import functools
import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.lexicon import fillers
from assistant.wording import rules, slots
from index.analysis import fold, stem
from index.vocabulary import load_vocabulary

_WORD = re.compile(r"[A-Za-z]{4,}")
GRAMMAR = ("frequency.toml", "conditions.toml", "dates.toml", "asking.toml", "followup.toml", "smalltalk.toml")


@functools.cache
def _english() -> frozenset[str]:
    # Only a question with an unknown word in it pays for the dictionary.
    from spellchecker import SpellChecker

    return frozenset(SpellChecker("en", distance=1).word_frequency.dictionary)


@functools.cache
def _grammar_words() -> frozenset[str]:
    words = {word for rule in rules(*GRAMMAR) for word in re.findall(r"[a-z]{4,}", rule.pattern.pattern)}
    for values in slots().values():
        for languages in values.values():
            words |= {word for form in languages["en"] for word in re.findall(r"[a-z]{4,}", fold(form))}
    return frozenset(words)


@functools.cache
def _vocabulary_words() -> frozenset[str]:
    forms = (form for forms in load_vocabulary().forms.values() for form in forms)
    return frozenset(word for form in forms for word in re.findall(r"[a-z]{4,}", fold(form)))


def mend(text: str, names: frozenset[str]) -> str:
    """The text with misspelt English words replaced by those meant; ``names`` are the plan's own words."""
    known = _grammar_words() | names | fillers() | _vocabulary_words()
    return _WORD.sub(lambda match: _mended(match.group(), known), text)


def _mended(word: str, known: frozenset[str]) -> str:
    folded = word.lower()
    if folded in known or stem(folded) in known or _is_english(folded):
        return word
    allowed = 1 if len(folded) < 8 else 2
    candidates = [w for w in _by_letter(known).get(folded[0], ()) if abs(len(w) - len(folded)) <= allowed]
    best = process.extract(folded, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=3)
    return min((score, name) for name, score, _ in best)[1] if best else word


@functools.lru_cache(maxsize=4)
def _by_letter(known: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(known):
        if len(word) > 3:
            found.setdefault(word[0], []).append(word)
    return found


def is_word(word: str) -> bool:
    """Whether a folded word is one that English, the plan or the vocabulary has."""
    return len(word) < 4 or word in _vocabulary_words() or word in _grammar_words() or _is_english(word)


def _is_english(folded: str) -> bool:
    return folded in _english()
