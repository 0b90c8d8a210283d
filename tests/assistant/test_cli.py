"""The command line from another folder: a few commands as another process, the others by the same entry point here."""

from __future__ import annotations

import io
import json
import os
import resource
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant import console
from assistant.cli import app, main
from corpus.library import load_library
from index import encoding
from tests.corpus.small_plans import ROWS, write_plan
from tests.fakes import FakeEncoder

ODPLAN = Path(sys.executable).parent / "odplan"
PLANS = Path(__file__).resolve().parents[2] / "corpus" / "plans"
PLAN = PLANS / "hhb-2024-2026.zh-Hant.txt"
ANSWER = ["question", "language", "kind", "answer", "value", "conditions", "understood", "dataset_ids", "matches"]
MATCH = ["id", "name", "name_en", "score", "why", "source"]
WEEKLY = ["hhb-2024-2026/C1.i.1", "hhb-2024-2026/D.ii.10", "hhb-2024-2026/D.ii.19"]
HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "streamlit")


@pytest.fixture(scope="session", autouse=True)
def _index(request: pytest.FixtureRequest) -> None:
    """The index of this machine's cache is there, so that no command under test has to build it first."""
    request.getfixturevalue("real")


@pytest.fixture
def odplan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command by its entry point in this process, which saves the seconds that a start takes."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
            for name, value in environment.items():
                patched.setenv(name, value)
            patched.setattr(console, "out", Console(width=300))
            patched.setattr(console, "err", Console(width=300, stderr=True))
            patched.setattr(sys, "argv", ["odplan", *arguments])
            patched.setattr(sys, "stdin", io.StringIO(given or ""))
            try:
                main()
                status: object = 0
            except SystemExit as end:
                status = end.code or 0
        return subprocess.CompletedProcess(arguments, int(str(status)), out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def started(tmp_path: Path) -> Any:
    """Runs a command as a person does: another process, the installed program."""

    def run(*arguments: str, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(ODPLAN), *arguments],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "300", **environment},
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def good(run: subprocess.CompletedProcess[str]) -> str:
    assert (run.returncode, run.stderr) == (0, ""), run.stderr
    return run.stdout


