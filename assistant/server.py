"""Starts the web process: checks the port, then hands over to Streamlit or, without the page, to uvicorn."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from starlette.types import ASGIApp

from assistant.api.app import create
from assistant.errors import AssistantError
from assistant.logs import set_up
from assistant.settings import hand_on, load_settings
from assistant.widget.routes import widget_routes
from index.dictionaries import check_dictionaries

ENDED_WITHIN = 10
"""For how many seconds requests that are being answered may go on once the API is to end."""
PAGE = Path(__file__).resolve().parent.parent / "streamlit_app.py"


def serve_page(host: str, port: int) -> None:
    """Serves the page until Ctrl-C; AssistantError where the port is taken or the page's script is missing."""
    if not PAGE.is_file():
        raise AssistantError(f"{PAGE} is missing: run `odplan serve` from a checkout of the project.")
    check_dictionaries()
    check_port(host, port)
    # Streamlit takes its theme from the folder it runs in; the page's own lies beside its script.
    os.chdir(PAGE.parent)
    # Streamlit's server would believe any proxy on this machine; whom to believe the settings say, for all doors alike.
    hand_on("FORWARDED_ALLOW_IPS", "")
    # The way to end the server is no failure: without this Streamlit says "Aborted!" and ends with status 1.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    from streamlit.web import cli as streamlit

    sys.argv = [
        "streamlit", "run", str(PAGE), f"--server.address={host}", f"--server.port={port}", "--server.headless=true",
        "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
    ]  # fmt: skip
    sys.stderr.write(f"odplan serves {_address(host, port)} (Ctrl-C ends it)\n")
    streamlit.main(prog_name="streamlit")


def without_page() -> ASGIApp:
    """The API and the search box, for sites that have no use for the page."""
    set_up(load_settings().reach)
    return create(beside=widget_routes())


def serve_api(host: str, port: int, workers: int = 1) -> None:
    """Serves API and search box, in so many processes, until Ctrl-C; AssistantError where the port is taken."""
    check_dictionaries()
    check_port(host, port)
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    # A worker ends by its signal and leaves what its libraries hold to Python's tracker, which need not say so.
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    several = f" with {workers} workers" if workers > 1 else ""
    sys.stderr.write(f"odplan serves its API{several} at {_address(host, port)}/api/v1/docs (Ctrl-C ends it)\n")
    with tempfile.TemporaryDirectory(prefix="odplan-") as folder:
        if workers > 1:
            hand_on("ODPLAN_RATE_FILE", str(Path(folder, "rates")))
            # Read by prometheus-client where a worker first imports it: the workers count together, in files there.
            counted = Path(folder, "metrics")
            counted.mkdir()
            hand_on("PROMETHEUS_MULTIPROC_DIR", str(counted))
        how: dict[str, Any] = {
            "app": "assistant.server:without_page", "factory": True, "host": host, "port": port, "workers": workers,
            # Who the client is, the settings decide; the API notes requests itself; nobody need know what serves it.
            "proxy_headers": False, "server_header": False, "access_log": False, "log_level": "warning",
            "timeout_graceful_shutdown": ENDED_WITHIN,
        }  # fmt: skip
        if workers > 1:
            doors: list[socket.socket] = (
                [_Door.at(host, port)] if sys.platform == "linux" else [uvicorn.Config(**how).bind_socket()]
            )
            Multiprocess(uvicorn.Config(**how), doors).run()
        else:
            uvicorn.run(**how)


class _Door(socket.socket):
    """Where connections come in. Each process that it is handed to opens one of its own, at the same port.

    Linux deals connections out evenly to such doors. Of a single one the process that wakes up first takes all that
    wait, and keeps them: one worker would be busy and the others idle for as long as these connections last.
    """

    @classmethod
    def at(cls, host: str, port: int) -> Self:
        """A door at an address that is free or has only doors; OSError where it is taken."""
        door = cls(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            door.setsockopt(socket.SOL_SOCKET, option, 1)
        door.bind((host, port))
        return door

    def __reduce__(self) -> tuple[Callable[[str, int], Self], tuple[str, int]]:
        return type(self).at, self.getsockname()[:2]


def _address(host: str, port: int) -> str:
    named = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    return f"http://{named}:{port}"


def check_port(host: str, port: int) -> None:
    """AssistantError where another program listens on the port or the address is not this machine's."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AssistantError(
                f"Port {port} on {host} cannot be used ({error.strerror}): choose another with --port."
            ) from None
