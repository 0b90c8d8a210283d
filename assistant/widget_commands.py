"""The command for web masters: what to paste for the search box."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.console import Json, print_json
from assistant.publication import widget_script
from assistant.settings import load_settings

app = typer.Typer()
Url = Annotated[
    str | None,
    typer.Option("--url", help="Where this server is reached from outside, as https://data.example.hk."),
]


@app.command(epilog="Example: `odplan widget --url https://data.example.hk`")
def widget(url: Url = None, as_json: Json = False) -> None:
    """Print the two lines that put the search box on a page, with the hash by which a browser checks the script."""
    script = widget_script()
    server = _address(url)
    lines = script.lines(server)
    if as_json:
        latest, versioned = f"{server}/widget.js", f"{server}/{script.name}"
        print_json({"latest": latest, "versioned": versioned, "integrity": script.integrity, "html": list(lines)})
    else:
        # Not through rich: what is to be pasted must not be wrapped or coloured.
        sys.stdout.write("\n".join(lines) + "\n")


def _address(url: str | None) -> str:
    settings = load_settings()
    # Every address of this machine is not one that a browser can go to.
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else settings.host
    given = url or f"http://{host}:{settings.port}"
    if not given.startswith(("http://", "https://")):
        raise typer.BadParameter(f"--url is {given!r}: give an address that starts with https:// or http://")
    return given.rstrip("/")
