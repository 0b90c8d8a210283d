from __future__ import annotations

from dataclasses import replace

from assistant.page.cards import Entry
from assistant.page.chips import Chip
from assistant.page.links import Address
from assistant.page.turns import FIRST_CARDS, MOST_CARDS, Stand, Turn, turn_html, working_html
from assistant.page.words import words
from assistant.utterances import Utterance
from tests.assistant.page.samples import answer_about, dataset

ENGLISH = words("en")
ASKED = Utterance("what?")
LATEST = Stand(ENGLISH, Address(), (ASKED,))


def turn(count: int, *, language: str = "en", **more: object) -> Turn:
    datasets = [dataset(number) for number in range(1, count + 1)]
    answer = answer_about("what?", *datasets, language=language)  # type: ignore[arg-type]
    entries = tuple(Entry(each, ("same words",)) for each in datasets)
    return Turn(ASKED, 3, answer, entries, chips=(Chip("weekly", "every"),), **more)  # type: ignore[arg-type]


def test_answer_comes_first_then_what_was_understood_then_the_datasets() -> None:
    html = turn_html(turn(1), LATEST)
    places = [html.index(part) for part in ("what?", "Found.", "weekly", "Cancer statistics")]
    assert places == sorted(places)


def test_first_cards_are_shown_and_the_others_unfold() -> None:
    html = turn_html(turn(FIRST_CARDS + 2), LATEST)
    shown, folded = html.split("<details")
    assert shown.count("<article") == FIRST_CARDS
    assert folded.count("<article") == 2
    assert f"Show all {FIRST_CARDS + 2}" in folded


def test_few_datasets_need_no_unfolding() -> None:
    assert "<details" not in turn_html(turn(FIRST_CARDS), LATEST)


def test_what_else_was_close_is_folded_away() -> None:
    html = turn_html(turn(1, others=(Entry(dataset(8)), Entry(dataset(9)))), LATEST)
    shown, folded = html.split("<details")
    assert shown.count("<article") == 1
    assert "2 more that are close" in folded


def test_earlier_answers_are_folded_to_names() -> None:
    html = turn_html(turn(3), replace(LATEST, latest=False))
    assert "<article" not in html
    assert html.count(">Cancer statistics</a><small>") == 3
    assert "data-latest" not in html


def test_answer_is_worded_in_its_own_language_on_any_page() -> None:
    html = turn_html(turn(1, language="zh-Hans"), LATEST)
    assert 'lang="zh-Hans"' in html
    assert "理解为" in html
    assert "You asked" in html


def test_nothing_found_offers_close_names_and_examples_that_keep_the_language() -> None:
    close = answer_about("", dataset()).matches
    html = turn_html(turn(0, close_names=close), replace(LATEST, near=Address(lang="en")))
    assert 'href="?lang=en&amp;q=Cancer+statistics"' in html
    assert html.count("data-go") == 1 + len(ENGLISH.examples()) + html.count("od-remove")


def test_failure_is_a_sentence() -> None:
    html = turn_html(Turn(ASKED, 1, error="Too long <b>"), LATEST)
    assert "Too long &lt;b&gt;" in html


def test_question_that_found_no_room_comes_with_a_way_to_ask_it_again() -> None:
    refused = Turn(ASKED, 1, error=ENGLISH("error.busy"), busy=True)
    assert 'href="?q=what%3F&amp;again=1"' in turn_html(refused, LATEST)
    tried = replace(LATEST, near=Address(lang="en", pairs=(("q", "what?"), ("again", "1"))))
    assert 'href="?lang=en&amp;q=what%3F&amp;again=2"' in turn_html(refused, tried)
    assert "again=" not in turn_html(Turn(ASKED, 1, error="Too long"), LATEST)


def test_question_is_shown_while_it_is_worked_on() -> None:
    assert "&lt;b&gt;what?" in working_html("<b>what?", 1, ENGLISH, ready=True)
    assert "first time" in working_html("what?", 1, ENGLISH, ready=False)


def test_of_a_very_long_list_the_first_cards_are_drawn_and_the_count_is_told() -> None:
    html = turn_html(turn(MOST_CARDS + 5), LATEST)
    assert html.count("<article") == MOST_CARDS
    assert f"Show all {MOST_CARDS + 5}" in html
    assert f"The first {MOST_CARDS} are shown" in html


def test_which_one_is_meant_can_be_chosen() -> None:
    meant = replace(turn(0), others=(Entry(dataset(1)), Entry(dataset(2))))
    html = turn_html(meant, replace(LATEST, talk=(Utterance("weekly?", ("every",)), ASKED)))
    assert html.count("<article") == 0
    assert 'href="?q=weekly%3F&amp;q=what%3F+%28D.ii.2%29&amp;edit=1.every"' in html


def test_list_can_be_taken_away_with_all_that_led_to_it() -> None:
    html = turn_html(turn(2), replace(LATEST, talk=(Utterance("weekly?", ("every",)), ASKED)))
    assert 'href="api/v1/download/datasets.csv?q=weekly%3F&amp;q=what%3F&amp;edit=1.every&amp;lang=en"' in html
    assert html.count("data-copied") == 2
    assert "download" not in turn_html(turn(0), LATEST)


def test_chips_of_the_latest_answer_can_be_removed_and_those_before_only_read() -> None:
    assert 'href="?q=what%3F&amp;edit=1.every"' in turn_html(turn(1), LATEST)
    assert "edit=" not in turn_html(turn(1), replace(LATEST, latest=False))
