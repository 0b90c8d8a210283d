"""The overview: each count is the length of the list that it leads to, on any day, for all plans or some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.answer import Language
from assistant.filters import Filters, given
from assistant.listing import listed
from assistant.overview import MOST_BARS, Overview, Pairs, Tally, overview
from assistant.service import Assistant
from corpus.records import Dataset, Release, Source, Status
from tests.assistant.test_facets import library_of

DAYS = (date(2024, 10, 1), date(2025, 12, 31), date(2026, 11, 23), date(2031, 1, 1))
NEWEST, OLDER, OTHER = "td-2024-2026", "td-2023-2025", "dsd-2024-2026"


def row(number: int, *months: str | None, plan: str = NEWEST, status: Status = "planned", **more: object) -> Dataset:
    releases = tuple(Release("…", month, "每年", "P1Y") for month in months)
    fields: dict[str, object] = {
        "spatial": False, "organisation": "運輸署", "category": None, "name": f"數據集{number}", "formats": ("CSV",),
    }  # fmt: skip
    return Dataset(
        id=f"{plan}/A.ii.{number}", section="A", status=status, releases=releases, source=Source("t"),
        **(fields | more),  # type: ignore[arg-type]
    )  # fmt: skip


def seen(datasets: Sequence[Dataset], today: date, **chosen: str) -> Overview:
    choices = library_of(datasets).choices
    return overview(choices, Filters.read({name: [value] for name, value in chosen.items()}, choices), "en", today)


def length(assistant: Assistant, pairs: Pairs, today: date) -> int:
    return listed(assistant, Filters.read(given(pairs), assistant.choices), today=today).total


def counted(found: Overview) -> list[tuple[int, Pairs | None]]:
    """Every number of an overview with the conditions beside it."""
    bars = [*found.timeline.bars, *(bar for each in found.tallies for bar in each.bars)]
    counts: list[tuple[int, Pairs | None]] = [(figure.count, figure.pairs) for figure in found.figures]
    for bar in bars:
        counts += [(bar.planned, bar.where("planned")), (bar.released, bar.where("released")), (bar.total, bar.pairs)]
    return counts


def tally(found: Overview, name: str) -> Tally:
    return next(each for each in found.tallies if each.name == name)


@pytest.mark.parametrize("today", DAYS)
def test_each_count_is_the_length_of_the_list_it_leads_to(assistant: Assistant, today: date) -> None:
    found = overview(assistant.choices, today=today)
    for count, pairs in counted(found):
        assert pairs is not None and length(assistant, pairs, today) == count, pairs


@pytest.mark.parametrize("plan", [None, OLDER, OTHER])
@pytest.mark.parametrize("today", DAYS)
def test_counts_hold_over_several_plans_and_for_one_of_them(plan: str | None, today: date) -> None:
    rows = [
        row(1, "2024-03", "2026-05", plan=OLDER, formats=()),
        row(2, "2024-03", plan=OLDER, status="released", spatial=True),
        row(3, "2025-01", "2025-02", category="運輸"),
        row(4, None, organisation=None),
        row(5, "1999-01", "2040-12", plan=OTHER, organisation="渠務署", formats=("CSV", "JSON")),
    ]
    assistant = library_of(rows)
    filters = Filters.read({"plan": [plan]} if plan else {}, assistant.choices)
    for count, pairs in counted(overview(assistant.choices, filters, "en", today)):
        assert pairs is not None and length(assistant, pairs, today) == count, pairs


def test_figures_of_the_plan_at_hand(assistant: Assistant) -> None:
    found = overview(assistant.choices, today=date(2024, 10, 1))
    counts = {figure.name: figure.count for figure in found.figures}
    assert counts == {
        "datasets": 48, "released": 39, "planned": 9, "spatial": 23, "soon": 4, "due": 8, "overdue": 1,
    }  # fmt: skip


def test_older_editions_count_only_where_they_are_chosen() -> None:
    rows = [row(1, "2024-03", plan=OLDER), row(2, "2025-03"), row(3, "2025-03", plan=OTHER)]
    assert seen(rows, DAYS[0]).figure("datasets").count == 2
    assert seen(rows, DAYS[0], plan=OLDER).figure("datasets").count == 1
    assert [bar.value for bar in tally(seen(rows, DAYS[0]), "plan").bars] == [OTHER, NEWEST]


def test_what_is_due_and_what_is_past_its_month_stand_by_month() -> None:
    rows = [row(1, "2026-03"), row(2, "2025-12"), row(3, "2025-11", "2026-01"), row(4, "2025-10", status="released")]
    found = seen(rows, date(2025, 12, 31))
    assert [(each.month, each.dataset.short_id) for each in found.due] == [
        ("2025-12", "A.ii.2"), ("2026-01", "A.ii.3"), ("2026-03", "A.ii.1"),
    ]  # fmt: skip
    assert [(each.month, each.dataset.short_id) for each in found.overdue] == [("2025-11", "A.ii.3")]


@pytest.mark.parametrize(
    ("months", "today", "values"),
    [
        (["2025-02", "2025-12"], date(2025, 5, 1), ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
        (["2022-02", "2025-12"], date(2025, 5, 1), ["2022", "2023", "2024", "2025"]),
        (["2025-02"], date(2026, 1, 1), ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]),
        (["1990-01", "2012-01"], date(2020, 6, 1), ["-2009", *map(str, range(2010, 2021))]),
        (["2024-01", "2099-01"], date(2024, 6, 1), [*map(str, range(2024, 2030)), "2030-"]),
    ],
)
def test_time_is_without_gaps_by_quarters_or_years_and_what_is_far_is_one(
    months: list[str], today: date, values: list[str]
) -> None:
    found = seen([row(number, month) for number, month in enumerate(months)], today)
    assert [bar.value for bar in found.timeline.bars] == values
    assert sum(bar.total for bar in found.timeline.bars) == len(months)


@pytest.mark.parametrize(
    ("today", "at"),
    [(date(2025, 1, 1), 0.0), (date(2025, 7, 1), 2.0), (date(2025, 8, 16), 2.5), (date(2025, 12, 31), 4.0)],
)
def test_today_is_where_it_is_within_its_quarter(today: date, at: float) -> None:
    found = seen([row(1, "2025-02"), row(2, "2025-12")], today)
    assert found.timeline.today == pytest.approx(at, abs=0.02)


def test_today_is_where_it_is_within_its_year() -> None:
    found = seen([row(1, "2017-02"), row(2, "2026-12")], date(2025, 7, 2))
    assert found.timeline.today == pytest.approx(8.5, abs=0.01)


def test_dataset_counts_once_in_each_period_and_without_a_month_in_none() -> None:
    found = seen([row(1, "2025-01", "2025-02", "2025-04"), row(2, None)], date(2025, 5, 1))
    assert [bar.planned for bar in found.timeline.bars] == [1, 1]
    assert found.timeline.undated == 1


def test_beyond_the_most_common_all_others_are_one_bar_that_counts_each_dataset_once() -> None:
    forms = [f"F{number:02d}" for number in range(MOST_BARS + 3)]
    rows = [row(number, "2025-01", formats=(form,)) for number, form in enumerate(forms)]
    rows += [row(90, "2025-01", formats=tuple(forms[-4:]))]
    bars = tally(seen(rows, DAYS[0]), "format").bars
    assert len(bars) == MOST_BARS
    assert (bars[-1].value, bars[-1].label, bars[-1].total) == ("", "", 4)
    assert {value for _, value in bars[-1].pairs or ()} == set(forms) - {bar.value for bar in bars}


def test_too_many_others_to_be_named_lead_nowhere() -> None:
    rows = [row(number, "2025-01", formats=(f"F{number:03d}",)) for number in range(80)]
    last = tally(seen(rows, DAYS[0]), "format").bars[-1]
    assert (last.total, last.pairs, last.where("planned")) == (80 - MOST_BARS + 1, None, None)


def test_owners_and_plans_are_shown_only_where_there_are_several() -> None:
    assert [each.name for each in seen([row(1, "2025-01")], DAYS[0]).tallies] == ["every", "format", "spatial"]
    both = seen([row(1, "2025-01"), row(2, "2025-01", plan=OTHER, organisation="渠務署")], DAYS[0])
    assert [each.name for each in both.tallies] == ["every", "format", "spatial", "organisation", "plan"]


def test_nothing_at_all_is_counted_as_nothing() -> None:
    found = seen([], DAYS[0])
    assert {figure.count for figure in found.figures} == {0}
    assert [bar.total for bar in found.timeline.bars] == [0]


@pytest.mark.parametrize(
    ("language", "frequencies", "unstated"),
    [
        ("en", ["every 15 minutes", "daily", "weekly", "quarterly", "yearly", "as needed"], "not stated"),
        ("zh-Hant", ["每15分鐘", "每日", "每星期", "每季", "每年", "有需要時"], "沒有列明"),
        ("zh-Hans", ["每15分钟", "每日", "每星期", "每季", "每年", "有需要时"], "没有列明"),
    ],
)
def test_bars_are_named_in_the_reader_s_language(
    assistant: Assistant, language: Language, frequencies: list[str], unstated: str
) -> None:
    found = overview(assistant.choices, language=language, today=DAYS[0])
    assert [bar.label for bar in tally(found, "every").bars] == frequencies
    assert tally(found, "format").bars[-1].label == unstated
