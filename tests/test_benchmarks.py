"""The benchmarks measure the product: their parts of a search fuse to what it finds; folds and tables hold."""

from __future__ import annotations

import itertools
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.lexicon import Lexicon, is_filler
from benchmarks import evaluate, weights
from benchmarks.ablation import PartSearcher, fused, judge, order, searchers, without_english
from benchmarks.latency import Stopwatch, WatchedEncoder
from benchmarks.record import elsewhere
from benchmarks.scoring import ndcg
from benchmarks.stages import Clock
from corpus.library import Library, load_library
from index.encoding import DEFAULT_MODEL
from index.search import Searcher, build_snapshot, identity, passages
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder

QUESTIONS = (
    "A&E waiting time",
    "急症室等候時間",
    "邊度可以打疫苗",
    "cancer statistics by year",
    "ivf 持牌中心",
    "penguins",
)
LINES = {f"a/{n}": {"question": text, "lang": "en", "relevant": {"D.ii.8": 2}} for n, text in enumerate(QUESTIONS)}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def snapshot(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder, encoder = tmp_path_factory.mktemp("index"), FakeEncoder(name=DEFAULT_MODEL)
    build_snapshot(library, encoder, folder)
    return Snapshot.open(folder, identity(library, encoder.name, encoder.dimension))


@pytest.fixture(scope="module")
def apart(library: Library, snapshot: Snapshot) -> dict[str, PartSearcher]:
    return searchers(library, FakeEncoder(name=DEFAULT_MODEL), snapshot)


@pytest.mark.parametrize("question", QUESTIONS)
def test_parts_fuse_to_what_the_product_finds(
    question: str, library: Library, snapshot: Snapshot, apart: dict[str, PartSearcher]
) -> None:
    product = Searcher(library, FakeEncoder(name=DEFAULT_MODEL), snapshot)
    units = product.units(question, is_filler)
    found = product.search(question, units)
    assert apart["whole"].units(question, is_filler) == units
    parts = apart["whole"].heard(question, units)
    assert {hit.id: hit.score for hit in found.hits} == fused(parts)
    assert order(parts) == [hit.id.rsplit("/", 1)[-1] for hit in found.hits]


def test_what_is_left_out_is_left_out(library: Library, apart: dict[str, PartSearcher]) -> None:
    assert not any(unit.is_term for unit in apart["no vocabulary"].units("A&E waiting time", is_filler))
    assert apart["no vocabulary"].reader.terms("急症室") == frozenset()
    bare = without_english(library)
    assert not any(d.name_en or d.description_en for d in bare.datasets)
    assert [d.name for d in bare.datasets] == [d.name for d in library.datasets]
    texts = [text for dataset in bare.datasets for text in passages(dataset)]
    assert 0 < len(texts) < sum(len(passages(dataset)) for dataset in library.datasets)


def test_weights_of_the_product_are_on_the_grid_and_score_as_the_product_does(
    library: Library, apart: dict[str, PartSearcher]
) -> None:
    assert np.abs(weights.GRID - np.array(weights.OURS)).sum(axis=1).min() < 1e-6
    assert weights.GRID.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    judged = judge(apart["whole"], Lexicon(library.datasets, {}), LINES, date(2026, 1, 1))
    scored = weights.ours(weights.gains(judged))
    assert scored == pytest.approx([ndcg(one.line["relevant"], order(one.parts)) for one in judged])


def test_folds_are_even_and_always_the_same(library: Library, apart: dict[str, PartSearcher]) -> None:
    judged = judge(apart["whole"], Lexicon(library.datasets, {}), LINES, date(2026, 1, 1))
    assert sorted(weights.folds(judged, 3)) == [0, 0, 1, 1, 2, 2]
    backwards = weights.folds(judged[::-1], 3)
    assert backwards[::-1] == weights.folds(judged, 3)


def test_weights_are_chosen_without_the_questions_they_are_scored_on() -> None:
    table = np.zeros((4, len(weights.GRID)))
    table[:2, 0] = table[2:, 1] = 1.0  # each half is best served by weights that serve the other half not at all
    found = weights.validate(table, ["x", "x", "y", "y"])
    assert found.held_out == 0.0
    assert found.chosen == (tuple(weights.GRID[1]), tuple(weights.GRID[0]))


def test_a_question_counts_where_the_encoder_worked_and_not_where_it_remembered() -> None:
    encoder = WatchedEncoder(FakeEncoder())
    watch = Stopwatch(encoder)
    for text in ("one", "two", "one"):
        watch.ask(lambda: encoder.encode_queries([text]))  # noqa: B023 - called at once
    watch.ask(lambda: None)
    assert (len(watch.encoded), len(watch.plain)) == (2, 1)


def test_a_program_that_takes_too_long_is_said_to() -> None:
    with pytest.raises(RuntimeError, match="this 7 took more than 0 seconds"):
        elsewhere(["this", "7"], seconds=0.001)


def test_stages_count_what_stands_inside_another_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count()
    monkeypatch.setattr("benchmarks.stages.time.perf_counter", lambda: float(next(ticks)))
    clock = Clock()
    with clock.at("outer"):
        assert clock.counting("inner", lambda: "done")() == "done"
    assert clock.seconds == {"outer": 2.0, "inner": 1.0}
    with pytest.raises(ZeroDivisionError), clock.at("outer"):
        clock.counting("broken", lambda: 1 / 0)()
    assert clock.seconds == {"outer": 4.0, "inner": 1.0, "broken": 1.0}


def test_page_has_a_place_for_every_table_and_keeps_the_rest() -> None:
    page = evaluate.PAGE.read_text(encoding="utf-8")
    names = re.findall(r"<!-- (\w+) -->", page)
    assert names == ["assistant", "ablation", "weights", "margins", "latency"]
    new = evaluate.filled(page, dict.fromkeys(names, r"\1 new"))
    assert new.count(r"\1 new") == len(names)
    assert evaluate.filled(new, dict.fromkeys(names, r"\1 new")) == new
    with pytest.raises(ValueError, match="no place for the table 'other'"):
        evaluate.filled(page, {"other": ""})


def test_first_scores_are_told_of_every_set_that_was_scored_unseen() -> None:
    assert all(len(figures) == len(evaluate.MEASURES) for figures in evaluate.FIRST.values())
    assert sorted(path.name for path in Path(evaluate.QUESTIONS).iterdir() if path.is_dir()) == list(evaluate.SETS)
