"""What the command line shows to people."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from assistant.service import Assistant
from assistant.tables import SHOWN, answer_view, dataset_view, matches_table, reading_view

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
