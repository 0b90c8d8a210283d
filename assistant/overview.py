"""The plans at a glance: how many datasets there are of each kind, what is due next and what is past its month.

Every count is the length of a list, and stands beside the conditions by name that choose this list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Language
from assistant.choices import NONE, Choices
from assistant.conditions import select
from assistant.dates import month_name, month_number
from assistant.facets import kinds, label
from assistant.filters import MOST_VALUES, Filters
from assistant.sorting import pace, place
from corpus.records import Dataset

FACETS = ("every", "format", "spatial", "organisation", "category", "plan")
"""What datasets are counted by, in the order in which it is shown."""
ALWAYS = frozenset({"every", "format", "spatial"})
"""These are shown even where all datasets are of one kind."""
MOST_BARS = 12
SOON = 6
"""What is due within so many months, this one included, is due soon."""
YEARS_BEFORE, YEARS_AFTER = 10, 5
QUARTERS = 12
"""Up to so many quarters are shown each by itself; beyond, years are."""
_EARLIEST, _LATEST = "0000-01", "9999-12"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it counts, and the conditions by name that choose the datasets counted."""

    name: str
    count: int
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Bar:
    """How many datasets of one kind are planned, how many released, and the conditions that choose them.

    ``value`` is the kind as a condition has it, ``label`` as a reader reads it; both are "" for all further kinds
    together. ``pairs`` is None where they are too many to be named.
    """

    value: str
    label: str
    planned: int
    released: int
    pairs: Pairs | None

    @property
    def total(self) -> int:
        """All of the kind."""
        return self.planned + self.released

    def where(self, status: str) -> Pairs | None:
        """The conditions that choose those of the kind with a status."""
        return None if self.pairs is None else (("status", status), *self.pairs)


@dataclass(frozen=True, slots=True)
class Tally:
    """The bars of one facet. A dataset counts under each kind that it is of, so their sum may be more than all."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars of years or quarters without a gap; ``today`` counts bars from the left: 1.5 is amid the second.

    The value of a bar is "2025" or "2025-Q1", that of the first "-2015" and of the last "2032-" where they hold all
    that is before or after.
    """

    bars: tuple[Bar, ...]
    today: float
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A planned dataset with the month that it is due in."""

    month: str
    dataset: Dataset


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is seen at a glance. ``due`` and ``overdue`` are whole, the earliest month first."""

    today: date
    figures: tuple[Figure, ...]
    timeline: Timeline
    tallies: tuple[Tally, ...]
    due: tuple[Dated, ...]
    overdue: tuple[Dated, ...]

    def figure(self, name: str) -> Figure:
        """The figure of this name; KeyError where there is none."""
        return {figure.name: figure for figure in self.figures}[name]


def overview(
    choices: Choices, filters: Filters | None = None, language: Language = "en", today: date | None = None
) -> Overview:
    """The overview of the datasets that filters choose, of the newest editions of all plans where none are given."""
    filters, today = filters or Filters(), today or date.today()
    datasets = select(choices.pool(filters.conditions), filters.conditions, today)
    tallies = (_tally(name, datasets, filters, choices, language) for name in FACETS)
    this_month = f"{today:%Y-%m}"
    return Overview(
        today,
        _figures(datasets, filters, choices, today),
        _timeline(datasets, filters, today),
        tuple(tally for tally in tallies if len(tally.bars) > 1 or tally.name in ALWAYS),
        _dated(datasets, this_month, ahead=True),
        _dated(datasets, this_month, ahead=False),
    )


def _figures(datasets: Sequence[Dataset], filters: Filters, choices: Choices, today: date) -> tuple[Figure, ...]:
    this = month_number(today.year, today.month)
    planned = {"status": ["planned"], "sort": ["date"]}
    wanted: dict[str, dict[str, list[str]]] = {
        "datasets": {},
        "released": {"status": ["released"]},
        "planned": {"status": ["planned"]},
        "spatial": {"spatial": ["true"]},
        "soon": {**planned, "since": [month_name(this)], "until": [month_name(this + SOON - 1)]},
        "due": {**planned, "since": [month_name(this)]},
        "overdue": {**planned, "until": [month_name(this - 1)]},
    }
    return tuple(
        Figure(
            name,
            len(select(datasets, Filters.read(changes, choices).conditions, today)),
            tuple(filters.pairs(changes)),
        )
        for name, changes in wanted.items()
    )


def _months(dataset: Dataset) -> list[str]:
    return sorted(release.date for release in dataset.releases if release.date)


