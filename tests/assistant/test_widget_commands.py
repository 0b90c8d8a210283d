"""`odplan widget`: what it prints can be pasted as it is."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.publication import widget_script


def printed(*words: str) -> str:
    result = CliRunner().invoke(app, ["widget", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_two_lines_are_printed_for_the_address_given() -> None:
    lines = printed("--url", "https://data.example.hk/").splitlines()
    assert lines == list(widget_script().lines("https://data.example.hk"))


def test_without_an_address_the_lines_are_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODPLAN_HOST", "0.0.0.0")
    monkeypatch.setenv("ODPLAN_PORT", "8765")
    assert 'src="http://localhost:8765/widget-' in printed()


def test_programs_get_the_addresses_and_the_hash() -> None:
    told = json.loads(printed("--url", "https://a.hk", "--json"))
    assert told["latest"] == "https://a.hk/widget.js"
    assert told["versioned"] == f"https://a.hk/{widget_script().name}"
    assert told["integrity"] == widget_script().integrity
    assert told["html"] == printed("--url", "https://a.hk").splitlines()


def test_address_that_no_browser_goes_to_is_refused_in_a_sentence() -> None:
    result = CliRunner().invoke(app, ["widget", "--url", "data.example.hk"])
    assert result.exit_code == 2
    assert "https://" in result.output
    assert "Traceback" not in result.output
