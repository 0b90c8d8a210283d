from __future__ import annotations

from urllib.parse import parse_qs

from assistant.page.links import MOST_CHARACTERS, MOST_PAIRS, MOST_QUESTIONS, Address, latest, once_more, talk
from assistant.utterances import Utterance


def said(*questions: str) -> list[Utterance]:
    return [Utterance(question) for question in questions]


def test_link_holds_language_and_questions_in_their_order() -> None:
    address = talk(said("first & second?", "只要空間數據"), Address(lang="zh-Hant")).href
    assert parse_qs(address.removeprefix("?")) == {"lang": ["zh-Hant"], "q": ["first & second?", "只要空間數據"]}


def test_place_is_tried_again_under_another_address() -> None:
    first = once_more(Address("browse", "en", (("every", "P1W"),)))
    assert first.href == "?view=browse&lang=en&every=P1W&again=1" and once_more(first).href.endswith("again=2")
    for odd in ("x", "²", "9" * 5000):
        assert once_more(Address(pairs=(("again", odd),))).href == "?again=1"


def test_link_of_nothing_leads_to_the_start() -> None:
    assert talk([], Address()).href == "?"


def test_link_keeps_what_was_said_last() -> None:
    all_said = said(*(str(number) for number in range(MOST_QUESTIONS + 3)))
    assert latest(all_said) == all_said[3:]


def test_link_is_never_longer_than_browsers_and_proxies_take() -> None:
    all_said = said(*["字" * 300] * MOST_QUESTIONS)
    assert 0 < len(latest(all_said)) < MOST_QUESTIONS
    assert len(talk(latest(all_said), Address()).href) <= MOST_CHARACTERS


def test_last_question_is_kept_however_long() -> None:
    assert latest(said("short", "字" * 5000)) == said("字" * 5000)


def test_edits_are_counted_from_the_first_question_that_is_kept() -> None:
    all_said = [*said(*(str(number) for number in range(MOST_QUESTIONS))), Utterance("last", ("every",))]
    assert talk(latest(all_said), Address()).all("edit") == [f"{MOST_QUESTIONS}.every"]


def test_address_is_read_and_written_alike() -> None:
    query = {"view": ["browse"], "every": ["P1W", "P1M"], "lang": ["zh-Hant"], "text": ["a&b"]}
    address = Address.read(query)
    assert (address.view, address.lang) == ("browse", "zh-Hant")
    assert address.all("every") == ["P1W", "P1M"]
    assert (address.first("text"), address.first("sort")) == ("a&b", "")
    assert parse_qs(address.href.removeprefix("?")) == query


def test_address_of_another_place_keeps_the_language() -> None:
    address = Address.read({"view": ["browse"], "lang": ["en"], "every": ["P1W"]})
    assert address.at("dataset", [("id", "x/D.ii.9")]).href == "?view=dataset&lang=en&id=x%2FD.ii.9"
    assert address.at("ask").href == "?lang=en"
    assert address.spoken("zh-Hans").href == "?view=browse&lang=zh-Hans&every=P1W"


def test_address_holds_no_more_than_a_page_can_show() -> None:
    assert len(Address.read({"every": ["P1W"] * 5000}).pairs) == MOST_PAIRS
