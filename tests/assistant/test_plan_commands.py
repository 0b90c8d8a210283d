"""The commands about plans: several files at once, each added or refused by itself; then listed, then removed."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from assistant import console, plan_commands
from corpus import files
from corpus.errors import CorpusError
from corpus.library import bundled_plans
from tests.corpus.small_plans import ROWS, write_plan

PLAN = bundled_plans()[0]
Odplan = Callable[..., Result]


@pytest.fixture
def odplan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Odplan:
    """The commands in this process, with an empty library; what goes wrong in them comes out as it is."""
    monkeypatch.setenv("ODPLAN_LIBRARY", str(tmp_path / "library"))

    def run(*words: object) -> Result:
        monkeypatch.setattr(console, "out", Console(width=200, force_terminal=False))
        monkeypatch.setattr(console, "err", Console(width=200, force_terminal=False, stderr=True))
        return CliRunner().invoke(plan_commands.app, [str(word) for word in words], catch_exceptions=False)

    return run


def listed(odplan: Odplan) -> list[str]:
    return [plan["id"] for plan in json.loads(odplan("plans", "--json").stdout)["plans"]]


def test_parse_prints_the_plan_as_the_contract_has_it(odplan: Odplan) -> None:
    told = json.loads(odplan("parse", PLAN, "--json").stdout)
    assert list(told) == ["plan", "nothing_planned", "datasets", "warnings"]
    assert len(told["datasets"]) == 48 and sum(len(d["releases"]) for d in told["datasets"]) == 53
    keys = ["id", "section", "spatial", "organisation", "category", "name", "status", "formats", "releases", "source"]
    assert [key for key in keys if key not in told["datasets"][0]] == []
    assert all(set(r) >= {"description", "date", "frequency", "every"} for d in told["datasets"] for r in d["releases"])


def test_parse_shows_people_a_table(odplan: Odplan) -> None:
    assert "48 datasets, 53 releases" in odplan("parse", PLAN).stdout


@pytest.mark.parametrize(("rows", "seen"), [(2000, True), (3, False)])
def test_whoever_watches_a_long_plan_being_read_sees_how_far_it_is(
    rows: int, seen: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "編號\t數據集名稱\t一般說明\t發放日期\t更新頻率\n"
    path = tmp_path / "long.txt"
    path.write_text(head + "".join(f"{n}\t甲{n}\t乙\t12/2025\t每月\n" for n in range(1, rows)), encoding="utf-8")
    watched = io.StringIO()
    monkeypatch.setattr(console, "out", Console(file=io.StringIO()))
    monkeypatch.setattr(console, "err", Console(file=watched, width=80, force_terminal=True))
    assert CliRunner().invoke(plan_commands.app, ["parse", str(path)]).exit_code == 0
    assert ("long.txt" in watched.getvalue()) is seen


@pytest.mark.parametrize("content", [None, b"", b"no plan at all\n", b"\xff\xfe\x00\x01\x02"])
def test_file_that_is_no_plan_is_told_in_a_sentence(odplan: Odplan, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "plan.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"plan\.txt.*\.$"):
        odplan("parse", path)
    added = odplan("add", path)
    assert added.exit_code == 2 and added.stdout == "" and added.stderr.startswith("odplan: ")
    assert "plan.txt" in added.stderr and added.stderr.count("\n") == 1
    assert not (tmp_path / "library").exists()


def test_plans_are_added_listed_and_removed(odplan: Odplan, tmp_path: Path) -> None:
    added = odplan("add", write_plan(tmp_path))
    assert (added.exit_code, added.stderr) == (0, "")
    assert "td-2025-2027: Transport Department, 2025-2027, zh-Hant, 3 datasets, 3 releases: added" in added.stdout
    assert listed(odplan) == ["hhb-2024-2026", "td-2025-2027"]
    assert "Transport Department" in odplan("plans").stdout
    assert odplan("remove", "td-2025-2027").stderr == "td-2025-2027 is removed.\n"
    assert listed(odplan) == ["hhb-2024-2026"]


def test_each_file_is_added_or_refused_by_itself(odplan: Odplan, tmp_path: Path) -> None:
    good = [write_plan(tmp_path, f"{year}.txt", period=str(year)) for year in (2020, 2021)]
    (tmp_path / "note.txt").write_text("no plan", encoding="utf-8")
    run = odplan("add", good[0], tmp_path / "note.txt", tmp_path / "missing.txt", good[1], "--json")
    assert run.exit_code == 2
    assert [
        (told["outcome"], told["plan"]["id"], told["datasets"]) for told in map(json.loads, run.stdout.splitlines())
    ] == [
        ("added", "td-2020", 3),
        ("added", "td-2021", 3),
    ]
    first, second = run.stderr.splitlines()
    assert "note.txt" in first and "missing.txt" in second
    assert listed(odplan) == ["hhb-2024-2026", "td-2020", "td-2021"]


def test_same_file_twice_is_added_once(odplan: Odplan, tmp_path: Path) -> None:
    path = write_plan(tmp_path)
    run = odplan("add", path, path)
    assert run.exit_code == 0 and "releases: added" in run.stdout and "releases: already there" in run.stdout
    assert odplan("add", path).exit_code == 0 and listed(odplan) == ["hhb-2024-2026", "td-2025-2027"]


def test_other_contents_are_refused_until_it_is_said(odplan: Odplan, tmp_path: Path) -> None:
    odplan("add", write_plan(tmp_path))
    other = write_plan(tmp_path, "newer.txt", rows=ROWS[:1])
    run = odplan("add", other)
    assert run.exit_code == 2 and "td.txt, with other contents; give --replace" in run.stderr
    run = odplan("add", "--replace", other)
    assert run.exit_code == 0 and "replaced td.txt" in run.stdout


def test_dry_run_shows_and_keeps_nothing(odplan: Odplan, tmp_path: Path) -> None:
    path = write_plan(tmp_path, rows=("甲|每當",))
    run = odplan("add", "--dry-run", path)
    assert run.exit_code == 0 and "would be added" in run.stdout and "warning: td.txt, line 6" in run.stdout
    assert listed(odplan) == ["hhb-2024-2026"] and not (tmp_path / "library").exists()


def test_bundled_plan_is_left_out_and_comes_back(odplan: Odplan) -> None:
    odplan("remove", "hhb-2024-2026")
    assert "Left out: hhb-2024-2026" in odplan("plans").stderr and listed(odplan) == []
    assert json.loads(odplan("plans", "--json").stdout)["left_out"] == ["hhb-2024-2026"]
    assert "at hand again" in odplan("add", "--bundled", "--dry-run").stderr and listed(odplan) == []
    assert "at hand again: hhb-2024-2026" in odplan("add", "--bundled").stderr and listed(odplan) == ["hhb-2024-2026"]
    assert "No bundled plan was left out" in odplan("add", "--bundled").stderr


def test_plan_that_replaced_a_bundled_one_gives_way_to_it(odplan: Odplan, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(PLAN.read_text(encoding="utf-8").replace("每15分鐘", "每20分鐘"), encoding="utf-8")
    assert odplan("add", path).exit_code == 2 and odplan("add", "--replace", path).exit_code == 0
    assert "the bundled hhb-2024-2026.zh-Hant.txt is at hand." in odplan("remove", "hhb-2024-2026").stderr


def test_json_of_a_plan_has_all_its_keys(odplan: Odplan) -> None:
    (plan,) = json.loads(odplan("plans", "--json").stdout)["plans"]
    keys = ["id", "bureau", "bureau_en", "period", "language", "title", "document", "datasets", "added", "bundled"]
    assert [key for key in keys if key not in plan] == [] and plan["trouble"] is None


def test_unknown_plan_is_told_with_those_like_it(odplan: Odplan) -> None:
    with pytest.raises(CorpusError, match=r"did you mean hhb-2024-2026\?"):
        odplan("remove", "hhb-2024-2025")


def test_nothing_to_add_is_told(odplan: Odplan) -> None:
    run = odplan("add")
    assert run.exit_code == 2 and "give a file" in run.stderr


def test_full_disk_refuses_and_keeps_nothing(odplan: Odplan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    run = odplan("add", write_plan(tmp_path))
    assert run.exit_code == 2 and "the disk is full" in run.stderr and listed(odplan) == ["hhb-2024-2026"]
