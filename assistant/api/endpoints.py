"""What can be asked of the API, each question handed on to the one Assistant; nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.answer import Language
from assistant.api import models
from assistant.api.caching import as_json, kept_for, sent
from assistant.api.contents import described, with_briefs
from assistant.api.desk import Desk
from assistant.api.parameters import (
    AskQuery,
    Dialogue,
    DownloadQuery,
    FacetQuery,
    ListQuery,
    SearchQuery,
    SuggestQuery,
    told,
)  # fmt: skip
from assistant.api.problems import Problem
from assistant.downloads import KINDS, Download, download
from assistant.facets import facets as facets_of
from assistant.filters import Filters
from assistant.language import named_language
from assistant.listing import listed
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.utterances import Utterance, read_utterances, replayed
from corpus.library import Library, plans_at_hand, record
from corpus.records import Dataset
from corpus.shelf import Shelf

__all__ = ["router"]

router = APIRouter()
_FILES = [media_type.partition(";")[0] for kind, (media_type, _) in KINDS.items() if kind != "json"]
_BINARY = {"content": {media: {"schema": {"type": "string", "format": "binary"}} for media in _FILES}}


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _kept(request: Request, *, meaning: bool = False) -> int:
    """For how many seconds an answer may be kept; one by words alone only until the encoder is there, so not at all."""
    return 0 if meaning and _desk(request).shared.encoder != "loaded" else kept_for(datetime.now())


def _language(lang: str | None) -> Language | None:
    return named_language(lang) if lang else None


def _day(as_of: str | None) -> date | None:
    return date.fromisoformat(as_of) if as_of else None


@router.get("/ask", response_model=models.Answer)
async def ask(request: Request, asked: Annotated[AskQuery, Query()]) -> Response:
    """Answer one question, in Chinese or English, as `odplan ask` does."""

    def work(assistant: Assistant) -> bytes:
        answer = assistant.ask(asked.q, language=_language(asked.lang), as_of=_day(asked.as_of))
        return as_json(with_briefs(answer.to_json(), assistant.library))

    body = await _desk(request).ask(request, work)
    return sent(request, body, seconds=_kept(request, meaning=True))


@router.post("/ask", response_model=models.Answer | models.Answers)
async def converse(request: Request, asked: Annotated[Dialogue, Body()]) -> Response:
    """Answer a question, or each turn of a conversation; nothing is kept here, so all turns so far are sent."""
    turns = [turn.question for turn in asked.turns]
    request.state.questions = turns or [asked.question]

    def work(assistant: Assistant) -> bytes:
        said = [Utterance(question) for question in turns or [asked.question]]
        answers = replayed(assistant, said, language=_language(asked.lang), as_of=_day(asked.as_of))
        told = [with_briefs(answer.to_json(), assistant.library) for answer in answers]
        return as_json({"turns": told} if turns else told[0])

    return sent(request, await _desk(request).ask(request, work))


@router.get("/search", response_model=models.Searched)
async def search(request: Request, asked: Annotated[SearchQuery, Query()]) -> Response:
    """Search by topic and conditions, as `odplan search` does, the matches in pages."""

    def work(assistant: Assistant) -> bytes:
        filters = Filters.read(asked.filters(), assistant.choices)
        language, today = _language(asked.lang), _day(asked.as_of)
        answer = assistant.search(asked.text, filters.conditions, sort=filters.sort, language=language, as_of=today)
        start = (filters.page - 1) * filters.size
        content = answer.to_json()
        content["matches"] = content["matches"][start : start + filters.size]
        return as_json(with_briefs(content, assistant.library) | _paged(len(answer.matches), filters))

    body = await _desk(request).ask(request, work)
    return sent(request, body, seconds=_kept(request, meaning=bool(asked.text)))


def _paged(total: int, filters: Filters) -> dict[str, int]:
    return {"total": total, "page": filters.page, "size": filters.size, "pages": max(1, -(-total // filters.size))}


@router.get("/suggest", response_model=models.Suggested)
async def suggest(request: Request, asked: Annotated[SuggestQuery, Query()]) -> Response:
    """Find datasets by a name half-typed or misspelt, as `odplan suggest` does."""

    def work(assistant: Assistant) -> bytes:
        plans = Filters.read({"plan": asked.plan} if asked.plan else {}, assistant.choices).chosen("plan")
        # All that are like it, of which those of the plans are kept: who is like a name is no matter of plans.
        found = assistant.suggest(asked.q, len(assistant.library.datasets) if plans else asked.limit)
        kept = [match for match in found if not plans or match.id.rsplit("/", 1)[0] in plans][: asked.limit]
        content = {"query": asked.q, "matches": [match.to_json() for match in kept]}
        return as_json(with_briefs(content, assistant.library))

    return sent(request, await _desk(request).ask(request, work), seconds=_kept(request))


@router.get("/datasets", response_model=models.Listed)
async def datasets(request: Request, asked: Annotated[ListQuery, Query()]) -> Response:
    """List the datasets that fit, in pages, each as `odplan show` prints it."""

    def work(assistant: Assistant) -> bytes:
        filters = Filters.read(asked.filters(), assistant.choices)
        found = listed(assistant, filters, _language(asked.lang) or "en")
        return as_json(_paged(found.total, filters) | {"datasets": [record(dataset) for dataset in found.shown]})

    return sent(request, await _desk(request).ask(request, work), seconds=_kept(request))


@router.get("/datasets/{dataset_id:path}", response_model=models.Described)
async def dataset(
    request: Request,
    dataset_id: Annotated[str, Path(description=told("dataset_id"), max_length=200, examples=["hhb-2024-2026/D.ii.9"])],
) -> Response:
    """Show all that the plan says of one dataset, as `odplan show` does, with its plan, its twin and its page."""

    def work(assistant: Assistant) -> bytes:
        return as_json(described(_named(dataset_id, assistant.library), assistant.library))

    return sent(request, await _desk(request).ask(request, work), seconds=_kept(request))


def _named(dataset_id: str, library: Library) -> Dataset:
    found = library.named(dataset_id)
    if len(found) == 1:
        return found[0]
    if found:
        several = f"Several plans have a dataset {dataset_id}: give one of {', '.join(each.id for each in found)}."
        raise Problem(404, several, parameter="dataset_id")
    none = f"There is no dataset {dataset_id[:40]!r}: ids look like D.ii.9, /api/v1/datasets lists them."
    raise Problem(404, none, parameter="dataset_id")


@router.get("/facets", response_model=models.Facets)
async def facets(request: Request, asked: Annotated[FacetQuery, Query()]) -> Response:
    """Tell what a list can be narrowed to, and how many datasets each value would leave."""

    def work(assistant: Assistant) -> bytes:
        filters = Filters.read(asked.filters(), assistant.choices)
        return as_json(facets_of(assistant, filters, _language(asked.lang) or "en").to_json())

    return sent(request, await _desk(request).ask(request, work), seconds=_kept(request))


@router.get("/plans", response_model=models.Plans)
async def plans(request: Request) -> Response:
    """List the plans at hand, as `odplan plans` does."""
    shelf = Shelf(load_settings().library)
    body = await _desk(request).do(request, lambda: as_json(plans_at_hand(shelf)))
    return sent(request, body, seconds=_kept(request))


@router.get("/download/datasets.{kind}", response_model=models.Taken, responses={200: _BINARY})
async def take_away(
    request: Request,
    asked: Annotated[DownloadQuery, Query()],
    kind: Annotated[str, Path(description=told("kind"), pattern="^(csv|json|xlsx|ics)$", examples=["csv"])],
) -> Response:
    """Take away the whole list that conditions choose, or that of a conversation's last answer, as a file."""

    def work(assistant: Assistant) -> Download:
        chosen, language = _conversation(assistant, asked) if asked.q else _list(assistant, asked)
        return download(kind, chosen, assistant.library, language, today=date.today())

    made = await _desk(request).ask(request, work)
    attached = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    seconds = _kept(request, meaning=bool(asked.q))
    return sent(request, made.content, seconds=seconds, media_type=made.media_type, headers=attached)


