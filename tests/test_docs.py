"""The documents say what is so: commands run, tables equal the code, links lead somewhere.

`python -m tests.test_docs` runs the examples anew, with the real model, and writes what they print into the documents.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import assistant.cli as command_line
import assistant.console
import assistant.server
import index.encoding
from assistant.answer import Answer, Match
from assistant.service import Assistant
from assistant.settings import TABLE
from corpus.library import load_library, to_json
from corpus.records import Dataset, Plan, Reading, Release, Source, Warning
from tests.fakes import FakeEncoder

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-HK.md")
EXAMPLES = (*READMES, "docs/cli.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
RECORDS = (Plan, Dataset, Release, Source, Warning, Reading, Answer, Match)

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^(?:\$ )?(?:echo '(?P<input>[^']*)' \| )?odplan (?P<words>.+)$")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ROW = re.compile(r"^\|(.+)\|$", re.M)
# The table of questions and answers is known by its head, in either language.
ASKED = re.compile(r"^(\| (?:You ask|你問) \|.*\n\|[-| ]+\|\n)((?:\|.*\n)+)", re.M)


def read(name: str | Path) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[tuple[str, str]]:
    """The code blocks of a document: language and content."""
    return FENCE.findall(text)


def prose(text: str) -> str:
    return FENCE.sub("", text)


def rows(text: str) -> list[list[str]]:
    """The rows of all tables of a document, heads and rules included."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in ROW.findall(prose(text))]


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text, re.M | re.S)
    assert found, f"no heading {heading!r}"
    return found[1]


def runs(name: str) -> Iterator[tuple[str, str, str]]:
    """The commands of a document's code blocks: the line, what goes in, and what the document says it prints."""
    for _, content in blocks(read(name)):
        lines = [(n, line, COMMAND.match(line)) for n, line in enumerate(content.splitlines())]
        found = [(n, line, match) for n, line, match in lines if match]
        ends = [n for n, *_ in found[1:]] + [len(lines)]
        for (n, line, match), end in zip(found, ends, strict=bool(found)):
            yield line, match["input"] or "", "\n".join(content.splitlines()[n + 1 : end])


def run(line: str, given: str = "") -> str:
    """What a command prints; fails where its exit status is not 0."""
    match = COMMAND.match(line)
    assert match
    words = shlex.split(match["words"], comments=True)
    result = CliRunner().invoke(command_line.app, words, input=given, catch_exceptions=False)
    assert result.exit_code == 0, f"{line}: {result.output}"
    return "\n".join(text.rstrip() for text in result.output.splitlines()).strip("\n")


