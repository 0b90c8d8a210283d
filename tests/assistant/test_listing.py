"""The list that filters choose: exact, in order, in pages; a topic only ever takes away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.filters import Filters
from assistant.listing import Listing, listed
from assistant.service import Assistant
from corpus.library import load_library
from index.encoding import DEFAULT_MODEL
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.corpus.small_plans import write_plan
from tests.fakes import FakeEncoder

TODAY = date(2026, 3, 15)


def chosen(assistant: Assistant, **values: str) -> Listing:
    given = {name: value.split("|") for name, value in values.items()}
    return listed(assistant, Filters.read(given, assistant.choices), "en", TODAY)


def ids(listing: Listing) -> list[str]:
    return [dataset.short_id for dataset in listing.datasets]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"every": "P1W", "status": "planned"}, ["C1.i.1"]),
        ({"format": "GEOJSON|XML"}, ["D.ii.14", "D.ii.20"]),
        ({"year": "2025"}, ["C1.i.4", "C1.ii.2"]),
        ({"section": "A", "spatial": "true"}, ["A.i.1"]),
        ({"text": "cancer"}, ["D.ii.5"]),
        ({"text": "急症室", "every": "PT15M", "sort": "name"}, ["D.ii.8", "D.i.1"]),
        ({"text": "急症室", "every": "PT15M", "spatial": "false"}, ["D.ii.8"]),
        ({"text": "penguins"}, []),
    ],
)
def test_list_is_exact(assistant: Assistant, values: dict[str, str], expected: list[str]) -> None:
    found = chosen(assistant, **values)
    assert sorted(ids(found)) == sorted(expected)
    assert found.total == len(expected)


@pytest.mark.parametrize("text", ["vaccination", "疫苗接種", "接种", "hospital", "waiting time", "clinic"])
@pytest.mark.parametrize("values", [{"spatial": "true"}, {"status": "released"}, {"every": "P1Y"}, {"format": "none"}])
def test_conditions_only_take_away_from_a_topic(assistant: Assistant, text: str, values: dict[str, str]) -> None:
    topic, both, alone = (
        chosen(assistant, text=text),
        chosen(assistant, text=text, **values),
        chosen(assistant, **values),
    )
    assert ids(both) == [each for each in ids(topic) if each in ids(alone)]
    assert topic.total > 0


@pytest.mark.parametrize(("text", "first"), [("急証室等侯時間", "D.ii.8"), ("cataract operatoin", "D.ii.11")])
def test_a_misspelt_name_is_found_where_no_dataset_holds_the_words(assistant: Assistant, text: str, first: str) -> None:
    assert first in ids(chosen(assistant, text=text))


def test_listed_without_the_model_where_words_are_known(assistant: Assistant) -> None:
    encoder = assistant.searcher.encoder
    assert isinstance(encoder, FakeEncoder)
    before = encoder.encoded
    found = chosen(assistant, text="waiting time")
    assert found.why(found.datasets[0]) == ("waiting time", "name")
    assert encoder.encoded == before


def test_pages_hold_every_dataset_once_and_nothing_beyond_the_last(assistant: Assistant) -> None:
    pages = [chosen(assistant, size="20", page=str(page)) for page in (1, 2, 3, 4)]
    assert [len(page.shown) for page in pages] == [20, 20, 8, 0]
    assert {page.pages for page in pages} == {3}
    assert [d for page in pages for d in page.shown] == list(pages[0].datasets)
    assert chosen(assistant, text="penguins").pages == 1


def test_older_editions_are_listed_where_they_are_named(tmp_path: Path) -> None:
    library = load_library([write_plan(tmp_path, f"{y}.txt", period=f"{y}-{y + 2}") for y in (2023, 2024)])
    encoder = FakeEncoder(name=DEFAULT_MODEL)
    build_snapshot(library, encoder, tmp_path / "index")
    snapshot = Snapshot.open(tmp_path / "index", identity(library, encoder.name, encoder.dimension))
    assistant = Assistant(library, Searcher(library, encoder, snapshot))
    assert {d.plan_id for d in chosen(assistant, text="行人天橋").datasets} == {"td-2024-2026"}
    assert {d.plan_id for d in chosen(assistant, text="行人天橋", plan="td-2023-2025").datasets} == {"td-2023-2025"}
    assert chosen(assistant, plan="td-2023-2025|td-2024-2026").total == 6
