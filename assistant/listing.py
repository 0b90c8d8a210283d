"""The list that filters choose: its datasets in their order, and the page of it that is shown.

Who is on a topic is told by words and names over all plans, whatever else is chosen: so a condition only ever takes
away, and the count beside it is the length of the list behind it. Meaning is not asked: a list is the same before and
after the model is there, and for whoever opens its link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant import topics
from assistant.answer import Language
from assistant.conditions import select
from assistant.filters import Filters
from assistant.lexicon import is_filler
from assistant.service import Assistant
from assistant.sorting import sorted_by
from corpus.records import Dataset
from index.search import Searcher

LIKE, SURE, NEARLY = 12, 0.55, 0.8
"""Where no dataset holds the words of a text, so many names are listed that are so much like it, and nearly as much as
the best; noise ("penguins", "parking") comes to less than 0.5, slips of the pen ("canser") to more than 0.6."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All datasets that filters choose, in their order; ``topical`` are those on their topic, whatever else they are.

    ``topical`` is None where there is no topic, and holds why each is there where there is one.
    """

    datasets: tuple[Dataset, ...]
    filters: Filters
    topical: dict[str, tuple[str, ...]] | None

    @property
    def total(self) -> int:
        """How many datasets there are."""
        return len(self.datasets)

    @property
    def pages(self) -> int:
        """How many pages they fill; one at least."""
        return max(1, -(-self.total // self.filters.size))

    @property
    def shown(self) -> tuple[Dataset, ...]:
        """The datasets of the page that is asked for; none beyond the last page."""
        start = (self.filters.page - 1) * self.filters.size
        return self.datasets[start : start + self.filters.size]

    def why(self, dataset: Dataset) -> tuple[str, ...]:
        """Why a dataset is on the topic; () where there is none."""
        return (self.topical or {}).get(dataset.id, ())


def listed(assistant: Assistant, filters: Filters, language: Language = "en", today: date | None = None) -> Listing:
    """The list that filters choose, for a reader of this language."""
    topical = on_topic(assistant.searcher, filters.text) if filters.text else None
    pool = candidates(assistant, filters, topical)
    chosen = select(pool, filters.conditions, today or date.today())
    return Listing(tuple(sorted_by(chosen, filters.sort, language)), filters, topical)


def candidates(assistant: Assistant, filters: Filters, topical: dict[str, tuple[str, ...]] | None) -> Sequence[Dataset]:
    """The datasets to choose from: those on the topic, best first, else all; of newest editions or those named."""
    pool = assistant.choices.pool(filters.conditions)
    if topical is None:
        return pool
    by_id = {dataset.id: dataset for dataset in pool}
    return [by_id[name] for name in topical if name in by_id]


def on_topic(searcher: Searcher, text: str) -> dict[str, tuple[str, ...]]:
    """The ids of the datasets that a text is about, best first, each with the words or parts that found it."""
    units = searcher.units(text, is_filler)
    found = searcher.search(text, units, meaning=False)
    ids = topics.listed(found) if units else []
    why = {name: hit.why for name, hit in found.hits.get(ids).items()}
    if not ids:
        hits = searcher.names(text, LIKE)
        ids = [hit.id for hit in hits if hit.score >= max(SURE, NEARLY * hits[0].score)]
        why = {name: ("name",) for name in ids}
    return {name: why.get(name, ()) for name in ids}
