from __future__ import annotations

import re
from datetime import date

from assistant.facets import facets
from assistant.filters import Filters
from assistant.page.links import Address
from assistant.page.narrowing import (
    Place,
    chosen_html,
    chosen_values,
    facets_html,
    order_html,
    search_html,
    without,
)
from assistant.page.words import words
from assistant.service import Assistant

TODAY = date(2026, 3, 15)


def place(assistant: Assistant, language: str = "en", layout: str = "cards", **values: list[str]) -> Place:
    filters = Filters.read(values, assistant.choices)
    page = words(language)  # type: ignore[arg-type]
    return Place(filters, assistant.choices, Address("browse", language, ()), page, layout)


def test_value_is_a_link_to_the_list_with_it_or_without_it(assistant: Assistant) -> None:
    here = place(assistant, every=["P1W"], page=["2"])
    html = facets_html(facets(assistant, here.filters, "en", TODAY), here)
    assert 'href="?view=browse&amp;lang=en&amp;every=P1W&amp;every=P3M"' in html
    chosen = re.search(r'<a href="([^"]*)" data-go="" data-focus="every=P1W" aria-current="true">', html)
    assert chosen and chosen[1] == "?view=browse&amp;lang=en"
    assert "<h2>Filters (1)</h2>" in html


def test_facet_that_narrows_nothing_is_not_shown_unless_it_is_chosen(assistant: Assistant) -> None:
    alone = place(assistant)
    assert 'data-facet="category"' not in facets_html(facets(assistant, alone.filters, "en", TODAY), alone)
    chosen = place(assistant, category=["Health"])
    assert 'data-facet="category"' in facets_html(facets(assistant, chosen.filters, "en", TODAY), chosen)


def test_many_values_wait_behind_a_word_and_chosen_ones_do_not(assistant: Assistant) -> None:
    here = place(assistant, year=["2026"])
    found = facets(assistant, here.filters, "en", TODAY)
    many = tuple(found.values["year"]) * 2
    html = facets_html(type(found)(48, {**found.values, "year": many}), here)
    assert "<summary>7 more</summary>" in html
    assert html.index("year=2026") < html.index("7 more")


def test_chips_say_what_is_chosen_in_three_languages_and_how_to_be_rid_of_it(assistant: Assistant) -> None:
    values = {"text": ["a&b"], "every": ["P1W"], "format": ["none"], "since": ["2024-06"], "section": ["C"]}
    for language, said in (
        ("en", ["“a&b”", "weekly", "Formats: not stated", "Section C", "Since Jun 2024"]),
        ("zh-Hant", ["“a&b”", "每星期", "格式：沒有列明", "部分 C", "自 2024年6月"]),
        ("zh-Hans", ["“a&b”", "每星期", "格式：没有列明", "部分 C", "自 2024年6月"]),
    ):
        here = place(assistant, language, **values)
        assert [words for _, _, words in chosen_values(here)] == said
    html = chosen_html(place(assistant, **values))
    assert 'aria-label="Remove: “a&amp;b”"' in html and "Clear all" in html
    assert "Clear all" not in chosen_html(place(assistant, every=["P1W"]))
    assert chosen_html(place(assistant)) == ""


def test_what_is_taken_away_leaves_the_rest_and_the_way_it_is_shown(assistant: Assistant) -> None:
    here = place(assistant, layout="table", every=["P1W", "P3M"], spatial=["true"])
    assert without("every", "P1W", here).pairs == (("every", "P3M"), ("spatial", "true"), ("as", "table"))


def test_search_keeps_what_is_chosen_and_shows_what_was_typed_harmlessly(assistant: Assistant) -> None:
    html = search_html(place(assistant, every=["P1W"], text=['"><script>'], page=["3"]))
    assert 'data-go="?view=browse&amp;lang=en&amp;every=P1W"' in html
    assert 'value="&quot;&gt;&lt;script&gt;"' in html and 'name="text"' in html


def test_order_is_told_and_without_words_it_is_the_plans(assistant: Assistant) -> None:
    assert "Sort: order of the plan" in order_html(place(assistant))
    assert "Sort: best match" in order_html(place(assistant, text=["x"]))
    html = order_html(place(assistant, layout="table", sort=["-date"]))
    assert "Sort: newest release" in html and "as=table" in html
