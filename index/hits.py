"""What a search returns, and the one place where results are put in order."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from index.store import Rows, Scored, Scores, Store

# So many hits are put in order, where no further one is asked for: an answer shows fewer.
HEAD = 128
# Mostly no more are looked at.
FEW = 16

Places: TypeAlias = NDArray[np.intp]
# Tells for each row the words and parts that found it.
Why: TypeAlias = Callable[[Rows], Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A dataset that was found: its id, its score (higher is better) and the words or parts that found it."""

    id: str
    score: float
    why: tuple[str, ...] = ()


def rank(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, best first; equal scores stand in the order of their ids."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def best_first(found: Scored, most: int | None = None) -> Places:
    """The places of the rows within ``found``, best first and ties by row; the ``most`` best, and ties of the last."""
    places = np.arange(len(found))
    if most is not None and most < len(found):
        # The best are mostly among those that score half of the best: fewer numbers to be partitioned.
        likely = found.scores[found.scores >= found.scores.max() / 2]
        scores = likely if len(likely) >= most else found.scores
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        places = np.flatnonzero(found.scores >= least)
    order: Places = places[np.lexsort((found.rows[places], -found.scores[places]))]
    return order


class Ranking(Sequence[Hit]):
    """Hits, best first. Only those that are looked at are put in order and told why they were found."""

    def __init__(self, store: Store, found: Scored, why: Why | None = None) -> None:
        self._store = store
        self._found = found
        self._why: Why = why or (lambda rows: [()] * len(rows))
        self._known: dict[int, tuple[Scored, Places]] = {}

    def __len__(self) -> int:
        return len(self._whole[1])

    def __bool__(self) -> bool:
        return len(self._first(1)[1]) > 0

    def _first(self, most: int) -> tuple[Scored, Places]:
        """Where the first so many stand, in order: in that order come all, or at least as many."""
        most = next((n for n in (FEW, HEAD) if most <= n), 0)
        if not most:
            return self._whole
        if most not in self._known:
            found = self._found.head(most).reaching()
            self._known[most] = found, best_first(found, most)
        return self._known[most]

    @functools.cached_property
    def _whole(self) -> tuple[Scored, Places]:
        found = self._found.reaching()
        return found, best_first(found)

    def _hits(self, rows: Rows, scores: Scores) -> tuple[Hit, ...]:
        ids = self._store.ids(rows.tolist())
        return tuple(map(Hit, ids, scores.tolist(), self._why(rows)))

    @overload
    def __getitem__(self, n: int) -> Hit: ...
    @overload
    def __getitem__(self, n: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, n: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(n, slice):
            leading = n.stop is not None and n.stop >= 0 and (n.start or 0) >= 0
            found, places = self._first(n.stop) if leading else self._whole
            places = places[n]
            return self._hits(found.rows[places], found.scores[places])
        found, places = self._first(n + 1) if n >= 0 else self._whole
        place = places[[n]]
        return self._hits(found.rows[place], found.scores[place])[0]

    def __iter__(self) -> Iterator[Hit]:
        first = self[:HEAD]
        yield from first
        yield from self[HEAD:] if len(first) == HEAD else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return repr(tuple(self))

    def get(self, dataset_ids: Sequence[str]) -> dict[str, Hit]:
        """The hits of ids, by id; those that were not found are left out."""
        known = [row for name in dataset_ids if (row := self._store.row(name)) is not None]
        rows = np.array(known, dtype=np.int32)
        scores = self._found.at(rows)
        return {hit.id: hit for hit in self._hits(rows[scores > 0], scores[scores > 0])}

    def ids(self, among: Rows) -> list[str]:
        """The ids of those hits that are among the rows (ascending), best first."""
        scores = self._found.at(among)
        kept = Scored(among[scores > 0], scores[scores > 0])
        return self._store.ids(kept.rows[best_first(kept)].tolist())
