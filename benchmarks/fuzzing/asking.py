"""Doors where strangers ask: questions, dialogues, names, and whole requests to the API, answered in this process."""

from __future__ import annotations

import asyncio
import functools
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.api.app import ROOT, create
from assistant.conversation import Conversation
from assistant.errors import AssistantError
from assistant.question import read_question
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.shared import Shared
from assistant.understanding import settled
from assistant.utterances import read_utterances, replayed
from benchmarks.fuzzing import seeds
from benchmarks.fuzzing.mutation import text_of
from corpus.library import load_library
from index.encoding import DEFAULT_MODEL
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder

DAY = date(2026, 1, 15)
LONGEST = 500
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
ROUTES = (
    "/ask", "/search", "/suggest", "/datasets", "/facets", "/plans", "/datasets/hhb-2024-2026/D.ii.9",
    "/download/datasets.csv", "/download/datasets.json", "/download/datasets.xlsx", "/download/datasets.ics", "/health",
    "/ready", "/docs", "/openapi.json",
)  # fmt: skip


@functools.cache
def assistant() -> Assistant:
    """The bundled plan, without a model: nearness of meaning is nearness of letters."""
    library, encoder, folder = load_library(), FakeEncoder(name=DEFAULT_MODEL), Path(tempfile.mkdtemp())
    build_snapshot(library, encoder, folder)
    snapshot = Snapshot.open(folder, identity(library, encoder.name, encoder.dimension))
    return Assistant(library, Searcher(library, encoder, snapshot))


def question() -> object:
    """A question as far as its words go."""
    lexicon = assistant().lexicon

    def read(data: bytes) -> None:
        text = text_of(data)
        # Longer ones are refused before they are read.
        asked = settled(read_question(text[:LONGEST], lexicon, DAY))
        assert asked.language in LANGUAGES and len(asked.shown) == len(asked.folded)
        for span in asked.spans:
            assert 0 <= span.start <= span.end <= len(asked.folded)

    return read


def names() -> object:
    """A name half-typed."""
    opened = assistant()

    def read(data: bytes) -> None:
        found = opened.suggest(text_of(data))
        assert len(found) <= 8 and all(0 <= match.score <= 1.000001 for match in found)

    return read


def conversation() -> object:
    """Turns of a dialogue, a line each; what follows a unit separator are edits."""
    opened = assistant()

    def read(data: bytes) -> None:
        said, _, edits = text_of(data).partition("\x1f")
        pairs = [*(("q", line) for line in said.split("\n")[:6]), *(("edit", line) for line in edits.split("\n")[:6])]
        try:
            answers = replayed(opened, read_utterances(pairs), as_of=DAY)
        except AssistantError:
            return
        for answer in answers:
            json.dumps(answer.to_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")
        opened.ask(said, conversation=Conversation(), as_of=DAY)

    return read


def api() -> object:
    """A request: method and path, a parameter on each line, then an empty line and the body."""
    shared, lines, loop = Shared(assistant), [], asyncio.new_event_loop()
    shared.start().join()
    app = create(shared, Reach(rate=None), write=lines.append)

    def read(data: bytes) -> None:
        head, _, body = data.partition(b"\n\n")
        first, *pairs = text_of(head).split("\n")
        method, _, path = first.partition(" ")
        status, content, headers = loop.run_until_complete(_asked(app, method, path, _query(pairs), body))
        assert status < 500, f"status {status}"
        if headers.get(b"content-type", b"").startswith(b"application/json") and method != "HEAD":
            json.loads(content)
        assert all("\n" not in line for line in lines)
        lines.clear()

    return read


def _query(pairs: list[str]) -> bytes:
    """Parameters as a browser writes them; a line that begins with a question mark is sent as it is."""
    written = []
    for pair in pairs:
        name, _, value = pair.partition("=")
        raw = pair[1:].encode("latin-1", "replace") if pair.startswith("?") else None
        written.append(raw or f"{_quoted(name)}={_quoted(value)}".encode())
    return b"&".join(written)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


async def _asked(app: Any, method: str, path: str, query: bytes, body: bytes) -> tuple[int, bytes, dict[bytes, bytes]]:
    said: list[dict[str, Any]] = []
    sent = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if sent:
            return sent.pop()
        await asyncio.Event().wait()  # the client stays
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    await app(_scope(method, path, query, len(body)), receive, send)
    status = next(message for message in said if message["type"] == "http.response.start")
    content = b"".join(message.get("body", b"") for message in said if message["type"] == "http.response.body")
    return status["status"], content, {name.lower(): value for name, value in status["headers"]}


def _scope(method: str, path: str, query: bytes, length: int) -> dict[str, Any]:
    raw = ROOT + "/" + path.lstrip("/")
    headers = [(b"host", b"testserver"), (b"content-type", b"application/json"), (b"content-length", b"%d" % length)]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method.upper() or "GET",
        "scheme": "http", "path": raw.encode("utf-8", "replace").decode(), "query_string": query, "root_path": "",
        "raw_path": _quoted(raw).encode(), "headers": headers if length else headers[:1], "client": ("127.0.0.1", 5000),
        "server": ("testserver", 80),
    }  # fmt: skip


def api_seeds() -> list[bytes]:
    """Requests to each route, with every parameter that there is."""
    filters = (
        "status=planned\nyear=2025\nevery=P1M\nspatial=true\nformat=CSV\norganisation=Hospital Authority\n"
        "category=Health\nplan=hhb-2024-2026\nsection=A\nsince=2024-01\nuntil=2026-12\ntext=vaccination"
    )
    paged = "sort=-date\npage=1\nsize=5\nlang=zh-HK\nas_of=2026-03-01\nlimit=3\nq=急症室\nedit=1.every.every.P1M"
    plain = [f"GET {route}\n{part}" for route in ROUTES for part in ("q=急症室", "text=醫院\nlang=zh-Hans", "")]
    asked = [f"GET /ask\nq={text}\nlang=en" for text in seeds.questions()[::25]]
    narrowed = [f"GET {route}\n{line}" for route in ("/search", "/datasets", "/facets") for line in filters.split("\n")]
    whole = [f"GET {route}\n{filters}\n{paged}" for route in ROUTES]
    bodies = [{"question": "which update weekly"}, {"turns": [{"question": "醫院"}, {"question": "只要每年更新的"}]}]
    posted = ["POST /ask\n\n" + json.dumps(body, ensure_ascii=False) for body in bodies]
    return [text.encode() for text in (*plain, *asked, *narrowed, *whole, *posted, "HEAD /ask\nq=x", "OPTIONS /ask\n")]
