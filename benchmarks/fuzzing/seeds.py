"""What the fuzzer starts from: real plans and their cells, the benchmark's questions, files of every kind."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from pathlib import Path

from corpus.library import bundled_plans
from corpus.parsing import parse
from corpus.readings.encodings import decode
from corpus.readings.text import read_text
from corpus.stored_reading import reading_bytes
from tests.corpus.small_plans import small_english_plan, small_plan

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "benchmarks" / "questions"
FILES = ROOT / "tests" / "corpus"
MOST_CELLS = 1500
_CELL = re.compile(r"[\t\n|]+")


@functools.cache
def plans() -> tuple[str, ...]:
    """Whole plans: two small ones, the bundled one, those of other departments."""
    paths = [*bundled_plans(), *sorted((FILES / "foreign_plans").glob("*.txt")), *sorted(FILES.glob("unseen/*.txt"))]
    return small_plan(), small_english_plan(), *(_text(path) for path in paths)


def _text(path: Path) -> str:
    found = decode(path.read_bytes())
    assert found is not None
    return found.text


def opening(text: str, size: int) -> str:
    """The first lines of a text, so many bytes at most."""
    return text.encode()[:size].decode(errors="ignore").rpartition("\n")[0]


@functools.cache
def cells() -> tuple[str, ...]:
    """The cells of these plans, each once."""
    found = dict.fromkeys(cell.strip() for text in plans() for cell in _CELL.split(text))
    return tuple(cell for cell in found if cell)


def some(texts: Iterable[str], most: int) -> list[bytes]:
    """Every so many-th of the texts, as bytes."""
    held = list(texts)
    return [text.encode() for text in held[:: max(1, len(held) // most)]]


@functools.cache
def questions() -> tuple[str, ...]:
    """The benchmark's questions, without the dialogues."""
    paths = [path for path in sorted(QUESTIONS.glob("*/*.jsonl")) if path.stem != "dialogues"]
    lines = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(dict.fromkeys(line.get("question") or line["query"] for line in lines))


@functools.cache
def dialogues() -> tuple[str, ...]:
    """The benchmark's dialogues, a turn on each line."""
    paths = sorted(QUESTIONS.glob("*/dialogues.jsonl"))
    lines = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return tuple("\n".join(turn["question"] for turn in line["turns"]) for line in lines)


def files(*endings: str, most: int) -> list[bytes]:
    """Documents of a kind that are no larger."""
    found = [path.read_bytes() for path in sorted((FILES / "unseen").iterdir()) if path.suffix in endings]
    return [data for data in found if len(data) <= most]


def words() -> tuple[str, ...]:
    """Short cells and questions, to be put in elsewhere."""
    return tuple(text for text in (*cells(), *questions()) if len(text) <= 40)


def readings() -> list[bytes]:
    """Small readings as they are stored, without their checksums."""
    texts = (small_plan(), small_english_plan(), small_plan(rows=()))
    held = (reading_bytes(parse(read_text("td.txt", text.encode()))) for text in texts[:2])
    return [data.partition(b"\n")[2] for data in held]


def openings(size: int) -> tuple[str, ...]:
    """Plans as far as so many bytes, and from the middle on."""
    return tuple(part for text in plans()[2:] for part in (opening(text, size), opening(text[len(text) // 2 :], size)))
