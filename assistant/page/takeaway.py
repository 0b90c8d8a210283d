"""What can be taken away from a list: files, a calendar, a link that leads back, a citation."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.page.markup import element, text
from assistant.page.words import Words

FILES = ("csv", "json", "xlsx", "ics")
# Beside the page, wherever it is mounted.
DOWNLOADS = "api/v1/download/datasets"


def takeaway_html(pairs: Sequence[tuple[str, str]], words: Words, *, citation: str = "") -> str:
    """The row of links for the list that the pairs of an address stand for, in the language of its reader."""
    query = urlencode([*pairs, ("lang", words.language)])
    files = [
        text(
            "a",
            words(f"take.{kind}"),
            href=f"{DOWNLOADS}.{kind}?{query}",
            download="",
            title=words(f"take.{kind}.title"),
        )
        for kind in FILES
    ]
    return row_html(words("take.label"), [*files, *copies(words, citation)])


def copies(words: Words, citation: str = "") -> list[str]:
    """The buttons that copy the link to what is shown, and a citation of it where there is one."""
    given = [_copy(words("take.link"), words)]
    return given + ([_copy(words("take.cite"), words, data_copy=citation)] if citation else [])


def row_html(label: str, items: Sequence[str]) -> str:
    """What can be taken away, in a row behind its label."""
    listed = element("ul", *(element("li", item) for item in items))
    return element("div", text("span", label, css="od-label"), listed, css="od-take")


def _copy(label: str, words: Words, **what: str) -> str:
    return text("button", label, type="button", data_copied=words("take.copied"), **what)
