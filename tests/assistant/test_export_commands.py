"""`odplan export static`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assistant.console
from assistant.cli import app, main


def test_folder_is_written_and_its_size_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["export", "static", str(tmp_path / "site")])
    assert result.exit_code == 0
    said = " ".join(result.stderr.split())
    assert "holds the search of 48 datasets: 8 files" in said
    assert "meaning and spoken questions need `odplan serve`" in said
    assert (tmp_path / "site" / "index.html").exists()


def test_programs_get_the_manifest(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["export", "static", str(tmp_path / "site"), "--json"])
    assert json.loads(result.stdout) == json.loads((tmp_path / "site" / "manifest.json").read_text(encoding="utf-8"))


def test_a_folder_of_somebody_s_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.doc").write_text("", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["odplan", "export", "static", str(tmp_path)])
    monkeypatch.setattr(assistant.console.err, "width", 1000)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "holds 'thesis.doc', which is no part of an export" in capsys.readouterr().err


def test_help_has_an_example() -> None:
    result = CliRunner().invoke(app, ["export", "static", "--help"])
    assert "odplan export static public/search" in result.stdout
