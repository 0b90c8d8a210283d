"""The two pages around the search box: one that shows it, and one to be put into an iframe."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources

from assistant.answer import Language
from assistant.language import named_language
from assistant.publication import ELEMENT, widget_script

__all__ = ["LANGUAGES", "Words", "content_policy", "demo", "embed", "page_language", "words"]

LANGUAGES: dict[Language, str] = {"en": "English", "zh-Hant": "繁體", "zh-Hans": "简体"}
# What an address may say of the embedded box. Where it asks and where it leads is not for the address to say: the
# page would lend its name to another server.
SETTABLE = ("conditions", "label", "max", "placeholder", "plan", "recent", "theme")
LONGEST_VALUE = 500
_PLACE = re.compile(r"\{\{([\w.]+)\}\}")
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)

Words = Mapping[str, str]


@cache
def words(language: Language) -> Words:
    """The words of the pages in a language, by key."""
    text = resources.files("assistant").joinpath(f"phrases/widget.{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


@cache
def _template(name: str) -> str:
    return resources.files("assistant").joinpath(f"widget/{name}.html").read_text(encoding="utf-8")


def page_language(asked: str | None, accepted: str) -> Language:
    """The page's language: what the address asks for, else the first that the browser accepts, else English."""
    return named_language(asked or accepted.split(",")[0].split(";")[0])


def demo(language: Language, server: str) -> str:
    """The page that shows the box, with the lines to paste for this server."""
    switch = "".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}"{" aria-current=true" * (code == language)}>{name}</a>'
        for code, name in LANGUAGES.items()
    )
    latest = f'<script type="module" src="{escape(server)}/widget.js"></script>\n<{ELEMENT}></{ELEMENT}>'
    pinned = "\n".join(widget_script().lines(server))
    texts = {"language": language, "latest": latest, "pinned": pinned, "server": server, **words(language)}
    return _filled("demo", texts, {"switch": switch})


def embed(language: Language, asked: Mapping[str, str]) -> str:
    """The page for an iframe: the box alone, set up by the address."""
    given = {name: asked[name][:LONGEST_VALUE] for name in SETTABLE if name in asked}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    theme = given.get("theme", "")
    texts = {"language": language, "scheme": theme if theme in ("light", "dark") else "light dark", **words(language)}
    return _filled("embed", texts, {"attributes": attributes})


def _filled(name: str, texts: Words, markup: Words) -> str:
    """The template with its places filled: texts are escaped, what this module has made as markup is not."""
    escaped = {key: escape(text) for key, text in texts.items()} | dict(markup)
    return _PLACE.sub(lambda place: escaped[place[1]], _template(name))


def content_policy(page: str, *, frames: str) -> str:
    """The Content-Security-Policy of a page: itself, its own inline style and script by their hashes, nothing else."""
    sources = {"style": ["style-src"], "script": ["script-src", "'self'"]}
    for kind, content in _INLINE.findall(page):
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
        sources[kind].append(f"'sha256-{digest}'")
    return "; ".join((
        "default-src 'none'",
        *(" ".join(source) for source in sources.values()),
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        f"frame-ancestors {frames}",
    ))  # fmt: skip
