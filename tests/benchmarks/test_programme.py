"""The programme: steps in order, tables out of what is kept, a page with a place for each."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks import programme
from benchmarks.contest import PEERS, Question, figure
from benchmarks.load import endless, paths
from benchmarks.record import PAGE, keep, kept, milliseconds, publish, ratio, spread, timed
from benchmarks.stages import Clock, summed


def test_page_has_a_place_for_every_table_and_keeps_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    names = re.findall(r"<!-- (\w+) -->", PAGE.read_text(encoding="utf-8"))
    assert names == ["targets", *programme.TABLES]
    publish(programme.tables(tmp_path / "nothing"), page)
    once = page.read_text(encoding="utf-8")
    publish(programme.tables(tmp_path / "nothing"), page)
    assert page.read_text(encoding="utf-8") == once
    assert once.count("Not taken yet.") == len(programme.TABLES)


def test_what_is_kept_says_what_it_was_taken_on(tmp_path: Path) -> None:
    keep("starts", {"import": 2.0, "odplan": 1.0}, tmp_path)
    content = kept("starts", tmp_path)
    assert content is not None
    assert content["figures"] == {"import": 2.0, "odplan": 1.0}
    assert {"processor", "cores", "memory", "load"} <= set(content["machine"])
    assert {"numpy", "odplan"} <= set(content["versions"])
    text = programme.tables(tmp_path)["starts"]
    assert "| odplan | 1.00 | 0.50 |" in text
    assert "Taken on:" in text


def test_steps_are_quick_or_kept_never_both() -> None:
    quick = programme.steps(Path("nowhere"), "48,96", "300", quick=True)
    fully = programme.steps(Path("nowhere"), "48,96", "300")
    assert [name for name, _ in fully] == list(programme.TABLES)
    assert [name for name, _ in quick] == [name for name, _ in fully if name != programme.PRINTING]
    assert not any("--keep" in words for _, words in quick)
    assert {name for name, words in fully if "--keep" in words} == set(programme.TABLES) - {programme.PRINTING}
    assert next(words for name, words in fully if name == "growth")[2:4] == ["--sizes", "48,96"]


def test_every_peer_has_a_module_and_every_module_a_name() -> None:
    shared = {"__init__", "running"}
    folder = Path(programme.__file__).with_name("peers")
    assert {path.stem for path in folder.glob("*.py")} - shared == set(PEERS)


def test_quality_is_that_of_labelled_questions_by_language() -> None:
    asked = [Question("a", "en", {"D.i.1": 2}), Question("b", "yue", {"D.i.2": 2}), Question("c", "en", {})]
    found = [["p/D.i.1"], ["p/D.i.1", "p/D.i.2"], ["p/D.i.3"]]
    told = {"seconds": [0.001, 0.003, 0.002], "found": found, "build": 1.0, "before": 10.0, "memory": 30.0}
    earned = figure(told, asked)
    assert earned["quality"]["en"] == 1.0
    assert 0.6 < earned["quality"]["yue"] < 0.7
    assert earned["memory"] == 20.0
    assert round(earned["median"], 3) == 2.0


def test_ratios_and_times_are_printed_with_digits_that_say_something() -> None:
    assert [ratio(1, 2), ratio(300, 2), ratio(1, 0)] == ["0.50", "150", "-"]
    assert [milliseconds(value) for value in (0.123, 1.26, 123.4)] == ["0.12", "1.3", "123"]


def test_spread_is_in_milliseconds() -> None:
    assert spread([0.001] * 99 + [0.1])["median"] == 1.0
    assert spread([]) == {"median": 0.0, "p99": 0.0, "n": 0}


def test_timing_ends_when_time_is_up_but_not_before_there_is_something_to_tell() -> None:
    asked: list[int] = []
    assert len(timed(asked.append, range(1000), seconds=0.0)) == 20
    assert asked == list(range(20))
    apart = iter(range(100))  # a second of each call is not counted
    assert all(seconds < 0 for seconds in timed(asked.append, range(5), apart=lambda: float(next(apart))))


def test_time_of_a_stage_inside_another_is_its_own() -> None:
    clock = Clock()
    inner = clock.counting("encoding", lambda: sum(range(200_000)))
    with clock.at("wording"):
        inner()
    assert set(clock.seconds) == {"wording", "encoding"}
    assert clock.seconds["wording"] < clock.seconds["encoding"]


def test_stages_are_told_apart_by_encoder_kind_and_language() -> None:
    rows = [
        {"lang": "en", "kind": "list", "understanding": 0.001, "wording": 0.001},
        {"lang": "yue", "kind": "search", "understanding": 0.001, "encoding": 0.01, "searching": 0.002},
    ]
    told = summed(rows)
    assert list(told)[:3] == ["all", "with the encoder", "without the encoder"]
    assert told["with the encoder"]["whole"]["n"] == told["kind: list"]["whole"]["n"] == 1
    assert round(told["without the encoder"]["whole"]["median"], 3) == 2.0


def test_addresses_under_load_are_all_different_and_one_in_four_is_a_suggestion() -> None:
    mixed = paths()
    share = sum("/suggest" in path for path in mixed) / len(mixed)
    assert 0.24 < share < 0.26
    endlessly = endless(mixed)
    found = [next(endlessly) for _ in range(2 * len(mixed))]
    assert len(set(found[len(mixed) :]) & set(found[: len(mixed)])) == 0
