"""The Assistant: the one brain behind every door. A question goes in, an Answer comes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from assistant.answer import Answer, Language, Match
from assistant.answering import Answering
from assistant.composer import Composer
from assistant.conditions import Condition
from assistant.conversation import Conversation
from assistant.finder import Finder
from assistant.language import detect_language
from assistant.lexicon import Lexicon
from assistant.phrasing import phrase
from assistant.question import MAX_CHARACTERS, read_question, topical_question
from assistant.settings import Settings, load_settings
from assistant.spelling import mend
from corpus.library import Library, load_library
from corpus.records import Dataset
from index.analysis import clean
from index.encoding import open_encoder
from index.errors import SnapshotUnusable
from index.hits import Hit, rank
from index.model_folder import Progress
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Identity, Snapshot


class Assistant:
    """Answers questions on the plans of one library."""

    def __init__(self, library: Library, searcher: Searcher) -> None:
        self.library = library
        self.searcher = searcher
        self.lexicon = Lexicon(library.datasets, _organisations(library))
        self._composer = Composer(library)
        self._finder = Finder(library, searcher, self.lexicon)
        self._answering = Answering(self._finder, self._composer)

    @classmethod
    def open(cls, settings: Settings | None = None, progress: Progress | None = None, *, patient: bool = True) -> Self:
        """The assistant over the bundled plans; an index that is missing or out of date is built first.

        One that is not ``patient`` answers by words and names alone until ``warm_up`` has loaded the encoder.
        """
        settings = settings or load_settings()
        library = load_library()
        encoder = open_encoder(settings.model, settings.cache)
        expected = identity(library, encoder.name, encoder.dimension, settings.cache)
        try:
            snapshot = Snapshot.open(settings.snapshot, expected)
        except SnapshotUnusable:
            build_snapshot(library, encoder, settings.snapshot, cache=settings.cache, progress=progress)
            snapshot = Snapshot.open(settings.snapshot, expected)
        return cls(library, Searcher(library, encoder, snapshot, patient=patient))

    @classmethod
    def build(cls, settings: Settings, progress: Progress | None = None, *, force: bool = False) -> bool:
        """Builds the index where it is missing or out of date, or in any case by ``force``; whether it was built."""
        library = load_library()
        encoder = open_encoder(settings.model, settings.cache)
        expected = identity(library, encoder.name, encoder.dimension, settings.cache)
        if not force and _is_current(settings, expected):
            return False
        build_snapshot(library, encoder, settings.snapshot, cache=settings.cache, progress=progress)
        return True

    def warm_up(self) -> None:
        """Loads what the first question would otherwise wait for: the segmenter, the vocabulary, the encoder."""
        self.ask("急症室等候時間")
        self.searcher.encoder.encode_queries(["急症室等候時間"])

    def dataset(self, dataset_id: str) -> Dataset:
        """The record of an id; KeyError where there is none."""
        return self._composer.dataset(dataset_id)

    def suggest(self, text: str, k: int = 8) -> list[Match]:
        """The datasets whose names are like the text, best first; no encoder is loaded."""
        typed = clean(text)[:MAX_CHARACTERS]
        # A half-typed word must not be mended away, a misspelt one must: whichever finds more counts.
        scores: dict[str, float] = {}
        for form in dict.fromkeys((typed, mend(typed, self.lexicon.words))):
            for hit in self.searcher.names(form, len(self.library.datasets)):
                scores[hit.id] = max(hit.score, scores.get(hit.id, 0.0))
        hits = rank(Hit(name, score) for name, score in scores.items())
        return [self._composer.match(hit.id, hit.score, ("name",)) for hit in hits[:k]]

    def ask(
        self,
        question: str,
        *,
        conversation: Conversation | None = None,
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The answer to a question; with a conversation, as the next turn of it, which the conversation takes in."""
        said = Conversation() if conversation is None else conversation
        shown = clean(question)
        # What is written alike in both scripts is answered in the script of the answer before.
        before: Language = said.answers[-1].language if said.answers else "zh-Hant"
        spoken = language or detect_language(shown[:MAX_CHARACTERS], before)
        if len(shown) > MAX_CHARACTERS or not shown:
            key = "too.long" if shown else "empty"
            return Answer(question, spoken, "none", phrase(spoken, key, n=len(shown), most=MAX_CHARACTERS))
        asked = read_question(question, self.lexicon, as_of or date.today(), spoken)
        resolved, answer = self._answering.answer(asked, said)
        said.remember(resolved, answer)
        return answer

    def search(self, text: str = "", conditions: Sequence[Condition] = (), *, as_of: date | None = None) -> Answer:
        """The datasets on a topic (all, for none) that pass the conditions; nothing is read into the text."""
        asked = topical_question(clean(text)[:MAX_CHARACTERS], tuple(conditions), as_of or date.today())
        return self._answering.search(asked)


def _is_current(settings: Settings, expected: Identity) -> bool:
    try:
        Snapshot.open(settings.snapshot, expected)
    except SnapshotUnusable:
        return False
    return True


def _organisations(library: Library) -> dict[str, tuple[str, ...]]:
    """Every organisation of the records with all the names it goes by."""
    found = sorted({d.organisation for d in library.datasets if d.organisation})
    return {name: tuple(dict.fromkeys((name, *library.names_of(name)))) for name in found}
