"""Where a question's time goes on the plan at hand: `python -m benchmarks.stages`.

Each different question of benchmarks/questions is asked once, of an assistant as a server keeps it warm, and the time
that it takes is split by what is at work: understanding (reading the question), encoding, searching, wording (all the
rest: conditions, composing, phrases).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest import mock

from assistant.question import read_question
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.shared import put_aside
from benchmarks.record import keep, milliseconds, say, spread
from benchmarks.tables import table

SETS = Path(__file__).with_name("questions")
TODAY = date(2026, 11, 23)
STAGES = ("understanding", "encoding", "searching", "wording")
SEARCHES = ("search", "coverage", "names", "units", "in_names")
QUICK = 60

P = ParamSpec("P")
R = TypeVar("R")


class Clock:
    """Seconds by stage: while one stage is at work inside another, the outer one stands still."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stack: list[str] = []
        self._since = 0.0

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._stack:
            stage = self._stack[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now

    @contextmanager
    def at(self, stage: str) -> Iterator[None]:
        """Counts what happens as time of a stage."""
        self._turn()
        self._stack.append(stage)
        try:
            yield
        finally:
            self._turn()
            self._stack.pop()

    def counting(self, stage: str, work: Callable[P, R]) -> Callable[P, R]:
        """``work``, each call of it as time of a stage."""

        # As ``at``, without what a context manager takes: some of these calls take no longer.
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            self._turn()
            self._stack.append(stage)
            try:
                return work(*args, **kwargs)
            finally:
                self._turn()
                self._stack.pop()

        return counted


def asked() -> list[tuple[str, str]]:
    """Every different question with its language."""
    lines = [json.loads(line) for path in sorted(SETS.glob("*/*.jsonl")) for line in path.open(encoding="utf-8")]
    return list({line["question"]: line["lang"] for line in lines if "question" in line}.items())


def split(assistant: Assistant, questions: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """For each question its language, its answer's kind and the seconds of each stage."""
    clock, found = Clock(), []
    encoder, searcher = assistant.searcher.encoder, assistant.searcher
    with mock.patch("assistant.service.read_question", clock.counting("understanding", read_question)):
        for name in SEARCHES:
            setattr(searcher, name, clock.counting("searching", getattr(searcher, name)))
        encoder.encode_queries = clock.counting("encoding", encoder.encode_queries)  # type: ignore[method-assign]
        for question, lang in questions:
            clock.seconds = {}
            with clock.at("wording"):
                answer = assistant.ask(question, as_of=TODAY)
            found.append({"lang": lang, "kind": answer.kind, **clock.seconds})
    return found


def summed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Spreads by group: all, those with and without the encoder, each kind, each language."""
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        needs = "with the encoder" if "encoding" in row else "without the encoder"
        for group in ("all", needs, f"kind: {row['kind']}", f"language: {row['lang']}"):
            groups[group].append(row)
    order = sorted(groups, key=lambda name: (name != "all", ":" in name, name))
    return {
        name: {
            "whole": spread([sum(row.get(stage, 0.0) for stage in STAGES) for row in groups[name]]),
            **{stage: spread([row.get(stage, 0.0) for row in groups[name]]) for stage in STAGES},
        }
        for name in order
    }


def stages_table(figures: Mapping[str, Any]) -> str:
    """Median (p99) in ms by group and stage, and the median as a share of the encoder's."""
    encoder = figures["with the encoder"]["encoding"]["median"] if "with the encoder" in figures else 0.0
    rows = []
    for name, told in figures.items():
        cells = [
            f"{milliseconds(told[key]['median'])} ({milliseconds(told[key]['p99'])})" for key in ("whole", *STAGES)
        ]
        share = f"{told['whole']['median'] / encoder:.2f}" if encoder else "-"
        rows.append([name, str(told["whole"]["n"]), *cells, share])
    return table(("median (p99), ms", "n", "whole", *STAGES, "whole / encoder"), rows)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"every so many-th question, about {QUICK} in all")
    parser.add_argument("--keep", action="store_true", help="keep the figures under results/")
    given = parser.parse_args(words)
    questions = asked()
    questions = questions[:: max(1, len(questions) // QUICK)] if given.quick else questions
    say(f"stages: {len(questions)} questions on the plan at hand")
    with tempfile.TemporaryDirectory() as folder:
        # The bundled plans alone, whatever else is at hand; the cache with the model is the user's.
        settings = replace(load_settings(), library=Path(folder))
        assistant = Assistant.open(settings)
        assistant.warm_up()
        put_aside()
        figures = summed(split(assistant, questions))
    if given.keep:
        keep("stages", figures)
    print(stages_table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