def _list(assistant: Assistant, asked: DownloadQuery) -> tuple[Sequence[Dataset], Language]:
    language = _language(asked.lang) or "en"
    return listed(assistant, Filters.read(asked.filters(), assistant.choices), language).datasets, language


def _conversation(assistant: Assistant, asked: DownloadQuery) -> tuple[Sequence[Dataset], Language]:
    """The datasets of the last answer, in its order, and its language, unless another is asked for."""
    pairs = [("q", question) for question in asked.q] + [("edit", edit) for edit in asked.edit]
    answers = replayed(assistant, read_utterances(pairs))
    if not answers:
        return (), _language(asked.lang) or "en"
    last = answers[-1]
    return [assistant.dataset(name) for name in last.dataset_ids], _language(asked.lang) or last.language


@router.get("/health", response_model=models.Health)
async def health(request: Request) -> Response:
    """Tell that the server lives."""
    return sent(request, as_json({"status": "ok"}))


@router.get("/ready", response_model=models.Ready)
async def ready(request: Request) -> Response:
    """Tell whether questions are answered, and over what; 503 while the plans are opened."""
    shared = _desk(request).shared
    library = shared.assistant().library if shared.ready else None
    content: dict[str, Any] = {
        "ready": library is not None,
        "datasets": len(library.datasets) if library else 0,
        "plans": len(library.readings) if library else 0,
        "encoder": shared.encoder,
    }
    answer = sent(request, as_json(content), headers=None if library else {"Retry-After": "3"})
    answer.status_code = 200 if library else 503
    return answer


@router.get("/", include_in_schema=False)
async def start(request: Request) -> Response:
    """Lead whoever looks around to the description."""
    return RedirectResponse("docs" if request.scope["path"].endswith("/") else f"{request.scope['path']}/docs")
