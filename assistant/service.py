"""The Assistant: the one brain behind every door. A question goes in, an Answer comes out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from assistant.answer import Answer, Language, Match
from assistant.answering import Answering
from assistant.choices import Choices
from assistant.composer import Composer
from assistant.conditions import Condition
from assistant.conversation import Conversation
from assistant.edits import read_edits
from assistant.errors import NoPlans
from assistant.finder import Finder
from assistant.hints import HINTS
from assistant.language import detect_language
from assistant.lexicon import Lexicon
from assistant.phrasing import phrase
from assistant.question import MAX_CHARACTERS, read_question, topical_question
from assistant.settings import Settings, load_settings
from assistant.sorting import sorted_by
from assistant.spelling import GRAMMAR, mend
from assistant.wording import grammar
from corpus.library import Library, load_library
from corpus.records import Dataset
from corpus.register import Register
from corpus.shelf import Shelf
from index.analysis import clean
from index.dictionaries import check_dictionaries
from index.embedding import Built
from index.encoding import Encoder, open_encoder
from index.errors import IndexAway
from index.hits import Hit, rank
from index.local_index import LocalIndex, open_index
from index.model_folder import Progress
from index.search import Searcher
from index.vocabulary import load_vocabulary

# What an Assistant is warmed up by: one is misspelt, which the dictionary of English is opened for.
WARMING = ("急症室等候時間", "wich datasets are on waiting times")


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What an Assistant is opened on; ``mark`` tells the state of the user's plans at that time."""

    settings: Settings
    encoder: Encoder
    patient: bool = True
    mark: tuple[int, ...] = ()

    def indexed(self, progress: Progress | None, *, force: bool = False) -> LocalIndex:
        """The index on this machine, built where it is missing, out of date or wanted."""
        folder, cache = self.settings.snapshot, self.settings.cache
        return open_index(self.library(), self.encoder, folder, cache=cache, progress=progress, force=force)

    def library(self) -> Library:
        """The plans at hand; NoPlans where there are none."""
        library = load_library(shelf=Shelf(self.settings.library))
        if not library.datasets:
            raise NoPlans(
                "There are no plans: run `odplan add FILE`, or `odplan add --bundled` for those that come with it."
            )
        return library

    def searcher(self, progress: Progress | None) -> Searcher:
        """The search of the plans at hand, by the index on this machine or by the one that the settings name."""
        address = self.settings.index
        if address is None:
            return self.indexed(progress).searcher(self.encoder, patient=self.patient)
        # Imported where it is needed: nobody else should wait for it.
        from index.milvus.opening import open_remote

        cache = self.settings.cache
        return open_remote(self.library(), self.encoder, address, cache, progress=progress, patient=self.patient)

    def build(self, progress: Progress | None, *, force: bool) -> Built | None:
        """Builds the index where it is missing or out of date, or by ``force``; None where there was nothing to do."""
        address = self.settings.index
        if address is None:
            return self.indexed(progress, force=force).built
        from index.milvus.opening import fill_remote

        return fill_remote(self.library(), self.encoder, address, self.settings.cache, progress=progress, anew=force)


