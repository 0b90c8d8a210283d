from __future__ import annotations

from assistant.page.cards import Entry
from assistant.page.turns import FIRST_CARDS, Turn, turn_html, working_html
from assistant.page.words import words
from tests.assistant.page.samples import answer_about, dataset

ENGLISH = words("en")


def turn(count: int, *, language: str = "en", **more: object) -> Turn:
    datasets = [dataset(number) for number in range(1, count + 1)]
    answer = answer_about("what?", *datasets, language=language)  # type: ignore[arg-type]
    return Turn("what?", 3, answer, tuple(Entry(each, ("same words",)) for each in datasets), **more)  # type: ignore[arg-type]


def test_answer_comes_first_then_what_was_understood_then_the_datasets() -> None:
    html = turn_html(turn(1), ENGLISH, latest=True, lang=None)
    places = [html.index(part) for part in ("what?", "Found.", "weekly", "Cancer statistics")]
    assert places == sorted(places)


def test_first_cards_are_shown_and_the_others_unfold() -> None:
    html = turn_html(turn(FIRST_CARDS + 2), ENGLISH, latest=True, lang=None)
    shown, folded = html.split("<details")
    assert shown.count("<article") == FIRST_CARDS
    assert folded.count("<article") == 2
    assert f"Show all {FIRST_CARDS + 2}" in folded


def test_few_datasets_need_no_unfolding() -> None:
    assert "<details" not in turn_html(turn(FIRST_CARDS), ENGLISH, latest=True, lang=None)


def test_what_else_was_close_is_folded_away() -> None:
    html = turn_html(turn(1, others=(Entry(dataset(8)), Entry(dataset(9)))), ENGLISH, latest=True, lang=None)
    shown, folded = html.split("<details")
    assert shown.count("<article") == 1
    assert "2 more that are close" in folded


def test_earlier_answers_are_folded_to_names() -> None:
    html = turn_html(turn(3), ENGLISH, latest=False, lang=None)
    assert "<article" not in html
    assert html.count("<li><span>Cancer statistics</span>") == 3
    assert "data-latest" not in html


def test_answer_is_worded_in_its_own_language_on_any_page() -> None:
    html = turn_html(turn(1, language="zh-Hans"), ENGLISH, latest=True, lang=None)
    assert 'lang="zh-Hans"' in html
    assert "理解为" in html
    assert "You asked" in html


def test_nothing_found_offers_close_names_and_examples_that_keep_the_language() -> None:
    close = answer_about("", dataset()).matches
    html = turn_html(turn(0, close_names=close), ENGLISH, latest=True, lang="en")
    assert 'href="?lang=en&amp;q=Cancer+statistics"' in html
    assert html.count("data-go") == 1 + len(ENGLISH.examples())


def test_failure_is_a_sentence() -> None:
    html = turn_html(Turn("what?", 1, error="Too long <b>"), ENGLISH, latest=True, lang=None)
    assert "Too long &lt;b&gt;" in html


def test_question_is_shown_while_it_is_worked_on() -> None:
    assert "&lt;b&gt;what?" in working_html("<b>what?", 1, ENGLISH, ready=True)
    assert "first time" in working_html("what?", 1, ENGLISH, ready=False)
