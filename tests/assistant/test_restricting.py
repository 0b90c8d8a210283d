"""Conditions as restrictions: the same datasets pass, here and in a Milvus."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.conditions import Condition, Mode, select
from assistant.dates import Range
from assistant.restricting import restriction
from benchmarks.corpora import synthetic
from corpus.library import Library
from corpus.records import Dataset, Release
from index.milvus.address import Address
from index.milvus.filling import Filler
from index.milvus.searching import MilvusSearcher
from index.restriction import Both, facts
from tests.fakes import FakeEncoder

TODAY = date(2026, 3, 15)
EVERY = ["PT15M", "P1D", "P1W", "P1M", "P3M", "P1Y", "real-time", "as-needed", "once"]
FORMATS = ["CSV", "JSON", "XML", "GEOJSON", 'O"DD', "none"]
OWNERS = ["醫院管理局", "Bureau \\ of", 'the "owner"', "none"]
STRETCHES = ["疫苗", "hospital", "100%", "a_b", '"', "\\", "企鵝"]
MONTHS = [f"{year}-{month:02d}" for year in (2017, 2024, 2025, 2026, 2027) for month in (1, 3, 8, 12)]


def odd(dataset: Dataset, dice: random.Random) -> Dataset:
    """A dataset with whatever a plan may say or leave unsaid."""
    releases = tuple(
        Release("d", dice.choice([*MONTHS, None]), "f", dice.choice([*EVERY, None]))
        for _ in range(dice.choice((1, 1, 2)))
    )
    return replace(
        dataset,
        releases=releases,
        formats=tuple(sorted(dice.sample(FORMATS[:-1], dice.choice((0, 1, 2))))),
        organisation=dice.choice([*OWNERS[:-1], None]),
        category=dice.choice(["衞生", None]),
        status=dice.choice(["planned", "released"]),
        name=f"{dataset.name} {dice.choice(STRETCHES)}",
    )


@pytest.fixture(scope="module")
def library() -> Library:
    dice = random.Random(5)
    return synthetic(120).mapped(lambda dataset: odd(dataset, dice))


@pytest.fixture(scope="module")
def over_milvus(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusSearcher]:
    folder = tmp_path_factory.mktemp("milvus")
    encoder = FakeEncoder(dimension=8, name="")
    filler = Filler(library, encoder, Address(str(folder / "odd.db"), "odd"), folder)
    remote = filler.opened()
    yield MilvusSearcher(library, encoder, lambda: remote)
    filler.connection.close()


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)


month = st.one_of(st.none(), st.sampled_from(MONTHS))
ranges: st.SearchStrategy[Range] = st.one_of(
    st.tuples(month, month),
    st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda pair: (f"--{pair[0]:02d}", f"--{pair[1]:02d}")),
)
modes: st.SearchStrategy[Mode] = st.sampled_from(["any", "all", "only", "none-stated", "single", "several"])
comparing: st.SearchStrategy[Mode] = st.sampled_from(
    ["faster-than", "faster-or-equal", "slower-than", "slower-or-equal"]
)
conditions = st.one_of(
    st.builds(Condition, st.just("every"), some(EVERY), negated=st.booleans()),
    st.builds(Condition, st.just("every"), some(EVERY), comparing, negated=st.booleans()),
    st.builds(Condition, st.just("format"), some(FORMATS), modes, negated=st.booleans()),
    st.builds(
        Condition,
        st.just("date"),
        mode=st.sampled_from(["any", "first"]),
        ranges=st.lists(ranges, max_size=2).map(tuple),
        negated=st.booleans(),
    ),
    st.builds(Condition, st.just("organisation"), some(OWNERS), negated=st.booleans()),
    st.builds(Condition, st.just("category"), some(["衞生", "none", "x"]), negated=st.booleans()),
    st.builds(Condition, st.just("name"), some(STRETCHES), negated=st.booleans()),
    st.builds(Condition, st.just("spatial"), some(["true", "false"]), negated=st.booleans()),
    st.builds(Condition, st.just("status"), some(["planned", "released"]), negated=st.booleans()),
    st.builds(Condition, st.just("section"), some(["A", "B", "C", "D"]), negated=st.booleans()),
    st.builds(Condition, st.just("plan"), some(["ceo-2024-2026", "aw-2024-2026"]), negated=st.booleans()),
    st.builds(
        Condition,
        st.sampled_from(["overdue", "upcoming", "releases"]),
        st.just(("true",)),
        negated=st.booleans(),
    ),
    st.builds(Condition, st.just("dataset"), some(["aw-2024-2026/D.i.43", "x"]), negated=st.booleans()),
)


@given(st.lists(conditions, max_size=3))
def test_restriction_lets_pass_what_the_conditions_do(library: Library, asked: list[Condition]) -> None:
    passing = [d.id for d in select(library.datasets, asked, TODAY)]
    made = restriction(asked, TODAY)
    assert [d.id for d in library.datasets if made.holds(facts(d))] == passing


COMPARING: list[Mode] = ["any", "faster-than", "faster-or-equal", "slower-than", "slower-or-equal"]
WHICH: list[Mode] = ["any", "first"]
COUNTING: list[Mode] = ["any", "all", "only", "none-stated", "single", "several"]
RANGES: list[Range] = [
    (None, None), ("2025-03", None), (None, "2025-03"), ("2024-12", "2025-03"), ("2025-03", "2025-03"),
    ("2025-08", "2025-03"), ("2024-08", "2024-12"), ("1000-01", "9000-12"), ("--03", "--03"), ("--03", "--08"),
    ("--08", "--03"), ("--01", "--02"), ("--03", "--12"), ("--08", None),
]  # fmt: skip
AT_BOUNDS = [
    *(Condition("every", (value,), mode) for mode in COMPARING for value in ("P1W", "P1Y", "real-time", "once")),
    *(Condition("format", tuple(w), m) for m in COUNTING for w in ((), ["CSV"], ["CSV"] * 2, ["CSV", "XML"], ["none"])),
    Condition("format", ("none", "XML")),
    *(Condition("date", mode=mode, ranges=(one,)) for mode in WHICH for one in RANGES),
    Condition("date"),
    Condition("overdue", ("true",)),
    Condition("upcoming", ("true",)),
    Condition("releases", ("true",)),
]


@pytest.mark.parametrize("day", [TODAY, date(2025, 12, 31), date(2027, 1, 1)])
@pytest.mark.parametrize("condition", AT_BOUNDS)
def test_restriction_draws_each_line_where_its_condition_does(
    library: Library, condition: Condition, day: date
) -> None:
    made = restriction([condition], day)
    assert [d for d in library.datasets if made.holds(facts(d))] == select(library.datasets, [condition], day)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(asked=st.lists(conditions, min_size=1, max_size=3))
@example(asked=[Condition("every", ("PT15M",)), Condition("name", ("100%",))])
@example(asked=[Condition("format", ('O"DD', "CSV")), Condition("organisation", ("Bureau \\ of", 'the "owner"'))])
def test_milvus_lists_what_passes_the_conditions(
    library: Library, over_milvus: MilvusSearcher, asked: list[Condition]
) -> None:
    passing = sorted(d.id for d in select(library.datasets, asked, TODAY))
    assert over_milvus.listed(restriction(asked, TODAY)) == passing


def test_no_condition_is_no_restriction() -> None:
    assert restriction([], TODAY) == Both()
