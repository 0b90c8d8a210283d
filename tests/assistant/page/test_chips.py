from __future__ import annotations

import pytest

from assistant.page.chips import MOST_VALUES, Chip, chips_html, chips_of
from assistant.page.links import Address
from assistant.page.words import words
from assistant.service import Assistant
from assistant.utterances import Utterance, replayed

ASKED = Utterance("which spatial datasets update weekly")


@pytest.mark.parametrize(
    ("question", "label"),
    [("which datasets update weekly", "yearly"), ("每星期更新的數據集", "每年"), ("每周更新的数据集", "每年")],
)
def test_chip_offers_the_other_values_of_the_plans_in_the_language_of_the_answer(
    question: str, label: str, assistant: Assistant
) -> None:
    (chip,) = chips_of(assistant.ask(question), assistant)
    assert (chip.key, dict(chip.others)[label]) == ("every", "every.every.P1Y")
    assert chip.words not in dict(chip.others)
    assert len(chip.others) <= MOST_VALUES


def test_every_offer_leads_to_an_answer_that_has_datasets(assistant: Assistant) -> None:
    chips = chips_of(assistant.ask("which datasets update weekly"), assistant)
    for label, edit in chips[0].others:
        (answer,) = replayed(assistant, [Utterance("which datasets update weekly", (edit,))])
        assert answer.dataset_ids, label


def test_date_can_be_changed_for_a_year_and_an_order_only_removed(assistant: Assistant) -> None:
    *_, date, order = chips_of(assistant.ask("latest datasets released in 2019"), assistant)
    assert ("2021", "date.year.2021") in date.others
    assert (order.key, order.others) == ("order", ())


def test_chip_is_removed_and_changed_by_links_and_its_words_are_escaped() -> None:
    html = chips_html((Chip("<b>", "every", (("monthly", "every.every.P1M"),)),), words("en"), Address(), (ASKED,))
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert "edit=1.every&quot;" not in html
    assert 'edit=1.every"' in html and 'edit=1.every.every.P1M"' in html
    assert "Remove “&lt;b&gt;”" in html


def test_what_is_only_read_has_no_links() -> None:
    assert "<a" not in chips_html((Chip("weekly", "every"),), words("en"), Address(), ())
    assert chips_html((), words("en"), Address(), (ASKED,)) == ""
