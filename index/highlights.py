"""Where a text says what somebody looked for: the same words, or others of the vocabulary that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.analysis import clean
from index.vocabulary import Atom, atoms, load_vocabulary

Spans = tuple[tuple[int, int], ...]


def highlights(text: str, words: Sequence[str]) -> Spans:
    """The places in a text, from and to, that speak of any of the words; in order, none touching another.

    A term stands for all its wordings, and for narrower terms where it is not said itself: "vaccination" is found in
    疫苗接種. A text that is shown otherwise than it is compared has no places.
    """
    if not words or clean(text) != text:
        return ()
    pieces = atoms(text)
    return tuple(_joined(sorted([*_written(pieces, words), *_meant(pieces, words)])))


def _written(pieces: Sequence[Atom], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    keys = [piece.key for piece in pieces]
    for wanted in {tuple(piece.key for piece in atoms(word)) for word in words}:
        for first in range(len(keys) - len(wanted) + 1) if wanted else ():
            if tuple(keys[first : first + len(wanted)]) == wanted:
                yield pieces[first].start, pieces[first + len(wanted) - 1].end


def _meant(pieces: list[Atom], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The mentions of the terms that the words mention; of narrower ones where a term itself is not mentioned."""
    vocabulary = load_vocabulary()
    held = vocabulary.mentions(pieces, nested=True)
    for wanted in {mention.term for word in words for mention in vocabulary.mentions(atoms(word))} if held else ():
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
