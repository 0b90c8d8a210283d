"""A document is kept whole or not at all, be a name hostile, the disk full, a process killed or two at work."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import files, register
from corpus.errors import DamagedLibrary, UnwritableLibrary
from corpus.parsing import read_plan
from corpus.records import Reading
from corpus.register import Entries, Kept, Register
from tests.corpus.small_plans import small_plan, write_plan

ROOT = Path(__file__).resolve().parents[2]
LISTED = {"plan": "p", "language": "en", "document": "d.txt", "sha256": "0" * 64, "added": ""}


def keep(shelf: Register, path: Path) -> Kept:
    """Puts a document into the register."""
    data, reading = path.read_bytes(), read_plan(path)
    sha256, plan = hashlib.sha256(data).hexdigest(), reading.plan
    kept = Kept(plan.id, plan.language, plan.document, sha256, "2026-01-01T00:00:00Z")
    with shelf.changing() as entries:
        shelf.put(kept, data, reading)
        shelf.write(Entries((*entries.kept, kept), entries.left_out))
    return kept


def stored(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def shelf(tmp_path: Path) -> Register:
    return Register(tmp_path / "library")


@pytest.fixture
def kept(shelf: Register, tmp_path: Path) -> Kept:
    """One document is kept already."""
    return keep(shelf, write_plan(tmp_path))


def test_folder_that_is_not_there_is_empty_and_stays_away(shelf: Register) -> None:
    assert shelf.read() == Entries() and shelf.mark() == () and not shelf.folder.exists()


def test_what_was_kept_is_read_again(shelf: Register, kept: Kept, tmp_path: Path) -> None:
    again = Register(shelf.folder)
    assert again.read() == Entries((kept,))
    assert again.reading(kept) == read_plan(tmp_path / "td.txt")
    assert (shelf.folder / "documents" / kept.file).read_bytes() == (tmp_path / "td.txt").read_bytes()


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("../../etc/passwd", ""), ("/tmp/x.pdf", ".pdf"), ("計劃.PDF", ".pdf"), ("x.txt\n../y", ""), ("..", ""),
        ("x.", ""), ("x.\u202etxt", ""), ("x" * 300 + ".csv", ".csv"), ("x.verylongending", ""), ("", ""),
        ("a\\..\\b.html", ".html"), ("x.t/t", ""), ("con.txt:ads", ""),
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(name: str, ending: str) -> None:
    sha256 = hashlib.sha256(b"x").hexdigest()
    assert Kept("p", "en", name, sha256, "").file == sha256 + ending


def test_document_is_not_read_again_until_the_readers_change(
    shelf: Register, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def reader(path: Path, name: str | None = None) -> Reading:
        seen.append(name)
        return read_plan(path, name)

    monkeypatch.setattr(register, "read_document", reader)
    first = shelf.reading(kept)
    assert seen == []
    monkeypatch.setattr(register, "readers_hash", lambda: "0" * 16)
    assert shelf.reading(kept) == first == shelf.reading(kept)
    assert seen == ["td.txt"]
    assert [name for name in stored(shelf.folder) if name.startswith("readings/")] == [
        f"readings/{kept.sha256}.{'0' * 16}.json"
    ]


@pytest.mark.parametrize("data", [b"", b"{}", b"cut"])
def test_damaged_reading_is_read_again_from_the_document(shelf: Register, kept: Kept, data: bytes) -> None:
    (path,) = (shelf.folder / "readings").iterdir()
    good, whole = shelf.reading(kept), path.read_bytes()
    path.write_bytes(data)
    assert shelf.reading(kept) == good and path.read_bytes() == whole


@pytest.mark.parametrize("data", [None, b"", b"another document"])
def test_lost_or_changed_document_is_told_with_what_to_do(shelf: Register, kept: Kept, data: bytes | None) -> None:
    next((shelf.folder / "readings").iterdir()).unlink()
    path = shelf.folder / "documents" / kept.file
    path.unlink() if data is None else path.write_bytes(data)
    with pytest.raises(DamagedLibrary, match=r"td\.txt.*`odplan remove td-2025-2027` and add it again\.$"):
        shelf.reading(kept)


def test_document_that_newer_readers_refuse_is_told_with_what_to_do(shelf: Register, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("no plan", encoding="utf-8")
    kept = Kept("old-2020", "en", "note.txt", hashlib.sha256(b"no plan").hexdigest(), "2026-01-01T00:00:00Z")
    with shelf.changing():
        shelf.put(kept, b"no plan", read_plan(write_plan(tmp_path)))
        shelf.write(Entries((kept,)))
    next((shelf.folder / "readings").iterdir()).unlink()
    with pytest.raises(DamagedLibrary, match=r"note\.txt.*`odplan remove old-2020`"):
        shelf.reading(kept)


def test_mark_is_another_after_every_change_and_no_other(shelf: Register, tmp_path: Path) -> None:
    marks = [shelf.mark()]
    for period in ("2020", "2021"):
        keep(shelf, write_plan(tmp_path, f"{period}.txt", period=period))
        marks.append(shelf.mark())
        assert shelf.mark() == marks[-1]
    with shelf.changing() as entries:
        shelf.write(entries)
    assert len({*marks, shelf.mark()}) == 4


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only file system")]
)
def test_nothing_is_half_kept_where_the_disk_is_full(
    shelf: Register, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, number: int, words: str
) -> None:
    before, calls = stored(shelf.folder), 0

    def fsync(_descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(UnwritableLibrary, match=rf"library: .*{words}; .*ODPLAN_LIBRARY\.$"):
        keep(shelf, write_plan(tmp_path, "other.txt", bureau="海事處"))
    assert calls == failing and stored(shelf.folder) == before


def test_first_document_of_all_leaves_nothing_where_the_disk_is_full(
    shelf: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_plan(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UnwritableLibrary):
        keep(shelf, path)
    assert stored(shelf.folder) == {}


DYING = """
import os, sys
from pathlib import Path
from corpus import files
from corpus.register import Register
from tests.corpus.test_register import keep
step, calls, name = int(sys.argv[1]), 0, sys.argv[2]
whole = getattr(os, name)
def dying(*arguments):
    global calls
    calls += 1
    if calls == step:
        os._exit(9)
    return whole(*arguments)
