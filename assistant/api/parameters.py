"""What can be asked of the API by name: each parameter with its limits, and the words that say what will do."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.filters import MOST_CHARACTERS, MOST_PAGES, MOST_SIZE, MOST_VALUES, SIZE
from assistant.question import MAX_CHARACTERS

__all__ = [
    "WANTED", "AskQuery", "Dialogue", "DownloadQuery", "FacetQuery", "ListQuery", "SearchQuery", "SuggestQuery", "Turn",
    "told",
]  # fmt: skip

MOST_TURNS = 20
MOST_SUGGESTED = 100
SUGGESTED = 8
_DAY = (
    "^(20[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))|20([02468][048]|[13579][26])-02-29)$"
)
_MONTH = "^[12][0-9]{3}-(0[1-9]|1[0-2])$"
_YEAR = "[12][0-9]{3}"
_EVERY = "(P[1-9][0-9]{0,3}[DWMY]|PT[1-9][0-9]{0,3}[MH]|real-time|as-needed|once)"
_FORMAT = "[A-Za-z0-9][A-Za-z0-9 .+/_-]{0,39}"
_CHANGED = (
    rf"(every\.{_EVERY}|year\.{_YEAR}|format\.{_FORMAT}|spatial\.(true|false)|status\.(planned|released)"
    r"|section\.[A-Da-d]|(organisation|category|plan)\.\S.*)"
)
_EDIT = rf"^[1-9][0-9]?\.[a-z]+(:[1-9][0-9]?)?(\.{_CHANGED})?$"

WANTED = {
    "q": f"a question or a name, at most {MAX_CHARACTERS} characters",
    "question": f"a question in words, at most {MAX_CHARACTERS} characters",
    "turns": f'1 to {MOST_TURNS} turns, each {{"question": "..."}}',
    "text": f"a topic in words, at most {MAX_CHARACTERS} characters",
    "lang": "en, zh-Hant or zh-Hans (zh-HK, zh-TW, zh-MO and yue are read as zh-Hant, zh-CN and zh-SG as zh-Hans)",
    "as_of": "a day such as 2026-03-01, from 2000 to 2099",
    "limit": f"a number from 1 to {MOST_SUGGESTED}",
    "status": "planned or released",
    "year": "a year such as 2025",
    "every": "a duration such as PT15M, P1D, P1W, P3M, P1Y, or real-time, as-needed, once",
    "spatial": "true or false",
    "format": "a format such as CSV, or none where none is stated",
    "organisation": "an owner by any of its names, as the plans or facets name it, or none",
    "category": "a category as the plan writes it or in English, as facets list it, or none",
    "plan": "the id of a plan, such as hhb-2024-2026",
    "section": "A, B, C or D",
    "since": "a month such as 2024-01; releases in it or later",
    "until": "a month such as 2024-12; releases in it or before",
    "sort": "relevance, name, date, -date, frequency or status",
    "page": f"a number from 1 to {MOST_PAGES}",
    "size": f"a number from 1 to {MOST_SIZE}",
    "edit": 'what to change in how a question was understood, such as "1.every" or "1.every.every.P1M"',
    "dataset_id": "the id of a dataset, such as hhb-2024-2026/D.ii.9 or D.ii.9",
    "kind": "csv, json, xlsx or ics",
    "body": 'an object such as {"question": "which datasets update weekly"}',
}
"""What will do for each parameter: its description, and the end of the sentence that refuses another value."""


def _digits(given: Any) -> Any:
    """A whole number as people write it: no sign, no blank, no decimals."""
    if isinstance(given, str) and not (given.isascii() and given.isdigit()):
        raise ValueError("not a whole number")
    return given


def told(name: str) -> str:
    """What to give for a parameter, as a sentence."""
    return f"Give {WANTED[name]}."


def _named(name: str, **limits: Any) -> Any:
    return Field(description=told(name), **limits)


Name = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS, pattern=r"\S")]
Language = Literal["en", "zh-Hant", "zh-Hans", "zh-HK", "zh-TW", "zh-MO", "yue", "zh-CN", "zh-SG"]
Lang = Annotated[Language | None, _named("lang")]
Day = Annotated[str | None, _named("as_of", pattern=_DAY, examples=["2026-03-01"])]
Question = Annotated[str, _named("q", max_length=MAX_CHARACTERS, examples=["which datasets update weekly"])]
Text = Annotated[str, _named("text", max_length=MAX_CHARACTERS, examples=["vaccination"])]
Plans = Annotated[list[Name], _named("plan", max_length=MOST_VALUES, examples=[["hhb-2024-2026"]])]
Sort = Annotated[Literal["relevance", "name", "date", "-date", "frequency", "status"], _named("sort")]
Page = Annotated[int, _named("page", ge=1, le=MOST_PAGES), BeforeValidator(_digits)]
Size = Annotated[int, _named("size", ge=1, le=MOST_SIZE), BeforeValidator(_digits)]


class AskQuery(BaseModel):
    """One question."""

    q: Question
    lang: Lang = None
    as_of: Day = None


class SuggestQuery(BaseModel):
    """A name half-typed."""

    q: Annotated[str, _named("q", max_length=MAX_CHARACTERS, examples=["急証室"])]
    limit: Annotated[int, _named("limit", ge=1, le=MOST_SUGGESTED), BeforeValidator(_digits)] = SUGGESTED
    plan: Plans = []


class _Conditions(BaseModel):
    """Values of one condition are alternatives; different conditions all apply."""

    status: Annotated[list[Literal["planned", "released"]], _named("status", max_length=MOST_VALUES)] = []
    year: Annotated[list[Annotated[str, Field(pattern=f"^{_YEAR}$")]], _named("year", max_length=MOST_VALUES)] = []
    every: Annotated[list[Annotated[str, Field(pattern=f"^{_EVERY}$")]], _named("every", max_length=MOST_VALUES)] = []
    spatial: Annotated[list[Literal["true", "false"]], _named("spatial", max_length=MOST_VALUES)] = []
    format: Annotated[
        list[Annotated[str, Field(pattern=f"^{_FORMAT}$")]],
        _named("format", max_length=MOST_VALUES, examples=[["CSV"]]),
    ] = []
    organisation: Annotated[
        list[Name], _named("organisation", max_length=MOST_VALUES, examples=[["Hospital Authority"]])
    ] = []
    category: Annotated[list[Name], _named("category", max_length=MOST_VALUES, examples=[["Health"]])] = []
    plan: Plans = []
    section: Annotated[
        list[Annotated[str, Field(pattern="^[A-Da-d]$")]], _named("section", max_length=MOST_VALUES)
    ] = []
    since: Annotated[str | None, _named("since", pattern=_MONTH, examples=["2024-01"])] = None
    until: Annotated[str | None, _named("until", pattern=_MONTH, examples=["2026-12"])] = None

    def filters(self) -> dict[str, list[str]]:
        """The filters that were given, by name, as Filters.read takes them."""
        given = self.model_dump(exclude_none=True, exclude={"lang", "as_of", "q", "edit"})
        held = {name: value if isinstance(value, list) else [str(value)] for name, value in given.items()}
        return {name: values for name, values in held.items() if values}


class FacetQuery(_Conditions):
    """The conditions that a list is narrowed by already."""

    text: Text = ""
    lang: Lang = None


class ListQuery(FacetQuery):
    """A list in pages."""

    sort: Sort = "relevance"
    page: Page = 1
    size: Size = SIZE


class SearchQuery(ListQuery):
    """A topic, and the conditions that a dataset must meet."""

    as_of: Day = None


class DownloadQuery(ListQuery):
    """The filters of a list, or the questions of a conversation; all pages are in the file, whichever is named."""

    q: Annotated[
        list[Annotated[str, Field(max_length=MAX_CHARACTERS)]], _named("q", max_length=MOST_TURNS, examples=[[]])
    ] = []
    edit: Annotated[
        list[Annotated[str, Field(max_length=MOST_CHARACTERS, pattern=_EDIT)]],
        _named("edit", max_length=MOST_TURNS, examples=[[]]),
    ] = []


class Turn(BaseModel):
    """One turn of a conversation."""

    model_config = ConfigDict(extra="forbid")
    question: Annotated[str, _named("question", max_length=MAX_CHARACTERS)]


class Dialogue(BaseModel):
    """A question, or all turns of a conversation so far; one of the two."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [{"required": ["question"]}, {"required": ["turns"]}],
            "examples": [
                {"turns": [{"question": "which datasets update weekly"}, {"question": "only the spatial ones"}]}
            ],
        },
    )
    question: Annotated[str, _named("question", max_length=MAX_CHARACTERS)] = ""
    turns: Annotated[list[Turn], _named("turns", min_length=1, max_length=MOST_TURNS)] = []
    lang: Annotated[Language, _named("lang")] | None = None
    as_of: Annotated[str, _named("as_of", pattern=_DAY)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Dialogue:
        if len(self.model_fields_set & {"question", "turns"}) != 1:
            raise ValueError("give question or turns, one of the two")
        return self
