from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from assistant import feedback
from assistant.answer import Answer
from assistant.feedback import Feedback

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "question", ["which datasets update weekly", "每星期更新嘅有邊啲？", "每周更新的", "a\nb\u2028\ud800"]
)
def test_vote_is_a_line_with_the_question_and_nothing_on_who_voted(question: str, tmp_path: Path) -> None:
    path = tmp_path / "kept" / "votes.jsonl"
    answer = Answer(question, "en", "list", "Three.", dataset_ids=("p/D.ii.1",))
    assert Feedback(path).keep(answer, "up", edits=("every",), today=DAY)
    assert Feedback(path).keep(answer, "down", today=DAY)
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1])
    assert set(first) == {"day", "vote", "question", "edits", "language", "kind", "dataset_ids"}
    assert (first["vote"], first["edits"], first["day"], second["vote"]) == ("up", ["every"], "2026-03-01", "down")
    assert first["question"] == question.encode("utf-8", "replace").decode()
    assert path.stat().st_mode & 0o077 == 0


def test_votes_at_the_same_time_are_all_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    answer = Answer("問" * 300, "zh-Hant", "none", "")
    voters = [Thread(target=Feedback(path).keep, args=(answer, "up")) for _ in range(30)]
    for voter in voters:
        voter.start()
    for voter in voters:
        voter.join()
    assert [json.loads(line)["vote"] for line in path.read_text(encoding="utf-8").splitlines()] == ["up"] * 30


def test_file_grows_no_further_than_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_BYTES", 10)
    votes = Feedback(tmp_path / "votes.jsonl")
    answer = Answer("q", "en", "none", "")
    assert [votes.keep(answer, "up"), votes.keep(answer, "up")] == [True, False]


def test_place_that_cannot_be_written_is_no_failure_of_the_page(tmp_path: Path) -> None:
    assert not Feedback(tmp_path).keep(Answer("q", "en", "none", ""), "up")
