"""Which datasets a question is about: its units, its scope, the members of its topic, the one it names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import comparisons, scope, topics
from assistant.columns import Columns, Mask
from assistant.conditions import Condition
from assistant.language import is_foreign
from assistant.lexicon import Lexicon, is_filler
from assistant.ordering import ordered
from assistant.plans import Plans
from assistant.question import Question
from assistant.understanding import denied_owners, is_owning, is_topic, is_weak, names_datasets, taken_out
from corpus.library import Library
from corpus.records import Dataset
from index.coverage import SURE
from index.evidence import IN_NAME, Unit
from index.search import Found, Searcher
from index.store import Selection
from index.vocabulary import load_vocabulary

_ID = re.compile(r"(?<![A-Z0-9.])[A-D]\d*\.I{1,2}\.\d+(?![0-9])")
# So many places of a plan choices are taken from.
_SPREAD = 4
# Wordings that say that datasets are wanted, so that an unknown word beside them need not be the topic.
_WANTING = (
    "list", "count", "dataset-noun", "release-verb", "released", "planned", "what-about", "those", "only-those",
    "every",
)  # fmt: skip


class Finder:
    """Finds datasets for questions in one library."""

    def __init__(self, library: Library, searcher: Searcher, lexicon: Lexicon) -> None:
        self.library = library
        self.searcher = searcher
        self.lexicon = lexicon
        self.plans = Plans(library)
        self.columns = Columns(library.datasets)

    def units(self, asked: Question) -> tuple[Unit, ...]:
        """The units of the topic.

        Where conditions say what is wanted, a word that no dataset holds does not stand in their way, unless the
        question says that it is the topic: "about penguins".
        """
        units = self.searcher.units(asked.topic, is_filler) if asked.topic else ()
        missing = topics.missing_units(self.searcher.coverage(units), units)
        clear = bool(asked.conditions or asked.order) and asked.has(*_WANTING)
        # A term is known to be a matter: only where datasets are asked for by name is it taken for a mere remark.
        plain = names_datasets(asked, anywhere=True)
        idle = {u for u in missing if is_weak(u) or (clear and (plain or not u.is_term) and not is_topic(u, asked))}
        return tuple(unit for unit in units if unit not in idle)

    def owned(self, asked: Question) -> Question:
        """The question with an owner made a condition where the question is about whose data it is."""
        if not asked.owners:
            return asked
        left = taken_out(asked.topic, [form for form, owner in self.lexicon.organisations if owner in asked.owners])
        if [unit for unit in (self.searcher.units(left, is_filler) if left else ()) if not is_owning(unit)]:
            return asked
        if not (asked.conditions or asked.has("list", "count", "dataset-noun", "release-verb")) or asked.fields:
            return asked
        denied = denied_owners(asked, self.lexicon)
        wanted = tuple(owner for owner in asked.owners if owner not in denied)
        owner = Condition("organisation", wanted or asked.owners, negated=not wanted)
        return replace(asked, conditions=(*asked.conditions, owner), topic="")

    def by_id(self, text: str) -> list[Dataset]:
        """The datasets whose ids a text names, whole or within their plan: "how often is D.ii.9 updated"."""
        named = [d for name in ids_in(text) for d in self.library.datasets if d.short_id.upper() == name]
        # A whole id says which plan is meant; a short one means those that stand.
        whole = [d for d in named if d.id.upper() in text.upper()]
        return whole or [d for d in self.plans.pool(()) if d in named] or named

    def at_hand(self, matter: str) -> bool:
        """Whether some dataset is on a matter by its name: on a term, as "#term", or on all that a text names."""
        if matter.startswith("#"):
            return self.searcher.in_names(matter)
        units = self.searcher.units(matter, is_filler)
        return bool(units) and all(any(map(self.searcher.in_names, unit.keys[0][1])) for unit in units)

    def names_subject(self, units: Sequence[Unit]) -> bool:
        """Whether the units name a subject that some dataset is on by its name, not only a wider one."""
        subjects = load_vocabulary().subjects
        named = (key for unit in units if unit.is_term for key in unit.keys[0][1])
        return any(key[1:] in subjects and self.searcher.in_names(key) for key in named)

    def has_subject(self, units: Sequence[Unit], *, named: bool = False) -> bool:
        """Whether some dataset speaks of a subject among the units."""
        return scope.has_subject(self.searcher.coverage(units), named=named)

    def in_scope(self, asked: Question, units: Sequence[Unit]) -> bool:
        """Whether the plan can have to do with the question: by its words, else by its meaning."""
        if self.has_subject(units):
            return not self._lacks_subject(units)
        if not units and (asked.fields or asked.conditions):
            return True
        coverage = self.searcher.coverage(units)
        if names_datasets(asked) and coverage.any_sure:
            return True
        if self._lacks_subject(units):
            return False
        found = self.searcher.search(asked.shown, units, among=self._among(asked))
        least = scope.FOREIGN_MARGIN if is_foreign(asked.shown) else scope.FAMILIAR_MARGIN
        return found.margin >= least

    def _lacks_subject(self, units: Sequence[Unit]) -> bool:
        """Whether a term of the question is no dataset's, and no dataset surely speaks of the rest either."""
        coverage = self.searcher.coverage(units)
        missing = topics.missing_units(coverage, units)
        return any(unit.is_term for unit in missing) and not coverage.any_sure

    def listed(self, asked: Question, units: Sequence[Unit]) -> tuple[list[Dataset], Found | None]:
        """The exact set for a list: those that pass the conditions, are on the topic, and stand first in the order."""
        found = None
        if units:
            found = self.searcher.search(asked.topic, units, among=self._among(asked), meaning=not asked.conditions)
            passing = self.searcher.chosen(self._passing(asked))
            members = self._left(asked, self._datasets(self._members(asked, found)))
            chosen = [dataset for dataset in members if passing.mask[self.searcher.store.row(dataset.id)]]
        else:
            chosen = self._left(asked, self._select(asked))
        return (ordered(chosen, asked.order, asked) if asked.order else chosen), found

    def narrowed(self, asked: Question, units: Sequence[Unit]) -> tuple[list[Dataset], Found]:
        """Of the datasets that pass the conditions, those on the topic: "just the licence, not the husband one"."""
        among = self.searcher.chosen(self._passing(asked))
        found = self.searcher.search(asked.topic, units, among=among, meaning=False)
        return self._left(asked, self._datasets(topics.listed(found))), found

    def searched(self, asked: Question, units: Sequence[Unit]) -> tuple[list[Dataset], Found]:
        """The datasets that belong to a topic, best first."""
        # Of another language only the meaning is understood; a word that happens to be known would mislead.
        found = self.searcher.search(asked.shown, () if is_foreign(asked.shown) else units, among=self._among(asked))
        return self._left(asked, self._datasets(topics.belonging(found) or topics.named(found))), found

    def resolved(self, asked: Question, units: Sequence[Unit]) -> tuple[list[Dataset], Found | None]:
        """The datasets that a question about an attribute names, by topic, conditions or order."""
        if not units:
            chosen = self._select(asked)
            return (ordered(chosen, asked.order, asked) if asked.order else chosen), None
        among = self.searcher.chosen(self._passing(asked))
        found = self.searcher.search(asked.topic, units, among=among if len(among) else None)
        return self._datasets(topics.named_fully(found)), found

    def choices(self, asked: Question) -> list[Dataset]:
        """Some datasets that a question without a subject may mean, from all over the plans."""
        fitting = self._select(asked) or list(self.plans.pool(()))
        return fitting[:: max(1, len(fitting) // _SPREAD)]

    def compared(self, asked: Question) -> list[Dataset]:
        """The two datasets that a question compares; fewer where it does not name two."""
        named = self.by_id(asked.shown)
        return (
            named
            if len(named) == 2
            else comparisons.compared(asked, self.searcher, self.library, self.plans.pool(asked.conditions))
        )

    def _select(self, asked: Question) -> list[Dataset]:
        return self.columns.select(asked.conditions, asked.today, self._pool(asked))

    def _passing(self, asked: Question) -> Mask:
        """For each dataset whether it is one to choose from and passes the conditions."""
        return self.columns.passing(asked.conditions, asked.today) & self._pool(asked)

    def _pool(self, asked: Question) -> Mask:
        """For each dataset whether it is one to choose from: of a newest edition, unless the conditions name plans."""
        if len(self.plans.pool(asked.conditions)) == len(self.library.datasets):
            return self.columns.passing((), asked.today)
        return self.columns.passing((self._standing,), asked.today)

    @functools.cached_property
    def standing(self) -> Selection | None:
        """The datasets of newest editions, which are meant where no plan is named; None for all."""
        if len(self.plans.pool(())) == len(self.library.datasets):
            return None
        return self.searcher.chosen(self.columns.passing((self._standing,), date.min))

    @functools.cached_property
    def _standing(self) -> Condition:
        return Condition("plan", tuple(sorted({dataset.plan_id for dataset in self.plans.pool(())})))

    def _among(self, asked: Question) -> Selection | None:
        """The datasets to search; None for all."""
        plans = [condition for condition in asked.conditions if condition.field == "plan"]
        mask = self.columns.passing(plans, asked.today) & self._pool(asked)
        return None if mask.all() and not plans else self.searcher.chosen(mask)

    def _members(self, asked: Question, found: Found) -> list[str]:
        """The datasets on the topic; where the question joins two matters ("A or B"), those on either."""
        whole = topics.listed(found)
        if not asked.has("or", "and"):
            return whole
        sides = [side for side in comparisons.sides(asked.topic) if self.searcher.units(side, is_filler)]
        alone = [self.searcher.search(side, self.searcher.units(side, is_filler), meaning=False) for side in sides]
        subjects = [side for side in alone if scope.has_subject(side.coverage)]
        if len(subjects) < 2 or topics.covers_all(found):
            return whole
        return list(dict.fromkeys(name for side in subjects for name in topics.listed(side)))

    def _left(self, asked: Question, datasets: list[Dataset]) -> list[Dataset]:
        """The datasets without those on a matter that the question leaves out: "but not the husband one".

        Where all of them hold it ("cancer, but not breast cancer"), only those are on it that are named after it.
        """
        units = self.searcher.units(asked.excluded, is_filler) if asked.excluded else ()
        if not units:
            return datasets
        coverage = self.searcher.coverage(units)
        for least in (SURE, IN_NAME):
            on_it = set(coverage.ids(topics.full_rows(coverage, units, least)))
            if left := [dataset for dataset in datasets if dataset.id not in on_it]:
                return left
        return []

    def _datasets(self, names: Sequence[str]) -> list[Dataset]:
        return [dataset for name in names if (dataset := self.library.get(name)) is not None]


def ids_in(text: str) -> list[str]:
    """What looks like ids of datasets in a text, without their plan and in capitals, each once."""
    return list(dict.fromkeys(_ID.findall(text.upper())))
