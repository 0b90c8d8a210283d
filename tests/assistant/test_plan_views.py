"""Findings and changes are shown to people in three languages, and to programs in full."""

import json
import re
import string
from collections.abc import Callable
from dataclasses import replace
from importlib import resources

import opencc
import pytest
from rich.console import Console, RenderableType

from assistant.plan_views import check_json, check_view, diff_json, diff_view, said
from corpus.editions import KINDS, compare
from corpus.findings import LANGUAGES, Finding
from corpus.library import bundled_plans
from corpus.parsing import read_plan
from corpus.records import Reading, Source

FINDING = Finding("spaces", "note", "D.i.1", Source("p.txt", 7), "[red]message[/red]", "suggestion")
Shown = Callable[[RenderableType], str]


@pytest.fixture
def shown() -> Shown:
    def show(view: RenderableType) -> str:
        console = Console(width=200, force_terminal=False)
        with console.capture() as capture:
            console.print(view)
        return capture.get()

    return show


@pytest.fixture(scope="module")
def plan() -> Reading:
    return read_plan(bundled_plans()[0])


def phrases(language: str) -> dict[str, str]:
    text = resources.files("assistant").joinpath(f"phrases/changes.{language}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_has_words_in_every_language(language: str) -> None:
    found, english = phrases(language), phrases("en")
    assert list(found) == list(english)
    assert {key.removeprefix("kind.") for key in found if key.startswith("kind.")} == set(KINDS)
    assert [key for key in found if placeholders(found[key]) != placeholders(english[key])] == []


def test_each_language_is_written_in_its_script() -> None:
    convert = opencc.OpenCC("t2s").convert
    assert {key: convert(text) for key, text in phrases("zh-Hant").items()} == phrases("zh-Hans")
    assert not re.search("[\u3400-\u9fff]", str(phrases("en")))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "0 errors, 0 warnings, 1 notes"),
        ("zh-Hant", "0項錯誤、0項警告、1項提示"),
        ("zh-Hans", "0项错误、0项警告、1项提示"),
    ],
)
def test_findings_are_shown_as_they_are_written(shown: Shown, language: str, words: str) -> None:
    text = shown(check_view([FINDING], language))
    assert "[red]message[/red]" in text and "D.i.1" in text and "line 7" in text and words in text
    assert said(language, "clean") in shown(check_view([], language))


def test_findings_are_json_with_their_counts(plan: Reading) -> None:
    content = check_json(plan.plan, [FINDING], language="en", as_of="2024-01-01")
    assert list(content) == ["plan", "as_of", "language", "counts", "findings"]
    assert content["counts"] == {"error": 0, "warning": 0, "note": 1}
    assert content["findings"][0]["rule"] == "spaces" and json.dumps(content)


def test_changes_stand_in_groups_with_both_places(shown: Shown, plan: Reading) -> None:
    first = plan.datasets[0]
    late = replace(first, name="自願醫保計劃產品供應者名單[b]", releases=(replace(first.releases[0], date="2025-01"),))
    found = compare(plan, replace(plan, datasets=(late, *plan.datasets[2:])))
    text = shown(diff_view(found, "en"))
    assert (
        "Later than before (1)" in text
        and "2024-12 → 2025-01 (1 month)" in text
        and "自願醫保計劃產品供應者名單[b]" in text
    )
    assert "A.i.1 (hhb-2024-2026.zh-Hant.txt, line 12) → A.i.1" in text and "Dropped (1)" in text
    content = diff_json(found)
    assert [change["kind"] for change in content["changes"]] == [change.kind for change in found.changes]
    assert content["changes"][0]["old"]["id"] == "hhb-2024-2026/C1.i.1" and content["changes"][0]["new"] is None


@pytest.mark.parametrize(
    ("language", "words"), [("en", "are the same: 48"), ("zh-Hant", "兩者相同"), ("zh-Hans", "两者相同")]
)
def test_what_is_the_same_is_said_to_be(shown: Shown, plan: Reading, language: str, words: str) -> None:
    assert words in shown(diff_view(compare(plan, plan), language))
