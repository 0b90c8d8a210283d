"""Questions to a collection: each in one or two rounds, whose calls run side by side."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.dense import FEW, SAMPLE, mean
from index.evidence import IN_DESCRIPTION
from index.likeness import Compared
from index.milvus.connection import LIMIT, Connection
from index.milvus.entities import DATASET, LEVELS, LOTS, RECORD, Sparse, dataset_of, dimension, grams, marked
from index.milvus.expressions import joined, quoted
from index.milvus.window import Answers, Scores
from index.names import FLOOR, Asked, Spoken

__all__ = ["NEAREST", "Chosen", "Probe", "Remote"]

NEAREST = 512
"""So many datasets are looked for by words, by name and by meaning; where there are no more, answers are exact."""
PER_DATASET = 4
"""So many texts are looked for to find each dataset by meaning: it has several, and is as near as the nearest."""
REMEMBERED = 500_000
"""So many holders of keys are remembered: a question is asked about several times while it is understood."""
_CALLS = 8
_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The datasets that a question is kept to: as a filter, and by their ids."""

    where: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Probe:
    """What is asked about a question: holders of keys, BM25 by tokens, names like a text, nearness to a vector."""

    keys: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    name: str = ""
    vector: NDArray[np.float32] | None = None


class Remote:
    """A collection that is served, asked by the name that it goes by. Safe for threads."""

    def __init__(self, connection: Connection, total: int, *, nearest: int = NEAREST, limit: int = LIMIT) -> None:
        self.connection = connection
        self.total = total
        self._nearest = nearest
        self._limit = limit
        self._pool = ThreadPoolExecutor(_CALLS, thread_name_prefix="odplan-milvus")
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Scores] = OrderedDict()
        self._kept = 0

    @property
    def _name(self) -> str:
        return self.connection.address.collection

    def listed(self, where: str) -> list[str]:
        """The ids of all datasets that pass a filter, in order, however many."""
        passing = joined((f"kind == {DATASET}", where))
        return sorted(str(row["key"]) for row in self.connection.every(self._name, passing, ["key"]))

    def answers(self, probe: Probe, chosen: Chosen | None = None) -> Answers:
        """What a question brings up."""
        if chosen is not None and not chosen.ids:
            return Answers(self.total, self.held(probe.keys), chosen=chosen.ids)
        where = chosen.where if chosen else ""
        near = self._later(lambda: self._near(probe.vector, where))
        names = self._later(lambda: self._names(probe.name, where))
        held = self.held((*probe.keys, *probe.tokens))
        words = self._words(probe.tokens, held, where)
        found, average = near.result()
        answers = Answers(self.total, {key: held[key] for key in probe.keys}, words, names.result(), found, average)
        return replace(answers, chosen=chosen.ids if chosen else None)

    def _later(self, work: Callable[[], _Told]) -> Future[_Told]:
        return self._pool.submit(work)

    def held(self, keys: Iterable[str]) -> dict[str, Scores]:
        """For each key all datasets that hold it, with the weight of the best place."""
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            known = {key: self._held[key] for key in wanted if key in self._held}
        missing = [key for key in wanted if key not in known]
        for key, scores in zip(missing, self._holders(missing), strict=True):
            known[key] = scores
            self._remember(key, scores)
        return {key: known[key] for key in wanted}

    def _remember(self, key: str, scores: Scores) -> None:
        with self._lock:
            self._kept += len(scores) + 1 - (len(self._held.pop(key)) + 1 if key in self._held else 0)
            self._held[key] = scores
            while self._kept > REMEMBERED:
                _, gone = self._held.popitem(last=False)
                self._kept -= len(gone) + 1

    def _holders(self, keys: Sequence[str]) -> list[Scores]:
        if not keys:
            return []
        queries = [{dimension(key): 1.0} for key in keys]
        found = self.connection.search(self._name, "evidence", queries, limit=self._limit, where=f"kind == {DATASET}")
        return [
            self._every_holder(key) if len(hits) >= self._limit else {name: _level(score) for name, score in hits}
            for key, hits in zip(keys, found, strict=True)
        ]

    def _every_holder(self, key: str) -> Scores:
        """Those of a key that more hold than a search tells."""
        found: dict[str, float] = {}
        for level in LEVELS:
            where = f"array_contains(held, {quoted(marked(key, level))})"
            found |= {str(row["key"]): level for row in self.connection.every(self._name, where, ["key"])}
        return found

    def _words(self, tokens: Sequence[str], held: Mapping[str, Scores], where: str) -> Scores:
        query: dict[int, float] = {}
        for token in tokens:
            # A term inside a longer one is held too, and is no token.
            holders = sum(level >= IN_DESCRIPTION for level in held[token].values())
            if holders:
                rarity = math.log(1 + (self.total - holders + 0.5) / (holders + 0.5))
                query[dimension(token)] = query.get(dimension(token), 0.0) + rarity
        if not query:
            return {}
        return dict(self._first_by("words", query, where))

    def _first_by(self, field: str, query: Sparse, where: str) -> list[tuple[str, float]]:
        passing = joined((f"kind == {DATASET}", where))
        return self.connection.search(self._name, field, [query], limit=self._nearest, where=passing)[0]

    def _names(self, text: str, where: str) -> Scores:
        asked = Asked(text)
        query = dict.fromkeys(map(dimension, grams(Spoken(asked.text, asked.heard, asked.heard))), 1.0)
        if not asked.text or not query:
            return {}
        # Of few all are compared: a name may be heard in a text that it shares no letters with.
        few = self.total <= self._nearest
        likely = self.listed(where) if few else [name for name, _ in self._first_by("grams", query, where)]
        rows = self.connection.get(self._name, likely, ["content"])
        told = [(str(row["key"]), Spoken(*name)) for row in rows for name in row["content"]["names"]]
        best: dict[str, float] = {}
        for (key, _), score in zip(told, Compared([name for _, name in told]).likeness(asked).tolist(), strict=True):
            best[key] = max(best.get(key, 0.0), score)
        return {key: score for key, score in best.items() if score >= FLOOR}

    def _near(self, vector: NDArray[np.float32] | None, where: str) -> tuple[Scores, float]:
        """The datasets nearest to a vector, and the mean nearness of all that are asked about."""
        if vector is None:
            return {}, 0.0
        limit = min(self._nearest * PER_DATASET, LIMIT)
        hits = self._nearby(vector, limit, where)
        found = _best(hits)
        whole = len(hits) < limit
        usual = found if whole else self._sampled(vector, where)
        scores = np.array(list(usual.values()) or [0.0])
        return dict(sorted(found.items(), key=_order)[: self._nearest]) if not whole else found, mean(scores)

    def _sampled(self, vector: NDArray[np.float32], where: str) -> Scores:
        """The nearness of a fixed sample of those that are asked about, larger for a narrow filter."""
        share = SAMPLE / max(self.total, 1)
        for wider in (1, 16, 256, 4096):
            below = f"lot < {int(min(1.0, share * wider) * LOTS)}"
            found = _best(self._nearby(vector, LIMIT, joined((below, where))))
            if len(found) >= FEW or share * wider >= 1:
                break
        return found

    def _nearby(self, vector: NDArray[np.float32], limit: int, where: str) -> list[tuple[str, float]]:
        spoken = joined((f"kind < {RECORD}", where))
        return self.connection.search(self._name, "vector", [vector.tolist()], limit=limit, where=spoken)[0]


def _best(hits: Collection[tuple[str, float]]) -> dict[str, float]:
    """Each dataset once, as near as the nearest of its texts."""
    found: dict[str, float] = {}
    for key, score in hits:
        found[dataset_of(key)] = max(score, found.get(dataset_of(key), -math.inf))
    return found


def _order(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


def _level(score: float) -> float:
    """The weight that a place has, out of a number of single precision."""
    return min(LEVELS, key=lambda level: abs(level - score))
