from __future__ import annotations

import threading
from typing import cast

import pytest

from assistant.page.shared import Shared
from assistant.service import Assistant


class Opened:
    """An assistant whose encoder loads, or fails to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure

    def warm_up(self) -> None:
        if self.failure:
            raise self.failure


def test_assistant_is_opened_once_for_all() -> None:
    opened: list[Opened] = []
    together = threading.Barrier(4)

    def open_slowly() -> Assistant:
        opened.append(Opened())
        return cast(Assistant, opened[-1])

    shared = Shared(open_slowly)

    def visit() -> None:
        together.wait()
        shared.assistant()

    people = [threading.Thread(target=visit) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(opened) == 1
    assert shared.ready


def test_encoder_is_loaded_in_the_background() -> None:
    shared = Shared(lambda: cast(Assistant, Opened()))
    assert str(shared.encoder) == "loading"
    shared.start().join()
    assert str(shared.encoder) == "loaded"


def test_encoder_that_cannot_be_loaded_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    shared = Shared(lambda: cast(Assistant, Opened(OSError("no model"))))
    shared.start().join()
    assert str(shared.encoder) == "failed"
    assert shared.ready
    assert "no model" in caplog.text
