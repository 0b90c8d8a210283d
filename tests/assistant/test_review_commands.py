"""Plans are checked and compared from the command line; the exit status tells programs how it went."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from assistant import cli, console
from corpus.errors import CorpusError
from corpus.library import bundled_plans

PLAN = bundled_plans()[0]
Odplan = Callable[..., Result]


@pytest.fixture
def odplan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Odplan:
    monkeypatch.setenv("ODPLAN_LIBRARY", str(tmp_path / "library"))

    def run(*words: object) -> Result:
        monkeypatch.setattr(console, "out", Console(width=200, force_terminal=False))
        return CliRunner().invoke(cli.app, [str(word) for word in words], catch_exceptions=False)

    return run


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "next.txt"
    text = (
        PLAN.read_text(encoding="utf-8")
        .replace("12/2025\t每年", "03/2026\t每年")
        .replace("12/2023\t每年", "13/2023\t每年", 1)
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_without_errors_passes(odplan: Odplan) -> None:
    done = odplan("check", "hhb-2024-2026", "--as-of", "2024-11-30")
    assert done.exit_code == 0 and "0項錯誤、2項警告" in done.stdout


def test_a_plan_with_errors_does_not_pass(odplan: Odplan, changed: Path) -> None:
    done = odplan("check", changed, "--as-of", "2024-11-30", "--language", "en", "--json")
    content = json.loads(done.stdout)
    assert done.exit_code == 1 and content["counts"]["error"] == 1 and content["language"] == "en"
    (error,) = [finding for finding in content["findings"] if finding["severity"] == "error"]
    assert (error["rule"], error["place"], error["document"]) == ("date-impossible", "D.i.13", "next.txt")
    assert "“13/2023”" in error["message"]


def test_two_editions_differ_as_diff_does(odplan: Odplan, changed: Path) -> None:
    same = odplan("diff", PLAN, "hhb-2024-2026")
    assert same.exit_code == 0 and "兩者相同：48個數據集。" in same.stdout
    done = odplan("diff", "hhb-2024-2026", changed, "--json")
    assert done.exit_code == 1
    assert [(c["kind"], c["new"]["id"], c["months"]) for c in json.loads(done.stdout)["changes"]] == [
        ("slipped", "hhb-2024-2026/C1.i.4", 3),
        ("date", "hhb-2024-2026/D.i.13", None),
    ]
    assert "Later than before (1)" in odplan("diff", PLAN, changed, "--language", "en").stdout


@pytest.mark.parametrize("words", [("check", "nothing-2024"), ("diff", str(PLAN), "nothing-2024")])
def test_what_is_not_there_is_told_in_a_sentence(odplan: Odplan, words: tuple[str, ...]) -> None:
    with pytest.raises(CorpusError, match=r"no plan 'nothing-2024'; `odplan plans`"):
        odplan(*words)


@pytest.mark.parametrize("option", [("--as-of", "tomorrow"), ("--language", "fr")])
def test_a_wrong_option_is_told(odplan: Odplan, option: tuple[str, str]) -> None:
    done = odplan("check", PLAN, *option)
    assert done.exit_code == 2 and option[1] in done.stderr


def test_a_portals_answer_is_added_as_a_catalogue(odplan: Odplan, tmp_path: Path) -> None:
    package = {
        "name": "hk-ha-waiting",
        "title": "急症室等候時間",
        "organization": {"title": "醫院管理局"},
        "resources": [],
    }
    path = tmp_path / "hk.json"
    path.write_text(json.dumps({"success": True, "result": {"results": [package]}}), encoding="utf-8")
    added = odplan("add", "--ckan", path, "--json")
    assert added.exit_code == 0 and json.loads(added.stdout)["plan"]["id"] == "ckan-hk"
    assert odplan("add", "--ckan", PLAN).exit_code == 2
    path.write_text('{"success": false}', encoding="utf-8")
    assert odplan("add", "--ckan", path).exit_code == 2
