from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Match
from assistant.filters import Filters
from assistant.listing import Listing
from assistant.page.links import Address
from assistant.page.narrowing import Place
from assistant.page.results import entry_of, nothing_html, pages_html, results_html, table_html
from assistant.page.words import words
from assistant.service import Assistant
from tests.assistant.page.samples import dataset

MANY = tuple(dataset(number, name=f"第{number}") for number in range(1, 201))


def place(assistant: Assistant, layout: str = "cards", **values: list[str]) -> Place:
    filters = Filters.read(values, assistant.choices)
    return Place(filters, assistant.choices, Address("browse", "en"), words("en"), layout)


def test_of_a_long_list_one_page_is_drawn(assistant: Assistant) -> None:
    for layout, mark in (("cards", "<article"), ("table", "<tr data-id=")):
        here = place(assistant, layout, page=["3"])
        html = results_html(Listing(MANY, here.filters, None), assistant.library, here)
        assert html.count(mark) == 20 and "plan/D.ii.41" in html and "plan/D.ii.61" not in html


def test_table_has_a_head_for_each_column_and_names_that_lead_on(assistant: Assistant) -> None:
    known = assistant.dataset("hhb-2024-2026/D.ii.1")
    html = table_html([entry_of(known, assistant.library)], words("en"), Address("browse", "en"))
    assert html.count('scope="col"') == 7 and html.count("<td") == 6
    assert 'href="?view=dataset&amp;lang=en&amp;id=hhb-2024-2026%2FD.ii.1"' in html
    assert html.count("yearly") == 1 and "<div>Dec 2017</div><div>Mar 2019</div>" in html


@pytest.mark.parametrize(
    ("page", "numbers"),
    [(1, ["1", "2", "…", "10", "Next"]), (5, ["Previous", "1", "…", "4", "5", "6", "…", "10", "Next"]),
     (10, ["Previous", "1", "…", "9", "10"])],
)  # fmt: skip
def test_pages_near_the_one_shown_can_be_gone_to(assistant: Assistant, page: int, numbers: list[str]) -> None:
    here = place(assistant, page=[str(page)])
    html = pages_html(Listing(MANY, here.filters, None), here)
    said = [item.split(">")[-1] for item in html.split("</a>")[:-1]]
    assert said == [number for number in numbers if number != "…"]
    assert html.count("…") == numbers.count("…") and html.count('aria-current="page"') == 1
    assert "page=1&" not in html and not html.count('page=1"')


def test_one_page_needs_no_way_to_others(assistant: Assistant) -> None:
    here = place(assistant)
    assert pages_html(Listing(MANY[:20], here.filters, None), here) == ""


def test_nothing_found_says_what_to_take_away_and_what_is_called_alike(assistant: Assistant) -> None:
    here = place(assistant, text=["vacine"], every=["P1W"])
    close = [Match("p/D.ii.1", "疫苗", "Vaccines", 1.0, (), {})]
    html = nothing_html([("every", "P1W", "weekly", 4)], close, here)
    assert "without weekly: 4" in html and "text=vacine" in html
    assert ">Vaccines</a>" in html and "id=p%2FD.ii.1" in html
    assert 'href="?lang=en&amp;q=vacine"' in html
    assert "question" not in nothing_html([], [], place(assistant, every=["P1W"]))


def test_what_a_plan_says_is_escaped(assistant: Assistant) -> None:
    evil = replace(dataset(), name="<img src=x>", name_en="", formats=("<b>",), organisation="<i>")
    html = table_html([entry_of(evil, assistant.library)], words("zh-Hant"), Address("browse"))
    assert "<img" not in html and "<b>" not in html and "<i>" not in html
