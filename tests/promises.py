"""Documents that promise something, row by row, each row with the tests that keep it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def document(name: str) -> str:
    """A document of docs/."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows(text: str) -> list[str]:
    """The rows of a document's tables of promises, without their heads; tables of figures are none."""
    tables = re.findall(r"^(?:\|.*\|\n)+", text, re.MULTILINE)
    return [row for table in tables if table.startswith("| what | how ") for row in table.splitlines()[2:]]


def title(row: str) -> str:
    """What a row is about, as its test is called."""
    return row.split("|")[1].strip()[:40]


def named(row: str) -> set[str]:
    """The tests that a row names."""
    return set(re.findall(r"`(test_\w+)`", row.split("|")[3]))


@cache
def all_tests() -> set[str]:
    """The names of all tests there are."""
    files = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return set(re.findall(r"^ *(?:async )?def (test_\w+)", "\n".join(files), re.MULTILINE))
