"""The Searcher over a Milvus: what a question needs is fetched, then ranked by the very code that ranks local rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from corpus.library import Library
from index.coverage import Covering
from index.encoding import Encoder
from index.evidence import IN_NAME, Reader, Unit
from index.hits import Hit
from index.milvus.expressions import expression, quoted
from index.milvus.remote import Chosen, Probe, Remote
from index.milvus.window import Answers, RemoteEvidence, Window
from index.restriction import Restriction, facts
from index.search import NAME_CHARACTERS, Found, Searcher
from index.store import Near, Selection

__all__ = ["Kept", "MilvusSearcher"]


class Kept(Selection):
    """Datasets of a library that a search is kept to, as rows of the library and as a filter."""

    def __init__(self, selection: Selection, chosen: Chosen) -> None:
        super().__init__(selection.rows, selection.size)
        self.chosen = chosen


Among: TypeAlias = Collection[str] | Selection | Restriction | None


class _Window(Searcher):
    """Ranks what came up for one question."""

    def __init__(self, searcher: Searcher, window: Window) -> None:
        super().__init__(searcher.library, searcher.encoder, window, reader=searcher.reader)
        self.window = window
        self._evidence = RemoteEvidence(window)

    def near(self, topic: str, among: Selection | None = None) -> Near:
        """The datasets near to the question by meaning, as the engine told them."""
        return self.window.near


class MilvusSearcher(Searcher):
    """Searches a library whose index is in a Milvus; ``opened`` gives it, or IndexAway where it does not answer.

    Its own rows are those of the library, by which searches are kept to some; what is found has rows of its window.
    """

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        opened: Callable[[], Remote],
        *,
        patient: bool = True,
        reader: Reader | None = None,
        off: str = "",
    ) -> None:
        directory = Window(Answers(0), (dataset.id for dataset in library.datasets))
        super().__init__(library, encoder, directory, patient=patient, reader=reader, off=off)
        self._opened = opened
        self._plans = Counter(dataset.plan_id for dataset in library.datasets)

    def listed(self, restriction: Restriction) -> list[str]:
        """The ids of all datasets that pass a restriction, in order: exact, and complete whatever their number."""
        return [name for name in self._opened().listed(expression(restriction)) if self.library.get(name)]

    def selection(self, among: Among) -> Selection | None:
        """The datasets that a search is kept to; None for all."""
        if among is None or isinstance(among, Kept):
            return among
        if isinstance(among, Selection):
            ids = frozenset(self.store.ids(among.rows.tolist()))
            return Kept(among, Chosen(self._where(ids), ids))
        if isinstance(among, Collection):
            return self.selection(super().selection(among))
        passing = super().selection([d.id for d in self.library.datasets if among.holds(facts(d))])
        assert passing is not None
        return Kept(passing, Chosen(expression(among), frozenset(self.store.ids(passing.rows.tolist()))))

    def _where(self, ids: frozenset[str]) -> str:
        """A filter that these datasets pass: whole plans by name where they are whole, else the ids."""
        plans = Counter(name.rpartition("/")[0] for name in ids)
        if all(self._plans.get(plan) == count for plan, count in plans.items()):
            return f"plan in [{', '.join(map(quoted, sorted(plans)))}]"
        return f"dataset in [{', '.join(map(quoted, sorted(ids)))}]"

    def coverage(self, units: Sequence[Unit], among: Among = None) -> Covering:
        """How far each dataset speaks of the units; no encoder is asked."""
        window = self._window(Probe(keys=_keys(units)), among)
        return window.coverage(units, window.window.selection)

    def in_names(self, key: str) -> bool:
        """Whether some dataset is on a matter by its very name."""
        return any(weight >= IN_NAME for weight in self._opened().held([key])[key].values())

    def names(self, text: str, k: int = 10, among: Among = None) -> list[Hit]:
        """The datasets whose names are like the text; no encoder is asked."""
        probe = Probe(keys=_keys(self.reader.named_terms(text)), name=text[:NAME_CHARACTERS])
        window = self._window(probe, among)
        return window.names(text, k, window.window.selection)

    def search(self, topic: str, units: Sequence[Unit], *, among: Among = None, meaning: bool = True) -> Found:
        """The datasets that a topic is about, best first; without ``meaning`` by words and names alone."""
        vector = self.meaning.vector(topic) if meaning else None
        terms = ["#" + term for term in sorted(self.reader.terms(topic))]
        tokens = (*self.reader.analyser.query_tokens(topic), *terms) if units else ()
        window = self._window(Probe(_keys(units), tokens, topic[:NAME_CHARACTERS], vector), among)
        return window.search(topic, units, among=window.window.selection, meaning=vector is not None)

    def near(self, topic: str, among: Selection | None = None) -> Near:
        """The datasets near to a topic by meaning, as rows of its window."""
        return self._window(Probe(vector=self.meaning.vector(topic)), among).window.near

    def _window(self, probe: Probe, among: Among) -> _Window:
        selection = self.selection(among)
        chosen = selection.chosen if isinstance(selection, Kept) else None
        return _Window(self, Window(_known(self._opened().answers(probe, chosen), self.library)))


def _keys(units: Sequence[Unit]) -> tuple[str, ...]:
    """All keys that units may be found by."""
    return tuple(dict.fromkeys(key for unit in units for _, keys in unit.keys for key in keys))


def _known(answers: Answers, library: Library) -> Answers:
    """The answers without datasets that this process does not know yet, or no more."""

    def kept(scores: Mapping[str, float]) -> Mapping[str, float]:
        return {name: score for name, score in scores.items() if library.get(name) is not None}

    held = {key: kept(scores) for key, scores in answers.held.items()}
    return replace(answers, held=held, words=kept(answers.words), names=kept(answers.names), near=kept(answers.near))
