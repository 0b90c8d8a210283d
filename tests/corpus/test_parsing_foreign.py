"""Plans of other departments, each in another layout, are read as a person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.parsing import parse
from corpus.readings.text import read_text
from corpus.records import Dataset, Reading

PLANS = sorted(Path(__file__).with_name("foreign_plans").glob("*.txt"))


def reading_of(path: Path) -> tuple[Reading, list[str]]:
    """What is read from a case, and the lines that say what should be."""
    plan, _, right = path.read_text(encoding="utf-8").partition("\n----\n")
    name = path.name
    if plan.startswith("# file: "):
        head, _, plan = plan.partition("\n")
        name = head.removeprefix("# file: ")
    return parse(read_text(name, plan.encode("utf-8"))), right.splitlines()


def said(dataset: Dataset) -> str:
    releases = " ; ".join(f"{release.date or '-'} {release.every or '-'}" for release in dataset.releases)
    organisation, category = dataset.organisation or "-", dataset.category or "-"
    formats = " ".join(dataset.formats) or "-"
    return " | ".join([dataset.short_id, dataset.name, organisation, category, formats, releases])


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_in_another_layout_reads_as_a_person_reads_it(path: Path) -> None:
    reading, right = reading_of(path)
    plan = reading.plan
    got = [f"{plan.id} | {plan.bureau} | {plan.period} | {plan.language}"]
    got.append(" ".join(["nothing", *sorted(reading.nothing_planned)]))
    got.extend(map(said, reading.datasets))
    assert sorted(got) == sorted(line for line in right if not line.startswith("! "))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_is_odd_in_it_is_warned_of_and_nothing_else(path: Path) -> None:
    reading, right = reading_of(path)
    odd = [line.removeprefix("! ") for line in right if line.startswith("! ")]
    messages = [warning.message for warning in reading.warnings]
    assert len(messages) == len(odd), messages
    assert all(any(part in message for message in messages) for part in odd), messages


def test_the_cases_cover_three_scripts_and_many_bodies() -> None:
    plans = [reading_of(path)[0].plan for path in PLANS]
    assert {plan.language for plan in plans} == {"en", "zh-Hant", "zh-Hans"}
    assert len({plan.id for plan in plans}) == len(PLANS) >= 25
