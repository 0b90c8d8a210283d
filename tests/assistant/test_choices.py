"""What conditions can name: one owner, one category, however two plans write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.choices import Choices, Names
from assistant.lexicon import Lexicon
from assistant.service import Assistant
from corpus.library import load_library
from tests.corpus.small_plans import write_plan


def test_terms_that_mean_the_same_are_one_and_the_first_stands_for_all() -> None:
    names = Names(["運輸署", "Transport Department", "路政署"], lambda name: "td" if name[0] in "運T" else name)
    names.call("TD", "Transport Department")
    names.call("路政署", "運輸署")
    assert [names.named(form) for form in ("td", "运输署", "transport department", "路政署", "x")] == [
        "運輸署", "運輸署", "運輸署", "路政署", None,
    ]  # fmt: skip
    assert names.written("運輸署") == ("運輸署", "Transport Department")
    assert names.first("Transport Department") == "運輸署"


def test_names_alike_are_offered_before_others_and_never_many() -> None:
    names = Names([f"Department {n}" for n in range(30)] + ["Observatory"], str)
    assert names.near("observatry")[0] == "Observatory"
    assert len(names.near("x")) == 6


def test_owner_and_category_are_found_by_every_name_in_three_languages(assistant: Assistant) -> None:
    choices = assistant.choices
    for form in ("醫院管理局", "医院管理局", "Hospital Authority", "HA", "ha", "醫管局"):
        assert choices.organisations.named(form) == "醫院管理局", form
    for form in ("衛生", "卫生", "Health", "HEALTH"):
        assert choices.categories.named(form) == "衛生", form
    stated = assistant.dataset("hhb-2024-2026/C1.i.1")
    assert (choices.organisation_of(stated), choices.category_of(stated)) == ("醫院管理局", "衛生")
    assert choices.organisation_of(assistant.dataset("hhb-2024-2026/D.ii.9")) in ("醫院管理局", "none")


@pytest.mark.parametrize("number", [1, 2])
def test_only_the_newest_edition_is_chosen_from_unless_plans_are_named(number: int, tmp_path: Path) -> None:
    paths = [write_plan(tmp_path, f"{year}.txt", period=f"{year}-{year + 2}") for year in (2023, 2024)][:number]
    library = load_library(paths)
    choices = Choices(library, Lexicon(library.datasets, {}))
    assert {d.plan_id for d in choices.pool(())} == {library.readings[-1].plan.id}
