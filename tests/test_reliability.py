"""docs/reliability.md promises nothing that no test keeps."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROMISES = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [row for row in re.findall(r"^\| .*\|$", PROMISES, re.MULTILINE) if not row.startswith(("| what |", "| --- |"))]
TESTS = set(re.findall(r"^ *(?:async )?def (test_\w+)", "\n".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
), re.MULTILINE))  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_promise_names_tests_that_there_are(row: str) -> None:
    named = re.findall(r"`(test_\w+)`", row.split("|")[3])
    assert named and set(named) <= TESTS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_promise_says_what_was_looked_at(row: str) -> None:
    assert row.split("|")[4].strip()


def test_limits_come_with_what_can_be_done() -> None:
    assert len(ROWS) > 15 and PROMISES.count("\n- **", PROMISES.index("## Known limits")) > 5