def told(run: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that a refused command says, on standard error, with status 2."""
    assert (run.returncode, run.stdout) == (2, ""), (run.returncode, run.stdout, run.stderr)
    assert "Traceback" not in run.stderr and run.stderr.startswith("odplan: ") and run.stderr.rstrip().endswith(".")
    assert run.stderr.count("odplan: ") == 1
    return " ".join(run.stderr.split())


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


pytestmark = pytest.mark.slow


COMMANDS = ["parse", "add", "plans", "remove", "build", "ask", "suggest", "search", "show", "serve"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_shows_an_example(odplan: Any, command: str) -> None:
    assert f"odplan {command}" in good(odplan(command, "--help")).split("Example")[1]


def test_version_is_told(odplan: Any) -> None:
    told = odplan("--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"odplan {metadata.version('odplan')}\n", "")


def test_ask_json_is_one_line_of_the_contract(started: Any) -> None:
    (answer,) = lines(good(started("ask", "which datasets update weekly", "--json")))
    assert list(answer) == ANSWER and list(answer["matches"][0]) == MATCH
    assert (answer["kind"], answer["dataset_ids"]) == ("list", WEEKLY)


def test_ask_shows_people_words_and_a_table(started: Any) -> None:
    text = good(started("ask", "哪些數據集每星期更新"))
    assert text.startswith("有 3 個數據集符合") and all(name.split("/")[1] in text for name in WEEKLY)


def test_nothing_found_is_no_failure(odplan: Any) -> None:
    assert "Observatory" in good(odplan("ask", "will it rain tomorrow"))
    assert json.loads(good(odplan("suggest", "？？", "--json"))) == {"query": "？？", "matches": []}
    assert json.loads(good(odplan("search", "--every", "PT1H", "--json")))["dataset_ids"] == []


def test_day_is_given(odplan: Any) -> None:
    asked = odplan("ask", "which datasets are overdue", "--as-of", "2024-09-01", "--json")
    assert json.loads(good(asked))["dataset_ids"] == ["hhb-2024-2026/C1.ii.1"]


def test_file_is_answered_line_by_line_and_dialogues_turn_by_turn(odplan: Any, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    asked = [
        {"question": "which datasets update weekly", "id": 7},
        {"turns": [{"question": "邊啲數據集每日更新"}, {"question": "佢有咩格式"}]},
        {"question": ""},
    ]
    # A byte order mark, an empty line and no newline at the end, as editors leave them.
    path.write_text("\n\n".join(json.dumps(line) for line in asked), encoding="utf-8-sig")
    first, dialogue, last = lines(good(odplan("ask", "--file", str(path))))
    assert list(first) == ANSWER == list(last) and first["dataset_ids"] == WEEKLY
    assert list(dialogue) == ["turns"] and [turn["kind"] for turn in dialogue["turns"]] == ["list", "value"]
    assert dialogue["turns"][1]["dataset_ids"] == ["hhb-2024-2026/D.ii.17"] and last["kind"] == "none"


def test_file_may_come_from_standard_input(started: Any) -> None:
    (first,) = lines(good(started("suggest", "--file", "-", given='{"query": "cancr"}\n')))
    assert list(first) == ["query", "matches"] and first["matches"][0]["id"] == "hhb-2024-2026/D.ii.5"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("ask", "not json"), ("ask", "[1]"), ("ask", '{"query": "x"}'), ("ask", '{"turns": "x"}'),
        ("ask", '{"turns": [{"text": "x"}]}'), ("suggest", '{"question": "x"}'),
        ("ask", "[" * 100_000),
    ],
)  # fmt: skip
def test_bad_line_is_named_with_its_file(odplan: Any, tmp_path: Path, command: str, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    assert "questions.jsonl, line 2" in told(odplan(command, "--file", str(path)))


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "binary.jsonl"])
def test_file_that_cannot_be_read_is_told(odplan: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in told(odplan("ask", "--file", name))


def test_suggest_finds_names_and_shows_as_many_as_wanted(odplan: Any) -> None:
    matches = json.loads(good(odplan("suggest", "急証室", "--json", "-n", "2")))["matches"]
    assert len(matches) == 2 and list(matches[0]) == MATCH and "急症室" in matches[0]["name"]
    assert "D.ii.5" in good(odplan("suggest", "cancr"))


def test_search_takes_conditions_as_options(odplan: Any) -> None:
    found = json.loads(good(odplan("search", "--every", "P1W", "--every", "P1D", "--non-spatial", "--json")))
    assert [name.split("/")[1] for name in found["dataset_ids"]] == ["D.ii.10", "D.ii.17", "D.ii.19"]
    found = json.loads(
        good(odplan("search", "--status", "planned", "--organisation", "醫管局", "--since", "2026-01", "--json"))
    )
    assert [name.split("/")[1] for name in found["dataset_ids"]] == ["C1.i.5", "C1.ii.3"]
    years = ("--year", "2025", "--year", "2026", "--category", "Health", "--plan", "hhb-2024-2026", "--sort", "date")
    found = json.loads(good(odplan("search", *years, "--json")))
    assert [name.split("/")[1] for name in found["dataset_ids"]][-1] == "C1.i.5" and len(found["dataset_ids"]) == 4
    assert "D.ii.14" in good(odplan("search", "--format", "xml", "--section", "d", "--until", "2019-12"))


def test_show_tells_all_of_one_dataset(odplan: Any) -> None:
    assert "Waiting Time for New Case Booking" in good(odplan("show", "D.ii.9"))
    record = json.loads(good(odplan("show", "hhb-2024-2026/D.ii.9", "--json")))
    assert record["id"] == "hhb-2024-2026/D.ii.9" and record["releases"][0]["every"] == "P3M"


def test_id_that_several_plans_have_is_asked_for_in_full(odplan: Any, tmp_path: Path) -> None:
    library = {"ODPLAN_LIBRARY": str(tmp_path / "library")}
    good(odplan("add", str(write_plan(tmp_path)), **library))
    assert "give one of hhb-2024-2026/D.ii.1, td-2025-2027/D.ii.1." in told(odplan("show", "D.ii.1", **library))
    assert "道路照明裝置" in good(odplan("show", "td-2025-2027/D.ii.1", **library))
    # One plan alone has a ninth: nobody else can be meant.
    assert "hhb-2024-2026/D.ii.9" in good(odplan("show", "d.II.9", **library))


def test_build_keeps_what_it_knows_and_says_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, with an encoder that costs nothing, over a plan of two datasets, then three."""
    monkeypatch.setattr(encoding, "SentenceEncoder", lambda model, cache: FakeEncoder(name=model))
    monkeypatch.setattr(console, "err", Console(width=200, force_terminal=False, stderr=True))
    monkeypatch.setenv("ODPLAN_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("ODPLAN_CACHE", str(tmp_path / "cache"))

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, words, catch_exceptions=False)
        assert result.exit_code == 0
        return result.stderr.splitlines()[-1] if result.stderr else ""

    run("remove", "hhb-2024-2026")
    run("add", str(write_plan(tmp_path, rows=ROWS[:2])))
    assert run("build") == "The index is built: 5 texts embedded, 0 kept."
    run("add", "--replace", str(write_plan(tmp_path)))
    assert run("build") == "The index is built: 3 texts embedded, 5 kept."
    assert run("build") == "The index is up to date."
    assert run("build", "--force") == "The index is built: 8 texts embedded, 0 kept."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "--every", "weekly"], "P1W"),
        (["search", "--status", "late"], "planned or released"),
        (["search", "--section", "E"], "A, B, C or D"),
        (["search", "--since", "2024"], "a month such as 2024-12"),
        (["search", "--organisation", "Nobody"], "醫院管理局"),
        (["show", "D.ii.99"], "odplan search"),
        (["parse", "missing.txt"], "missing.txt"),
        (["add", "missing.txt"], "missing.txt"),
        (["remove", "zzz"], "odplan plans"),
    ],
)
def test_value_that_will_not_do_is_told_with_what_will(odplan: Any, arguments: list[str], words: str) -> None:
    assert words in told(odplan(*arguments))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], "give a question"),
        (["suggest"], "give a name"),
        (["ask", "x", "--as-of", "tomorrow"], "2026-03-01"),
        (["suggest", "x", "-n", "0"], "--limit"),
        (["serve", "--port", "99999"], "--port"),
        (["ask", "--nonsense"], "--nonsense"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_call_shows_how_to_call(odplan: Any, arguments: list[str], words: str) -> None:
    run = odplan(*arguments)
    assert run.returncode == 2 and run.stdout == "" and words in run.stderr and "Traceback" not in run.stderr


def test_wrong_setting_is_named(started: Any) -> None:
    assert "ODPLAN_PORT" in told(started("ask", "hello", ODPLAN_PORT="eighty"))


def test_model_that_is_not_there_is_named_and_it_is_answered_without_it(started: Any, tmp_path: Path) -> None:
    run = started("ask", "hello", ODPLAN_MODEL="no-such-model", ODPLAN_CACHE=str(tmp_path))
    assert run.returncode == 0 and run.stdout and "hf download no-such-model" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", [["ask", "which datasets update weekly"], ["build"]])
def test_cache_that_cannot_be_written_is_told(odplan: Any, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").touch()
    assert "Cannot write to the folder" in told(odplan(*command, ODPLAN_CACHE=str(tmp_path / "file")))


@pytest.mark.parametrize("megabytes", [1, 64])
def test_full_disk_is_told(tmp_path: Path, megabytes: int) -> None:
    """A file that may not grow stands for a disk without room: first the tokenizer does not fit, then the weights."""

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (megabytes << 20, megabytes << 20))

    environment = {**os.environ, "ODPLAN_CACHE": str(tmp_path / "cache")}
    run = subprocess.run(
        [str(ODPLAN), "build"], cwd=tmp_path, env=environment, preexec_fn=small, capture_output=True, text=True
    )
    assert run.returncode == 2 and "Traceback" not in run.stderr and "Cannot write to the folder" in run.stderr


def test_taken_port_is_told(started: Any) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = str(listening.getsockname()[1])
        assert "choose another with --port" in told(started("serve", "--port", port))


@pytest.mark.parametrize("arguments", [["ask", "which datasets update weekly"], ["suggest", "急証室"]])
def test_questions_that_need_no_encoder_load_none(tmp_path: Path, arguments: list[str]) -> None:
    code = (
        "import sys\nfrom assistant.cli import main\n"
        f"sys.argv = ['odplan', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code, ended.code\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "loaded: []", run.stderr


def test_reader_who_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    run = subprocess.run(
        ["sh", "-c", f"{ODPLAN} parse {PLAN} --json | head -c 1; echo"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.stdout.startswith("{") and "Traceback" not in run.stderr


def test_every_bundled_dataset_can_be_shown() -> None:
    assert len({dataset.short_id for dataset in load_library().datasets}) == 48
