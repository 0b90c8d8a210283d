from __future__ import annotations

from urllib.parse import parse_qs

from assistant.page.links import MOST_CHARACTERS, MOST_QUESTIONS, latest, link


def test_link_holds_language_and_questions_in_their_order() -> None:
    address = link(["first & second?", "只要空間數據"], "zh-Hant")
    assert parse_qs(address.removeprefix("?")) == {"lang": ["zh-Hant"], "q": ["first & second?", "只要空間數據"]}


def test_link_of_nothing_leads_to_the_start() -> None:
    assert link([]) == "?"


def test_link_keeps_the_last_questions() -> None:
    questions = [str(number) for number in range(MOST_QUESTIONS + 3)]
    assert latest(questions) == questions[3:]


def test_link_is_never_longer_than_browsers_and_proxies_take() -> None:
    questions = ["字" * 300] * MOST_QUESTIONS
    assert 0 < len(latest(questions)) < MOST_QUESTIONS
    assert len(link(latest(questions))) <= MOST_CHARACTERS


def test_last_question_is_kept_however_long() -> None:
    assert latest(["short", "字" * 5000]) == ["字" * 5000]


def test_empty_questions_are_no_questions() -> None:
    assert latest(["", "one", ""]) == ["one"]
