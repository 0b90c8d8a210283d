"""What the process of its own answers is plain JSON."""

from __future__ import annotations

import json

import pytest

from corpus.readings import html
from corpus.readings.shelter import answer


def test_passages_and_warnings_are_answered() -> None:
    found = json.loads(json.dumps(answer("html", "p.html", "<p>香港\xe9".encode("big5hkscs", "replace"))))
    assert found["passages"][0]["cells"][0].startswith("香港")


def test_trouble_is_answered_as_a_sentence() -> None:
    assert answer("html", "p.html", b"<script>1</script>")["error"].startswith("p.html shows no text")


def test_want_of_memory_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def grow(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(html, "read_html", grow)
    assert answer("html", "p.html", b"x") == {"limit": "memory"}


def test_nothing_but_readers_is_run() -> None:
    with pytest.raises(ValueError, match="guard"):
        answer("guard", "p.html", b"")
