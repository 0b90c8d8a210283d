"""Only new texts are embedded, and nobody can tell from the index which they were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.library import Library, load_library
from corpus.shelf import Shelf
from index import embedding
from index.embedding import KNOWN, Built, embed, known_vectors, text_part
from index.encoding import SentenceEncoder, open_encoder
from index.glosses import glossed, glosses
from index.search import build_snapshot, identity, passages
from index.snapshot import Part, Snapshot
from tests.corpus.small_plans import ROWS, write_plan
from tests.fakes import FakeEncoder, Progress


class Watched(FakeEncoder):
    """Keeps the passages that it is asked for."""

    def __init__(self, name: str = "fake") -> None:
        super().__init__(name=name)
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        self.asked += texts
        return super().encode_passages(texts, progress)


def plans_of(shelf: Shelf) -> Library:
    """The plans on the shelf, with the names by which they are indexed."""
    library = load_library(shelf=shelf)
    return glossed(library, glosses(library))


def texts_of(library: Library) -> set[str]:
    return {text for dataset in library.datasets for text in passages(dataset)}


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model stands behind the names that these tests give their encoders."""
    monkeypatch.setattr("index.search.model_fingerprint", lambda model, cache: "0")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A plan of three datasets and nothing else."""
    shelf = Shelf(tmp_path / "library", bundled=())
    shelf.add(write_plan(tmp_path))
    return shelf


def build(shelf: Shelf, folder: Path, encoder: Watched | None = None, *, anew: bool = False) -> tuple[Built, Watched]:
    encoder = encoder or Watched()
    return build_snapshot(load_library(shelf=shelf), encoder, folder, anew=anew), encoder


def test_texts_come_in_their_order_equal_ones_once() -> None:
    encoder = Watched()
    vectors, built = embed(["甲", "乙", "甲"], encoder, {})
    assert np.array_equal(vectors, FakeEncoder().encode_passages(["甲", "乙", "甲"]))
    assert (built, encoder.asked) == (Built(embedded=2, kept=0), ["甲", "乙"])


def test_known_texts_are_not_asked_for() -> None:
    first, _ = embed(["甲", "乙"], Watched(), {})
    known = known_vectors({"vectors.npy": first, "texts.json": text_part(["甲", "乙"])})
    encoder = Watched()
    vectors, built = embed(["丙", "乙"], encoder, known)
    assert np.array_equal(vectors, FakeEncoder().encode_passages(["丙", "乙"]))
    assert (built, encoder.asked) == (Built(embedded=1, kept=1), ["丙"])


def test_no_texts_are_no_vectors() -> None:
    vectors, built = embed([], Watched(), {})
    assert vectors.shape == (0, 128) and built == Built(0, 0)


@pytest.mark.parametrize(
    "parts",
    [
        {}, {"vectors.npy": np.zeros((1, 3), np.float32)}, {"texts.json": text_part(["甲"])},
        {"vectors.npy": np.zeros((2, 3), np.float32), "texts.json": text_part(["甲"])},
    ],
)  # fmt: skip
def test_parts_that_do_not_belong_together_hold_nothing(parts: dict[str, Part]) -> None:
    assert known_vectors(parts) == {}


def test_vectors_that_other_libraries_made_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"vectors.npy": np.zeros((1, 3), np.float32), "texts.json": text_part(["甲"])}
    assert len(known_vectors(parts)) == 1
    monkeypatch.setattr(embedding, "library_versions", lambda names: dict.fromkeys(names, "99"))
    assert known_vectors(parts) == {}


def test_second_build_embeds_nothing(shelf: Shelf, tmp_path: Path) -> None:
    first, _ = build(shelf, tmp_path / "index")
    before = stored(tmp_path / "index")
    again, encoder = build(shelf, tmp_path / "index")
    assert first.kept == 0 and again == Built(0, first.embedded) and encoder.asked == []
    assert stored(tmp_path / "index") == before


def test_exactly_the_texts_of_a_changed_dataset_are_embedded(shelf: Shelf, tmp_path: Path) -> None:
    build(shelf, tmp_path / "index")
    old = plans_of(shelf)
    shelf.add(write_plan(tmp_path, rows=(ROWS[0], "泊車位空置情況|每日", ROWS[2])), replaces=True)
    new = plans_of(shelf)
    assert [a.id for a, b in zip(old.datasets, new.datasets, strict=True) if a.name != b.name] == [
        "td-2025-2027/D.ii.2"
    ]
    built, encoder = build(shelf, tmp_path / "index")
    assert encoder.asked == passages(new.datasets[1])
    assert built == Built(len(encoder.asked), len(texts_of(new)) - len(encoder.asked))
    build(shelf, tmp_path / "scratch")
    assert stored(tmp_path / "index") == stored(tmp_path / "scratch")


def test_exactly_the_texts_of_an_added_plan_are_embedded_and_none_for_a_removed_one(
    shelf: Shelf, tmp_path: Path
) -> None:
    build(shelf, tmp_path / "index")
    before, known = stored(tmp_path / "index"), texts_of(plans_of(shelf))
    # One dataset of the other plan has the name and words of this one's.
    shelf.add(write_plan(tmp_path, "md.txt", bureau="海事處", rows=("船隻數目|每年", ROWS[1])))
    built, encoder = build(shelf, tmp_path / "index")
    assert sorted(encoder.asked) == sorted(texts_of(plans_of(shelf)) - known) and encoder.asked
    assert built == Built(len(encoder.asked), len(known))
    build(shelf, tmp_path / "scratch")
    assert stored(tmp_path / "index") == stored(tmp_path / "scratch")
    shelf.remove("md-2025-2027")
    built, encoder = build(shelf, tmp_path / "index")
    assert (built.embedded, encoder.asked) == (0, [])
    assert stored(tmp_path / "index") == before


def test_all_is_embedded_anew_where_that_is_wanted_or_the_model_is_another(shelf: Shelf, tmp_path: Path) -> None:
    first, _ = build(shelf, tmp_path / "index")
    assert build(shelf, tmp_path / "index", anew=True)[0] == first
    assert build(shelf, tmp_path / "index", Watched("another"))[0] == first
    assert build(shelf, tmp_path / "index", Watched("another"))[0].embedded == 0


@pytest.mark.parametrize(
    ("name", "data"), [("vectors", None), ("texts", b""), ("manifest", b"{}"), ("manifest", b"[]")]
)
def test_damaged_index_gives_nothing_and_is_made_anew(
    shelf: Shelf, tmp_path: Path, name: str, data: bytes | None
) -> None:
    folder = tmp_path / "index"
    first, encoder = build(shelf, folder)
    before = stored(folder)
    (path,) = folder.glob(f"{name}.*")
    path.unlink() if data is None else path.write_bytes(data)
    made_of = identity(load_library(shelf=shelf), encoder.name, encoder.dimension)
    assert Snapshot.leftovers(folder, made_of, KNOWN) == {}
    assert build(shelf, folder)[0] == first and stored(folder) == before


@pytest.fixture(scope="module")
def model(model_cache: Path) -> SentenceEncoder:
    return open_encoder(cache=model_cache)


@pytest.mark.slow
def test_real_model_makes_the_same_bytes_step_by_step_as_at_once(
    shelf: Shelf, tmp_path: Path, model: SentenceEncoder
) -> None:
    import torch

    at_first = torch.get_num_threads()
    build_snapshot(load_library(shelf=shelf), model, tmp_path / "index")
    long = "過去十二個月內於各區主要道路及隧道錄得的每小時平均車流量與行車速度(包括假日)|每月"
    shelf.add(write_plan(tmp_path, "md.txt", bureau="海事處", rows=("船|每年", long, ROWS[1])))
    try:
        torch.set_num_threads(1 if at_first > 1 else 2)
        built = build_snapshot(load_library(shelf=shelf), model, tmp_path / "index")
    finally:
        torch.set_num_threads(at_first)
    assert built.embedded > 0 < built.kept and torch.get_num_threads() == at_first
    build_snapshot(load_library(shelf=shelf), model, tmp_path / "scratch")
    assert stored(tmp_path / "index") == stored(tmp_path / "scratch")
