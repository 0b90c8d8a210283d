"""Notes in HTML or Markdown as plain text: what a person would read, on one line, cut at a length."""

from __future__ import annotations

import re
from html import unescape

from .words import one_line

__all__ = ["plain_text"]

# Not a browser's parser: what is thrown away need not be understood, and each pattern looks at a character once.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|head|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>")
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\0")
)
_MARKDOWN = (
    (re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s[^()\n]{0,200})?\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{0,2000}(?:\s[^()\n]{0,200})?\)"), r"\1"),
    (re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[*+-]\s+|(?:[-*_]\s*){3,}$|```.*$)", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
)
_SENTENCE_END = re.compile(r"[。！？；]|[.!?;](?=\s)")


def plain_text(text: str, longest: int) -> str:
    """The words of a text without its markup, at most so many characters, cut after a sentence where one ends late."""
    # What is far longer than what is kept need not be looked at whole.
    text = text[: longest * 10].translate(_INVISIBLE)
    text = unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))
    for pattern, kept in _MARKDOWN:
        text = pattern.sub(kept, text)
    return _cut(one_line("".join(c if c.isprintable() or c.isspace() else " " for c in text)), longest)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    return head[: ends[-1]] if ends and ends[-1] > longest // 2 else f"{head.rstrip()}…"