def _dated(datasets: Sequence[Dataset], this_month: str, *, ahead: bool) -> tuple[Dated, ...]:
    """The planned datasets with a month ahead (this one included), or behind, each with the earliest such month."""
    found = []
    for dataset in datasets:
        months = [month for month in _months(dataset) if (month >= this_month) is ahead]
        if dataset.status == "planned" and months:
            found.append(Dated(months[0], dataset))
    return tuple(sorted(found, key=lambda dated: (dated.month, place(dated.dataset))))


def _tally(name: str, datasets: Sequence[Dataset], filters: Filters, choices: Choices, language: Language) -> Tally:
    """The bars of a facet, the most first, frequencies by their length; beyond MOST_BARS all others are one bar."""
    found = [(dataset.status, kinds(name, dataset, filters, choices)) for dataset in datasets]
    counts = Counter((kind, status) for status, held in found for kind in held)
    totals = Counter(kind for _, held in found for kind in held)
    ranked = sorted(totals, key=lambda kind: (kind == NONE, -totals[kind], kind))
    kept = ranked if len(ranked) <= MOST_BARS else ranked[: MOST_BARS - 1]
    rest = ranked[len(kept) :]
    if name == "every":
        kept = sorted(kept, key=pace)
    bars = [
        Bar(
            kind,
            label(name, kind, choices, language),
            counts[kind, "planned"],
            counts[kind, "released"],
            tuple(filters.pairs({name: (kind,)})),
        )
        for kind in kept
    ]
    return Tally(name, (*bars, _others(name, rest, found, filters)) if rest else tuple(bars))


def _others(name: str, rest: Sequence[str], found: Iterable[tuple[str, set[str]]], filters: Filters) -> Bar:
    """All kinds beyond the most common as one bar, in which a dataset of several of them counts once."""
    among = set(rest)
    counts = Counter(status for status, held in found if not held.isdisjoint(among))
    pairs = tuple(filters.pairs({name: rest})) if len(rest) <= MOST_VALUES else None
    return Bar("", "", counts["planned"], counts["released"], pairs)


def _timeline(datasets: Sequence[Dataset], filters: Filters, today: date) -> Timeline:
    """Each dataset counts once in each period in which it has a release."""
    dated = [(dataset.status, _months(dataset)) for dataset in datasets]
    this = f"{today:%Y-%m}"
    all_months = {this, *(month for _, months in dated for month in months)}
    first, last = min(all_months), max(all_months)
    by_quarter = _quarter(last) - _quarter(first) < QUARTERS
    periods = _quarters(first, last) if by_quarter else _years(int(first[:4]), int(last[:4]), today.year)
    where = {month: _period_of(month, periods) for month in all_months}
    counts = Counter((number, status) for status, months in dated for number in {where[month] for month in months})
    bars = (
        Bar(value, "", counts[n, "planned"], counts[n, "released"], _pairs(value, since, until, filters))
        for n, (value, since, until) in enumerate(periods)
    )
    gone = ((today.month - 1) % 3 + (today.day - 1) / 31) / 3 if by_quarter else (today.timetuple().tm_yday - 1) / 366
    return Timeline(tuple(bars), where[this] + gone, sum(not months for _, months in dated))


def _period_of(month: str, periods: Sequence[tuple[str, str, str]]) -> int:
    """Which of the periods a month lies in."""
    return next(number for number, (_, since, until) in enumerate(periods) if since <= month <= until)


def _quarter(month: str) -> int:
    """A running number for the quarter of a month."""
    return int(month[:4]) * 4 + (int(month[5:]) - 1) // 3


def _quarters(first: str, last: str) -> list[tuple[str, str, str]]:
    """The quarters from one month to another: the value of each, its first and its last month."""
    runs = [divmod(number, 4) for number in range(_quarter(first), _quarter(last) + 1)]
    return [(f"{year}-Q{n + 1}", f"{year}-{3 * n + 1:02d}", f"{year}-{3 * n + 3:02d}") for year, n in runs]


def _years(first: int, last: int, this: int) -> list[tuple[str, str, str]]:
    """The years around this one, those far before and far after as one each."""
    low, high = max(first, this - YEARS_BEFORE), min(last, this + YEARS_AFTER)
    periods = [(str(year), f"{year}-01", f"{year}-12") for year in range(low, high + 1)]
    before = [(f"-{low - 1}", _EARLIEST, f"{low - 1}-12")] if first < low else []
    after = [(f"{high + 1}-", f"{high + 1}-01", _LATEST)] if last > high else []
    return before + periods + after


def _pairs(value: str, since: str, until: str, filters: Filters) -> Pairs:
    """The conditions that choose what has a release in a period."""
    if value.isdecimal():
        return tuple(filters.pairs({"year": [value]}))
    sides = {"since": [since] if since > _EARLIEST else [], "until": [until] if until < _LATEST else []}
    return tuple(filters.pairs(sides))
