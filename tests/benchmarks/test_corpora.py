"""Synthetic corpora are the same bytes wherever they are drawn, hold smaller ones, and look like plans."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.corpora import LANGUAGES, Parts, draws, mistyped, questions, synthetic, wording

ROOT = Path(__file__).resolve().parents[2]
PRINTED = """
import hashlib
from benchmarks.corpora import questions, synthetic
library = synthetic(300)
told = repr((library.readings, library.datasets, library.corpus_hash, questions(library, 40)))
print(hashlib.sha256(told.encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_corpus_is_the_same_bytes_under_every_hash_seed(seed: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PRINTED],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    library = synthetic(300)
    told = repr((library.readings, library.datasets, library.corpus_hash, questions(library, 40)))
    assert ran.stdout.strip() == hashlib.sha256(told.encode()).hexdigest()


def test_a_larger_corpus_holds_the_smaller_ones_of_its_seed_and_no_other() -> None:
    small, large = synthetic(100), synthetic(1_000)
    assert set(small.datasets) < set(large.datasets)
    assert set(synthetic(100, seed=8).datasets).isdisjoint(large.datasets)
    assert len({small.corpus_hash, large.corpus_hash, synthetic(100, seed=8).corpus_hash}) == 3


def test_ids_are_unique_and_names_mostly() -> None:
    datasets = synthetic(5_000).datasets
    assert len({dataset.id for dataset in datasets}) == len(datasets) == 5_000
    assert len({dataset.name for dataset in datasets}) > 4_900
    assert len({dataset.name_en for dataset in datasets}) > 4_900


def test_every_dataset_says_in_two_languages_what_a_plan_says() -> None:
    for dataset in synthetic(500).datasets:
        assert dataset.name and dataset.name_en and dataset.category
        assert dataset.name_en.isascii() or "Wi-Fi" in dataset.name_en or "é" in dataset.name_en
        assert "{" not in dataset.name + dataset.name_en + dataset.description + dataset.description_en
        assert (dataset.status == "released") == (dataset.section == "D")
        assert all(release.date and release.every and release.description_en for release in dataset.releases)


def test_dates_lie_within_the_plan_where_planned_and_before_it_where_released() -> None:
    for reading in synthetic(2_000).readings:
        start = reading.plan.period[:4]
        for dataset in reading.datasets:
            assert dataset.releases[0].date is not None
            assert (dataset.releases[0].date[:4] >= start) == (dataset.status == "planned")


def test_draws_are_spread_evenly() -> None:
    import numpy as np

    found = Counter(draws("anything", np.arange(20_000), 10).tolist())
    assert set(found) == set(range(10))
    assert max(found.values()) < 1.15 * min(found.values())


def test_wording_is_pairs_of_which_no_two_say_the_same() -> None:
    for name in ("subjects", "titles", "places", "forms", "fields", "dimensions", "categories"):
        pairs = wording()[name]
        assert all(len(pair) == 2 and all(pair) for pair in pairs)
        assert len({chinese for chinese, _ in pairs}) == len(pairs)


def test_forms_name_their_place_and_subject_in_both_languages() -> None:
    for pair in wording()["forms"]:
        for slot in ("{p}", "{s}", "{y}", "{d}"):
            assert (slot in pair[0]) == (slot in pair[1])
        assert "{p}" in pair[0] and "{s}" in pair[0]


def test_names_of_parts_are_the_names_of_the_corpus() -> None:
    named = {(dataset.name, dataset.name_en) for dataset in synthetic(200).datasets}
    assert set(Parts.drawn(200).names()) == named


def test_questions_are_in_all_languages_on_datasets_of_the_library_and_mistyped_once() -> None:
    library = synthetic(500)
    asked = questions(library, 40)
    assert Counter(one.lang for one in asked) == dict.fromkeys(LANGUAGES, 10)
    for one in asked:
        dataset = library.get(one.target)
        assert dataset is not None
        assert one.typo not in (dataset.name, dataset.name_en)


@pytest.mark.parametrize(
    ("name", "slip", "typo"),
    [
        ("waiting time", 1, "witing time"),
        ("waiting time", 0, "wiating time"),
        ("急症室等候時間", 3, "急症等候時間"),
        ("急症室等候時間", 2, "急症等室候時間"),
        ("急症室等候时间", 4, "急症室候等时间"),
        ("aab", 0, "aba"),
        ("abb", 0, "ab"),
        ("ab", 5, "ab"),
    ],
)
def test_a_typo_leaves_one_character_out_or_changes_two(name: str, slip: int, typo: str) -> None:
    assert mistyped(name, slip) == typo
