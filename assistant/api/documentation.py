"""The API's description for people: one page made of the description for programs, without a script or a CDN."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from importlib import resources
from string import Template
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from assistant.api.caching import FIXED, sent
from assistant.api.description import examples, operations
from assistant.api.parameters import WANTED

__all__ = ["documentation"]

documentation = APIRouter(include_in_schema=False)
_PROBLEM = {
    "type": "about:blank",
    "title": "Bad Request",
    "status": 400,
    "detail": f"every 'weekly' will not do: give {WANTED['every']}.",
    "parameter": "every",
}


@documentation.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """The description for programs."""
    return sent(request, (json.dumps(request.app.openapi(), ensure_ascii=False) + "\n").encode("utf-8"), seconds=FIXED)


@documentation.get("/docs")
async def docs(request: Request) -> Response:
    """The description for people; its style is allowed by its hash, and nothing else is."""
    style = _file("documentation.css")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    page = _page(request.app.openapi(), style).encode("utf-8")
    headers = {"Content-Security-Policy": policy}
    return sent(request, page, seconds=FIXED, media_type="text/html; charset=utf-8", headers=headers)


def _file(name: str) -> str:
    return resources.files("assistant.api").joinpath(name).read_text(encoding="utf-8")


def _page(content: dict[str, Any], style: str) -> str:
    listed = list(operations(content))
    refused: dict[str, str] = {}
    for _, _, operation in listed:
        told = {status: each["description"] for status, each in operation["responses"].items() if int(status) >= 400}
        refused = told | refused
    return Template(_file("documentation.html")).substitute(
        summary=escape(content["info"]["summary"]),
        style=style,
        root=escape(content["servers"][0]["url"]),
        contents="".join(
            f'<li><a href="#{name(operation)}">{_heading(path, method)}</a></li>' for path, method, operation in listed
        ),
        operations="".join(_operation(path, method, operation, content) for path, method, operation in listed),
        problem=_json(_PROBLEM),
        refused="".join(_row(status, refused[status]) for status in sorted(refused)),
    )


def name(operation: dict[str, Any]) -> str:
    """The place of an operation on the page."""
    return escape(operation["operationId"])


def _prose(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _heading(path: str, method: str) -> str:
    return f'<span class="verb">{method.upper()}</span> <code>{escape(path.removeprefix("/"))}</code>'


def _operation(path: str, method: str, operation: dict[str, Any], content: dict[str, Any]) -> str:
    parts = [f'<h2 id="{name(operation)}">{_heading(path, method)}</h2>', f"<p>{_prose(operation['description'])}</p>"]
    if rows := [_parameter(each) for each in operation.get("parameters", ())]:
        head = '<thead><tr><th scope="col">parameter</th><th scope="col">what to give</th></tr></thead>'
        parts.append(f"<table>{head}<tbody>{''.join(rows)}</tbody></table>")
    if example := examples().get(operation["operationId"]):
        parts += _example(example, content["servers"][0]["url"])
    return f'<section aria-labelledby="{name(operation)}">{"".join(parts)}</section>'


def _parameter(parameter: dict[str, Any]) -> str:
    schema, told = parameter["schema"], parameter.get("description") or parameter["schema"].get("description", "")
    notes = ["required"] if parameter.get("required") else []
    notes += ["may be repeated"] if schema.get("type") == "array" else []
    notes += [f"{schema['default']} unless given"] if schema.get("default") not in (None, "", []) else []
    more = f' <span class="verb">({escape(", ".join(notes))})</span>' if notes else ""
    return f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{_prose(told)}{more}</td></tr>"


def _example(example: dict[str, Any], root: str) -> list[str]:
    asked = example["address"]
    if "body" in example:
        body = json.dumps(example["body"], ensure_ascii=False)
        told = f"curl -H 'Content-Type: application/json' -d '{body}' \\\n  http://localhost:8501{root}{asked}"
        parts = [_code(escape(told, quote=False))]
    else:
        parts = [f'<p><a href="{escape(asked.removeprefix("/"))}">{escape(root + asked)}</a></p>']
    parts += [_code(_json(example["response"]))] if "response" in example else []
    return ["<h3>Example</h3>", *parts]


def _code(content: str) -> str:
    return f'<pre tabindex="0"><code>{content}</code></pre>'


def _json(content: Any) -> str:
    return escape(json.dumps(content, ensure_ascii=False, indent=2), quote=False)


def _row(status: str, meaning: str) -> str:
    return f"<tr><td>{escape(status)}</td><td>{escape(meaning)}</td></tr>"
