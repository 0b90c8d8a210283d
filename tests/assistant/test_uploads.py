"""Documents laid down to be read: looked at, then added or put away; nothing of the others is kept."""

from __future__ import annotations

import tempfile
import threading
import weakref
from pathlib import Path

import pytest

from assistant.uploads import LARGEST, LONGEST_NAME, MOST_FILES, Sheet, Tray, clean_name
from corpus.shelf import Shelf
from tests.corpus.small_plans import ROWS, small_english_plan, small_plan, write_plan

PLAN = small_plan().encode()


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of its own, and a folder for temporary files that nobody else uses."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "library"


def read(tray: Tray, *files: tuple[str, bytes]) -> list[Sheet]:
    tray.lay(files)
    while tray.busy:
        tray.wait(1)
    return list(tray.sheets)


def kept(library: Path) -> list[Path]:
    """Every file there is beside the tests' own."""
    return [path for folder in (library, library.with_name("temporary")) for path in folder.rglob("*")]


def test_what_was_read_is_shown_before_anything_is_kept(library: Path) -> None:
    (sheet,) = read(Tray(library), ("td.txt", PLAN))
    assert sheet.reading is not None
    assert (sheet.state, sheet.outcome, sheet.can_be_added) == ("read", "added", True)
    assert (sheet.reading.plan.id, len(sheet.reading.datasets)) == ("td-2025-2027", 3)
    assert sheet.findings.keys() == {"en", "zh-Hant", "zh-Hans"}
    assert kept(library) == []


def test_document_is_added_once_that_is_said(library: Path) -> None:
    tray = Tray(library)
    (sheet,) = read(tray, ("td.txt", PLAN))
    done = tray.add(sheet.number)
    assert done is not None and (done.state, done.data) == ("added", b"")
    assert [holding.plan.id for holding in Shelf(library, ()).holdings()] == ["td-2025-2027"]
    assert list(library.with_name("temporary").iterdir()) == []
    assert tray.add(sheet.number) is None


def test_document_that_is_put_away_leaves_nothing(library: Path) -> None:
    tray = Tray(library)
    (sheet,) = read(tray, ("td.txt", PLAN))
    tray.put_away(sheet.number)
    assert tray.sheets == () and tray.add(sheet.number) is None
    assert kept(library) == []


def test_refused_document_leaves_a_sentence_and_nothing_else(library: Path) -> None:
    sheets = read(
        Tray(library), ("empty.pdf", b""), ("notes.txt", "買菜".encode()), ("photo.docx", b"\xff\xd8\xff" * 99)
    )
    assert [sheet.state for sheet in sheets] == ["refused"] * 3
    assert all(sheet.error.startswith(sheet.name) and sheet.error.endswith(".") for sheet in sheets)
    assert all(sheet.data == b"" for sheet in sheets)
    assert kept(library) == []


def test_too_large_and_too_many_are_not_even_read(library: Path) -> None:
    (large,) = read(Tray(library), ("large.txt", b"x" * (LARGEST + 1)))
    assert (large.state, large.unread, large.data) == ("refused", "large", b"")
    many = Tray(library)
    many.lay([("td.txt", PLAN)] * (MOST_FILES + 2))
    assert [sheet.unread for sheet in many.sheets].count("many") == 2
    for sheet in many.sheets:
        many.put_away(sheet.number)


def test_what_adding_would_do_is_told(library: Path, tmp_path: Path) -> None:
    Shelf(library).add(write_plan(tmp_path, "first.txt"))
    other = small_plan(rows=(*ROWS, "船隻數目|每年")).encode()
    same, replacing, joining, fresh = read(
        Tray(library), ("again.txt", PLAN), ("second.txt", other), ("en.txt", small_english_plan().encode()),
        ("new.txt", small_plan(period="2026-2028").encode()),
    )  # fmt: skip
    assert (same.outcome, same.can_be_added) == ("already there", False)
    assert replacing.outcome == "replaced"
    assert replacing.instead_of is not None and replacing.instead_of.plan.document == "first.txt"
    assert joining.beside is not None and joining.beside.document == "first.txt"
    assert (fresh.outcome, fresh.instead_of, fresh.beside) == ("added", None, None)


def test_nothing_is_replaced_that_was_not_shown(library: Path, tmp_path: Path) -> None:
    tray = Tray(library)
    (sheet,) = read(tray, ("second.txt", small_plan(rows=(*ROWS, "船隻數目|每年")).encode()))
    Shelf(library).add(write_plan(tmp_path, "first.txt"))
    again = tray.add(sheet.number)
    assert again is not None and (again.state, again.changed, again.outcome) == ("read", True, "replaced")
    assert [each.plan.document for each in Shelf(library, ()).holdings()] == ["first.txt"]
    done = tray.add(sheet.number)
    assert done is not None and done.state == "added"
    assert [each.plan.document for each in Shelf(library, ()).holdings()] == ["second.txt"]


def test_full_library_is_told_in_a_sentence(library: Path) -> None:
    tray = Tray(library)
    (sheet,) = read(tray, ("td.txt", PLAN))
    library.write_text("a file where the folder should be", encoding="utf-8")
    done = tray.add(sheet.number)
    assert done is not None and done.state == "refused" and str(library) in done.error


def test_visit_that_has_gone_is_forgotten(library: Path) -> None:
    tray = Tray(library)
    read(tray, ("td.txt", PLAN))
    gone = weakref.ref(tray)
    del tray
    # The thread that read it lets go of it a moment after it has told that it is done.
    for thread in threading.enumerate():
        if thread.name == "odplan-upload":
            thread.join(60)
    assert gone() is None
    assert kept(library) == []


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\officer\\計劃.docx", "計劃.docx"),
        ("plan\u202efdp.exe\x00\r\n.txt", "planfdp.exe .txt"),
        ("\u200b.\u2066plan\u2069.txt", "plan.txt"),
        ("<script>canary</script>.txt", "script>.txt"),
        ("  a   b .csv", "a b .csv"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_of_a_name_only_its_last_part_and_what_can_be_seen_is_used(given: str, clean: str) -> None:
    assert clean_name(given) == clean


def test_long_name_is_cut_and_keeps_its_ending() -> None:
    cut = clean_name("開" * 500 + ".docx")
    assert len(cut) == LONGEST_NAME and cut.endswith("….docx")
