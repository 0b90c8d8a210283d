"""The one Assistant of the process: opened and warmed up beside the server, asked by every visitor.

It is loaded in a thread of its own when the server starts, so that the page can be read and typed into at once.
A Streamlit cache would serve the page alone; the health route stands outside of any visit, so it is kept here.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from typing import Literal

from assistant.service import Assistant

Encoder = Literal["loading", "loaded", "failed"]

_log = logging.getLogger(__name__)


class Shared:
    """Opens the Assistant once, whoever comes first, and knows how far it has got."""

    def __init__(self, open_assistant: Callable[[], Assistant] | None = None) -> None:
        # A visitor who asks before the encoder is there gets an answer by words and names, not a wait.
        self._open = open_assistant or functools.partial(Assistant.open, patient=False)
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self.encoder: Encoder = "loading"

    @property
    def ready(self) -> bool:
        """Whether a question would be answered without waiting for the plans to open."""
        return self._assistant is not None

    def assistant(self) -> Assistant:
        """The Assistant, opened now if nobody has."""
        if self._assistant is None:
            with self._lock:
                if self._assistant is None:
                    self._assistant = self._open()
        return self._assistant

    def start(self) -> threading.Thread:
        """Open and warm up in the background; a failure is logged and told by the health route."""
        thread = threading.Thread(target=self._warm_up, name="odplan-warm-up", daemon=True)
        thread.start()
        return thread

    def _warm_up(self) -> None:
        self.encoder = "failed"
        try:
            self.encoder = "loading"
            self.assistant().warm_up()
        except Exception:  # noqa: BLE001 - the last stop of a thread: whatever it was, the page must live on
            _log.exception("the encoder could not be loaded; answers go on without it")
            self.encoder = "failed"
        else:
            self.encoder = "loaded"


shared = Shared()
