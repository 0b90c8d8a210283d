"""A folder handed out by a plain file server, as any web host does, under a strict Content-Security-Policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

STRICT = "default-src 'self'; require-trusted-types-for 'script'"
HOST = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Host</title>
<link rel="icon" href="data:,"><script type="module" src="widget.js"></script></head>
<body><open-data-search source="static" {attributes}></open-data-search></body></html>"""


@contextmanager
def handed_out(folder: Path) -> Iterator[str]:
    """The address of a server of the folder's files, which knows nothing else."""

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, directory=str(folder), **kwargs)

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", STRICT)
            super().end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def host(folder: Path, language: str = "en", attributes: str = "") -> str:
    """Puts somebody's page with the box beside the export, and gives its name."""
    name = f"host-{language}-{len(list(folder.glob('host-*')))}.html"
    (folder / name).write_text(HOST.format(language=language, attributes=attributes), encoding="utf-8")
    return name
