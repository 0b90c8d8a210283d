"""What a search returns, and the one place where results are put in order."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from index.store import Rows, Scored, Store

# So many hits are put in order before any further one is asked for: an answer shows fewer.
HEAD = 128

Places: TypeAlias = NDArray[np.intp]


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

    def __init__(self, store: Store, found: Scored, why: Callable[[int], tuple[str, ...]] = lambda row: ()) -> None:
        self._store = store
        self._found = found
        self._why = why

    def __len__(self) -> int:
        return len(self._found)

    @functools.cached_property
    def _head(self) -> Places:
        return best_first(self._found, HEAD)

    @functools.cached_property
    def _order(self) -> Places:
        return best_first(self._found) if len(self._head) < len(self) else self._head

    def _hits(self, places: Places) -> tuple[Hit, ...]:
        rows, scores = self._found.rows[places].tolist(), self._found.scores[places].tolist()
        ids = self._store.ids(rows)
        return tuple(Hit(name, score, self._why(row)) for name, score, row in zip(ids, scores, rows, strict=True))

    @overload
    def __getitem__(self, n: int) -> Hit: ...
    @overload
    def __getitem__(self, n: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, n: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(n, slice):
            near = n.stop is not None and 0 <= n.stop <= len(self._head) and (n.start or 0) >= 0
            return self._hits((self._head if near else self._order)[n])
        order = self._head if 0 <= n < len(self._head) else self._order
        return self._hits(order[[n]])[0]

    def __iter__(self) -> Iterator[Hit]:
        yield from self[: len(self._head)]
        yield from self[len(self._head) :] if len(self._head) < len(self) else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return repr(tuple(self))

    def get(self, dataset_id: str) -> Hit | None:
        """The hit of an id; None where it was not found."""
        row = self._store.row(dataset_id)
        score = None if row is None else self._found.of(row)
        return None if row is None or score is None else Hit(dataset_id, score, self._why(row))

    def ids(self, among: Rows) -> list[str]:
        """The ids of those hits that are among the rows (ascending), best first."""
        _, places, _ = np.intersect1d(self._found.rows, among, assume_unique=True, return_indices=True)
        kept = Scored(self._found.rows[places], self._found.scores[places])
        return self._store.ids(kept.rows[best_first(kept)].tolist())
