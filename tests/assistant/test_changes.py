"""What changed between two editions, in an answer's words."""

from pathlib import Path

import pytest

from assistant.answer import Language
from assistant.changes import changes_reply, said
from corpus.editions import KINDS, compare
from corpus.parsing import read_plan
from tests.corpus.small_plans import ROWS, write_plan

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_has_words(language: Language) -> None:
    assert all(said(language, f"kind.{kind}") for kind in KINDS)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Dropped: 行人天橋名單."),
        ("zh-Hant", "刪去：《行人天橋名單》。"),
        ("zh-Hans", "《行人天桥名单》"),
    ],
)
def test_changes_are_told_by_kind(tmp_path: Path, language: Language, told: str) -> None:
    old = read_plan(write_plan(tmp_path, "old.txt"))
    new = read_plan(write_plan(tmp_path, "new.txt", period="2026-2028", rows=(ROWS[0], "泊車位空置數目|每日")))
    reply = changes_reply(compare(old, new), language)
    assert told in reply and "2025-2027" in reply and "2026-2028" in reply


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_plan_has_no_changes(tmp_path: Path, language: Language) -> None:
    plan = read_plan(write_plan(tmp_path))
    assert "3" in changes_reply(compare(plan, plan), language)
