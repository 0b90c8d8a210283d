"""Whatever is asked: it is answered or refused, soon, in words that any client can read."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from starlette.testclient import TestClient

from assistant.conversation import Conversation
from assistant.question import MAX_CHARACTERS
from assistant.service import Assistant
from tests.hostile import HOSTILE

SECONDS = 2.0
DAY = date(2026, 3, 1)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_questions_and_names_are_answered(assistant: Assistant, kind: str) -> None:
    said = Conversation()
    for text in (HOSTILE[kind], HOSTILE[kind][:MAX_CHARACTERS], f"哪些數據集{HOSTILE[kind][:400]}每年更新"):
        began = time.thread_time()
        answer = assistant.ask(text, conversation=said, as_of=DAY)
        assert answer.answer and answer.language in ("en", "zh-Hant", "zh-Hans")
        assistant.search(text, as_of=DAY)
        assert all(0 <= match.score <= 1.000001 for match in assistant.suggest(text))
        assert time.thread_time() - began < SECONDS


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_requests_are_answered_or_refused(client: TestClient, kind: str) -> None:
    # A half of a character cannot be written into an address, but its bytes can.
    text = HOSTILE[kind][:MAX_CHARACTERS].encode("utf-8", "surrogatepass").decode("latin-1")
    written = "".join(f"%{ord(byte):02X}" for byte in text)
    for path in (
        f"ask?q={written}",
        f"search?text={written}",
        f"suggest?q={written}",
        f"datasets?organisation={written}",
    ):
        answer = client.get(path)
        assert answer.status_code < 500, path[:80]
        json.loads(answer.content)
    asked = json.dumps({"turns": [{"question": HOSTILE[kind][:MAX_CHARACTERS]}, {"question": "CSV"}]})
    assert client.post("ask", content=asked, headers={"Content-Type": "application/json"}).status_code < 500


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"question":' * 9000, b"\xff\xfe", b'{"question": "\\ud800"}', b"9" * 9000]
)
def test_hostile_bodies_are_answered_or_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("ask", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 400, 413, 422)


@pytest.mark.parametrize("length", ["\xb2", "-1", "1e3", "9" * 5000])
def test_a_length_that_is_no_number_is_refused(client: TestClient, length: str) -> None:
    said = [(b"Content-Length", length.encode("latin-1"))]
    assert client.request("POST", "ask", content=b"{}", headers=said).status_code == 413  # type: ignore[arg-type]
