"""Where a text says what somebody looked for: the same words, or others of the vocabulary that mean the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from index.analysis import clean
from index.vocabulary import Atom, atoms, load_vocabulary

Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The words as runs of atoms, and the terms that they mention: a list asks for the same in each of its texts."""
    vocabulary, read = load_vocabulary(), [atoms(word) for word in words]
    runs = frozenset(tuple(piece.key for piece in pieces) for pieces in read if pieces)
    return runs, frozenset(mention.term for pieces in read for mention in vocabulary.mentions(pieces))


def highlights(text: str, words: Sequence[str]) -> Spans:
    """The places in a text, from and to, that speak of any of the words; in order, none touching another.

    A term stands for all its wordings, and for narrower terms where it is not said itself: "vaccination" is found in
    疫苗接種. A text that is shown otherwise than it is compared has no places.
    """
    if not words or clean(text) != text:
        return ()
    pieces, (runs, terms) = atoms(text), _wanted(tuple(words))
    return tuple(_joined(sorted([*_written(pieces, runs), *_meant(pieces, terms)])))


def _written(pieces: Sequence[Atom], runs: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    keys = [piece.key for piece in pieces]
    for wanted in runs:
        for first in range(len(keys) - len(wanted) + 1):
            if tuple(keys[first : first + len(wanted)]) == wanted:
                yield pieces[first].start, pieces[first + len(wanted) - 1].end


def _meant(pieces: Sequence[Atom], terms: Collection[str]) -> Iterator[tuple[int, int]]:
    """The mentions of the terms; of narrower ones where a term itself is not mentioned."""
    vocabulary = load_vocabulary()
    held = vocabulary.mentions(pieces, nested=True) if terms else []
    for wanted in terms if held else ():
        same = [mention for mention in held if mention.term == wanted]
        for mention in same or [other for other in held if wanted in vocabulary.closure([other.term])]:
            yield pieces[mention.first].start, pieces[mention.last].end


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places with those that overlap or touch made one."""
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held and start <= held[1]:
            held = (held[0], max(held[1], end))
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
