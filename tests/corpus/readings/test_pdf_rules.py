"""Rules are found however they are drawn."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.readings.pdf_rules import Rules, rules_of


def shape(kind: str, x0: float, top: float, x1: float, bottom: float, **more: Any) -> Any:
    return {"object_type": kind, "x0": x0, "x1": x1, "top": top, "bottom": bottom, **more}


def rules(*shapes: Any) -> Rules:
    drawn: dict[str, list[Any]] = {}
    for one in shapes:
        drawn.setdefault(one["object_type"], []).append(one)
    return rules_of(drawn, 0, 600, 800)


LEVEL = {
    "a line": [shape("line", 50, 100, 250, 100, stroke=True)],
    "a thin box": [shape("rect", 50, 99.5, 250, 100.5, fill=True)],
    "pieces": [shape("rect", x, 99.5, x + 48, 100.5, fill=True) for x in range(50, 250, 50)],
    "dots": [shape("rect", x, 99.5, x + 1, 100.5, fill=True) for x in range(50, 250, 3)],
    "a picture": [shape("image", 50, 99, 250, 101)],
}


@pytest.mark.parametrize("drawn", LEVEL)
def test_a_level_rule_is_one_however_it_is_drawn(drawn: str) -> None:
    found = rules(*LEVEL[drawn])
    (rule,) = found.level
    assert (round(rule.at), round(rule.start, -1), round(rule.end, -1)) == (100, 50, 250)
    assert found.upright == []


def test_a_frame_is_four_rules() -> None:
    found = rules(shape("rect", 50, 100, 250, 200, stroke=True))
    assert [rule.at for rule in found.level] == [100, 200]
    assert [rule.at for rule in found.upright] == [50, 250]


def test_colour_has_edges_and_paper_has_none() -> None:
    grey = shape("rect", 50, 100, 250, 120, fill=True, non_stroking_color=(0.8,))
    white = shape("rect", 50, 200, 250, 220, fill=True, non_stroking_color=(1, 1, 1))
    unseen = shape("rect", 50, 300, 250, 301)
    found = rules(grey, white, unseen)
    assert [rule.at for rule in found.edges] == [100, 120]
    assert found.level == found.upright == []
