"""One visit of a thousand questions on the page, in a real browser: does it slow down, does anything grow?

``python -m benchmarks.visit [QUESTIONS]`` prints a row for each tenth of the questions: the median time from Enter to
the answer on the screen, the processor's time that the server took for a question (which other programs on the machine
do not lengthen), the server's memory, and how much the browser holds.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.assistant.page.browsing import ROOT, Visitors, chromium, serving

QUESTIONS = 1000
ROWS = 10
HEADS = ("questions", "median ms", "server CPU ms", "server MB", "elements", "heap MB")
HELD = "[document.querySelectorAll('*').length, Math.round(performance.memory.usedJSHeapSize / 1e6)]"


def questions(count: int) -> list[str]:
    """Questions of the sets in benchmarks/questions, over and over, each time with another number behind it."""
    files = sorted((ROOT / "benchmarks" / "questions").rglob("*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    asked = [line["question"] for line in lines if "question" in line]
    return [f"{asked[number % len(asked)]} {number}" for number in range(count)]


def ask(page: Page, question: str) -> float:
    """Ask, and say how many milliseconds it took until the answer could be read."""
    box = page.locator("textarea")
    box.fill(question)
    begun = time.perf_counter()
    box.press("Enter")
    turn = page.locator("[data-latest]").filter(has=page.locator("h2", has_text=question)).locator("[data-announce]")
    expect(turn).to_be_visible()
    return 1000 * (time.perf_counter() - begun)


class Process:
    """A running program, as the system's accounts tell of it."""

    def __init__(self, *words: str) -> None:
        commands = ((place.parent, place.read_bytes().decode(errors="replace")) for place in _commands())
        self.place = next(place for place, command in commands if all(word in command for word in words))

    def memory(self) -> int:
        """How many MB it holds."""
        lines = dict(line.split(":", 1) for line in (self.place / "status").read_text(encoding="utf-8").splitlines())
        return int(lines["VmRSS"].split()[0]) // 1024

    def worked(self) -> float:
        """For how many milliseconds it has worked."""
        fields = (self.place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _commands() -> list[Path]:
    return sorted(Path("/proc").glob("[0-9]*/cmdline"))


def main(count: int = QUESTIONS) -> None:
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, chromium() as browser:
        page = Visitors(browser, server).open("/?lang=en")
        process = Process("streamlit_app.py", server.rsplit(":", 1)[1])
        asked, each = questions(count), max(1, count // ROWS)
        print(" | ".join(HEADS))
        for start in range(0, count, each):
            before = process.worked()
            times = [ask(page, question) for question in asked[start : start + each]]
            spent = (process.worked() - before) / len(times)
            row = (start + len(times), statistics.median(times), spent, process.memory(), *page.evaluate(HELD))
            print(" | ".join(f"{value:.0f}" for value in row), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
