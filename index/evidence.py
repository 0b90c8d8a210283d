"""Which parts of a question a dataset speaks of: the measure of belonging, where BM25 measures only rank.

A question is cut into units, each a term of the vocabulary or a word; a dataset's coverage is the share
of the units, weighted by how rare they are, that it holds. Coverage says when to stop a list, and which
words of a question nothing answers to.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from corpus.records import Dataset
from index.analysis import Analyser, clean, fold, is_han, runs
from index.vocabulary import Mention, Vocabulary, atoms, load_vocabulary

# How much a unit counts that is found in a dataset's name, or only in its descriptions.
IN_NAME = 1.0
IN_DESCRIPTION = 0.8
# A term inside a longer one ("district health centre" in "district health centre express") is not what is meant first.
NESTED = 0.6
# A dataset on the wider matter answers a question on a part of it less surely than one on the matter itself.
WIDER = 0.6
# A subject says more than how it is counted or listed; a single character less than a word.
SUBJECT_WEIGHT = 1.5
CHARACTER_WEIGHT = 0.4
# A word of which only pairs of characters are found.
IN_PART = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a question names: the words as written, and the keys by which a dataset matches it.

    ``keys`` are tiers, the surest first, each with its weight: the first two count together, a later one
    only where no dataset holds any key of those before.
    """

    text: str
    keys: tuple[tuple[float, tuple[str, ...]], ...]
    start: int
    is_term: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """What a dataset is found by: for every key the weight of the best place that holds it; BM25's tokens."""

    keys: Mapping[str, float]
    tokens: tuple[str, ...]


class Reader:
    """Reads datasets and questions into keys, terms and tokens by one analyser and one vocabulary."""

    def __init__(self, analyser: Analyser, vocabulary: Vocabulary) -> None:
        self.analyser = analyser
        self.vocabulary = vocabulary

    def terms(self, text: str, *, nested: bool = False) -> frozenset[str]:
        """The terms that a text mentions and all wider ones."""
        mentions = self.vocabulary.mentions(atoms(text), nested=True) if nested else self.vocabulary.read(text)
        return self.vocabulary.closure(mention.term for mention in mentions)

    def document(self, dataset: Dataset) -> Document:
        """The dataset as it is searched, in both languages."""
        held: list[tuple[float, list[str]]] = []
        tokens: list[str] = []
        places = (
            (dataset.name, IN_NAME, 2),
            # The English of an English plan is its name, and counts once.
            (dataset.name_en if dataset.name_en != dataset.name else "", IN_NAME, 2),
            (dataset.name_zh, IN_NAME, 2),
            (dataset.description, IN_DESCRIPTION, 1),
            (dataset.description_en, IN_DESCRIPTION, 1),
        )
        for text, weight, times in places:
            outer, inner = self.vocabulary.terms(atoms(text))
            cut = self.analyser.tokens(text) + ["#" + term for term in outer]
            tokens += cut * times
            held += [(weight, cut), (weight * NESTED, ["#" + term for term in inner])]
        keys: dict[str, float] = {}
        # The best place of a key comes last, and stays.
        for weight, cut in sorted(held, key=lambda place: place[0]):
            keys.update(dict.fromkeys(cut, weight))
        return Document(keys, tuple(tokens))

    def units(self, text: str, ignore: Callable[[str], bool] = lambda word: False) -> list[Unit]:
        """The units of a question in their order; ``ignore`` tells the words that mean nothing by themselves."""
        pieces = atoms(text)
        mentions = list(self.vocabulary.read(text))
        held = {n for mention in mentions for n in range(mention.first, mention.last + 1)}
        mentions += [mention for mention in self.vocabulary.elided(pieces) if mention.first not in held]
        held = {n for mention in mentions for n in range(mention.first, mention.last + 1)}
        mentions += self.vocabulary.heard([None if n in held else piece for n, piece in enumerate(pieces)])
        taken = {n for mention in mentions for n in range(mention.first, mention.last + 1)}
        units = list(self._merged(mentions, [piece.start for piece in pieces]))
        shown, gap = clean(text), [n for n in range(len(pieces)) if n not in taken]
        for first, last in _stretches(gap, [piece.start for piece in pieces], [piece.end for piece in pieces]):
            stretch = shown[pieces[first].start : pieces[last].end]
            units += self._words(stretch, pieces[first].start, ignore)
        return sorted(units, key=lambda unit: unit.start)

    def named_terms(self, text: str) -> list[Unit]:
        """The terms that a text mentions, alone: cheap, since neither the segmenter nor the sounds are asked."""
        starts = [piece.start for piece in atoms(text)]
        return list(self._merged(self.vocabulary.read(text), starts, literal=False))

    def _merged(self, mentions: Iterable[Mention], starts: list[int], *, literal: bool = True) -> Iterable[Unit]:
        by_place: dict[tuple[int, str], list[str]] = defaultdict(list)
        for mention in mentions:
            by_place[starts[mention.first], mention.text].append(mention.term)
        for (start, text), terms in by_place.items():
            tiers, seen = [(1.0, tuple("#" + term for term in terms))], set(terms)
            weight, layer = WIDER, terms
            # Who asks for doctors may want the staff, but a dataset on doctors' clinics is not on staff.
            beside = ["#" + other for term in terms for other in self.vocabulary.related.get(term, ())]
            while layer := [wide for term in layer for wide in self.vocabulary.wider.get(term, ()) if wide not in seen]:
                tiers.append((weight, tuple("#" + term for term in dict.fromkeys(layer))))
                seen.update(layer)
                weight *= WIDER
            words = tuple(word for word in self.analyser.words(text) if len(word) > 1) if literal else ()
            tiers += [(0.0, ())] * (len(tiers) < 2)
            tiers[1] = (WIDER, (*tiers[1][1], *beside))
            weight = SUBJECT_WEIGHT if self.vocabulary.subjects.intersection(terms) else 1.0
            yield Unit(text, (*tiers, (IN_PART, words)), start, True, weight)

    def _words(self, stretch: str, start: int, ignore: Callable[[str], bool]) -> Iterable[Unit]:
        for place, run in runs(fold(stretch)):
            end = place
            for word in self.analyser.words(run):
                # A stem is shorter than the word as written; cut Chinese is not.
                place, end = end, end + (len(word) if is_han(run) else len(run))
                if ignore(word):
                    continue
                pairs = tuple(word[i : i + 2] for i in range(len(word) - 1)) if is_han(word) and len(word) > 2 else ()
                weight = CHARACTER_WEIGHT if len(word) == 1 else 1.0
                yield Unit(stretch[place:end] or word, ((1.0, (word,)), (IN_PART, pairs)), start + place, False, weight)


def _stretches(gap: list[int], starts: list[int], ends: list[int]) -> Iterable[tuple[int, int]]:
    first = None
    for position, n in enumerate(gap):
        first = n if first is None else first
        following = gap[position + 1] if position + 1 < len(gap) else None
        if following != n + 1 or starts[following] - ends[n] > 1:
            yield first, n
            first = None


@functools.cache
def delivered_reader() -> Reader:
    """The reader by the vocabulary that comes with odplan; one for all, since its segmenter takes 80 MB."""
    vocabulary = load_vocabulary()
    return Reader(Analyser(vocabulary.chinese), vocabulary)
