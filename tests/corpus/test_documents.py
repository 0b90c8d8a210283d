"""A file is read as what it is: a plan, or a portal's catalogue."""

import json
from pathlib import Path

import pytest

from corpus.documents import read_document
from corpus.errors import CorpusError
from corpus.library import load_library
from corpus.readings.opening import looks_like_json
from corpus.shelf import Shelf


def test_a_plan_is_a_plan_and_a_catalogue_a_catalogue(tmp_path: Path, bundled: Path) -> None:
    path = tmp_path / "kept-under-a-hash"
    path.write_text(json.dumps({"result": {"name": "hk-td-x", "title": "泊車位", "resources": []}}), encoding="utf-8")
    assert read_document(path, "hk.json").plan.document == "hk.json"
    assert read_document(path).datasets[0].name == "泊車位"
    assert read_document(bundled).plan.id == "hhb-2024-2026"


@pytest.mark.parametrize("content", ['{"a": 1}', "[]", "{", "nothing of the kind"])
def test_what_is_neither_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"x\.txt"):
        read_document(path)


@pytest.mark.parametrize(
    ("data", "found"), [(b' \n{"a"', True), (b"\xef\xbb\xbf[", True), ("編號".encode(), False), (b"", False)]
)
def test_json_is_known_by_its_first_character(data: bytes, found: bool) -> None:
    assert looks_like_json(data) is found


def test_a_catalogue_is_kept_and_its_pages_are_linked(tmp_path: Path) -> None:
    package = {
        "name": "hk-ha-waiting",
        "title": "急症室等候時間",
        "organization": {"title": "醫院管理局"},
        "resources": [],
    }
    path = tmp_path / "hk.json"
    path.write_text(json.dumps({"result": {"results": [package]}}), encoding="utf-8")
    shelf = Shelf(tmp_path / "library")
    assert shelf.add(path).reading.plan.id == "ckan-hk"
    library = load_library(shelf=shelf)
    linked = {dataset.short_id: dataset.url for dataset in library.datasets if dataset.url}
    assert set(linked) == {"D.ii.8", "D.ii.hk-ha-waiting"}
    assert set(linked.values()) == {"https://data.gov.hk/en-data/dataset/hk-ha-waiting"}
