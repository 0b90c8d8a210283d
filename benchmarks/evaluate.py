"""Scores the question sets and writes the tables of docs/evaluation.md: `python -m benchmarks.evaluate`.

Every question is asked once of one Assistant in this process, through the same door as the command line's. That
gives the scores and, as the encoder is watched, the times; then the search is taken apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from assistant.conversation import Conversation
from assistant.question import read_question
from assistant.scope import FAMILIAR_MARGIN, FOREIGN_MARGIN
from assistant.service import Assistant
from assistant.settings import load_settings
from benchmarks import weights
from benchmarks.ablation import NDCG, SUCCESS, Judged, ablate, judge, searchers
from benchmarks.latency import COLD_RUNS, Stopwatch, WatchedEncoder, cold, machine, p99
from benchmarks.scoring import FILES, Line, Score, means, scores
from benchmarks.tables import filled, table
from corpus.library import load_library
from index.encoding import open_encoder
from index.search import Searcher, identity
from index.snapshot import Snapshot

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "benchmarks" / "questions"
PAGE = ROOT / "docs" / "evaluation.md"
SETS = ("a", "b", "c", "d", "e", "f")
LANGUAGES = ("en", "zh-Hant", "yue", "zh-Hans", "mixed", "all")
# "This year" and "overdue" count from here, so that a later run asks the same.
TODAY = date(2026, 11, 23)
MEASURES = ("list", "count", "value", "dialogue turns", "topical nDCG@10", "fuzzy success@1", "out of scope")
# What the sets scored when they were asked for the first time, before anybody looked at what failed: history.
FIRST = {
    "b": (0.689, 0.933, 0.733, 0.795, 0.848, 1.000, 0.967),
    "c": (0.867, 0.950, 0.850, 0.833, 0.920, 0.975, 0.861),
    "d": (0.851, 0.938, 0.889, 0.964, 0.949, 1.000, 0.911),
    "e": (0.860, 0.867, 0.971, 0.944, 0.945, 1.000, 0.867),
    "f": (0.786, 0.857, 1.000, 0.946, 0.858, 0.944, 0.955),
}

Lines = Mapping[str, Mapping[str, Sequence[Line]]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--no-write", action="store_true", help="print the tables only")
    wanted = options.parse_args()
    # The questions are about the bundled plans: what this machine's user has added must not answer them.
    settings, library = load_settings(), load_library()
    settings = replace(settings, library=settings.cache / "no plans added")
    Assistant.build(settings)
    encoder = WatchedEncoder(open_encoder(settings.model, settings.cache))
    expected = identity(library, encoder.name, encoder.dimension, settings.cache)
    snapshot = Snapshot.open(settings.snapshot, expected)
    assistant = Assistant(library, Searcher(library, encoder, snapshot))
    assistant.warm_up()
    lines = {name: {file: read(QUESTIONS / name / f"{file}.jsonl") for file in FILES} for name in SETS}

    watch = Stopwatch(encoder)
    with mock.patch("assistant.service.read_question", watch.reading(read_question)):
        earned = {
            name: [score for file in FILES for line in files[file] for score in ask(assistant, watch, file, line)]
            for name, files in lines.items()
        }
    topical = {f"{name}/{line['id']}": line for name, files in lines.items() for line in files["topical"]}
    judged = {
        kind: judge(searcher, assistant.lexicon, topical, TODAY)
        for kind, searcher in searchers(library, encoder, snapshot).items()
    }
    tables = {
        "assistant": assistant_table(earned),
        "ablation": ablation_tables(ablate(judged)),
        "weights": weights_table(judged["whole"]),
        "margins": margins_table(assistant.searcher, lines),
        "latency": latency_tables(watch, understood(assistant, lines)),
    }
    for name, text in tables.items():
        print(f"\n## {name}\n\n{text}")
    if not wanted.no_write:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8")


def read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ask(assistant: Assistant, watch: Stopwatch, file: str, line: Line) -> list[Score]:
    """What a line of a file earned; its answers are timed."""
    answer: dict[str, Any]
    if file == "fuzzy":
        answer = {"matches": [match.to_json() for match in assistant.suggest(line["query"])]}
    elif file == "dialogues":
        said = Conversation()
        turns = [watch.ask(partial(_said, assistant, turn["question"], said)) for turn in line["turns"]]
        answer = {"turns": turns}
    else:
        answer = watch.ask(partial(_said, assistant, line["question"], None))
    return scores(file, line, answer)


def _said(assistant: Assistant, question: str, said: Conversation | None) -> dict[str, Any]:
    return assistant.ask(question, conversation=said, as_of=TODAY).to_json()


def assistant_table(earned: Mapping[str, Sequence[Score]]) -> str:
    """The whole assistant by set, with the first scores above those of now."""
    rows: list[Sequence[str]] = []
    for name, found in earned.items():
        measured = means(found)
        if name in FIRST:
            rows.append((f"{name}, first", *(f"{value:.3f}" for value in FIRST[name])))
        rows.append((f"**{name}**, now", *(f"{measured[m]['all'][0]:.3f}" for m in MEASURES)))
        rows.append(("questions", *(str(measured[m]["all"][1]) for m in MEASURES)))
    return table(("set", *MEASURES), rows)


def ablation_tables(earned: Mapping[str, Sequence[Score]]) -> str:
    """One table for each measure, a column for each language."""
    measured = {row: means(found) for row, found in earned.items()}
    counts = next(iter(measured.values()))[NDCG]
    head = [f"{lang} (n={counts[lang][1]})" for lang in LANGUAGES]
    return "\n\n".join(
        table(
            (measure, *head),
            [(row, *(f"{found[measure][lang][0]:.3f}" for lang in LANGUAGES)) for row, found in measured.items()],
        )
        for measure in (NDCG, SUCCESS)
    )


def weights_table(judged: Sequence[Judged]) -> str:
    """Weights chosen by others' questions against the product's; in the sample and out of it."""
    gains = weights.gains(judged)
    means_by_weights = gains.mean(axis=0)
    best = int(means_by_weights.argmax())
    ours = float(weights.ours(gains).mean())
    rows = [
        ("the product's weights", _weights(weights.OURS), f"{ours:.4f}", ""),
        ("best of the grid, in sample", _weights(weights.GRID[best]), f"{means_by_weights[best]:.4f}", ""),
    ]
    for name, groups in (
        (f"{weights.FOLDS}-fold, held out", weights.folds(judged)),
        ("leave one set out, held out", [one.id.split("/")[0] for one in judged]),
    ):
        found = weights.validate(gains, groups)
        gap = f"{found.held_out - found.ours:+.4f} ± {found.error:.4f}"
        rows.append((name, "; ".join(_weights(chosen) for chosen in found.chosen), f"{found.held_out:.4f}", gap))
    near = int((means_by_weights >= means_by_weights[best] - 0.005).sum())
    return (
        table(("weights", "meaning, coverage, words, name", "nDCG@10", "against the product's"), rows)
        + f"\n\n{near} of the grid's {len(weights.GRID)} weightings lie within 0.005 of its best."
    )


def _weights(values: Iterable[float]) -> str:
    return " ".join(f"{value:.2f}".removeprefix("0") for value in values)


def margins_table(searcher: Searcher, lines: Lines) -> str:
    """How far the nearest dataset stands out by meaning, for questions of which no word is known."""
    rows = []
    for kind in ("other_language", "points_to", "off_topic", "gibberish"):
        asked = [line for files in lines.values() for line in files["outofscope"] if line["kind"] == kind]
        found = sorted(searcher.search(line["question"], ()).margin for line in asked)
        least, middle, most = found[0], statistics.median(found), found[-1]
        rows.append((kind.replace("_", " "), str(len(found)), f"{least:.3f}", f"{middle:.3f}", f"{most:.3f}"))
    bounds = f"Bounds: {FOREIGN_MARGIN} for a question in another language, {FAMILIAR_MARGIN} for any other."
    return table(("questions", "n", "least", "median", "most"), rows) + "\n\n" + bounds


def understood(assistant: Assistant, lines: Lines) -> list[float]:
    """The seconds that reading each question takes, with nothing done in between."""
    watch = Stopwatch(WatchedEncoder(assistant.searcher.encoder))
    asked = [line for files in lines.values() for file in FILES if file != "fuzzy" for line in files[file]]
    for turn in (turn for line in asked for turn in line.get("turns", [line])):
        watch.reading(read_question)(turn["question"], assistant.lexicon, TODAY)
    return watch.understood


def latency_tables(watch: Stopwatch, alone: Sequence[float]) -> str:
    """Times as shares of those of questions that need the encoder, and of an import."""
    asked = {
        "needs the encoder": watch.encoded,
        "needs no encoder": watch.plain,
        "understanding, amid answers": watch.understood,
        "understanding, by itself": alone,
    }
    middle, slow = statistics.median(watch.encoded), p99(watch.encoded)
    rows = [
        (
            name,
            str(len(seconds)),
            f"{1000 * statistics.median(seconds):.1f}",
            f"{1000 * p99(seconds):.1f}",
            f"{statistics.median(seconds) / middle:.3f}",
            f"{p99(seconds) / slow:.3f}",
        )
        for name, seconds in asked.items()
    ]
    starts = cold()
    whole = next(iter(starts.values()))
    return (
        table(("question", "n", "median, ms", "p99, ms", "median, ratio", "p99, ratio"), rows)
        + "\n\n"
        + table(
            (f"cold start, median of {COLD_RUNS}", "seconds", "ratio"),
            [(name, f"{seconds:.2f}", f"{seconds / whole:.2f}") for name, seconds in starts.items()],
        )
        + f"\n\nTaken on: {machine()}."
    )


if __name__ == "__main__":
    main()
