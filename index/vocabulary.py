"""The bilingual vocabulary: which words, in either language, mean the same thing to someone looking for data.

The words are data (``terms/*.toml``); here they are found in a text. English is compared by stems,
Chinese by folded characters, and the longest wording that fits wins.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, NamedTuple

from index.analysis import clean, fold, fold_all, is_han, runs, stem
from index.sounds import openings, sound

_SHORTEST_HEARD, _LONGEST_HEARD = 3, 6
_JOINTS = frozenset({"and", "or", "及", "和", "或", "与"})
SUBJECTS = ("health.toml", "city.toml")
FILES = (*SUBJECTS, "measures.toml")
_KEPT = 1 << 16
# So many texts are remembered as they were read: one question is read for several ends.
_READ = 128


class Atom(NamedTuple):
    """The smallest piece of a text that is compared: one Chinese character, or one word as its stem."""

    key: str
    text: str
    start: int
    end: int


class Mention(NamedTuple):
    """A term found in a text: the term's id, the words as written, and where they stand among the atoms."""

    term: str
    text: str
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    terms: tuple[str, ...] = ()


@functools.lru_cache(_READ)
def atoms(text: str) -> tuple[Atom, ...]:
    """The atoms of a text in their order; offsets count in the cleaned text."""
    found = []
    for start, run in runs(clean(text)):
        folded = fold(run)
        if is_han(run) and len(folded) == len(run):
            found += [Atom(key, run[i], start + i, start + i + 1) for i, key in enumerate(folded)]
        elif folded:
            found.append(Atom(stem(folded), run, start, start + len(run)))
    return tuple(found)


