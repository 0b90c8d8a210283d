"""Names in the other language, for plans that are published in one only: unofficial, out of the bilingual vocabulary.

A name that another plan at hand has in both languages is taken from there. Otherwise it is cut by a few patterns
("按{x}劃分的{y}" is "{y} by {x}"), and its parts are put together from terms; what is understood too little stays out.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from corpus.library import Library
from corpus.records import Dataset
from index.analysis import clean, fold, is_han
from index.vocabulary import Atom, Mention, Vocabulary, atoms, load_vocabulary

__all__ = ["Glossary", "glossed", "glosses"]

# A gloss of which less than this share is understood would mislead more than it helps.
ENOUGH = 0.7
_DEPTH = 4
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.&/-]*")


@dataclass(frozen=True, slots=True)
class _Gloss:
    """Words in the other language, how many characters they stand for, and how many were looked at."""

    text: str
    known: int
    all: int


@functools.cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("index").joinpath("terms", "glosses.toml").read_text(encoding="utf-8"))


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w)\}", r"(?P<\1>.+)", written), re.IGNORECASE)


@functools.cache
def _patterns(to: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = _data()["pattern"] if to == "en" else _data()["back"]
    given = "zh" if to == "en" else "en"
    return tuple((_pattern(row[given]), row[to]) for row in rows)


@functools.cache
def _words(to: str) -> dict[str, str]:
    words = _data()["words"]
    if to == "en":
        return {fold(chinese): english for chinese, english in words.items()}
    return {fold(english): chinese for chinese, english in reversed(words.items()) if english}


class Glossary:
    """Puts names into the other language by one vocabulary, and by names that are known in both."""

    def __init__(self, vocabulary: Vocabulary, known: Iterable[tuple[str, str]] = ()) -> None:
        self._vocabulary = vocabulary
        pairs = list(known)
        self._english = {fold(chinese): english for chinese, english in reversed(pairs)}
        self._chinese = {fold(english): chinese for chinese, english in reversed(pairs)}

    def english(self, chinese: str) -> str:
        """The English of a Chinese name, "" where too little of it is understood."""
        return self._english.get(fold(clean(chinese))) or _capital(self._glossed(clean(chinese), "en"))

    def chinese(self, english: str) -> str:
        """The Chinese of an English name, "" where too little of it is understood."""
        return self._chinese.get(fold(clean(english))) or self._glossed(clean(english), "zh")

    def _glossed(self, text: str, to: str) -> str:
        gloss = self._cut(text, to, _DEPTH)
        return gloss.text if gloss.all and gloss.known >= ENOUGH * gloss.all else ""

    def _cut(self, text: str, to: str, depth: int) -> _Gloss:
        """A text by the first pattern that fits, or by its terms."""
        if depth and self._whole(text, to) is None:
            for pattern, written in _patterns(to):
                if match := pattern.fullmatch(text):
                    parts = {name: self._cut(part.strip(), to, depth - 1) for name, part in match.groupdict().items()}
                    words = written.format(**{name: part.text for name, part in parts.items()})
                    return _Gloss(words, sum(p.known for p in parts.values()), sum(p.all for p in parts.values()))
        return self._put_together(text, to)

    def _whole(self, text: str, to: str) -> str | None:
        """The text in the other language where it is one term."""
        pieces = atoms(text)
        mentions = self._vocabulary.mentions(pieces)
        if mentions and (mentions[0].first, mentions[0].last) == (0, len(pieces) - 1):
            return self._form(mentions[0].term, to)
        return None

    def _put_together(self, text: str, to: str) -> _Gloss:
        pieces = atoms(text)
        starts: dict[int, Mention] = {}
        for mention in self._vocabulary.mentions(pieces):
            starts.setdefault(mention.first, mention)
        words: list[str] = []
        known = place = 0
        while place < len(pieces):
            term, word = self._term(starts.get(place), to), self._word(text, pieces, place, to)
            # Said alike by both, a word is put as names put it: "number", not "number of".
            form, last = term if term and (word[0] is None or term[1] > word[1]) else word
            size = sum(len(piece.text) for piece in pieces[place : last + 1])
            known += size if form is not None else 0
            words.append(form if form is not None else "" if to == "en" else pieces[place].text)
            place = last + 1
        joined = _spaced(words) if to == "en" else "".join(words)
        return _Gloss(joined, known, sum(len(piece.text) for piece in pieces))

    def _term(self, mention: Mention | None, to: str) -> tuple[str | None, int] | None:
        form = self._form(mention.term, to) if mention else ""
        return (form, mention.last) if mention and form else None

    def _word(self, text: str, pieces: Sequence[Atom], place: int, to: str) -> tuple[str | None, int]:
        """A word that is no term, and the last atom of it; None where it is not known."""
        for last in range(min(place + 4, len(pieces)) - 1, place - 1, -1):
            written = text[pieces[place].start : pieces[last].end]
            if fold(written) in _words(to):
                return _words(to)[fold(written)], last
        written = pieces[place].text
        # Names, abbreviations and numbers are the same in both.
        if _LATIN.fullmatch(written) and (to == "en" or written.isupper() or written[0].isdigit()):
            return written, place
        return None, place

    def _form(self, term: str, to: str) -> str:
        return next((form for form in self._vocabulary.forms[term] if is_han(form) == (to == "zh")), "")


def _spaced(words: list[str]) -> str:
    return " ".join(word for word in words if word).replace(" ,", ",")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def glosses(library: Library, vocabulary: Vocabulary | None = None) -> dict[str, tuple[str, str]]:
    """By id, the English and the unofficial Chinese name of each dataset that has a name in one language only."""
    english = {reading.plan.id for reading in library.readings if reading.plan.language == "en"}
    wanting = [d for d in library.datasets if d.plan_id in english or not d.name_en]
    if not wanting:
        return {}
    known = [(d.name, d.name_en) for d in library.datasets if d.name_en]
    glossary = Glossary(vocabulary or load_vocabulary(), known)
    return {
        d.id: (d.name, glossary.chinese(d.name)) if d.plan_id in english else (glossary.english(d.name), "")
        for d in wanting
    }


def glossed(library: Library, found: Mapping[str, Sequence[str]]) -> Library:
    """The library with these names in the other language; the English of an English plan is the plan's own."""
    return library.mapped(lambda dataset: _named(dataset, found.get(dataset.id))) if found else library


def _named(dataset: Dataset, names: Sequence[str] | None) -> Dataset:
    if names is None:
        return dataset
    english, chinese = names
    return replace(dataset, name_en=english, name_zh=chinese, english_official=english == dataset.name)
