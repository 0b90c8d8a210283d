"""A file is read as what it is: a plan, or a portal's catalogue."""

import json
from pathlib import Path

import pytest

from corpus.documents import read_document
from corpus.errors import CorpusError


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
