"""Plans are added once, replaced when that is said, removed by name; the bundled ones stand among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import shelf as module
from corpus.errors import CorpusError, DuplicatePlan, NotAPlan, UnknownPlan, UnreadableDocument
from corpus.library import load_library
from corpus.parsing import read_plan
from corpus.shelf import Shelf, bundled_plans
from tests.corpus.small_plans import ROWS, small_english_plan, write_plan

HEALTH = "hhb-2024-2026"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library")


def ids(shelf: Shelf) -> list[str]:
    found = [holding.plan.id for holding in shelf.holdings()]
    assert found == [reading.plan.id for reading in shelf.readings()]
    return found


def files(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in (shelf.register.folder / "documents").glob("*"))


def test_bundled_plans_are_there_without_a_folder(shelf: Shelf) -> None:
    (holding,) = shelf.holdings()
    assert (holding.plan.id, holding.datasets, holding.bundled, holding.added) == (HEALTH, 48, True, "")
    assert not shelf.register.folder.exists()


def test_plan_that_was_added_stands_beside_them(shelf: Shelf, tmp_path: Path) -> None:
    added = shelf.add(write_plan(tmp_path))
    assert (added.outcome, added.reading.plan.id, len(added.reading.datasets)) == ("added", "td-2025-2027", 3)
    assert ids(shelf) == [HEALTH, "td-2025-2027"]
    holding = shelf.holdings()[1]
    assert (holding.plan.bureau_en, holding.datasets, holding.bundled) == ("Transport Department", 3, False)
    assert len(holding.added) == len("2026-01-01T00:00:00Z") and holding.added.endswith("Z")


def test_same_bytes_again_change_nothing(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add(write_plan(tmp_path))
    mark = shelf.mark()
    monkeypatch.setattr(module, "read_document", None)  # it is not even read again
    again = shelf.add(write_plan(tmp_path, "under another name.txt"))
    assert (again.outcome, again.reading.plan.document) == ("already there", "td.txt")
    assert shelf.mark() == mark


def test_other_contents_for_one_plan_are_refused_until_it_is_said(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(write_plan(tmp_path, "first.txt"))
    second = write_plan(tmp_path, "second.txt", rows=(*ROWS, "船隻數目|每年"))
    before, mark = files(shelf), shelf.mark()
    with pytest.raises(DuplicatePlan, match=r"second\.txt is the plan td-2025-2027, and so is first\.txt.*--replace"):
        shelf.add(second)
    assert (files(shelf), shelf.mark()) == (before, mark)
    added = shelf.add(second, replaces=True)
    assert (added.outcome, added.instead_of) == ("replaced", "first.txt")
    assert [(h.plan.document, h.datasets) for h in shelf.holdings() if not h.bundled] == [("second.txt", 4)]
    assert len(files(shelf)) == 1 and files(shelf) != before


def test_another_reading_of_a_bundled_plan_stands_before_it_until_removed(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(bundled_plans()[0].read_text(encoding="utf-8").replace("每15分鐘", "每20分鐘"), encoding="utf-8")
    with pytest.raises(DuplicatePlan, match=r"and so is the bundled hhb-2024-2026\.zh-Hant\.txt"):
        shelf.add(path)
    shelf.add(path, replaces=True)
    assert [(h.plan.id, h.plan.document) for h in shelf.holdings()] == [(HEALTH, "mine.txt")]
    back = shelf.remove(HEALTH)
    assert back and back.bundled and ids(shelf) == [HEALTH]


def test_bundled_plan_can_be_removed_and_comes_back(shelf: Shelf) -> None:
    assert shelf.add(bundled_plans()[0]).outcome == "already there"
    assert shelf.remove(HEALTH) is None
    assert (ids(shelf), shelf.left_out()) == ([], (HEALTH,))
    assert shelf.restore() == (HEALTH,) and ids(shelf) == [HEALTH] and shelf.restore() == ()
    shelf.remove(HEALTH)
    assert shelf.add(bundled_plans()[0]).outcome == "restored"
    assert ids(shelf) == [HEALTH] and files(shelf) == []


def test_edition_in_the_other_language_stands_beside_and_makes_the_records_bilingual(
    shelf: Shelf, tmp_path: Path
) -> None:
    english = tmp_path / "td.en.txt"
    english.write_text(small_english_plan(), encoding="utf-8")
    shelf.add(write_plan(tmp_path))
    assert shelf.add(english).outcome == "added"
    assert [(h.plan.id, h.plan.language) for h in shelf.holdings()][1:] == [
        ("td-2025-2027", "en"),
        ("td-2025-2027", "zh-Hant"),
    ]
    dataset = load_library(shelf=shelf).get("td-2025-2027/D.ii.2")
    assert dataset and (dataset.name, dataset.name_en) == ("泊車位空置數目", "Vacant parking spaces")
    # Each edition is replaced by its like alone, and both go together.
    assert shelf.add(write_plan(tmp_path, rows=ROWS[:2]), replaces=True).instead_of == "td.txt"
    assert len(shelf.holdings()) == 3
    assert shelf.remove("td-2025-2027") is None and ids(shelf) == [HEALTH] and files(shelf) == []


def test_removed_plan_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(write_plan(tmp_path))
    assert shelf.remove("td-2025-2027") is None
    assert ids(shelf) == [HEALTH] and files(shelf) == []
    assert shelf.add(tmp_path / "td.txt").outcome == "added"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("td-2025-2026", "did you mean td-2025-2027?"), ("HHB-2024-2026", "did you mean hhb-2024-2026?"),
        ("zzz", "`odplan plans` lists"), ("", "`odplan plans` lists"), ("運輸署", "`odplan plans` lists"),
    ],
)  # fmt: skip
def test_unknown_plan_is_told_with_those_like_it(shelf: Shelf, tmp_path: Path, typed: str, words: str) -> None:
    shelf.add(write_plan(tmp_path))
    with pytest.raises(UnknownPlan) as caught:
        shelf.remove(typed)
    assert words in str(caught.value) and len(ids(shelf)) == 2


def test_dry_run_tells_and_keeps_nothing(shelf: Shelf, tmp_path: Path) -> None:
    path = write_plan(tmp_path)
    assert shelf.add(path, dry=True).outcome == "added" and not shelf.register.folder.exists()
    shelf.add(path)
    mark = shelf.mark()
    other = write_plan(tmp_path, rows=ROWS[:2])
    with pytest.raises(DuplicatePlan):
        shelf.add(other, dry=True)
    assert shelf.add(other, dry=True, replaces=True).outcome == "replaced" and shelf.mark() == mark


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", UnreadableDocument), (b"no plan at all\n", NotAPlan), (b"\x00\x01", UnreadableDocument)],
)
def test_nothing_is_kept_of_what_is_refused(
    shelf: Shelf, tmp_path: Path, content: bytes, error: type[CorpusError]
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises(error):
        shelf.add(path)
    assert not shelf.register.folder.exists()


def test_document_that_changes_while_it_is_read_is_refused(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_plan(tmp_path)

    def slowly(where: Path, name: str | None = None) -> object:
        reading = read_plan(where, name)
        write_plan(tmp_path, rows=ROWS[:1])
        return reading

    monkeypatch.setattr(module, "read_document", slowly)
    with pytest.raises(UnreadableDocument, match=r"td\.txt was changed while it was read"):
        shelf.add(path)
    assert not shelf.register.folder.exists()


def test_document_goes_by_the_name_it_is_given(shelf: Shelf, tmp_path: Path) -> None:
    added = shelf.add(write_plan(tmp_path, "upload-1.txt"), name="運輸署計劃.txt")
    assert {added.reading.plan.document, shelf.holdings()[1].plan.document} == {"運輸署計劃.txt"}
    assert {d.source.document for d in shelf.readings()[1].datasets} == {"運輸署計劃.txt"}


def test_plan_that_can_no_longer_be_read_is_listed_with_the_reason_and_can_be_removed(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.add(write_plan(tmp_path))
    for path in [*(shelf.register.folder / "documents").iterdir(), *(shelf.register.folder / "readings").iterdir()]:
        path.unlink()
    (lost,) = (holding for holding in shelf.holdings() if not holding.bundled)
    assert lost.plan.id == "td-2025-2027" and "missing or damaged" in lost.trouble
    with pytest.raises(CorpusError, match="odplan remove td-2025-2027"):
        load_library(shelf=shelf)
    shelf.remove("td-2025-2027")
    assert len(load_library(shelf=shelf).datasets) == 48


def test_order_of_adding_changes_nothing(tmp_path: Path) -> None:
    paths = [write_plan(tmp_path, f"{n}.txt", bureau=bureau) for n, bureau in enumerate(("運輸署", "海事處", "天文台"))]
    one, other = Shelf(tmp_path / "one"), Shelf(tmp_path / "other")
    for path in paths:
        one.add(path)
    for path in reversed(paths):
        other.add(path)
    assert load_library(shelf=one).corpus_hash == load_library(shelf=other).corpus_hash
    assert len(ids(one)) == 4