setattr(files.os, name, dying)
keep(Register(Path(sys.argv[3])), Path(sys.argv[4]))
"""


@pytest.mark.parametrize(("step", "call"), [(1, "fsync"), (2, "replace"), (3, "fsync"), (3, "replace")])
def test_process_that_is_killed_leaves_the_old_plans_and_no_rest_after_the_next_change(
    shelf: Register, kept: Kept, tmp_path: Path, step: int, call: str
) -> None:
    other = write_plan(tmp_path, "other.txt", bureau="海事處")
    before = stored(shelf.folder)
    run = subprocess.run([sys.executable, "-c", DYING, str(step), call, str(shelf.folder), str(other)], cwd=ROOT)
    assert run.returncode == 9
    assert shelf.read() == Entries((kept,)) and shelf.reading(kept).plan.id == kept.plan
    assert len(stored(shelf.folder)) > len(before)
    with shelf.changing() as entries:
        shelf.write(entries)
    assert stored(shelf.folder) == before


KEEPING = """
import sys
from pathlib import Path
from corpus.register import Register
from tests.corpus.test_register import keep
for path in sys.argv[2:]:
    keep(Register(Path(sys.argv[1])), Path(path))
"""


def test_two_processes_that_keep_at_once_both_keep(shelf: Register, tmp_path: Path) -> None:
    paths = [write_plan(tmp_path, f"{year}.txt", period=str(year)) for year in range(2010, 2022)]
    command = [sys.executable, "-c", KEEPING, str(shelf.folder)]
    runs = [subprocess.Popen([*command, *map(str, paths[half::2])], cwd=ROOT) for half in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert [kept.plan for kept in shelf.read().kept] == [f"td-{year}" for year in range(2010, 2022)]
    assert all(shelf.reading(kept).datasets for kept in shelf.read().kept)


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableLibrary, match="a file stands where a folder is needed"):
        keep(Register(tmp_path / "file" / "library"), write_plan(tmp_path))


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "7", "{}", '{"schema": 1}', '{"schema": 1, "documents": [{}], "left_out": []}',
        json.dumps({"schema": 1, "documents": [{**LISTED, "sha256": "../x"}], "left_out": []}),
        json.dumps({"schema": 1, "documents": [{**LISTED, "file": "../x"}], "left_out": []}),
        '{"schema": 1, "documents": 3, "left_out": []}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_damaged_manifest_is_told_and_the_documents_stay(shelf: Register, kept: Kept, content: str) -> None:
    (shelf.folder / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(DamagedLibrary, match=r"manifest\.json is damaged; move the folder"):
        shelf.read()
    with pytest.raises(DamagedLibrary), shelf.changing():
        pass
    assert (shelf.folder / "documents" / kept.file).is_file()


def test_manifest_of_another_version_is_told(shelf: Register, kept: Kept) -> None:
    path = shelf.folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "schema": 2}), encoding="utf-8")
    with pytest.raises(DamagedLibrary, match="another version of odplan"):
        shelf.read()


def test_documents_stay_where_the_manifest_was_lost(shelf: Register, kept: Kept) -> None:
    (shelf.folder / "manifest.json").unlink()
    assert shelf.read() == Entries()
    with shelf.changing() as entries:
        shelf.write(entries)
    assert (shelf.folder / "documents" / kept.file).is_file()


def test_document_taken_away_leaves_nothing(shelf: Register, kept: Kept) -> None:
    with shelf.changing():
        shelf.write(Entries())
    assert list(stored(shelf.folder)) == ["manifest.json"]


def test_contents_are_those_of_the_file(tmp_path: Path) -> None:
    assert write_plan(tmp_path).read_text(encoding="utf-8") == small_plan()
