"""What a server writes of itself: enough to find what went wrong, and nothing of what was asked."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from assistant.errors import FilterWrong, NoPlans
from assistant.logs import Lines


def record(error: BaseException | None = None, **more: Any) -> logging.LogRecord:
    made = logging.LogRecord("assistant.page.visit", logging.ERROR, __file__, 1, "it %s", ("failed",), None)
    if error is not None:
        try:
            raise error
        except BaseException as raised:  # noqa: BLE001 - whatever a test raises
            made.exc_info = (type(raised), raised, raised.__traceback__)
    vars(made).update(more)
    return made


def told(error: BaseException | None = None, *, questions: bool = False, **more: Any) -> dict[str, Any]:
    line = Lines(as_json=True, questions=questions).format(record(error, **more))
    assert "\n" not in line
    content: dict[str, Any] = json.loads(line)
    return content


def test_line_says_when_how_grave_who_and_what() -> None:
    line = told(visit="ab12", seconds=1.5)
    assert list(line) == ["time", "level", "logger", "message", "visit", "seconds"]
    assert (line["level"], line["logger"], line["message"]) == ("error", "assistant.page.visit", "it failed")
    assert line["time"].endswith("Z") and line["visit"] == "ab12"


def test_error_is_told_by_its_kind_and_place() -> None:
    error = told(ValueError("what is 急症室"), request="r1")["error"]
    assert error["kind"] == "ValueError" and "test_logs.py" in error["where"][-1] and "says" not in error


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), NoPlans("no plans"), MemoryError("much")])
def test_errors_of_the_machine_and_of_ours_are_told_in_their_words(error: Exception) -> None:
    assert told(error)["error"]["says"] == str(error)


@pytest.mark.parametrize("error", [ValueError("my question"), KeyError("我的問題"), FilterWrong("q", "我的问题")])
def test_words_that_may_be_a_visitors_are_not_told_unless_questions_are_noted(error: Exception) -> None:
    for as_json in (True, False):
        line = Lines(as_json=as_json).format(record(error))
        assert str(error) not in line and str(error).encode("ascii", "backslashreplace").decode() not in line
    assert told(error, questions=True)["error"]["says"] == str(error)


def test_what_led_to_an_error_is_told_too() -> None:
    try:
        try:
            raise OSError(5, "Input/output error")
        except OSError as first:
            raise RuntimeError("x") from first
    except RuntimeError as error:
        because = told(error)["error"]["because"]
    assert because["kind"] == "OSError" and "Input/output" in because["says"]


def test_text_for_people_says_the_same() -> None:
    said = Lines().format(record(OSError(28, "No space\nleft"), visit="ab12")).split("\n")
    assert said[0].endswith("error assistant.page.visit: it failed visit=ab12")
    assert said[1].endswith("No space left") and "test_logs.py" in said[2]


def test_set_up_serves_the_rooms_and_the_libraries_and_counts_errors() -> None:
    script = """
import logging
other = logging.getLogger("uvicorn.error")
other.addHandler(logging.StreamHandler()), setattr(other, "propagate", False)
from assistant import metrics
from assistant.logs import set_up
from assistant.reach import Reach
set_up(Reach(log="json")), set_up(Reach(log="json"))
logging.getLogger("assistant.x").info("told")
logging.getLogger("somebody").info("not told")
other.error("theirs")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("index.x").exception("failed")
assert metrics.REGISTRY.get_sample_value("odplan_errors_total", {"error": "ZeroDivisionError"}) == 1
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["message"] for line in done.stderr.splitlines()] == ["told", "theirs", "failed"]
