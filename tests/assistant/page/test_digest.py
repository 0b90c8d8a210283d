from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Language
from assistant.overview import Bar, Dated, Figure, Overview, Tally, Timeline
from assistant.page import digest
from assistant.page.links import Address
from assistant.page.words import words
from tests.assistant.page.samples import dataset

AT = Address("glance", "en")
YEARLY = Bar("P1Y", "yearly", 5, 16, (("every", "P1Y"),))
UNSTATED = Bar("none", "not stated", 3, 1, (("format", "none"),))
CSV = Bar("CSV", "CSV", 0, 8, (("format", "CSV"),))


def seen(*, due: int = 0, overdue: int = 0) -> Overview:
    figures = [
        Figure(name, count, (("status", "planned"), ("until", "2024-09")) if name == "overdue" else ())
        for name, count in zip(
            ("datasets", "released", "planned", "spatial", "soon", "due", "overdue"),
            (1048, 1039, 9, 23, 1, due, overdue), strict=True,
        )
    ]  # fmt: skip
    return Overview(date(2024, 10, 1), tuple(figures), Timeline((), 0), (), (), ())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Health Bureau, as of 1 Oct 2024: 1,048 datasets, of which 1,039 are released and 9 planned."),
        ("zh-Hant", "截至2024年10月1日：共 1,048 個數據集，1,039 個已發放，9 個計劃發放，其中 8 個已過預定月份。"),
        ("zh-Hans", "截至2024年10月1日：共 1,048 个数据集，1,039 个已发布，9 个计划发布，其中 8 个已过预定月份。"),
    ],
)
def test_heading_says_what_the_plans_hold(language: Language, said: str) -> None:
    html = digest.heading_html(words(language), seen(overdue=8), "Health Bureau")
    assert said in html and html.count("<h1>") == 1


def test_figures_lead_to_their_lists() -> None:
    html = digest.figures_html(words("en"), seen(overdue=8), AT)
    assert 'href="?view=browse&amp;lang=en&amp;status=planned&amp;until=2024-09"' in html
    assert "<strong>1,048</strong> <span>datasets</span>" in html


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally("every", (YEARLY,)), "The most common is yearly: 21 of 48 (44%)."),
        (Tally("format", (CSV, UNSTATED)), "The most common is CSV: 8 of 48 (17%). Not stated for 4."),
        (Tally("format", (UNSTATED,)), "Not stated for any of the 48."),
        (Tally("organisation", (Bar("x", "The Body", 1, 1, ()),)), "The Body has the most: 2 of 48 (4%)."),
        (Tally("spatial", (Bar("true", "spatial", 6, 17, ()),)), "23 of 48 (48%) are spatial"),
        (Tally("spatial", (Bar("false", "non-spatial", 6, 17, ()),)), "0 of 48 (0%) are spatial"),
    ],
)
def test_chart_is_told_in_a_sentence(tally: Tally, said: str) -> None:
    assert said in digest.tally_words(words("en"), tally, 48)


def test_time_is_told_in_a_sentence() -> None:
    bars = (Bar("2024-Q1", "", 1, 0, ()), Bar("2024-Q2", "", 2, 9, ()))
    told = digest.timeline_words(words("en"), Timeline(bars, 0.5, 3), seen(due=2, overdue=7))
    assert told == (
        "Most datasets have a release in quarter 2 of 2024: 11. Still ahead: 2; past their month: 7. "
        "Without a month: 3."
    )
    nothing = Timeline((Bar("2024", "", 0, 0, ()),), 0.5, 3)
    assert digest.timeline_words(words("zh-Hant"), nothing, seen()) == "沒有數據集註明月份。"


@pytest.mark.parametrize(
    ("value", "en", "hant", "axis"),
    [
        ("2025", "2025", "2025年", ("2025",)),
        ("2025-Q2", "quarter 2 of 2025", "2025年第2季", ("Q2", "2025")),
        ("-2015", "up to 2015", "2015年或以前", ("≤ 2015",)),
        ("2032-", "from 2032", "2032年或以後", ("≥ 2032",)),
    ],
)
def test_periods_are_said_as_each_language_says_them(value: str, en: str, hant: str, axis: tuple[str, ...]) -> None:
    bar = Bar(value, "", 1, 1, ())
    assert (digest.period(words("en"), bar), digest.period(words("zh-Hant"), bar)) == (en, hant)
    assert digest.columns(words("en"), (bar,), AT, by_time=True)[0].label == axis


def test_table_holds_what_the_chart_shows_with_a_link_for_each_number() -> None:
    html = digest.table_html(words("en"), "every", (YEARLY,), AT)
    drawn = digest.columns(words("en"), (YEARLY,), AT)[0]
    assert (drawn.released, drawn.planned) == (16, 5)
    for href in drawn.links:
        assert href and f'href="{href.replace("&", "&amp;")}"' in html
    assert '<span>5</span><span class="od-hidden"> (yearly, Planned)</span>' in html
    assert '<th scope="row">yearly</th>' in html


def test_zero_and_what_cannot_be_named_lead_nowhere() -> None:
    html = digest.table_html(words("en"), "format", (CSV, Bar("", "", 40, 30, None)), AT)
    assert "<td>0</td>" in html and "<td>40</td>" in html and "<td>70</td>" in html
    assert '<th scope="row">all others</th>' in html


def test_list_by_month_shows_the_first_and_leads_to_all() -> None:
    rows = [Dated("2024-08", dataset(number, name_en=f"<b>{number}</b>")) for number in range(9)]
    figure = Figure("due", 9, (("status", "planned"), ("since", "2024-08"), ("plan", "p"), ("sort", "date")))
    html = digest.dated_html(words("en"), "due", rows, figure, AT)
    assert html.count("<time") == digest.LISTED and "Whole list (9)" in html
    assert "&lt;b&gt;0&lt;/b&gt;" in html and "<b>" not in html
    assert 'href="?view=dataset&amp;lang=en&amp;id=plan%2FD.ii.0"' in html
    assert 'href="api/v1/download/datasets.ics?lang=en&amp;status=planned&amp;plan=p"' in html
    assert "Nothing is planned" in digest.dated_html(words("en"), "due", [], figure, AT)


def test_plans_can_be_chosen_and_the_chosen_is_marked() -> None:
    html = digest.choice_html(words("en"), AT, [("運輸署 2024", AT.at("glance", [("plan", "td")]), True)])
    assert html.count('aria-current="true"') == 1 and 'lang="zh-Hant"' in html
