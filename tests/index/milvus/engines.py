"""Milvus Lite as a server on a port, that tests stop and start again: clients reach it as they reach a cluster."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from milvus_lite.adapter.grpc.server import start_server_in_thread


class Engine:
    """A server over a folder, running; once stopped it starts again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder / "engine")
        self._running: tuple[Any, Any] | None = None
        self._port = 0
        self._timer: threading.Timer | None = None
        self.start()

    @property
    def uri(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listens, and holds what it held before."""
        server, held, self._port = start_server_in_thread(self._folder, port=self._port)
        self._running = server, held

    def start_soon(self, seconds: float) -> None:
        """Starts a little later, while the caller goes on."""
        self._timer = threading.Timer(seconds, self.start)
        self._timer.start()

    def stop(self) -> None:
        """Ends, whatever is under way."""
        if self._timer:
            self._timer.join()
        if self._running:
            server, held = self._running
            self._running = None
            server.stop(grace=0).wait()
            held.close()
