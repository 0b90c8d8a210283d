"""Questions in other languages: what is known of their words is read, and nothing is made up of the rest."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.foreign import glossed
from assistant.language import is_foreign
from assistant.service import Assistant

QUESTIONS = tomllib.loads(Path(__file__).with_name("foreign_questions.toml").read_text(encoding="utf-8"))
LANGUAGES = [name for name in QUESTIONS if name != "outside"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_for_comes_first(assistant: Assistant, language: str) -> None:
    missed = {}
    for question, wanted in QUESTIONS[language].items():
        answer = assistant.ask(question)
        first = [*answer.dataset_ids, *(match.id for match in answer.matches)][:1]
        if not first or first[0].rpartition("/")[2] not in wanted.split():
            missed[question] = first
    assert missed == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_in_english(assistant: Assistant, language: str) -> None:
    question = next(iter(QUESTIONS[language]))
    assert is_foreign(question) and assistant.ask(question).language == "en"


@pytest.mark.parametrize("text", ["xyzzy", "", "???"])
def test_of_unknown_words_nothing_is_made_up(text: str) -> None:
    assert glossed(text) == ""


@pytest.mark.parametrize("text", ["新型コロナワクチン", "कोभिड खोप", "vacuna contra la COVID"])
def test_known_words_are_put_into_english(text: str) -> None:
    assert "covid" in glossed(text).lower()


@given(st.text(max_size=80))
def test_any_text_has_a_gloss_that_is_the_same_each_time(text: str) -> None:
    assert glossed(text) == glossed(text)
