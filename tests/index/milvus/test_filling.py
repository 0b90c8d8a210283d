"""Filling: beside what serves, then in its place; later only what has changed; and on from where it was broken off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.corpora import synthetic
from corpus.library import Library
from corpus.records import Dataset
from index.embedding import Built
from index.encoding import DEFAULT_MODEL
from index.errors import IndexRefused
from index.milvus import filling
from index.milvus.address import Address
from index.milvus.connection import Connection
from index.milvus.entities import DATASET
from index.milvus.filling import Filler, collection_name
from index.search import identity
from tests.fakes import FakeEncoder
from tests.index.milvus.engines import Engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    running = Engine(tmp_path_factory.mktemp("engine"))
    yield running
    running.stop()


@pytest.fixture
def address(engine: Engine, request: pytest.FixtureRequest) -> Address:
    return Address(engine.uri, re.sub(r"\W", "_", request.node.name))


def plans(count: int, change: Callable[[Dataset], Dataset] = lambda dataset: dataset) -> Library:
    library = synthetic(count).mapped(change)
    # What changes the records changes what the documents are known by.
    return replace(library, corpus_hash=str(hash((count, library.datasets))))


def filler(library: Library, address: Address, cache: Path, *, name: str = DEFAULT_MODEL) -> Filler:
    return Filler(library, FakeEncoder(name=name, dimension=16), address, cache)


def served(connection: Connection) -> list[str]:
    rows = connection.every(connection.address.collection, f"kind == {DATASET}", ["key"])
    return sorted(str(row["key"]) for row in rows)


def ids(library: Library) -> list[str]:
    return sorted(dataset.id for dataset in library.datasets)


def test_only_what_has_changed_is_written_and_what_is_gone_removed(address: Address, tmp_path: Path) -> None:
    first = filler(plans(30), address, tmp_path)
    built = first.fill()
    serving = first.connection.serving()
    assert built is not None and built.embedded > 30 and served(first.connection) == ids(plans(30))
    assert serving == collection_name(address.collection, identity(plans(30), DEFAULT_MODEL, 16))
    assert first.fill() is None

    renamed = ids(plans(30))[3]
    later = plans(36, lambda d: replace(d, name="另一個名稱 X") if d.id == renamed else d)
    second = filler(later, address, tmp_path)
    assert second.opened().total == 36
    assert second.connection.serving() == serving
    assert served(second.connection) == ids(later)
    assert second.fill() is None

    less = filler(plans(12), address, tmp_path)
    # The dataset that has its own name again, with its four texts.
    assert less.fill() == Built(4, 0)
    assert served(less.connection) == ids(plans(12))
    less.connection.close()


def test_another_vocabulary_is_filled_beside_and_takes_over_the_vectors(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filler(plans(20), address, tmp_path)
    built = before.fill()
    old = before.connection.serving()

    made_of = replace(identity(plans(20), DEFAULT_MODEL, 16), vocabulary="another")
    monkeypatch.setattr(filling, "identity", lambda *given: made_of)
    after = filler(plans(20), address, tmp_path)
    assert built is not None and after.fill() == Built(0, built.embedded)
    new = after.connection.serving()
    assert new != old and old not in after.connection.collections() and new in after.connection.collections()
    assert served(before.connection) == ids(plans(20))
    after.connection.close()


def test_what_is_made_anew_takes_nothing_over_and_serves_in_one_step(address: Address, tmp_path: Path) -> None:
    one = filler(plans(10), address, tmp_path)
    built = one.fill()
    first = one.connection.serving()
    assert one.fill(anew=True) == built
    second = one.connection.serving()
    assert first != second and [name for name in one.connection.collections() if name.startswith(str(first))] == [
        second
    ]
    assert one.fill() is None
    assert one.fill(anew=True) == built and one.connection.serving() == first
    one.connection.close()


def test_filling_that_was_broken_off_goes_on_where_it_ended(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "TOGETHER", 8)
    one = filler(plans(24), address, tmp_path)
    written: list[int] = []

    def progress(share: float, what: str) -> None:
        written.append(1)
        if len(written) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        one.fill(progress)
    assert one.connection.serving() is None

    rest = one.fill()
    whole = len({text for read in filling._Reads(plans(24), meaning=True) for text in read.texts})
    assert rest is not None and 0 < rest.embedded < whole
    assert served(one.connection) == ids(plans(24))
    one.connection.close()


def test_collection_that_lacks_datasets_does_not_serve(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = filler(plans(10), address, tmp_path)
    monkeypatch.setattr(Connection, "upsert", lambda self, collection, rows: None)
    with pytest.raises(IndexRefused, match=r"holds 0 datasets of 10 .* run `odplan build` again\.$"):
        one.fill()
    assert one.connection.serving() is None
    one.connection.close()


def test_other_collections_of_the_engine_are_left_alone(address: Address, tmp_path: Path) -> None:
    one = filler(plans(6), address, tmp_path)
    others = [f"{address.collection}_v1_notes", "somebody_elses"]
    for name in others:
        one.connection.create(name, 4)
    one.fill()
    assert set(others) <= set(one.connection.collections())
    one.connection.close()


def test_without_a_model_words_and_names_are_filled(address: Address, tmp_path: Path) -> None:
    one = Filler(plans(6), FakeEncoder(name="", dimension=0), address, tmp_path)
    assert one.fill() == Built(0, 0)
    assert served(one.connection) == ids(plans(6))
    one.connection.close()


def test_name_tells_what_all_entities_depend_on(library: Library) -> None:
    made_of = identity(library, DEFAULT_MODEL, 16)
    name = collection_name("plans", made_of)
    assert re.fullmatch(r"plans_v\d+_[0-9a-f]{12}", name)
    assert collection_name("plans", replace(made_of, corpus="other")) == name
    for change in ({"vocabulary": "x"}, {"model_hash": "x"}, {"dimension": 17}, {"libraries": {"jieba": "9"}}):
        assert collection_name("plans", replace(made_of, **change)) != name
