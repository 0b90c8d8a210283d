"""Tables as Markdown, and their places on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def filled(page: str, tables: Mapping[str, str]) -> str:
    """The page with what stands between its marks replaced; ValueError where a table has no place."""
    for name, text in tables.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
        if not place.search(page):
            raise ValueError(f"the page has no place for the table {name!r}: mark it with {begin} and {end}")
        page = f"{begin}\n\n{text}\n\n{end}".join(place.split(page, maxsplit=1))
    return page
