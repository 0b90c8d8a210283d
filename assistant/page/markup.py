"""Building blocks of the page's HTML: everything that comes from a plan or a person is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from assistant.answer import Language
from assistant.page.links import Address
from index.highlights import Spans

_CHINESE = re.compile("[\u3400-\u9fff]")
# From the first Chinese character to the last, with the digits and signs of a name between them.
_CHINESE_RUN = re.compile("((?<![0-9])[0-9]*+[\u3400-\u9fff](?:[^A-Za-z,]*[\u3400-\u9fff])?)")


def element(name: str, /, *children: str, **attributes: str | None) -> str:
    """An element around ready-made HTML. An attribute of None is left out; ``css`` stands for class."""
    given = {("class" if key == "css" else key.replace("_", "-")): value for key, value in attributes.items()}
    written = "".join(f' {key}="{escape(value)}"' for key, value in given.items() if value is not None)
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(name: str, words: str, **attributes: str | None) -> str:
    """An element around plain words, escaped."""
    return element(name, escape(words), **attributes)


def go(words: str, to: Address, **attributes: str | None) -> str:
    """A link to another place on this page, which is then drawn without loading the page anew."""
    return text("a", words, href=to.href, data_go="", **attributes)


def marked(name: str, words: str, spans: Spans, **attributes: str | None) -> str:
    """An element around plain words, in which some places are marked."""
    ends = [0, *(place for span in spans for place in span), len(words)]
    parts = (escape(words[start:end]) for start, end in pairwise(ends))
    inside = (text_ if number % 2 == 0 else element("mark", text_) for number, text_ in enumerate(parts))
    return element(name, *inside, **attributes)


def prose(name: str, words: str, around: Language, **attributes: str | None) -> str:
    """An element around a sentence, in which Chinese names inside English are marked as Chinese."""
    if around != "en":
        return text(name, words, **attributes)
    parts = [text("span", part, lang="zh-Hant") if odd else escape(part) for odd, part in _runs(words)]
    return element(name, *parts, **attributes)


def _runs(words: str) -> Iterator[tuple[bool, str]]:
    """The words cut where Chinese begins and ends: whether a piece is Chinese, and the piece."""
    for number, part in enumerate(_CHINESE_RUN.split(words)):
        if part:
            yield number % 2 == 1, part


def chinese(words: str, around: Language) -> str | None:
    """The lang attribute for words of a plan inside English, None where they need none.

    The plans at hand are written in Traditional Chinese; to Chinese readers they are shown in their own script.
    """
    return "zh-Hant" if around == "en" and _CHINESE.search(words) else None
