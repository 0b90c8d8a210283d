"""What the API refuses or cannot do, in one shape: problem documents (RFC 9457), each with a sentence on what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.api.parameters import WANTED
from assistant.errors import Busy, FilterWrong
from index.errors import IndexAway

__all__ = ["GONE", "HANDLERS", "MEDIA_TYPE", "SENTENCES", "Problem", "problem"]

MEDIA_TYPE = "application/problem+json"
GONE = 499
"""Noted of a client that left before it had its answer; nobody reads it."""
# What a client names and no plan at hand has is not found; all else that is wrong with a value is a bad request.
_NAMES = ("organisation", "category", "plan")
_SHOWN = 40
SENTENCES = {
    400: 'The body is no JSON: send an object such as {"question": "which datasets update weekly"}.',
    404: "There is nothing at this address: /api/v1/docs lists what there is.",
    413: "The request is too large: send at most 256 KB.",
    500: "Something went wrong here, not with your request: try again, or tell whoever runs this server.",
}


class Problem(Exception):  # noqa: N818 - named for what is the matter, like the errors of the rooms
    """A request that is not answered, with the sentence that says why and what to do; ``after`` in seconds."""

    def __init__(self, status: int, detail: str, *, parameter: str = "", after: float | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter, self.after = status, detail, parameter, after


def problem(
    status: int,
    detail: str,
    *,
    parameter: str = "",
    after: float | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The problem document, never cached; ``after`` becomes Retry-After, in whole seconds."""
    title = HTTPStatus(status).phrase if status in {each.value for each in HTTPStatus} else "Not answered"
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    content |= {"parameter": parameter} if parameter else {}
    more = {"Retry-After": str(max(1, -int(-after // 1)))} if after is not None else {}
    body = (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    return Response(body, status, {**(headers or {}), **more, "Cache-Control": "no-store"}, MEDIA_TYPE)


async def _told(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    if error.status == GONE:
        return Response(status_code=GONE)
    return problem(error.status, error.detail, parameter=error.parameter, after=error.after)


async def _filter_wrong(_request: Request, error: Exception) -> Response:
    assert isinstance(error, FilterWrong)
    return problem(404 if error.parameter in _NAMES else 400, str(error), parameter=error.parameter)


async def _away(_request: Request, error: Exception) -> Response:
    assert isinstance(error, IndexAway)
    return problem(503, str(error), after=error.after)


async def _busy(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Busy)
    return problem(503, str(error), after=error.after)


async def _http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: no such path, method or media type, or too large a body."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _no_such_method(request)
    return problem(error.status_code, SENTENCES.get(error.status_code, f"{error.detail}."), headers=error.headers)


def _no_such_method(request: Request) -> Response:
    methods = allowed(request)
    headers = {"Allow": ", ".join(methods)}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    return problem(
        405, f"{request.method[:_SHOWN]} will not do here: use {' or '.join(methods[:-1])}.", headers=headers
    )


def allowed(request: Request) -> list[str]:
    """The methods that the path of a request takes; reading it takes HEAD too, and any path OPTIONS."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    found: set[str] = set()
    app = request.scope["app"]
    for route in getattr(app.state, "addresses", app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern is not None and pattern.match(path):
            found |= set(getattr(route, "methods", None) or ())
    found |= {"HEAD"} if "GET" in found else set()
    return [method for method in ("GET", "HEAD", "POST") if method in found] + ["OPTIONS"]


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = [str(part) for part in first["loc"][1:]]
    if first["type"] == "json_invalid":
        return problem(400, SENTENCES[400])
    if first["loc"][0] != "body":
        place = place[:1]
    return problem(400, _sentence(place, first), parameter=".".join(place))


def _sentence(place: Sequence[str], error: Mapping[str, Any]) -> str:
    """What is wrong with a value, and what will do."""
    kind, given, limits = error["type"], error.get("input"), error.get("ctx") or {}
    name = ".".join(place) or "The body"
    wanted = WANTED.get(place[-1] if place else "", WANTED["body"])
    if kind == "missing":
        return f"{name} is missing: give {wanted}."
    if kind == "extra_forbidden":
        return f"{name} is not known here: /api/v1/docs lists what is."
    if kind == "string_too_long":
        return f"{name} is {len(str(given))} characters long: give at most {limits['max_length']}."
    if kind == "too_long":
        return f"{name} holds {limits['actual_length']} values: give at most {limits['max_length']}."
    shown = f" {given[:_SHOWN]!r}" if isinstance(given, str) else ""
    return f"{name}{shown} will not do: give {wanted}."


async def _failed(_request: Request, _error: Exception) -> Response:
    return problem(500, SENTENCES[500])


HANDLERS: dict[int | type[Exception], Any] = {
    Problem: _told,
    FilterWrong: _filter_wrong,
    Busy: _busy,
    IndexAway: _away,
    HTTPException: _http,
    RequestValidationError: _invalid,
    Exception: _failed,
}
"""The handlers of an application that answers in problem documents."""
