"""Superlatives: the most often updated, the earliest, the latest, the next to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.durations import minutes
from assistant.hints import how_many
from assistant.question import Question
from corpus.records import Dataset


def ordered(datasets: Sequence[Dataset], order: str, asked: Question) -> list[Dataset]:
    """The datasets that stand first in an order, as many as are asked for and all that tie with the last of these.

    One is where no number is said: "the latest". They stand in the order of the plan.
    """
    pool, key, best = _ORDERS[order](datasets, asked)
    scored = [(value, dataset) for dataset in pool if (value := key(dataset)) is not None]
    if not scored:
        return []
    # As many in the order as are asked for; the last of them says how far it goes.
    ranked = sorted((value for value, _ in scored), reverse=best is max)
    last = ranked[min(how_many(asked.folded), len(ranked)) - 1]
    return [dataset for value, dataset in scored if best(value, last) == value]


_Order = tuple[Sequence[Dataset], Callable[[Dataset], float | str | None], Callable[..., float | str]]


def _shortest(dataset: Dataset) -> float | None:
    lengths = [
        length for release in dataset.releases if release.every and (length := minutes(release.every)) is not None
    ]
    return min(lengths, default=None)


def _first_date(dataset: Dataset) -> str | None:
    return min((release.date for release in dataset.releases if release.date), default=None)


def _last_date(dataset: Dataset) -> str | None:
    return max((release.date for release in dataset.releases if release.date), default=None)


def _most_often(datasets: Sequence[Dataset], asked: Question) -> _Order:
    return datasets, _shortest, min


def _least_often(datasets: Sequence[Dataset], asked: Question) -> _Order:
    return datasets, _shortest, max


def _earliest(datasets: Sequence[Dataset], asked: Question) -> _Order:
    return datasets, _first_date, min


def _latest(datasets: Sequence[Dataset], asked: Question) -> _Order:
    # "the latest datasets" are out already, unless the question speaks of those to come.
    settled = asked.condition("status") is not None
    out = [dataset for dataset in datasets if dataset.status == "released"]
    return (datasets if settled or asked.has("planned") or not out else out), _last_date, max


def _last(datasets: Sequence[Dataset], asked: Question) -> _Order:
    return datasets, _last_date, max


def _next(datasets: Sequence[Dataset], asked: Question) -> _Order:
    now = asked.today.strftime("%Y-%m")
    coming = [d for d in datasets if d.status == "planned" and (_first_date(d) or "") >= now]
    return coming, _first_date, min


_ORDERS = {
    "most-often": _most_often,
    "least-often": _least_often,
    "earliest": _earliest,
    "latest": _latest,
    "last": _last,
    "next": _next,
}
