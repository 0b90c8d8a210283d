"""The folder of a search without a server: whole, the same each time, and never in the place of somebody's work."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from assistant.errors import FolderUnusable
from assistant.publication import widget_script
from assistant.static.folder import MANIFEST, export, files
from corpus.library import load_library

NAMES = {
    "README.txt", "data.json", "index.html", "manifest.json", "page.css", "page.js", "static.js", "widget.js",
}  # fmt: skip


@pytest.fixture
def made(tmp_path: Path, content: dict[str, bytes]) -> Path:
    folder = tmp_path / "site" / "search"
    export(content, folder)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_folder_holds_the_box_its_content_and_a_page(made: Path) -> None:
    assert set(held(made)) == NAMES
    assert held(made)["widget.js"] == widget_script().content


def test_everything_together_weighs_less_than_150_kilobytes_packed(made: Path) -> None:
    assert sum(len(gzip.compress(data, mtime=0)) for data in held(made).values()) < 150_000


def test_manifest_tells_every_file_with_its_hash(made: Path) -> None:
    manifest = json.loads((made / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["plans"] == ["hhb-2024-2026"] and manifest["datasets"] == 48
    assert manifest["files"] == {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in held(made).items()
        if name != MANIFEST
    }


def test_the_note_says_what_it_cannot_do(made: Path) -> None:
    note = (made / "README.txt").read_text(encoding="utf-8")
    assert "48 datasets (hhb-2024-2026)" in note
    assert "cannot do: compare meaning" in note and "做不到：比較意思" in note


def test_an_earlier_export_is_replaced_whole(made: Path, content: dict[str, bytes]) -> None:
    before = held(made)
    (made / "data.json").write_bytes(b"cut off")
    (made / "page.css").unlink()
    export(content, made)
    assert held(made) == before
    assert [path.name for path in made.parent.iterdir()] == [made.name], "nothing is left beside it"


def test_an_empty_folder_is_filled(tmp_path: Path, content: dict[str, bytes]) -> None:
    export(content, tmp_path)
    assert set(held(tmp_path)) == NAMES


@pytest.mark.parametrize("stranger", ["thesis.doc", ".git", "manifest.json"])
def test_a_folder_with_something_else_in_it_is_left_alone(
    tmp_path: Path, stranger: str, content: dict[str, bytes]
) -> None:
    (tmp_path / stranger).write_text("{}", encoding="utf-8")
    with pytest.raises(FolderUnusable, match=f"holds '{stranger}', which is no part of an export"):
        export(content, tmp_path)
    assert held(tmp_path) == {stranger: b"{}"}


def test_a_file_of_somebody_s_in_an_export_is_not_lost(made: Path, content: dict[str, bytes]) -> None:
    (made / "CNAME").write_text("data.example.hk", encoding="utf-8")
    with pytest.raises(FolderUnusable, match="'CNAME'"):
        export(content, made)
    assert (made / "CNAME").exists()


def test_a_file_in_the_way_is_said(tmp_path: Path, content: dict[str, bytes]) -> None:
    (tmp_path / "search").write_text("", encoding="utf-8")
    with pytest.raises(FolderUnusable, match="is a file: give a folder"):
        export(content, tmp_path / "search")
    with pytest.raises(FolderUnusable, match="a file stands where a folder is needed"):
        export(content, tmp_path / "search" / "deeper")


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path, content: dict[str, bytes]) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "current").symlink_to(tmp_path / "release")
    export(content, tmp_path / "current")
    assert (tmp_path / "current").is_symlink() and set(held(tmp_path / "release")) == NAMES


def test_the_same_library_gives_the_same_bytes(content: dict[str, bytes]) -> None:
    assert files(load_library()) == content
