"""What is drawn on a page -> rules: level and upright ones, and the areas that are filled with colour.

Programs draw a rule as a line, as a thin filled box, as a row of dots, or as one short piece for each cell; all of
them become whole rules here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .pdf_letters import Box, turned

__all__ = ["Rule", "Rules", "rules_of"]

_THIN, _THICK = 3.0, 6.0
_DOT = 2.5
# Pieces of one rule: so far apart beside it, and along it.
_BESIDE, _ALONG = 1.6, 5.0
_SHORTEST = 8.0
_BAND = 6.0
# No plan has so much on one page; drawings have, and would only cost time.
_MOST = 20_000
_WHITE = 0.97


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: where it lies (its height, or how far from the left) and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rules:
    """The rules of a page; ``edges`` are the upper and lower edges of its coloured areas."""

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    edges: list[Rule] = field(default_factory=list)


def rules_of(drawn: Mapping[str, Sequence[Mapping[str, Any]]], turn: int, width: float, height: float) -> Rules:
    """The rules of a page from its ``line``, ``rect``, ``curve`` and ``image`` objects."""
    rules = Rules()
    shapes = [shape for kind in ("line", "rect", "curve", "image") for shape in drawn.get(kind, ())]
    for shape in shapes[:_MOST]:
        box = turned((shape["x0"], shape["top"], shape["x1"], shape["bottom"]), turn, width, height)
        _sort_in(shape, box, rules)
    rules.level, rules.upright, rules.edges = map(_whole, (rules.level, rules.upright, rules.edges))
    return rules


def _sort_in(shape: Mapping[str, Any], box: Box, rules: Rules) -> None:
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    rect = shape["object_type"] == "rect"
    if rect and not (shape.get("stroke") or shape.get("fill")):
        return
    if wide <= _DOT and high <= _DOT:
        rules.level.append(Rule((top + bottom) / 2, x0, x1))
        rules.upright.append(Rule((x0 + x1) / 2, top, bottom))
    elif high <= _THIN or (high <= _THICK and wide > 8 * high):
        rules.level.append(Rule((top + bottom) / 2, x0, x1))
    elif wide <= _THIN or (wide <= _THICK and high > 8 * wide):
        rules.upright.append(Rule((x0 + x1) / 2, top, bottom))
    elif rect and shape.get("stroke"):
        rules.level += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
        rules.upright += [Rule(x0, top, bottom), Rule(x1, top, bottom)]
    elif rect and high > _BAND and not _is_white(shape.get("non_stroking_color")):
        rules.edges += [Rule(top, x0, x1), Rule(bottom, x0, x1)]


def _is_white(colour: object) -> bool:
    """Whether a colour of one (grey) or three parts (red, green, blue) cannot be told from paper."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return len(parts) in (1, 3) and all(isinstance(part, int | float) and part >= _WHITE for part in parts)


def _whole(pieces: Iterable[Rule]) -> list[Rule]:
    """The pieces that go on from one another put together, without those that lead nowhere."""
    whole: list[Rule] = []
    line: list[Rule] = []
    for piece in sorted(pieces, key=lambda one: (one.at, one.start)):
        if line and piece.at - line[-1].at > _BESIDE:
            whole.extend(_put_together(line))
            line = []
        line.append(piece)
    whole.extend(_put_together(line))
    return [rule for rule in whole if rule.end - rule.start >= _SHORTEST]


def _put_together(line: list[Rule]) -> list[Rule]:
    whole: list[Rule] = []
    for piece in sorted(line, key=lambda one: one.start):
        if whole and piece.start - whole[-1].end <= _ALONG:
            last = whole[-1]
            whole[-1] = Rule(last.at, last.start, max(last.end, piece.end))
        else:
            whole.append(piece)
    return whole
