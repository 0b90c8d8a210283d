"""The numbers that Word shows before paragraphs and does not write down: "A.", "(1)", "ii.", "一、"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .typography import BULLET, written
from .word_styles import Styles, attribute, child, children

__all__ = ["Numbering"]

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _Kind:
    """An abstract list: its levels by depth, which of them a style asks for, and how far it has been counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document; counts on as the paragraphs are asked for in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._kinds: dict[str, _Kind] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in children(root, "abstractNum"):
            self._kinds[attribute(element, "abstractNumId")] = _kind(element)
        for element in children(root, "num"):
            self._lists[attribute(element, "numId")] = _list(element)

    def label(self, paragraph: etree._Element) -> str:
        """What Word shows before the paragraph, with a space behind it; "" where it has no number."""
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        number = child(properties, "numPr")
        number = number if number is not None else self._styles.numbering(style)
        list_id = attribute(child(number, "numId"), "val")
        if not list_id:
            list_id = attribute(child(self._styles.numbering(style), "numId"), "val")
        if list_id not in self._lists or self._lists[list_id][0] not in self._kinds:
            return ""
        kind = self._kinds[self._lists[list_id][0]]
        depth = attribute(child(number, "ilvl"), "val")
        level = int(depth) if depth.isdecimal() and len(depth) < 9 else kind.styles.get(style, 0)
        return self._counted(list_id, kind, level)

    def _counted(self, list_id: str, kind: _Kind, depth: int) -> str:
        _, overrides, starts = self._lists[list_id]
        levels = {**kind.levels, **overrides}
        level = levels.get(depth)
        if level is None:
            return ""
        if depth in starts and (list_id, depth) not in self._begun:
            kind.counts.pop(depth, None)
        self._begun.add((list_id, depth))
        kind.counts[depth] = kind.counts.get(depth, starts.get(depth, level.start) - 1) + 1
        for deeper in [at for at in kind.counts if at > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or depth < restart):
                del kind.counts[deeper]
        return _shown(level, levels, kind.counts)


def _kind(element: etree._Element) -> _Kind:
    kind = _Kind()
    for level in children(element, "lvl"):
        depth = _number(attribute(level, "ilvl"), 0)
        kind.levels[depth] = _level(level)
        style = attribute(child(level, "pStyle"), "val")
        if style:
            kind.styles[style] = depth
    return kind


def _level(element: etree._Element) -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        form=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val"),
        start=_number(attribute(child(element, "start"), "val"), 1),
        suffix=attribute(child(element, "suff"), "val") or "tab",
        legal=child(element, "isLgl") is not None,
        restart=None if restart is None else _number(attribute(restart, "val"), 0),
    )


def _list(element: etree._Element) -> tuple[str, dict[int, _Level], dict[int, int]]:
    overrides: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in children(element, "lvlOverride"):
        depth = _number(attribute(override, "ilvl"), 0)
        level, start = child(override, "lvl"), child(override, "startOverride")
        if level is not None:
            overrides[depth] = _level(level)
        if start is not None:
            starts[depth] = _number(attribute(start, "val"), 1)
    return attribute(child(element, "abstractNumId"), "val"), overrides, starts


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else default


def _shown(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if level.form == "bullet":
        return f"{BULLET} "
    if level.form == "none":
        return ""

    def number(match: re.Match[str]) -> str:
        depth = int(match.group(1)) - 1
        its = levels.get(depth, _Level())
        return written(counts.get(depth, its.start), "decimal" if level.legal else its.form)

    label = _PLACE.sub(number, level.text)
    return label + ("" if level.suffix == "nothing" else " ") if label else ""
