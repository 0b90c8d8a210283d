"""Starts the web process: checks the port, then hands over to Streamlit, quietly and offline."""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path

from assistant.errors import AssistantError

PAGE = Path(__file__).resolve().parent.parent / "streamlit_app.py"


def serve_page(host: str, port: int) -> None:
    """Serves the page until Ctrl-C; AssistantError where the port is taken or the page's script is missing."""
    if not PAGE.is_file():
        raise AssistantError(f"{PAGE} is missing: run `odplan serve` from a checkout of the project.")
    check_port(host, port)
    # Streamlit takes its theme from the folder it runs in; the page's own lies beside its script.
    os.chdir(PAGE.parent)
    # The way to end the server is no failure: without this Streamlit says "Aborted!" and ends with status 1.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    from streamlit.web import cli as streamlit

    sys.argv = [
        "streamlit", "run", str(PAGE), f"--server.address={host}", f"--server.port={port}", "--server.headless=true",
        "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
    ]  # fmt: skip
    sys.stderr.write(f"odplan serves http://{'localhost' if host == '127.0.0.1' else host}:{port} (Ctrl-C ends it)\n")
    streamlit.main(prog_name="streamlit")


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
