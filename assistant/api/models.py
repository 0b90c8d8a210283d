"""The shapes of what the API says, for its description: docs/data-model.md has every field in words."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Answer", "Answers", "Described", "Facets", "Health", "Listed", "Plans", "Problem", "Ready", "Searched",
    "Suggested",
    "Taken",
]  # fmt: skip


class _Shape(BaseModel):
    """Nothing but what is written here is ever said."""

    model_config = ConfigDict(extra="forbid")


class Source(_Shape):
    """Where in its document a dataset stands; of line, page and table those that there are."""

    document: str
    line: int = Field(default=0, ge=1)
    page: int = Field(default=0, ge=1)
    table: int = Field(default=0, ge=1)


class Moment(_Shape):
    """When a release comes and how often it is updated."""

    date: str | None = Field(description="YYYY-MM.")
    every: str | None = Field(description="An ISO 8601 duration, real-time, as-needed or once.")
    frequency: str = Field(description="As the plan has it.")


class Brief(_Shape):
    """A dataset in a line."""

    status: Literal["planned", "released"]
    spatial: bool
    organisation: str | None
    organisation_en: str | None
    formats: list[str]
    releases: list[Moment]


class Match(_Shape):
    """One dataset of an answer, ranked: why it is there and where it stands."""

    id: str
    name: str
    name_en: str
    score: float
    why: list[str]
    source: Source
    brief: Brief


class Answer(_Shape):
    """An answer, as `odplan ask --json` prints it, each match with its brief."""

    question: str
    language: Literal["en", "zh-Hant", "zh-Hans"]
    kind: Literal["list", "count", "value", "search", "help", "none"]
    answer: str = Field(description="The words, in the language of the question.")
    value: Any = Field(description="The number of a count; the field and what it holds for a value; else null.")
    conditions: dict[str, Any] = Field(description="As understood, so that a person sees and can correct them.")
    understood: list[str]
    dataset_ids: list[str] = Field(description="Every dataset that the answer is about; for a list the complete set.")
    matches: list[Match]


class Answers(_Shape):
    """The answers to a conversation, one for each turn."""

    turns: list[Answer]


class Searched(Answer):
    """An answer whose matches are those of one page; total counts the matches of all pages."""

    total: int
    page: int
    size: int
    pages: int


class Suggested(_Shape):
    """Datasets whose names are like a text, best first."""

    query: str
    matches: list[Match]


class Release(_Shape):
    """One release of a dataset, in the plan's words."""

    description: str
    date: str | None
    frequency: str
    every: str | None


class Record(_Shape):
    """A dataset, as `odplan show --json` prints it."""

    id: str
    section: Literal["A", "B", "C", "D"]
    spatial: bool
    organisation: str | None
    category: str | None
    name: str
    status: Literal["planned", "released"]
    formats: list[str]
    releases: list[Release]
    source: Source


class Listed(_Shape):
    """One page of a list."""

    total: int
    page: int
    size: int
    pages: int
    datasets: list[Record]


class PlanOf(_Shape):
    """The plan that a dataset stands in."""

    id: str
    title: str
    bureau: str
    bureau_en: str
    period: str


class Described(Record):
    """A dataset with its plan, its spatial or non-spatial twin, and its page on a data portal."""

    plan: PlanOf
    twin: str | None
    url: str | None


class Taken(_Shape):
    """A list as a JSON file."""

    plans: list[PlanOf]
    datasets: list[Record]


class Value(_Shape):
    """A value of a facet, and how many datasets it leaves."""

    value: str
    label: str
    count: int
    selected: bool


class Facets(_Shape):
    """How many datasets fit, and the values of each facet; the counts of a facet leave its own choice aside."""

    total: int
    facets: dict[str, list[Value]]


class Plan(_Shape):
    """A plan's document at hand, as `odplan plans --json` prints it."""

    id: str
    bureau: str
    bureau_en: str
    period: str
    language: str
    title: str
    document: str
    datasets: int
    added: str | None
    bundled: bool
    trouble: str | None


class Plans(_Shape):
    """The plans at hand, and the bundled ones that were removed."""

    plans: list[Plan]
    left_out: list[str]


class Health(_Shape):
    """That the server lives."""

    status: Literal["ok"]


class Ready(_Shape):
    """Whether questions are answered, over what, and whether meaning can be compared yet."""

    ready: bool
    datasets: int
    plans: int
    encoder: Literal["loading", "loaded", "failed"]


class Problem(_Shape):
    """Why a request is not answered (RFC 9457)."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str = Field(description="One sentence that says what to do.")
    parameter: str = Field(default="", description="The parameter that will not do, where it is one.")
