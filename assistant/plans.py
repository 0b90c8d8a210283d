"""Which of several plans a question is about: a bureau's, that of some years, the edition before; and what changed.

Where a bureau's plan is at hand in several editions, a question is about the newest unless it names another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.conditions import Condition
from assistant.lexicon import Called
from assistant.numerals import parse_year
from assistant.question import Question
from assistant.understanding import says_own, taken_out
from corpus.bureaux import bureau_named
from corpus.editions import Comparison, compare
from corpus.library import Library
from corpus.records import Dataset, Plan, Reading

_YEAR = re.compile(r"20\d\d")


class Plans:
    """The plans of a library by bureau, each with its editions, the oldest first."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._editions: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in sorted(library.readings, key=lambda reading: (reading.plan.period, reading.plan.id)):
            self._editions[_author(reading.plan)].append(reading)
        self._newest = frozenset(editions[-1].plan.id for editions in self._editions.values())
        self._standing = tuple(d for d in library.datasets if d.plan_id in self._newest)
        forms = {author: _forms(editions) for author, editions in self._editions.items()}
        self._forms = Called((form, author) for author in sorted(forms) for form in forms[author])

    @property
    def authors(self) -> list[Plan]:
        """The newest plan of each bureau, in the order of the library."""
        return [reading.plan for reading in self._library.readings if reading.plan.id in self._newest]

    def holds(self, bureau: str) -> bool:
        """Whether a plan of this bureau is at hand."""
        return _author_of(bureau) in self._editions

    def pool(self, conditions: Sequence[Condition]) -> Sequence[Dataset]:
        """The datasets to choose from: those of the newest editions, or all where the conditions name plans."""
        named = any(condition.field in ("plan", "dataset") for condition in conditions)
        return self._library.datasets if named else self._standing

    def scoped(self, asked: Question) -> Question:
        """The question with the plans that it names made a condition."""
        if len(self._library.readings) == 1:
            return asked
        authors = self._authors(asked) if len(self._editions) > 1 and not says_own(asked) else []
        ids = [plan_id for plan_id in self._ids() if plan_id in asked.folded] or self._named(asked, authors)
        if not ids:
            return asked
        asked = _without_periods(asked, [r.plan for r in self._library.readings if r.plan.id in ids])
        said = [form for form, author in self._forms if author in authors]
        owners = tuple(owner for owner in asked.owners if _author_of(owner) not in authors)
        topic = taken_out(asked.topic, said)
        return replace(asked, conditions=(*asked.conditions, Condition("plan", tuple(ids))), topic=topic, owners=owners)

    def compared(self, asked: Question) -> Comparison | None:
        """The last two editions of the bureau that the question names, or of the only one that has two; else None."""
        several = {author: editions for author, editions in self._editions.items() if len(editions) > 1}
        named = [author for author in self._authors(asked) if author in several]
        author = next(iter(named or (several if len(several) == 1 else ())), None)
        return compare(*several[author][-2:]) if author is not None else None

    def with_editions(self) -> list[Plan]:
        """The newest plan of each bureau of which an older one is at hand too."""
        return [editions[-1].plan for editions in self._editions.values() if len(editions) > 1]

    def _ids(self) -> Iterable[str]:
        return (reading.plan.id for reading in self._library.readings)

    def _authors(self, asked: Question) -> list[str]:
        return list(dict.fromkeys(author for _, author in self._forms.places(asked.shown)))

    def _named(self, asked: Question, authors: Sequence[str]) -> list[str]:
        """The ids of the plans of these authors, or of all, that are of the years or the edition named."""
        chosen = {author: self._editions[author] for author in authors} or self._editions
        years, edition = _years(asked), asked.span("edition")
        spoken = [
            r.plan.id for rows in chosen.values() for r in rows if r.plan.period and r.plan.period in asked.folded
        ]
        if authors and spoken:
            return spoken
        if years:
            fitting = [r.plan.id for editions in chosen.values() for r in editions if _covers(r.plan, years)]
            if fitting:
                return fitting
        if edition and edition.value == "previous":
            return [editions[-2].plan.id for editions in chosen.values() if len(editions) > 1]
        return [editions[-1].plan.id for editions in chosen.values()] if authors or edition else []


def _author(plan: Plan) -> str:
    return _author_of(plan.bureau) or plan.id


def _author_of(name: str) -> str:
    bureau = bureau_named(name) if name else None
    return bureau.code if bureau else name


def _forms(editions: Sequence[Reading]) -> list[str]:
    """The names by which a bureau's plan is asked for, the longest first."""
    plan = editions[-1].plan
    bureau = bureau_named(plan.bureau) if plan.bureau else None
    names = {plan.bureau, plan.bureau_en, *(bureau.names if bureau else ())}
    if bureau:
        # "The Observatory" is Hong Kong's.
        names.update((bureau.code.upper(), bureau.english.removeprefix("Hong Kong ")))
    return sorted(filter(None, names), key=lambda name: (-len(name), name))


def _without_periods(asked: Question, plans: Sequence[Plan]) -> Question:
    """The question without the dates that only say which plan is meant: the years of the 2025-2027 plan."""
    years = [_YEAR.findall(plan.period) for plan in plans if plan.period and plan.period in asked.folded]
    periods = [((f"{held[0]}-01", f"{held[-1]}-12"),) for held in years]
    kept = tuple(c for c in asked.conditions if c.field != "date" or c.ranges not in periods)
    return replace(asked, conditions=kept)


def _years(asked: Question) -> list[int]:
    span = asked.span("plan-name")
    return [parse_year(year) for year in span.slots.get("year", ())] if span else []


def _covers(plan: Plan, years: Sequence[int]) -> bool:
    held = [int(year) for year in _YEAR.findall(plan.period)]
    return bool(held) and (held == list(years) or (len(years) == 1 and held[0] == years[0]))