class Assistant:
    """Answers questions on the plans of one library."""

    def __init__(self, library: Library, searcher: Searcher) -> None:
        self.library = library
        self.searcher = searcher
        self.lexicon = Lexicon(library.datasets, _organisations(library))
        self.choices = Choices(library, self.lexicon)
        self._composer = Composer(library)
        self._finder = Finder(library, searcher, self.lexicon)
        self._answering = Answering(self._finder, self._composer)
        self._grounds: _Grounds | None = None

    @classmethod
    def open(cls, settings: Settings | None = None, progress: Progress | None = None, *, patient: bool = True) -> Self:
        """The assistant over the plans at hand; an index that is missing or out of date is built first.

        One that is not ``patient`` answers by words and names alone until ``warm_up`` has loaded the encoder; where
        the model cannot be used, any does. Raises DictionaryMissing where Chinese cannot be read.
        """
        check_dictionaries()
        settings = settings or load_settings()
        encoder = open_encoder(settings.model, settings.cache)
        return cls._on(_Grounds(settings, encoder, patient, Register(settings.library).mark()), progress)

    @classmethod
    def build(cls, settings: Settings, progress: Progress | None = None, *, force: bool = False) -> Built | None:
        """Builds the index where it is missing or out of date; None where there was nothing to do.

        By ``force`` it is built in any case, and nothing is taken over from the one before.
        """
        check_dictionaries()
        encoder = open_encoder(settings.model, settings.cache)
        return _Grounds(settings, encoder).build(progress, force=force)

    @classmethod
    def _on(cls, grounds: _Grounds, progress: Progress | None) -> Self:
        searcher = grounds.searcher(progress)
        assistant = cls(searcher.library, searcher)
        assistant._grounds = grounds
        return assistant

    @property
    def outdated(self) -> bool:
        """Whether plans were added or removed since it was opened; cheap enough to be asked before each question."""
        return self._grounds is not None and self._grounds.mark != self.mark

    @property
    def mark(self) -> tuple[int, ...]:
        """A value that is another one once plans were added or removed; () for one that was not opened on a shelf."""
        return Register(self._grounds.settings.library).mark() if self._grounds else ()

    def reopened(self, progress: Progress | None = None) -> Self:
        """An assistant over the plans as they are now, with the encoder of this one, which goes on answering."""
        if self._grounds is None:
            return self
        return self._on(replace(self._grounds, mark=self.mark), progress)

    def warm_up(self) -> None:
        """Makes ready what questions would otherwise wait for: segmenter, vocabulary, encoder, grammar."""
        load_vocabulary().grow()
        with suppress(IndexAway):
            for question in WARMING:
                self.ask(question)
        self.searcher.meaning.loaded(WARMING[0])
        for files in (GRAMMAR, (HINTS,)):
            grammar(*files).compile()

    @property
    def without_meaning(self) -> str:
        """Why nothing is found by meaning, in a sentence; "" where it is."""
        return self.searcher.meaning.off

    def dataset(self, dataset_id: str) -> Dataset:
        """The record of an id; KeyError where there is none."""
        return self._composer.dataset(dataset_id)

    def suggest(self, text: str, k: int = 8) -> list[Match]:
        """The datasets whose names are like the text, best first; no encoder is loaded."""
        typed = clean(text)[:MAX_CHARACTERS]
        # A half-typed word must not be mended away, a misspelt one must: whichever finds more counts.
        scores: dict[str, float] = {}
        for form in dict.fromkeys((typed, mend(typed, self.lexicon.words))):
            for hit in self.searcher.names(form, len(self.library.datasets), self._finder.standing):
                scores[hit.id] = max(hit.score, scores.get(hit.id, 0.0))
        hits = rank(Hit(name, score) for name, score in scores.items())
        return [self._composer.match(hit.id, hit.score, ("name",)) for hit in hits[:k]]

    def ask(
        self,
        question: str,
        *,
        edits: Sequence[str] = (),
        conversation: Conversation | None = None,
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The answer to a question; with a conversation, as the next turn of it, which the conversation takes in.

        By ``edits`` the person has changed what was understood; FilterWrong names one that will not do.
        """
        said = Conversation() if conversation is None else conversation
        shown = clean(question)
        # What is written alike in both scripts is answered in the script of the answer before.
        before = said.language or "zh-Hant"
        spoken = language or detect_language(shown[:MAX_CHARACTERS], before)
        if len(shown) > MAX_CHARACTERS or not shown:
            key = "too.long" if shown else "empty"
            return Answer(question, spoken, "none", phrase(spoken, key, n=len(shown), most=MAX_CHARACTERS))
        asked = read_question(question, self.lexicon, as_of or date.today(), spoken)
        resolved, answer = self._answering.answer(asked, said, read_edits(edits, self.choices))
        said.remember(resolved, answer)
        return answer

    def search(
        self,
        text: str = "",
        conditions: Sequence[Condition] = (),
        *,
        sort: str = "relevance",
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The datasets on a topic (all, for none) that pass the conditions; nothing is read into the text."""
        asked = topical_question(clean(text)[:MAX_CHARACTERS], tuple(conditions), as_of or date.today())
        asked = replace(asked, language=language or asked.language)
        return self._sorted(self._answering.search(asked), sort)

    def _sorted(self, answer: Answer, sort: str) -> Answer:
        """The answer with the datasets that it is about, and their matches before all others, in an order."""
        if sort == "relevance":
            return answer
        about = [self.dataset(name) for name in answer.dataset_ids]
        ids = [dataset.id for dataset in sorted_by(about, sort, answer.language)]
        places = {name: place for place, name in enumerate(ids)}
        matches = sorted(answer.matches, key=lambda match: places.get(match.id, len(places)))
        return replace(answer, dataset_ids=tuple(ids), matches=tuple(matches))


def _organisations(library: Library) -> dict[str, tuple[str, ...]]:
    """Every organisation of the records with all the names it goes by."""
    found = sorted({d.organisation for d in library.datasets if d.organisation})
    return {name: tuple(dict.fromkeys((name, *library.names_of(name)))) for name in found}
