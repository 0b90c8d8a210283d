"""Building blocks of the page's HTML: everything that comes from a plan or a person is escaped here."""

from __future__ import annotations

from html import escape

from assistant.answer import Language


def element(name: str, *children: str, **attributes: str | None) -> str:
    """An element around ready-made HTML. An attribute of None is left out; ``css`` stands for class."""
    given = {("class" if key == "css" else key.replace("_", "-")): value for key, value in attributes.items()}
    written = "".join(f' {key}="{escape(value)}"' for key, value in given.items() if value is not None)
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(name: str, words: str, **attributes: str | None) -> str:
    """An element around plain words, escaped."""
    return element(name, escape(words), **attributes)


def chinese(words: str, around: Language) -> str | None:
    """The lang attribute for words of a plan inside text of another language, None where they need none.

    The plans at hand are written in Traditional Chinese; words without Chinese characters need no mark.
    """
    has_chinese = any("\u3400" <= character <= "\u9fff" for character in words)
    return "zh-Hant" if has_chinese and around != "zh-Hant" else None
