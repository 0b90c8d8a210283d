"""What is counted while odplan serves: bounded names, nothing of what was asked."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant import metrics


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_answers_are_counted_by_kind_and_timed() -> None:
    names = {"asked": "question", "kind": "count", "language": "zh-Hant"}
    before, timed = value("odplan_answers_total", **names), value("odplan_answer_seconds_count", asked="question")
    with metrics.answered("question") as given:
        given.append(("count", "zh-Hant"))
    with pytest.raises(ZeroDivisionError), metrics.answered("question"):
        raise ZeroDivisionError
    assert value("odplan_answers_total", **names) == before + 1
    assert value("odplan_answer_seconds_count", asked="question") == timed + 1


def test_lookups_of_the_encoder_rise_to_what_it_tells() -> None:
    metrics.recalled(0, 0)
    hits, misses = (value("odplan_encoder_lookups_total", result=result) for result in ("hit", "miss"))
    metrics.recalled(3, 5)
    metrics.recalled(4, 5)
    assert value("odplan_encoder_lookups_total", result="hit") == hits + 4
    assert value("odplan_encoder_lookups_total", result="miss") == misses + 5
    metrics.recalled(0, 0)


def test_methods_that_nobody_knows_are_one() -> None:
    metrics.requested("other", "BREW" * 50, 405, 0.1)
    assert value("odplan_requests_total", route="other", method="other", status="405") > 0


def test_errors_are_counted_by_kind() -> None:
    log = logging.Logger("apart")
    log.addHandler(metrics.Errors())
    before = value("odplan_errors_total", error="ZeroDivisionError")
    try:
        raise ZeroDivisionError("secret")
    except ZeroDivisionError:
        log.exception("said")
    log.error("without an error")
    assert value("odplan_errors_total", error="ZeroDivisionError") == before + 1
    assert b"secret" not in metrics.exposed("")[0]


def test_it_is_told_in_either_of_two_forms() -> None:
    content, media_type = metrics.exposed("")
    assert media_type.startswith("text/plain")
    told = {family.name for family in text_string_to_metric_families(content.decode())}
    assert {"odplan_answers", "odplan_encoder", "odplan_requests", "process_resident_memory_bytes"} <= told
    content, media_type = metrics.exposed("application/openmetrics-text; version=1.0.0")
    assert media_type.startswith("application/openmetrics-text") and content.endswith(b"# EOF\n")


WORKER = """
import sys
from assistant import metrics
metrics.encoder_is("loading"), metrics.serves(2, 48), metrics.suggested(), metrics.VISITS.inc()
print("begun", flush=True)
sys.stdin.readline()
print(metrics.exposed("")[0].decode(), flush=True)
sys.stdin.readline()
"""


def test_workers_are_told_together_and_one_that_was_killed_is_missed(tmp_path: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdin=-1, stdout=-1, encoding="utf-8")
        for _ in range(3)
    ]
    try:
        for worker in workers:
            assert worker.stdout and worker.stdout.readline() == "begun\n"
        workers[0].send_signal(signal.SIGKILL)
        workers[0].wait()
        told = [_told(worker) for worker in workers[1:]]
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    assert "odplan_suggestions_total 3.0" in told[1]  # what was counted stays
    assert 'odplan_encoder{state="loading"} 2.0' in told[1] and "odplan_visits 2.0" in told[1]
    assert "odplan_plans 2.0" in told[1] and "odplan_datasets 48.0" in told[1]
    for worker in workers[1:]:
        assert f'process_resident_memory_bytes{{pid="{worker.pid}"}}' in told[1]


def _told(worker: subprocess.Popen[str]) -> str:
    assert worker.stdin and worker.stdout
    worker.stdin.write("tell\n")
    worker.stdin.flush()
    lines = []
    while not (lines and lines[-1] == "\n"):
        lines.append(worker.stdout.readline())
        assert lines[-1]
    return "".join(lines)
