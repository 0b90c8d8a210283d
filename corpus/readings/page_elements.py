"""The elements of a web page: which of them are shown, which begin a line, which are tables, how lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from ..words import wording
from .typography import BULLET, written

__all__ = ["heading", "is_block", "is_hidden", "is_table", "list_marks", "name_of", "rows_of", "within"]

_HIDING = re.compile(r"(?:display|visibility)\s*:\s*(?:none|hidden)|mso-hide\s*:\s*all", re.IGNORECASE)
_STYLE = re.compile(r"list-style(?:-type)?\s*+:\s*+(?:[^;]{0,2000}\s)?([a-z-]+)", re.IGNORECASE)


@cache
def _words(kind: str, key: str) -> frozenset[str]:
    return frozenset(wording("pages")[kind][key])


def name_of(element: etree._Element) -> str:
    """The element's name in small letters without a namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser shows nothing of the element, or only what stands around the page's own words."""
    name, role = name_of(element), element.get("role", "")
    if (
        not name
        or name in _words("elements", "unseen")
        or element.get("hidden") is not None
        or role in _words("roles", "around")
    ):
        return True
    classes = element.get("class", "").lower().split()
    if _HIDING.search(element.get("style", "")) or not _words("classes", "listeners").isdisjoint(classes):
        return True
    if name == "dialog" and element.get("open") is None:
        return True
    if name in ("footer", "aside"):
        return next(element.iter("{*}table"), None) is None
    return any("breadcrumb" in word for word in (*classes, element.get("id", "").lower()))


def is_block(element: etree._Element) -> bool:
    """Whether the element begins and ends lines."""
    return name_of(element) in _words("elements", "blocks") or is_table(element) or is_row(element) or is_cell(element)


def heading(element: etree._Element) -> bool:
    """Whether the element is one heading, whatever lines it is set in."""
    return name_of(element) in _words("elements", "headings")


def is_table(element: etree._Element) -> bool:
    """Whether the element is a table, by name or by role."""
    return name_of(element) == "table" or element.get("role", "") in _words("roles", "tables")


def is_row(element: etree._Element) -> bool:
    """Whether the element is a row of a table."""
    return name_of(element) == "tr" or element.get("role", "") == "row"


def is_cell(element: etree._Element) -> bool:
    """Whether the element is a cell of a table."""
    return name_of(element) in ("td", "th") or element.get("role", "") in _words("roles", "cells")


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table as they are shown: those of its head first, those of its foot last."""
    order = {"thead": 0, "tfoot": 2}
    parts = sorted(table, key=lambda part: order.get(name_of(part), 1))
    for part in parts:
        if not is_hidden(part) and not is_cell(part):
            yield from [part] if is_row(part) else within(part, rows=True)


def within(element: etree._Element, *, rows: bool) -> Iterator[etree._Element]:
    """The rows of a part of a table, or the cells of a row; forms and the like may stand between."""
    for each in element:
        if is_hidden(each):
            continue
        if is_row(each) if rows else is_cell(each):
            yield each
        elif not is_table(each) and not is_cell(each):
            yield from within(each, rows=rows)


def list_marks(element: etree._Element) -> dict[etree._Element, str]:
    """What a browser shows before the items of a list; nothing where the element is none."""
    items = [each for each in element if name_of(each) == "li"]
    ordered = name_of(element) == "ol"
    backwards = element.get("reversed") is not None
    number = _integer(element.get("start"), len(items) if backwards else 1)
    marks: dict[etree._Element, str] = {}
    for item in items:
        style = _STYLE.search(f"{element.get('style', '')};{item.get('style', '')}")
        form = style.group(1).lower() if style else ""
        number = _integer(item.get("value"), number)
        label = f"{written(number, form or element.get('type') or 'decimal')}. " if ordered else f"{BULLET} "
        marks[item] = "" if form == "none" else label
        number += -1 if backwards else 1
    return marks


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else default
