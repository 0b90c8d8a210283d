"""The API's description of itself (OpenAPI): the framework's, with every refusal and an example of every answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from fastapi import FastAPI, Request

from assistant.api import models
from assistant.api.problems import MEDIA_TYPE, Problem

__all__ = ["Described", "examples", "known_parameters"]

_REFUSED = {
    "400": "A parameter is unknown, missing or has a value that will not do.",
    "404": "There is no dataset, plan, owner or category of that name.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "429": "The client asks too much; Retry-After says when to come again.",
    "503": "The plans are still being opened, or too many questions wait; Retry-After says when to come again.",
}
_UNLIMITED = ("/health", "/ready")


@cache
def examples() -> dict[str, Any]:
    """For each answer, by its operation: the address that was asked, or the body, and what came back."""
    text = resources.files("assistant.api").joinpath("examples.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


class Described(FastAPI):
    """An application whose description holds what is so: no answer comes in another shape."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _mended(super().openapi())
        return self.openapi_schema


def _mended(content: dict[str, Any]) -> dict[str, Any]:
    schemas = content["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = models.Problem.model_json_schema()
    for path, method, operation in operations(content):
        responses = operation["responses"]
        responses.pop("422", None)
        for status in _statuses(path, method):
            refused = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            responses[status] = {"description": _REFUSED[status], "content": refused}
        if path == "/ready":
            responses["503"] = {**responses["200"], "description": "The plans are still being opened."}
        elif method == "get" and path not in _UNLIMITED:
            responses["304"] = {"description": "The client has this answer already (If-None-Match)."}
        for parameter in operation.get("parameters", ()):
            _without_null(parameter)
        _with_example(operation)
    return content


def operations(content: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each operation of a description, with its path and method."""
    for path, methods in content["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _statuses(path: str, method: str) -> list[str]:
    if path in _UNLIMITED:
        return ["400"]
    return ["400", "404", *(["413", "415"] if method == "post" else []), "429", "503"]


def _without_null(parameter: dict[str, Any]) -> None:
    """In an address a parameter is there or not; nobody can write null."""
    kinds = parameter["schema"].pop("anyOf", None)
    if kinds:
        parameter["schema"] |= next(kind for kind in kinds if kind.get("type") != "null")


def _with_example(operation: dict[str, Any]) -> None:
    example = examples().get(operation["operationId"])
    if example and "response" in example:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example["response"]
    if example and "body" in example:
        operation["requestBody"]["content"]["application/json"]["example"] = example["body"]


async def known_parameters(request: Request) -> None:
    """Refuses a request that names what is not in the description, or names it twice where there is one; a dependency.

    So is a body that is no JSON, whatever it holds.
    """
    # For those who count requests by route: an address of one dataset is not one of its own.
    request.state.route = request.scope["route"].path_format
    operation = (
        request.app.openapi()["paths"].get(request.scope["route"].path_format, {}).get(request.method.lower(), {})
    )
    known = {each["name"]: each["schema"] for each in operation.get("parameters", ()) if each["in"] == "query"}
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "it takes none"
            raise Problem(400, f"{name[:40]!r} is no parameter here: {there}.", parameter=name[:40])
        if names.count(name) > 1 and known[name].get("type") != "array":
            raise Problem(400, f"{name} was given {names.count(name)} times: give one.", parameter=name)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if "requestBody" in operation and kind != "application/json":
        raise Problem(415, "The body must be JSON: send it with Content-Type: application/json.")
