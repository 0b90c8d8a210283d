"""What the command line shows to people."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from rich.console import Console, RenderableType

from assistant.answer import Match
from assistant.service import Assistant
from assistant.tables import (
    SHOWN,
    added_view,
    answer_view,
    dataset_view,
    matches_table,
    plans_table,
    reading_view,
)
from corpus.library import Library, load_library
from corpus.shelf import Shelf
from tests.corpus.small_plans import write_plan

TODAY = date(2026, 3, 15)


def shown(view: RenderableType) -> str:
    console = Console(file=StringIO(), width=200)
    console.print(view)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_answer_is_words_then_what_was_understood_then_a_table(assistant: Assistant) -> None:
    text = shown(answer_view(assistant.ask("which datasets update daily", as_of=TODAY), assistant))
    words, chips, table = text.index("One dataset fits"), text.index("\ndaily"), text.index("D.ii.17")
    assert words < chips < table and "Key Statistics during Service Demand Surge" in text and "JSON, XLSX" in text


def test_answer_without_matches_is_words_alone(assistant: Assistant) -> None:
    assert shown(answer_view(assistant.ask("hello"), assistant)).strip().startswith("Hello!")


@pytest.mark.parametrize(("question", "status"), [("每日更新的數據集", "已發放"), ("每天更新的数据集", "已发放")])
def test_table_is_in_the_askers_script(assistant: Assistant, question: str, status: str) -> None:
    assert status in shown(answer_view(assistant.ask(question), assistant))


def test_long_table_says_what_it_leaves_out(assistant: Assistant) -> None:
    everything = assistant.search(as_of=TODAY)
    text = shown(matches_table(everything.matches, assistant))
    assert f"and {48 - SHOWN} more: --json shows all" in text


def test_dataset_is_shown_with_all_that_is_known(assistant: Assistant) -> None:
    text = shown(dataset_view(assistant.dataset("hhb-2024-2026/D.ii.1"), assistant.library))
    wanted = ("hhb-2024-2026/D.ii.1", "Day and Community Services Throughput", "日間及社康服務量", "JSON, XLSX",
              "December 2017 (12/2017), yearly", "August 2021", "names no separate owner", "unofficial")  # fmt: skip
    assert [words for words in wanted if words not in text] == []
    assert "not stated" in shown(dataset_view(assistant.dataset("hhb-2024-2026/D.i.1"), assistant.library))


def test_reading_is_shown_with_what_it_plans_nothing_for(assistant: Assistant) -> None:
    text = shown(reading_view(assistant.library.readings[0]))
    assert "48 datasets, 53 releases" in text and "nothing planned in A.ii" in text
    assert text.count("2017-12") == 7


def test_brackets_in_a_name_are_no_markup(assistant: Assistant) -> None:
    text = shown(answer_view(assistant.ask("[bold]hello[/bold] [red]"), assistant))
    assert text.strip()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The bundled plan and another, one row of which is odd."""
    shelf = Shelf(tmp_path / "library")
    shelf.add(write_plan(tmp_path, rows=("泊車位空置數目|每月", "[red]甲[/red]|每當")))
    return shelf


def over(library: Library) -> Assistant:
    """As much of an assistant as a table asks for."""
    return cast(Assistant, SimpleNamespace(library=library, dataset=library.get))


def test_ids_are_whole_where_there_are_several_plans(shelf: Shelf) -> None:
    library = load_library(shelf=shelf)
    matches = [Match(each, "", "", 1.0, (), {}) for each in ("hhb-2024-2026/D.ii.1", "td-2025-2027/D.ii.1")]
    text = shown(matches_table(matches, over(library)))
    assert "hhb-2024-2026/D.ii.1 " in text and "td-2025-2027/D.ii.1 " in text


def test_dataset_without_english_says_nothing_of_translations(shelf: Shelf) -> None:
    library = load_library(shelf=shelf)
    text = shown(dataset_view(library.named("td-2025-2027/D.ii.2")[0], library))
    assert text.strip().startswith("[red]甲[/red]") and "unofficial" not in text


def test_plans_are_a_row_each_with_what_went_wrong_below(shelf: Shelf) -> None:
    bundled, own = shown(plans_table(shelf.holdings())).splitlines()[2::2][:2]
    assert all(cell in bundled for cell in ("hhb-2024-2026", "Health Bureau", "zh-Hant", "48", "bundled"))
    assert all(cell in own for cell in ("td-2025-2027", "Transport Department", "2025-2027", " 2 ", "td.txt", "20"))
    for path in shelf.register.folder.glob("*/*.*"):
        path.unlink()
    assert "warning: td.txt, kept as" in shown(plans_table(shelf.holdings()))


@pytest.mark.parametrize(
    ("dry", "replaces", "words"), [(True, True, "would be replaced"), (False, True, "replaced (replaced td.txt)")]
)
def test_added_plan_is_told_with_its_warnings(
    shelf: Shelf, tmp_path: Path, dry: bool, replaces: bool, words: str
) -> None:
    path = write_plan(tmp_path, "td2.txt", rows=("泊車位空置數目|每當",))
    text = shown(added_view("td2.txt", shelf.add(path, replaces=replaces, dry=dry), dry=dry))
    assert "td-2025-2027: Transport Department, 2025-2027, zh-Hant, 1 datasets, 1 releases" in text
    assert words in text and "warning: td2.txt, line 6: " in text


def test_plan_that_is_there_already_is_told_so_in_a_dry_run_too(shelf: Shelf, tmp_path: Path) -> None:
    for dry in (True, False):
        text = shown(added_view("td.txt", shelf.add(tmp_path / "td.txt", dry=dry), dry=dry))
        assert "releases: already there" in text