class Vocabulary:
    """Terms by id, and the wordings by which they are found; ``subjects`` are the ids of what data can be about."""

    def __init__(self, terms: Iterable[dict[str, Any]], subjects: Iterable[str] = ()) -> None:
        self.subjects = frozenset(subjects)
        self.wider: dict[str, tuple[str, ...]] = {}
        self.related: dict[str, tuple[str, ...]] = {}
        self.forms: dict[str, tuple[str, ...]] = {}
        self._abbreviations: dict[str, tuple[str, ...]] = {}
        self._trees: dict[str, _Node] = {}
        self._sounds: dict[str, dict[str, tuple[str, ...]]] = {}
        for term in terms:
            self.wider[term["id"]] = tuple(term.get("broader", ()))
            self.related[term["id"]] = tuple(term.get("related", ()))
            self.forms[term["id"]] = (*term.get("en", ()), *term.get("zh", ()))
            for short in term.get("abbr", ()):
                self._abbreviations[short] = (*self._abbreviations.get(short, ()), term["id"])
        # Nearly all atoms of a text begin no wording; to know it is most of the work.
        self._beginning = functools.lru_cache(_KEPT)(self._first)
        self._above: dict[str, frozenset[str]] = {}
        self.read = functools.lru_cache(_READ)(lambda text: tuple(self.mentions(atoms(text))))
        """The terms that a text mentions, leftmost and longest first: ``mentions``, remembered."""

    @functools.cached_property
    def _drawers(self) -> dict[str, list[tuple[str, str]]]:
        # Stemming thousands of wordings costs most of a cold start, and a question needs a few of them:
        # they lie by their first letters, and a drawer's tree is grown when a text asks for it.
        drawers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        pairs = [(term, form) for term, forms in self.forms.items() for form in forms]
        starts = dict.fromkeys(form[:1] for _, form in pairs if is_han(form[:1]))
        folded = dict(zip(starts, fold_all(starts), strict=True))
        for term, form in pairs:
            drawers[folded.get(form[:1]) or _drawer(form[:3]) or _drawer(_opening(form))].append((term, form))
        return drawers

    def _tree(self, drawer: str) -> _Node:
        if drawer not in self._trees:
            root = _Node()
            for term, form in self._drawers.get(drawer, ()):
                node = root
                for atom in atoms(form):
                    node = node.children.setdefault(atom.key, _Node())
                if node is not root and term not in node.terms:
                    node.terms = (*node.terms, term)
            # Kept once it is whole: another thread may look for it meanwhile.
            self._trees[drawer] = root
        return self._trees[drawer]

    def grow(self) -> None:
        """Grows all trees and sounds out all wordings, so that no text has to wait for those that it needs first."""
        for drawer in self._drawers:
            self._tree(drawer)
        for syllable in self._openings:
            self._sounded(syllable)

    @property
    def chinese(self) -> Iterator[str]:
        """Every Chinese wording, for the segmenter."""
        return (form for forms in self.forms.values() for form in forms if is_han(form))

    @property
    def english(self) -> Iterator[str]:
        """Every English wording, for the mending of typing slips."""
        return (form for forms in self.forms.values() for form in forms if not is_han(form))

    def mentions(self, pieces: Sequence[Atom], *, nested: bool = False) -> list[Mention]:
        """The terms that the atoms mention, leftmost and longest first; with ``nested`` those inside others too."""
        found, free = [], 0
        for first in range(len(pieces)):
            if first < free and not nested:
                continue
            ends = self._walk(pieces, first)
            for last, terms in ends if nested else ends[-1:]:
                text = _written(pieces[first : last + 1])
                found += [Mention(term, text, first, last) for term in terms]
                free = max(free, last + 1)
        return found

    def terms(self, pieces: Sequence[Atom]) -> tuple[frozenset[str], frozenset[str]]:
        """The terms that the atoms mention, leftmost and longest first, and with them those inside others too.

        The terms of ``mentions`` without and with ``nested``, with all wider ones, found in one walk.
        """
        outer: set[str] = set()
        inner: set[str] = set()
        free = 0
        for first in range(len(pieces)):
            ends = self._walk(pieces, first)
            for _, terms in ends:
                inner.update(terms)
            if ends and first >= free:
                outer.update(ends[-1][1])
                free = ends[-1][0] + 1
        return self.closure(outer), self.closure(inner)

    def elided(self, pieces: Sequence[Atom]) -> list[Mention]:
        """The terms of which a shared word is said once: "knee and hip replacement" mentions a knee replacement."""
        found = []
        for n in range(1, len(pieces) - 2):
            if pieces[n].key not in _JOINTS:
                continue
            for tail in (2, 3):
                form = [pieces[n - 1], *pieces[n + tail : n + tail + 1]]
                if len(form) == 2 and (ends := [e for e in self._walk(form, 0) if e[0] == 1]):
                    found += [Mention(term, pieces[n - 1].text, n - 1, n - 1) for term in ends[0][1]]
        return found

    def heard(self, pieces: list[Atom | None]) -> list[Mention]:
        """The terms that Chinese text sounds like, where no term is written: 急正室 is heard as 急症室.

        ``None`` stands for what is taken. Only whole terms of three characters or more are heard; a shorter
        one sounds like too many others.
        """
        found: list[Mention] = []
        n = 0
        while n < len(pieces):
            window = list(itertools.takewhile(_is_written, pieces[n : n + _LONGEST_HEARD]))
            for size in range(len(window), _SHORTEST_HEARD - 1, -1):
                part = [piece for piece in window[:size] if piece]
                terms = self._sounding(sound(_written(part))) if all(is_han(p.key) for p in part) else ()
                if terms:
                    found += [Mention(term, _written(part), n, n + size - 1) for term in terms]
                    n += size - 1
                    break
            n += 1
        return found

    @functools.cached_property
    def _openings(self) -> dict[str, list[tuple[str, str]]]:
        # As with the drawers: only those are sounded out which begin as the text does.
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for term, forms in self.forms.items():
            for form in forms:
                if _SHORTEST_HEARD <= len(form) <= _LONGEST_HEARD and all(map(is_han, form)):
                    for syllable in openings(form[0]):
                        found[syllable].append((term, form))
        return found

    def _sounding(self, heard: str) -> tuple[str, ...]:
        return self._sounded(heard.partition(" ")[0]).get(heard, ())

    def _sounded(self, first: str) -> dict[str, tuple[str, ...]]:
        """The terms by how their Chinese wordings sound whose first syllable may be this one."""
        if first not in self._sounds:
            sounds: dict[str, tuple[str, ...]] = {}
            for term, form in self._openings.get(first, ()):
                key = sound(form)
                sounds[key] = tuple(dict.fromkeys((*sounds.get(key, ()), term)))
            self._sounds[first] = sounds
        return self._sounds[first]

    def _walk(self, pieces: Sequence[Atom], first: int) -> list[tuple[int, tuple[str, ...]]]:
        short, node = self._beginning(pieces[first].key, pieces[first].text)
        found = [(first, short)] if short else []
        last, end = first, len(pieces)
        while node is not None:
            if node.terms:
                found.append((last, node.terms))
            last += 1
            node = node.children.get(pieces[last].key) if last < end else None
        return found

    def _first(self, key: str, written: str) -> tuple[tuple[str, ...], _Node | None]:
        # "ER" in capitals is a place, "er" is a pause: abbreviations count only as they are written.
        short = self._abbreviations.get(written) or self._abbreviations.get(written.removesuffix("s"), ())
        return short, self._tree(_drawer(key[:3])).children.get(key)

    def closure(self, terms: Iterable[str]) -> frozenset[str]:
        """The terms and all that are wider than they."""
        return frozenset().union(*map(self._with_wider, terms))

    def _with_wider(self, term: str) -> frozenset[str]:
        if term not in self._above:
            found, waiting = {term}, [term]
            while waiting:
                wider = [wide for wide in self.wider.get(waiting.pop(), ()) if wide not in found]
                found.update(wider)
                waiting += wider
            self._above[term] = frozenset(found)
        return self._above[term]


def _opening(form: str) -> str:
    return next((run for _, run in runs(clean(form))), "")[:3]


@functools.lru_cache(maxsize=4_096)
def _drawer(head: str) -> str:
    """The drawer of what begins so: its first letters, as far as stemming keeps them ("dying": "die", "aed": "a")."""
    run = next((run for _, run in runs(clean(head))), "").lower()
    return fold(run[:1]) if is_han(run) else run[: 1 if run[1:] == "ed" else 2].replace("y", "i")


def _is_written(piece: Atom | None) -> bool:
    return piece is not None


def _written(pieces: Sequence[Atom]) -> str:
    words = [pieces[0].text]
    for before, piece in itertools.pairwise(pieces):
        words.append(piece.text if before.end == piece.start else " " + piece.text)
    return "".join(words)


def _data(name: str) -> bytes:
    return resources.files("index").joinpath("terms", name).read_bytes()


@functools.cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary that comes with odplan. Its subjects are what data is about, the rest how it is counted."""
    files = {name: tomllib.loads(_data(name).decode("utf-8"))["term"] for name in FILES}
    subjects = (term["id"] for name in SUBJECTS for term in files[name])
    return Vocabulary((term for name in FILES for term in files[name]), subjects)


@functools.cache
def vocabulary_hash() -> str:
    """SHA-256 over the vocabulary's files, so that an index knows which words it was built with."""
    digest = hashlib.sha256()
    for name in (*FILES, "glosses.toml", "variants.toml"):
        digest.update(_data(name))
    return digest.hexdigest()
