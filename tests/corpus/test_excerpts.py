"""The lines around a row, as the document has them; nothing where it has no lines or is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.excerpts import document_path, excerpt
from corpus.library import load_library
from corpus.records import Dataset, Source
from corpus.shelf import Shelf, bundled_plans
from tests.corpus.small_plans import write_plan


@pytest.fixture(scope="module")
def datasets() -> dict[str, Dataset]:
    return {dataset.short_id: dataset for dataset in load_library().datasets}


def test_row_stands_among_its_neighbours_with_their_numbers(datasets: dict[str, Dataset], tmp_path: Path) -> None:
    lines = excerpt(datasets["D.ii.8"], Shelf(tmp_path))
    assert [line.number for line in lines] == [102, 103, 104, 105, 106, 108, 109]
    (row,) = [line for line in lines if line.is_source]
    assert row.number == 105 and row.cells[:3] == ("8", "衛生", "急症室等候時間") and row.cells[-1] == "每15分鐘"
    assert all(any(line.cells) for line in lines)


def test_every_dataset_of_the_plan_is_named_in_its_row(datasets: dict[str, Dataset], tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for dataset in datasets.values():
        (row,) = [line for line in excerpt(dataset, shelf, around=0) if line.is_source]
        assert dataset.name in row.cells, dataset.id


def test_added_document_is_read_where_it_is_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    dataset = shelf.add(write_plan(tmp_path)).reading.datasets[1]
    path = document_path(dataset, shelf)
    assert path and path.is_relative_to(tmp_path / "library")
    (row,) = [line for line in excerpt(dataset, shelf) if line.is_source]
    assert row.cells[2] == dataset.name
    path.unlink()
    assert excerpt(dataset, shelf) == ()


@pytest.mark.parametrize(
    "source",
    [
        Source("plan.pdf", page=3),
        Source("gone.txt", line=3),
        Source(bundled_plans()[0].name, line=100_000),
        Source("../../etc/passwd", line=1),
    ],
)
def test_nothing_is_shown_of_what_cannot_be_read(datasets: dict[str, Dataset], tmp_path: Path, source: Source) -> None:
    assert excerpt(replace(datasets["D.ii.8"], source=source), Shelf(tmp_path)) == ()
