"""Answers about attributes: one value, yes or no, the same or not, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import comparisons, replies
from assistant.answer import Answer
from assistant.composer import Composer, joined, raw_value
from assistant.finder import Finder
from assistant.phrasing import phrase
from assistant.question import Question
from assistant.understanding import FIELDS_OF, is_checked
from corpus.records import Dataset
from index.evidence import Unit
from index.search import Found

# Beyond these the values of a long list are left to the list itself.
SPOKEN = 8


class Attributes:
    """Answers questions on what a named dataset is like; None where no dataset is named."""

    def __init__(self, finder: Finder, composer: Composer) -> None:
        self.finder = finder
        self.composer = composer

    def value(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        """The attributes asked for, of the dataset named and its twins."""
        # A condition on the very attribute asked for is the thing to be checked, not a way to find the dataset.
        loose = replace(asked, conditions=tuple(c for c in asked.conditions if not is_checked(c, asked)))
        datasets, found = self.finder.resolved(loose, units)
        if not datasets:
            return None
        if not units and len(datasets) == len(self.finder.library.datasets):
            return self.composer.ask_back(asked, self.finder.choices(asked))
        if {FIELDS_OF.get(c.field) for c in asked.conditions} & set(asked.fields) and asked.has("yes-no"):
            return self.verdict(asked, datasets, found)
        return self.spoken(asked, datasets, found)

    def spoken(self, asked: Question, datasets: Sequence[Dataset], found: Found | None = None) -> Answer:
        """The attributes asked for, of these datasets."""
        said = [self._said(field, dataset, asked) for dataset in datasets[:SPOKEN] for field in asked.fields]
        value = {"field": asked.fields[0], **raw_value(asked.fields[0], datasets[0])}
        return self.composer.give(
            asked, "value", joined(asked.language, *said), [d.id for d in datasets], value=value, found=found
        )

    def yes_no(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        """Whether the dataset named passes the last condition; those before say which dataset is meant."""
        *known, last = asked.conditions
        datasets, found = self.finder.resolved(replace(asked, conditions=tuple(known), order=None), units)
        return self.verdict(replace(asked, conditions=(last,)), datasets, found) if datasets else None

    def verdict(self, asked: Question, datasets: Sequence[Dataset], found: Found | None) -> Answer:
        """Yes or no first, then the attributes that decide it."""
        passing = [all(c.holds(d, asked.today) for c in asked.conditions) for d in datasets]
        verdict = "yes" if passing[0] else "partly" if any(passing) else "no"
        fields = dict.fromkeys(FIELDS_OF[c.field] for c in asked.conditions if c.field in FIELDS_OF)
        said = [self._said(field, dataset, asked) for dataset in datasets[:SPOKEN] for field in fields]
        words = joined(asked.language, phrase(asked.language, verdict), *said)
        value = {"field": next(iter(fields), "status"), "dataset": datasets[0].id, "value": passing[0]}
        return self.composer.give(asked, "value", words, [d.id for d in datasets], value=value, found=found)

    def contains(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        """Whether the dataset that is named holds all that the question asks of it."""
        datasets, found = self.finder.resolved(asked, units)
        if not datasets or found is None:
            return None
        coverage = found.coverage.get(datasets[0].id)
        missing = coverage is None or bool(coverage.missing)
        verdict = phrase(asked.language, "no.stated" if missing else "yes")
        words = joined(asked.language, verdict, *self.composer.describe(asked, datasets[:2]))
        value = {"field": "description", "dataset": datasets[0].id, "value": not missing}
        return self.composer.give(asked, "value", words, [d.id for d in datasets], value=value, found=found)

    def same(self, asked: Question) -> Answer | None:
        """Whether the two datasets that the question names agree in the attribute it asks about."""
        datasets = self.finder.compared(asked)
        if len(datasets) < 2:
            return None
        field = next(iter(asked.fields), "frequency")
        agree = len({str(raw_value(field, dataset)["value"]) for dataset in datasets}) == 1
        verdict = phrase(asked.language, "yes" if agree else "no")
        words = joined(asked.language, verdict, *(self._said(field, dataset, asked) for dataset in datasets))
        value = {"field": field, "value": agree}
        return self.composer.give(asked, "value", words, [d.id for d in datasets], value=value)

    def compared(self, asked: Question) -> Answer | None:
        """What differs between the two datasets that the question names."""
        datasets = self.finder.compared(asked)
        return self.beside(asked, datasets) if len(datasets) > 1 else None

    def beside(self, asked: Question, datasets: Sequence[Dataset]) -> Answer:
        """What differs between two datasets."""
        words = comparisons.comparison_reply(asked, datasets, self.finder.library)
        return self.composer.give(asked, "value", words, [d.id for d in datasets], value={"field": "difference"})

    def _said(self, field: str, dataset: Dataset, asked: Question) -> str:
        return replies.value_reply(field, dataset, self.finder.library, asked.language)
