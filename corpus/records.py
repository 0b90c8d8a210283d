"""The nouns of the project: what a plan says, as frozen values.

Everything else is built on these, so this module imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Section = Literal["A", "B", "C", "D"]
Status = Literal["planned", "released"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands in its document: its line, its page, its table, all counted from 1.

    A text has lines alone, a paged document pages; ``table`` counts the tables of documents that have real ones.
    """

    document: str
    line: int | None = None
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a dataset, in the plan's own words with their values beside.

    ``date`` is "YYYY-MM" or None where no month can be read; ``every`` is an ISO 8601 duration,
    "real-time", "as-needed", "once", or None where the wording is not understood.
    ``description_en`` is an unofficial translation, "" where there is none.
    """

    description: str
    date: str | None
    frequency: str
    every: str | None
    description_en: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One numbered row of a plan with all its releases, the first release first.

    ``id`` is ``<plan>/<section><organisation number>.<i|ii>.<number>`` and never changes.
    ``name_en`` is the English name, "" where there is none: the publisher's own where ``english_official``,
    which then holds of the descriptions too, else an unofficial translation. ``name_zh`` is the unofficial
    Chinese name of a dataset of an English plan. ``url`` is its page on a data portal.
    """

    id: str
    section: Section
    spatial: bool
    organisation: str | None
    category: str | None
    name: str
    status: Status
    formats: tuple[str, ...]
    releases: tuple[Release, ...]
    source: Source
    name_en: str = ""
    english_official: bool = False
    name_zh: str = ""
    url: str = ""

    @property
    def short_id(self) -> str:
        """The id within its plan, such as "D.ii.9"."""
        return self.id.rsplit("/", 1)[-1]

    @property
    def plan_id(self) -> str:
        """The id of the plan the dataset stands in, such as "hhb-2024-2026"."""
        return self.id.rsplit("/", 1)[0]

    @property
    def description(self) -> str:
        """The descriptions of all releases, one a line."""
        return "\n".join(release.description for release in self.releases)

    @property
    def description_en(self) -> str:
        """The unofficial English descriptions of all releases, one a line."""
        return "\n".join(release.description_en for release in self.releases if release.description_en)


@dataclass(frozen=True, slots=True)
class Plan:
    """The document itself: whose plan, for which years, in which language ("zh-Hant", "zh-Hans" or "en")."""

    id: str
    bureau: str
    period: str
    language: str
    title: str
    document: str
    bureau_en: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something odd in a document: one sentence, and the line or page where it stands."""

    message: str
    source: Source


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document. ``nothing_planned`` lists tables that say so, such as "A.ii".

    ``english_names`` are (name, official English name) of organisations and categories, where both are published.
    """

    plan: Plan
    datasets: tuple[Dataset, ...]
    nothing_planned: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = field(default=())
    english_names: tuple[tuple[str, str], ...] = ()
