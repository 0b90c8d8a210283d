"""Whatever a reader hands on, the grammar makes records of it or says in a sentence why not."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.library import to_json
from corpus.parsing import parse
from corpus.readings.passages import Document, Passage
from corpus.readings.text import passages_of_text

HEAD = ("編號", "數據種類", "數據集名稱", "一般說明", "目標發放日期", "更新頻率")
PLANS = sorted(Path(__file__).with_name("foreign_plans").glob("*.txt"))
CELLS = sorted(
    {
        cell
        for path in PLANS
        for cell in chain.from_iterable(passage.cells for passage in passages_of_text(path.read_text(encoding="utf-8")))
    }
)
CELL = (
    st.sampled_from(CELLS) | st.sampled_from(["", "1", "2", "A", "C", "(1) X", "Nil", "x" * 300]) | st.text(max_size=12)
)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """A line or a row of cells as plans have them, in any order; one in five is a cell merged over its row."""
    cells = draw(st.lists(CELL, min_size=1, max_size=8))
    if draw(st.integers(0, 4)) == 0:
        cells = [cells[0]] * len(cells)
    return Passage(
        tuple(cells) if any(cells) else ("x",) * len(cells),
        row=len(cells) > 1 or draw(st.booleans()),
        line=draw(st.none() | st.integers(1, 9)),
        page=draw(st.none() | st.integers(1, 3)),
        adjacent=draw(st.booleans()),
        table=draw(st.none() | st.integers(1, 2)),
    )


@given(st.lists(passages(), max_size=14))
@settings(max_examples=100)
def test_whatever_the_passages_only_a_corpus_error_escapes_and_ids_are_unique(rows: list[Passage]) -> None:
    document = Document("plan.pdf", tuple(rows))
    try:
        reading = parse(document)
    except CorpusError:
        return
    ids = [dataset.id for dataset in reading.datasets]
    assert len(set(ids)) == len(ids)
    assert len(set(reading.nothing_planned)) == len(reading.nothing_planned)
    assert set(reading.nothing_planned).isdisjoint(dataset.short_id.rpartition(".")[0] for dataset in reading.datasets)
    assert parse(document) == reading and to_json(reading)["datasets"] is not None


@given(st.sampled_from(PLANS), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_a_plan_with_lines_missing_is_still_read(path: Path, random: Random) -> None:
    lines = list(passages_of_text(path.read_text(encoding="utf-8").partition("\n----\n")[0]))
    kept = tuple(line for line in lines if random.random() > 0.1)
    try:
        parse(Document("plan.txt", kept))
    except CorpusError as error:
        assert "plan.txt" in str(error)


@pytest.mark.parametrize("cell", ["字", "a ", "(", "每", "1", "空間數據", "CSV ", "。", "\t"])
def test_a_huge_cell_is_read_in_time_wherever_it_stands(cell: str) -> None:
    huge, usual = cell * (200_000 // len(cell)), ("1", "a", "b", "c", "12/2025", "每年")
    rows = [(*usual[:place], huge, *usual[place + 1 :]) for place in range(6)]
    passages = [Passage(row, row=True) for row in [tuple(HEAD), usual, *rows, (huge,)]]
    assert parse(Document("plan.pdf", tuple(passages))).datasets


def test_thousands_of_columns_are_read_like_any() -> None:
    head, row = (*HEAD, *["x"] * 3000), ("1", "a", "b", "c", "12/2025", "每年", *["y"] * 3000)
    (dataset,) = parse(Document("plan.pdf", (Passage(head, row=True), Passage(row, row=True)))).datasets
    assert (dataset.name, dataset.releases[0].date, dataset.releases[0].every) == ("b", "2025-12", "P1Y")
