"""The search box's script as it is published: its name changes with its content, and browsers can check it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources

ELEMENT = "open-data-search"


@dataclass(frozen=True, slots=True)
class Script:
    """The bytes of a published script."""

    content: bytes

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that differ for any other content."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The file name under which this content, and no other, is ever served."""
        return f"widget-{self.version}.js"

    @property
    def integrity(self) -> str:
        """What stands in ``integrity=``, so that a browser refuses any other content (sha384, W3C SRI)."""
        return "sha384-" + b64encode(hashlib.sha384(self.content).digest()).decode("ascii")

    def lines(self, server: str) -> tuple[str, str]:
        """The two lines that a web master pastes: the script of this very version, and the element."""
        source = escape(f"{server.rstrip('/')}/{self.name}")
        script = f'<script type="module" src="{source}" integrity="{self.integrity}" crossorigin="anonymous"></script>'
        return script, f"<{ELEMENT}></{ELEMENT}>"


@cache
def widget_script() -> Script:
    """The search box's script."""
    return Script(resources.files("assistant").joinpath("widget/widget.js").read_bytes())
