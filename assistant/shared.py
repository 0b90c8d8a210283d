"""The one Assistant of the process: opened and warmed up beside the server, asked by every visitor.

Once plans were added or removed, another is opened beside it, and takes its place when it is ready.

It is loaded in a thread of its own when the server starts, so that the page can be read and typed into at once.
A Streamlit cache would serve the page alone; the health route stands outside of any visit, so it is kept here.
"""

from __future__ import annotations

import ctypes
import functools
import gc
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from assistant import metrics
from assistant.counted import Counted
from assistant.errors import Busy
from assistant.queue import Queue
from assistant.service import Assistant
from assistant.settings import hand_on, load_settings

Encoder = Literal["loading", "loaded", "failed"]

ARENA_MAX, ARENAS = -8, 2
"""glibc's number for how many heaps there may be (malloc.h), and how many there may."""

OPENING = 3.0
"""When to come again, in seconds, where many wait for the plans to open."""

ROOT = Path(__file__).resolve().parent.parent
BUILD = "from assistant import service, settings; service.Assistant.build(settings.load_settings())"

_log = logging.getLogger(__name__)


class Shared:
    """Opens the Assistant once, whoever comes first, and knows how far it has got."""

    def __init__(
        self, open_assistant: Callable[[], Assistant] | None = None, build: Callable[[], object] | None = None
    ) -> None:
        """``build`` builds the index of plans that have changed, so that opening it is all that is left to do."""
        self._build = build or (_built_apart if open_assistant is None else lambda: None)
        # A visitor who asks before the encoder is there gets an answer by words and names, not a wait.
        self._open = open_assistant or functools.partial(Counted.open, patient=False)
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._renewing = threading.Lock()
        self._refused: tuple[int, ...] | None = None
        self.encoder: Encoder = "loading"

    @functools.cached_property
    def queue(self) -> Queue:
        """Where questions wait, whichever door they came by; SettingWrong for a setting that will not do."""
        reach = load_settings().reach
        return Queue(reach.at_once, reach.waiting, reach.seconds)

    @functools.cached_property
    def _places(self) -> threading.BoundedSemaphore:
        """As many may wait for the plans to open as for an answer: the first opening may take minutes."""
        reach = load_settings().reach
        return threading.BoundedSemaphore(reach.at_once + reach.waiting)

    @property
    def ready(self) -> bool:
        """Whether a question would be answered without waiting for the plans to open."""
        return self._assistant is not None

    @property
    def stuck(self) -> bool:
        """Whether the plans as they are now could not be opened, so that those of before are served."""
        serving = self._assistant
        return serving is not None and serving.outdated and serving.mark == self._refused

    def assistant(self) -> Assistant:
        """The Assistant, opened now if nobody has; where the plans have changed, one over them follows soon.

        Busy where as many wait for the first as may.
        """
        serving = self._assistant or self._first()
        # What could not be opened is not tried again until the plans change again.
        if serving.outdated and serving.mark != self._refused and not self._renewing.locked():
            threading.Thread(target=self.renew, name="odplan-renew", daemon=True).start()
        return serving

    def _first(self) -> Assistant:
        if not self._places.acquire(blocking=False):
            metrics.refused("full")
            raise Busy("The plans are opening, and many wait for them: try again in a few seconds.", OPENING)
        try:
            with self._lock:
                if self._assistant is None:
                    began = time.perf_counter()
                    self._assistant = self._open()
                    _noted("the plans are open", self._assistant, began)
                return self._assistant
        finally:
            self._places.release()

    def renew(self) -> None:
        """Serve the plans as they are now; where they cannot be opened that is logged, and those of before serve on."""
        with self._renewing:
            serving = self._assistant
            if serving is None or not serving.outdated:
                return
            mark, began = serving.mark, time.perf_counter()
            try:
                self._build()
                fresh = serving.reopened()
                if self.encoder != "loading":
                    fresh.warm_up()
                    self._settled(fresh)
                self._assistant = fresh
                del serving
                put_aside()
                _noted("the plans have changed and are open", fresh, began)
            except Exception:  # noqa: BLE001 - the last stop of a thread: the page must live on
                _log.exception("the plans have changed and could not be opened; those of before are served on")
                self._refused = mark

    def start(self) -> threading.Thread:
        """Open and warm up in the background; a failure is logged and told by the health route."""
        share_heaps()
        thread = threading.Thread(target=self._warm_up, name="odplan-warm-up", daemon=True)
        thread.start()
        return thread

    def _warm_up(self) -> None:
        self.encoder = "failed"
        began = time.perf_counter()
        try:
            self.encoder = "loading"
            metrics.encoder_is(self.encoder)
            self.assistant().warm_up()
        except Exception:  # noqa: BLE001 - the last stop of a thread: whatever it was, the page must live on
            _log.exception("the encoder could not be loaded; answers go on without it")
            self.encoder = "failed"
            metrics.encoder_is(self.encoder)
        else:
            self._settled(self.assistant())
            _log.info("the encoder is %s", self.encoder, extra={"seconds": round(time.perf_counter() - began, 1)})
            put_aside()

    def _settled(self, assistant: Assistant) -> None:
        """Whether meaning can be compared is known once an assistant is warm; why not, it has logged itself."""
        self.encoder = "failed" if assistant.without_meaning else "loaded"
        metrics.encoder_is(self.encoder)


def put_aside() -> None:
    """Keeps what there is out of all further collecting of garbage, once what is garbage by now has been collected.

    Streamlit has all garbage collected after each act of a visitor: going through what lasts as long as the process
    took a third of a second each time. Memory that is free is handed back to the system.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    _told_glibc("malloc_trim", 0)


def share_heaps() -> None:
    """Has the threads of this process share a few heaps, where its C library is glibc and nobody has set it else.

    Each thread would have one of its own and hand little of it back: a sixth of the memory of a server with dozens.
    """
    # glibc, too, passes over what is no number.
    with suppress(ValueError):
        _told_glibc("mallopt", ARENA_MAX, int(hand_on("MALLOC_ARENA_MAX", str(ARENAS))))


def _told_glibc(call: str, *numbers: int) -> None:
    # Other systems have no such call, or no such library.
    with suppress(AttributeError, OSError, TypeError):
        getattr(ctypes.CDLL(None), call)(*numbers)


def _built_apart() -> None:
    """Builds the index in a process of its own, where it can: torch would stay in this one, with its gigabyte.

    Whatever goes wrong there is tried again here, and told.
    """
    subprocess.run([sys.executable, "-c", BUILD], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def _noted(what: str, assistant: Assistant, began: float) -> None:
    library = getattr(assistant, "library", None)
    if library is not None:
        held = {"plans": len(library.readings), "datasets": len(library.datasets)}
        metrics.serves(**held)
        _log.info("%s", what, extra=held | {"seconds": round(time.perf_counter() - began, 1)})


shared = Shared()
