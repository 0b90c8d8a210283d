"""Questions to click after an answer: each goes on from it, and each has something to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Answer
from assistant.page.words import Words
from corpus.records import Dataset

MOST = 3
# What can be asked of one dataset, by the attribute that it asks for.
ATTRIBUTES = ("frequency", "date", "formats", "description")


def follow_ups(answer: Answer, datasets: Sequence[Dataset], own: Words) -> list[str]:
    """A few questions about the datasets of an answer: on one what it is like, of several which ones stand out."""
    names = _of_one(answer, datasets[0]) if len(datasets) == 1 else _of_several(answer, datasets)
    return [own(f"follow.{name}") for name in list(names)[:MOST]]


def _of_one(answer: Answer, dataset: Dataset) -> Iterator[str]:
    told = answer.value.get("field") if isinstance(answer.value, dict) else None
    known = {"formats": bool(dataset.formats), "description": bool(dataset.description)}
    yield from (name for name in ATTRIBUTES if name != told and known.get(name, True))


def _of_several(answer: Answer, datasets: Sequence[Dataset]) -> Iterator[str]:
    """Those that part the datasets in two: a question that keeps all or none tells nothing."""
    if 0 < sum(dataset.spatial for dataset in datasets) < len(datasets):
        yield "spatial"
    if 0 < sum(dataset.status == "planned" for dataset in datasets) < len(datasets):
        yield "planned"
    if len({release.date for dataset in datasets for release in dataset.releases}) > 1:
        yield "latest"
    if 0 < sum("CSV" in dataset.formats for dataset in datasets) < len(datasets):
        yield "csv"
