"""What stands near a dataset: twins, further rows of the same, other editions, others alike; never a wrong twin."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.kin import _author, alike, kin_of, other_editions, other_releases, twin_of
from assistant.service import Assistant
from corpus.catalogue import read_catalogue
from corpus.library import load_library
from index.encoding import DEFAULT_MODEL
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.corpus.small_plans import small_english_plan, write_plan
from tests.fakes import FakeEncoder

PLAN = "hhb-2024-2026/"
CATALOGUE = {
    "success": True,
    "result": {
        "name": "hk-td-parking",
        "title": "泊車位空置數目",
        "organization": {"name": "hk-td", "title": "運輸署"},
        "resources": [{"format": "CSV"}],
    },
}
TWINS = {
    "A.i.1": "D.ii.12", "C1.i.5": "C1.ii.1", "D.i.1": "D.ii.8", "D.i.5": "D.ii.22", "D.i.6": "D.ii.20",
    "D.i.7": "D.ii.15", "D.i.8": "D.ii.16",
}  # fmt: skip


def test_every_twin_of_the_plan_is_known_from_either_side_and_no_other(assistant: Assistant) -> None:
    found = {d.short_id: twin.short_id for d in assistant.library.datasets if (twin := twin_of(d, assistant.library))}
    assert found == TWINS | {other: one for one, other in TWINS.items()}


def test_further_release_in_a_row_of_its_own_is_found(assistant: Assistant) -> None:
    pairs = {
        d.short_id: [other.short_id for other in found]
        for d in assistant.library.datasets
        if (found := other_releases(d, assistant.library))
    }
    assert pairs == {"C1.ii.2": ["D.ii.1"], "C1.ii.3": ["D.ii.2"], "D.ii.1": ["C1.ii.2"], "D.ii.2": ["C1.ii.3"]}


@pytest.mark.parametrize(
    ("dataset", "near"), [("D.ii.8", "D.i.14"), ("D.ii.13", "D.ii.18"), ("D.i.12", "D.i.11"), ("D.ii.15", "D.ii.16")]
)
def test_what_is_alike_is_found_without_the_model_and_nothing_is_told_twice(
    assistant: Assistant, dataset: str, near: str
) -> None:
    encoder = assistant.searcher.encoder
    assert isinstance(encoder, FakeEncoder)
    before = encoder.encoded
    kin = kin_of(assistant.dataset(PLAN + dataset), assistant)
    told = [PLAN + dataset, *(each.id for each in (kin.twin, *kin.releases, *kin.editions, *kin.alike) if each)]
    assert PLAN + near in [each.id for each in kin.alike]
    assert len(told) == len(set(told))
    assert encoder.encoded == before


def test_nothing_is_alike_where_nothing_is(assistant: Assistant) -> None:
    assert alike(assistant.dataset(PLAN + "D.ii.17"), assistant) == ()


def test_other_editions_are_found_by_name_and_not_by_number(tmp_path: Path) -> None:
    rows = {
        2023: ("泊車位空置數目|每月", "道路照明裝置|每年"),
        2024: ("道路照明裝置|每季",),
        2025: ("行人天橋名單|每季", "道路照明裝置|每季"),
    }
    library = load_library(
        [write_plan(tmp_path, f"{y}.txt", period=f"{y}-{y + 2}", rows=held) for y, held in rows.items()]
    )
    middle = library.readings[1].datasets[0]
    assert [d.id for d in other_editions(middle, library)] == ["td-2025-2027/D.ii.2", "td-2023-2025/D.ii.2"]
    assert other_editions(library.readings[0].datasets[0], library) == ()


def test_catalogue_of_a_portal_is_no_edition_of_a_plan(tmp_path: Path) -> None:
    (tmp_path / "ckan.json").write_text(json.dumps(CATALOGUE), encoding="utf-8")
    catalogue = read_catalogue(tmp_path / "ckan.json")
    library = load_library([write_plan(tmp_path)])
    both = replace(library, readings=(*library.readings, catalogue))
    assert _author(catalogue.plan) == _author(library.readings[0].plan)
    for each in (*library.datasets, *catalogue.datasets):
        assert other_editions(each, both) == ()


def test_alike_are_found_of_a_plan_in_english_alone(tmp_path: Path) -> None:
    rows = ("Vacant parking spaces|Monthly", "Occupied parking spaces|Monthly", "List of footbridges|Quarterly")
    (tmp_path / "td.txt").write_text(small_english_plan(rows), encoding="utf-8")
    library, encoder = load_library([tmp_path / "td.txt"]), FakeEncoder(name=DEFAULT_MODEL)
    build_snapshot(library, encoder, tmp_path / "index")
    snapshot = Snapshot.open(tmp_path / "index", identity(library, encoder.name, encoder.dimension))
    assistant = Assistant(library, Searcher(library, encoder, snapshot))
    assert [each.name for each in alike(library.datasets[0], assistant)] == ["Occupied parking spaces"]
