"""What conditions can name in one library: its plans, owners and categories, each by all its names.

A body that two plans write in two ways is one owner, and so with categories: whoever names one form means them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from assistant.lexicon import Lexicon
from assistant.plans import Plans
from corpus.bureaux import bureau_named
from corpus.library import Library
from corpus.records import Dataset
from index.analysis import fold

NONE = "none"
"""Stands for what a plan does not state."""
NEAR = 6


class Names:
    """Terms as plans write them, those that mean the same as one; the first of them stands for all."""

    def __init__(self, terms: Iterable[str], same: Callable[[str], str]) -> None:
        groups: dict[str, list[str]] = {}
        for term in dict.fromkeys(terms):
            groups.setdefault(same(term), []).append(term)
        self._written = {group[0]: tuple(group) for group in groups.values()}
        self._first = {term: first for first, group in self._written.items() for term in group}
        self._forms = {fold(term): first for term, first in self._first.items()}

    def call(self, form: str, term: str) -> None:
        """Let a term be known by a further form, unless that form is another's already."""
        self._forms.setdefault(fold(form), self._first[term])

    def first(self, term: str) -> str:
        """The form that stands for a term as a plan writes it."""
        return self._first[term]

    def named(self, form: str) -> str | None:
        """The term that is meant by a form, as it stands for all; None where nothing is called so."""
        return self._forms.get(fold(form))

    def written(self, first: str) -> tuple[str, ...]:
        """Every way in which plans write a term."""
        return self._written[first]

    def near(self, form: str) -> list[str]:
        """A few of the terms, those first that are spelt like the form."""
        alike = get_close_matches(fold(form), self._forms, n=NEAR, cutoff=0.5)
        return list(dict.fromkeys([*(self._forms[name] for name in alike), *self._written]))[:NEAR]


class Choices:
    """The plans, owners and categories of a library."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self.library = library
        self.pool = Plans(library).pool
        """The datasets to choose from under conditions: those of the newest editions unless conditions name plans."""
        self.plans = Names((reading.plan.id for reading in library.readings), fold)
        self.organisations = Names((owner for _, owner in lexicon.organisations), _body)
        for form, owner in lexicon.organisations:
            self.organisations.call(form, owner)
        self.categories = Names((d.category for d in library.datasets if d.category), self._kind)
        for category in dict.fromkeys(d.category for d in library.datasets if d.category):
            self.categories.call(library.english(category) or category, category)

    def _kind(self, category: str) -> str:
        return fold(self.library.english(category) or category)

    def organisation_of(self, dataset: Dataset) -> str:
        """The owner of a dataset, as it stands for all ways to write it; "none" where none is stated."""
        return self.organisations.first(dataset.organisation) if dataset.organisation else NONE

    def category_of(self, dataset: Dataset) -> str:
        """The category of a dataset, as it stands for all ways to write it; "none" where there is none."""
        return self.categories.first(dataset.category) if dataset.category else NONE


def _body(name: str) -> str:
    bureau = bureau_named(name)
    return bureau.code if bureau else fold(name)
