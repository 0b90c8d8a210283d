"""One contract for both backends: the same questions have the same answers, whichever index gives them.

Where a window holds all datasets the answers are the same to the last hit; where it holds a part of them the ranking is
as good within 0.01 of nDCG@10, and sets stay exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pytest

from benchmarks.corpora import Asked, questions, synthetic
from corpus.library import Library
from index.encoding import DEFAULT_MODEL
from index.milvus.address import Address
from index.milvus.filling import Filler
from index.milvus.remote import Remote
from index.milvus.searching import Kept, MilvusSearcher
from index.restriction import Not, Test, facts
from index.search import Found, Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder

QUESTIONS = [
    "急症室等候時間", "疫苗", "醫院", "長者醫療券", "VHIS 自願醫保", "中醫診所在哪裏", "癌症登記", "企鵝",
    "急症室等候时间", "医院地点", "儿童疫苗接种", "cataract operation waiting time", "cancer statistics",
    "clinics near me", "vaccination of children", "licensed private hospitals", "penguins", "xyzzy", "",
]  # fmt: skip
LARGE, WINDOW = 400, 96


def found(searcher: Searcher, text: str, among: object = None, *, meaning: bool = True) -> Found:
    units = searcher.units(text, lambda word: word in ("of", "the", "in", "near", "me"))
    return searcher.search(text, units, among=among, meaning=meaning)  # type: ignore[arg-type]


def told(each: Found) -> list[tuple[str, float, tuple[str, ...]]]:
    """What a search found, scores as far as numbers of single precision carry."""
    return [(hit.id, round(hit.score, 4), hit.why) for hit in each.hits]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("meaning", [True, False], ids=["meaning", "words"])
def test_both_backends_find_the_same(
    question: str, meaning: bool, searcher: Searcher, over_milvus: MilvusSearcher
) -> None:
    one, other = found(searcher, question, meaning=meaning), found(over_milvus, question, meaning=meaning)
    assert told(other) == told(one)
    assert dict(other.coverage) == dict(one.coverage)
    assert other.margin == pytest.approx(one.margin, abs=1e-5)
    assert other.units == one.units


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_backends_are_kept_to_the_same_datasets(
    question: str, searcher: Searcher, over_milvus: MilvusSearcher, library: Library
) -> None:
    restriction = Test("section", "in", ("D",))
    among = {dataset.id for dataset in library.datasets if restriction.holds(facts(dataset))}
    one = found(searcher, question, among)
    assert {hit.id for hit in one.hits} <= among
    for given in (among, restriction, over_milvus.selection(among)):
        assert told(found(over_milvus, question, given)) == told(one)


@pytest.mark.parametrize("text", ["急証室", "疫", "cancr", "hospitl auth", "長者", "VHIS", "jizhen", "xyzzy", ""])
def test_both_backends_hear_the_same_names(text: str, searcher: Searcher, over_milvus: MilvusSearcher) -> None:
    mine = [(hit.id, round(hit.score, 5)) for hit in searcher.names(text, 48)]
    assert [(hit.id, round(hit.score, 5)) for hit in over_milvus.names(text, 48)] == mine


@pytest.mark.parametrize("key", ["#hospital", "医院", "vaccin", "penguin", "#penguin"])
def test_both_backends_know_what_names_are_on(key: str, searcher: Searcher, over_milvus: MilvusSearcher) -> None:
    assert over_milvus.in_names(key) == searcher.in_names(key)


def test_nothing_is_found_among_nothing(over_milvus: MilvusSearcher) -> None:
    for among in (set[str](), {"no/A.i.1"}, Test("section", "in", ("Z",))):
        assert list(found(over_milvus, "醫院", among).hits) == []


def test_plan_that_is_asked_whole_travels_by_its_name(over_milvus: MilvusSearcher, library: Library) -> None:
    everything = over_milvus.selection({dataset.id for dataset in library.datasets})
    assert isinstance(everything, Kept)
    assert everything.chosen.where == 'plan in ["hhb-2024-2026"]'
    assert len(everything) == len(library.datasets)


def test_dataset_that_this_process_does_not_know_is_left_out(remote: Remote) -> None:
    """Another process has added a plan, and this one has not been opened anew yet."""
    stranger = synthetic(48)
    searching = MilvusSearcher(stranger, FakeEncoder(name=DEFAULT_MODEL), lambda: remote)
    assert list(found(searching, "醫院").hits) == []
    assert searching.listed(Not(Test("section", "in", ()))) == []


# --- more datasets than a window holds -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many() -> Library:
    return synthetic(LARGE)


@pytest.fixture(scope="module")
def local(many: Library, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    encoder, folder = FakeEncoder(name=DEFAULT_MODEL), tmp_path_factory.mktemp("many")
    build_snapshot(many, encoder, folder)
    return Searcher(many, encoder, Snapshot.open(folder, identity(many, encoder.name, encoder.dimension)))


@pytest.fixture(scope="module")
def distant(many: Library, milvus: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusSearcher]:
    """A search that sees a fourth of the datasets at a time."""
    encoder = FakeEncoder(name=DEFAULT_MODEL)
    filler = Filler(many, encoder, Address(milvus.uri, "many"), tmp_path_factory.mktemp("cache"))
    remote = Remote(filler.connection, filler.opened().total, nearest=WINDOW)
    yield MilvusSearcher(many, encoder, lambda: remote)
    filler.connection.close()


def gain(order: Sequence[str], target: str) -> float:
    """nDCG@10 where one dataset is right."""
    return next((1 / math.log2(place + 2) for place, name in enumerate(order[:10]) if name == target), 0.0)


def ranked(searcher: Searcher, asked: Asked) -> list[str]:
    return [hit.id for hit in found(searcher, asked.question).hits[:10]]


def test_window_ranks_as_well_as_all(local: Searcher, distant: MilvusSearcher, many: Library) -> None:
    asked = questions(many, 24)
    mine = [gain(ranked(local, each), each.target) for each in asked]
    theirs = [gain(ranked(distant, each), each.target) for each in asked]
    assert sum(mine) / len(mine) > 0.5
    assert sum(theirs) / len(theirs) == pytest.approx(sum(mine) / len(mine), abs=0.01)


def test_holders_of_a_key_are_complete_beyond_one_answer(
    local: Searcher, distant: MilvusSearcher, many: Library
) -> None:
    remote = distant._opened()
    narrow = MilvusSearcher(many, distant.encoder, lambda: Remote(remote.connection, remote.total, limit=40))
    units = local.units("數據 data 月 year 機構 service", lambda word: False)
    mine, theirs = local.coverage(units), narrow.coverage(units)
    assert len(mine) > 40
    assert dict(theirs) == dict(mine)


def test_list_is_complete_beyond_a_page(distant: MilvusSearcher, many: Library) -> None:
    restriction = Not(Test("section", "in", ("A",)))
    passing = sorted(dataset.id for dataset in many.datasets if restriction.holds(facts(dataset)))
    assert distant.listed(restriction) == passing
    assert len(passing) > WINDOW
