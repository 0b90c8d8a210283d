"""The soak: what it asks, what it holds its figures to, and the page's place for its table."""

from __future__ import annotations

import asyncio
import copy
import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import soak
from benchmarks.guests import VIEWS, Guests, come, views
from benchmarks.load import Tally
from benchmarks.record import keep, publish
from benchmarks.soak import LISTS, Block, figures_of, mixed, soak_table, verdicts


def block(seconds: float = 0.05, *, memory: float = 500.0, descriptors: int = 60) -> dict[str, Any]:
    tally = Tally(asks=[seconds] * 200, suggests=[0.004] * 50)
    tally.statuses.update({"200": 250})
    return figures_of(Block(tally, Guests(taken=[0.3]), [1.0, 2.0], [], memory, descriptors))


def run(*blocks: dict[str, Any], noted: float = 0.0) -> dict[str, Any]:
    return {"minutes": 30.0, "connections": 6, "warm": block(), "blocks": list(blocks), "noted": noted}


def missed(figures: dict[str, Any]) -> list[str]:
    return [what.partition(",")[0] for what, *_, met in verdicts(figures) if not met]


def test_what_is_level_is_met() -> None:
    assert missed(run(block(), block(0.07, memory=509, descriptors=66))) == []


def test_each_target_can_be_missed() -> None:
    good = block()
    assert missed(run(good, block(memory=511))) == ["memory"]
    assert missed(run(good, block(descriptors=69))) == missed(run(good, block(descriptors=51))) == ["descriptors"]
    assert missed(run(good, block(0.0751))) == ["p99 of a question"]
    failed = copy.deepcopy(good)
    failed["failed"].append("a visit")
    broken = copy.deepcopy(good) | {"errors": 1}
    for figures in (run(good, failed, good), run(good, broken, good), run(good, good, noted=1)):
        assert missed(figures) == ["errors"]


def test_refusals_are_told_and_are_no_errors() -> None:
    tally = Tally(asks=[0.1])
    tally.statuses.update({"200": 1, "503": 2, "500": 1, "ConnectionResetError": 1})
    told = figures_of(Block(tally, Guests()))
    assert (told["refused"], told["errors"]) == (2, 2)


def test_table_tells_targets_and_what_was_done() -> None:
    text = soak_table(run(block(), block(memory=600)))
    assert "| memory, MB | < 1.02 x | 500 | 600 | **missed** |" in text and text.count("| met |") == 3
    assert "30 minutes over 6 connections: 400 questions and lists, 100 suggestions, 2 visits" in text
    assert "4 changes of plans, followed within 2 s each" in text


def test_page_has_a_place_for_the_table(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(soak.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    publish({"soak": soak.written(tmp_path)}, page)
    assert "Not taken yet." in page.read_text(encoding="utf-8")
    keep("soak", run(block(), block()), tmp_path)
    publish({"soak": soak.written(tmp_path)}, page)
    assert "| errors | 0 | 0 | 0 | met |" in page.read_text(encoding="utf-8")


def test_questions_suggestions_and_lists_are_asked_and_every_view_is_visited() -> None:
    asked = mixed()
    assert {path.partition("?")[0] for path in asked} == {
        "/api/v1/ask", "/api/v1/suggest", "/api/v1/datasets", "/api/v1/download/datasets.csv",
    }  # fmt: skip
    assert [each in LISTS for each in asked[:10]] == ([False] * 4 + [True]) * 2
    seen = list(itertools.islice(views(["which update weekly?"]), 8))
    assert seen[0] == "lang=en&q=which%20update%20weekly%3F" and set(seen[1::2]) == set(VIEWS)


def test_visit_that_finds_no_server_is_told() -> None:
    guests = Guests()
    visit = come(1, views(["weekly"]), guests, time.monotonic() + 0.05)
    # In a thread of its own: a browser of other tests may have a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, visit).result()
    assert len(guests.failed) == 1 and "lang=en&q=weekly" in guests.failed[0] and guests.taken == []
