"""What people read goes where it belongs, and a bar shows only to those who wait."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from assistant import console


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What is written to standard error, where nobody watches."""
    file = StringIO()
    monkeypatch.setattr(console, "err", Console(file=file, width=80, force_terminal=False))
    return file


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What is written to a terminal."""
    file = StringIO()
    monkeypatch.setattr(console, "err", Console(file=file, width=80, force_terminal=True, color_system=None))
    return file


def test_json_keeps_the_characters_and_is_one_line_unless_indented(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_json({"名": "急症室"})
    console.print_json({"名": 1}, indent=2)
    assert capsys.readouterr().out == '{"名": "急症室"}\n{\n  "名": 1\n}\n'


def test_sentences_are_no_markup(written: StringIO) -> None:
    console.tell("[bold]x[/bold] is removed.")
    console.complain("[red]y[/red] is no plan.")
    assert written.getvalue() == "[bold]x[/bold] is removed.\nodplan: [red]y[/red] is no plan.\n"


def test_no_bar_without_a_step(watched: StringIO) -> None:
    with console.progress():
        pass
    assert watched.getvalue() == ""


def test_bar_says_what_is_done_and_stays(written: StringIO) -> None:
    with console.progress() as step:
        step(0.5, "encoding")
        step(1.0, "encoded")
    assert "encoded" in written.getvalue()


def test_brief_bar_is_for_people_alone(written: StringIO) -> None:
    with console.progress(brief=True) as step:
        step(0.5, "reading")
    assert written.getvalue() == ""


def test_brief_bar_shows_to_people(watched: StringIO) -> None:
    with console.progress(brief=True) as step:
        step(0.5, "reading 'a.txt'")
    assert "reading 'a.txt'" in watched.getvalue()


def test_bar_stops_where_the_work_fails(watched: StringIO) -> None:
    with pytest.raises(OSError, match="full"), console.progress() as step:
        step(0.5, "writing")
        raise OSError("full")
    assert "writing" in watched.getvalue()
