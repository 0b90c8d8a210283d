"""Plans in miniature: a text in the shape of a plan is read without a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.library import bundled_plans
from corpus.parsing import parse
from corpus.readings.text import read_text
from corpus.records import Reading

HEAD = "編號\t數據種類\t數據集名稱\t一般說明\t發放日期 (月/年)\t更新頻率"


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """Reads a plan's text as if it stood in a file."""

    def read(text: str, name: str = "plan.txt") -> Reading:
        return parse(read_text(name, text.encode("utf-8")))

    return read


@pytest.fixture(scope="session")
def read_rows(read: Callable[..., Reading]) -> Callable[..., Reading]:
    """Reads the rows of one table, part D.i of a plan, under the usual head row."""

    def read_rows(*rows: str, head: str = HEAD) -> Reading:
        return read(
            "\n".join(["衛生署", "2024-2026年度開放數據計劃", "D. 進度：已經上載的數據集", "i. 空間數據", head, *rows])
        )

    return read_rows


@pytest.fixture(scope="session")
def bundled() -> Path:
    """The plan of the Health Bureau that comes with the program."""
    return bundled_plans()[0]


@pytest.fixture(scope="session")
def reference() -> dict[str, Any]:
    """The right reading of that plan, made by hand."""
    path = Path(__file__).with_name("hhb-2024-2026.reading.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