def asked(name: str) -> list[tuple[str, str]]:
    """The questions of a README with the answers that it shows."""
    found = ASKED.search(read(name))
    assert found
    return [
        (question.strip(), answer.strip()) for _, question, answer, _ in (r.split("|") for r in found[2].splitlines())
    ]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def encoder(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    """A machine with an index and a library of its own, an encoder that costs nothing, and a window of 80 columns."""
    fake = FakeEncoder(name=index.encoding.DEFAULT_MODEL, dimension=384)
    monkeypatch.setattr(index.encoding, "SentenceEncoder", lambda model, cache: fake)
    monkeypatch.setattr(assistant.server, "serve_page", lambda host, port: None)
    monkeypatch.setattr(assistant.server, "serve_api", lambda host, port, workers: None)
    monkeypatch.setattr(assistant.console, "out", Console(width=80, force_terminal=False))
    monkeypatch.setenv("ODPLAN_CACHE", str(cache))
    monkeypatch.setenv("ODPLAN_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(ROOT)
    Assistant.open()
    fake.encoded = 0
    return fake


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_command_shown_runs_and_prints_what_is_shown(name: str, encoder: FakeEncoder) -> None:
    told = []
    for line, given, shown in runs(name):
        before = encoder.encoded
        printed = run(line, given)
        # Where meaning was asked, the fake encoder may rank otherwise than the real one.
        if shown.strip() and encoder.encoded == before:
            assert printed == shown.strip("\n"), f"{line}: run `python -m tests.test_docs`"
            told.append(line)
    assert told != []


@pytest.mark.parametrize("name", READMES)
def test_every_command_named_in_a_table_of_the_readme_runs(name: str, encoder: FakeEncoder, tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.json"
    package = {"name": "hk-td-tis", "title": "Traffic news", "notes": "News.", "resources": [{"format": "XML"}]}
    catalogue.write_text(json.dumps({"success": True, "result": package}), encoding="utf-8")
    plan = "corpus/plans/hhb-2024-2026.zh-Hant.txt"
    named = [command for row in rows(read(name)) for cell in row for command in re.findall(r"`(odplan [^`]+)`", cell)]
    assert len(named) >= 7
    for line in named:
        line = line.replace("--ckan FILE", f"--ckan {catalogue}")
        run(re.sub(r"\b(?:FILE|OLD|NEW)\b", plan, line))


@pytest.mark.parametrize("name", READMES)
def test_every_answer_of_the_readme_is_what_the_assistant_says(name: str, encoder: FakeEncoder) -> None:
    told, brain = [], Assistant.open()
    for question, answer in asked(name):
        before = encoder.encoded
        said = brain.ask(question).answer
        if encoder.encoded == before:
            assert said == answer, f"{question}: run `python -m tests.test_docs`"
            told.append(question)
    assert len(told) >= 3


@pytest.mark.parametrize("name", READMES)
def test_settings_of_the_readme_are_those_of_the_table(name: str) -> None:
    shown = [row for row in rows(read(name)) if row[0].startswith("`ODPLAN_")]
    assert [(row[0], row[1]) for row in shown] == [
        (f"`{key}`", f"`{value}`" if value else "–") for key, value, _ in TABLE
    ]
    if name == "README.md":
        assert [row[2] for row in shown] == [meaning for *_, meaning in TABLE]


def test_readmes_are_twins() -> None:
    one, other = (read(name) for name in READMES)
    assert _shape(one) == _shape(other)
    assert [language for language, _ in blocks(one)] == [language for language, _ in blocks(other)]
    assert [len(row) for row in rows(one)] == [len(row) for row in rows(other)]


def _shape(text: str) -> list[str]:
    return re.findall(r"^(#+) ", prose(text), re.M)


def test_readme_starts_with_the_two_commands() -> None:
    for name in READMES:
        _, first = blocks(read(name))[0]
        assert [line.split(" #")[0].strip() for line in first.splitlines()] == ["make app", "make test"]


@pytest.mark.parametrize("record", RECORDS)
def test_data_model_lists_every_field(record: type) -> None:
    table = rows(section(read("docs/data-model.md"), record.__name__))[2:]
    assert [row[0] for row in table] == [f"`{item.name}`" for item in dataclasses.fields(record)]
    assert all(all(row) for row in table)


def test_data_model_names_the_keys_that_are_printed() -> None:
    reading = to_json(load_library().readings[0])
    release = reading["datasets"][0]["releases"][0]
    printed = {Plan: reading["plan"], Dataset: reading["datasets"][0], Release: release, Reading: reading}
    answer = Answer("", "en", "none", "", matches=(Match("", "", "", 0.0, (), {}),)).to_json()
    printed |= {Answer: answer, Match: answer["matches"][0]}
    for record, content in printed.items():
        table = rows(section(read("docs/data-model.md"), record.__name__))[2:]
        assert {row[1].strip("`") for row in table} - {"–"} == set(content), record


@pytest.mark.parametrize("room", ["corpus", "index", "assistant"])
def test_design_names_every_module_and_no_other(room: str) -> None:
    found = re.search(rf"^### {room}/.*?(?=^##)", read("DESIGN.md"), re.M | re.S)
    assert found
    named = {row[0].strip("`") for row in rows(found[0]) if row[0].endswith(".py`")}
    modules = {path.relative_to(ROOT / room).as_posix() for path in (ROOT / room).rglob("*.py")}
    assert named == {module for module in modules if not module.endswith("__init__.py")}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_within_the_project_leads_somewhere(path: Path) -> None:
    targets = [target.split("#")[0] for target in LINK.findall(prose(path.read_text(encoding="utf-8")))]
    inside = [target for target in targets if target and not target.startswith(("http://", "https://", "mailto:"))]
    assert [target for target in inside if not (path.parent / target).exists()] == []


def refresh(name: str) -> None:
    """Writes into a document what its commands print and what its questions are answered."""
    text = read(name)
    for line, given, shown in runs(name):
        if shown.strip():
            gap = "\n" if shown.endswith("\n") else ""
            text = text.replace(f"{line}\n{shown}", f"{line}\n{run(line, given)}{gap}")
    if name in READMES:
        brain = Assistant.open()
        for question, answer in asked(name):
            text = text.replace(f"| {question} | {answer} |", f"| {question} | {brain.ask(question).answer} |")
    (ROOT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    os.environ["ODPLAN_LIBRARY"] = tempfile.mkdtemp()
    assistant.console.out = Console(width=80, force_terminal=False)
    for document in EXAMPLES:
        refresh(document)
