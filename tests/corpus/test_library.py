"""The library looks records up, knows when they changed, and speaks the contract's JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import DuplicatePlan, UnreadableDocument
from corpus.library import Library, bundled_plans, load_library, to_json
from corpus.records import Reading
from corpus.shelf import Shelf
from tests.corpus.small_plans import write_plan


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_the_bundled_plan_is_in_the_library(library: Library) -> None:
    assert [path.name for path in bundled_plans()] == ["hhb-2024-2026.zh-Hant.txt"]
    assert len(library.datasets) == 48


def test_a_dataset_is_found_by_its_full_id(library: Library) -> None:
    dataset = library.get("hhb-2024-2026/D.ii.9")
    assert dataset and dataset.name == "專科門診新症輪候時間" and dataset.short_id == "D.ii.9"
    assert library.get("hhb-2024-2026/D.ii.99") is None


def test_names_have_english_in_either_script(library: Library) -> None:
    names = ["醫院管理局", "医院管理局", "醫務衛生局", "衛生", "海事處"]
    assert [library.english(name) for name in names] == ["Hospital Authority"] * 2 + [
        "Health Bureau",
        "Health",
        "Marine Department",
    ]
    assert library.english("無名氏") == ""


def test_the_hash_is_the_same_in_every_process(library: Library) -> None:
    code = "from corpus.library import load_library; import sys; sys.stdout.write(load_library().corpus_hash)"
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed},
        )
        assert run.stdout == library.corpus_hash


def test_the_hash_changes_with_any_record(tmp_path: Path, library: Library) -> None:
    plan = tmp_path / bundled_plans()[0].name
    text = bundled_plans()[0].read_text(encoding="utf-8")
    plan.write_text(text, encoding="utf-8")
    assert load_library([plan]).corpus_hash == library.corpus_hash
    plan.write_text(text.replace("每15分鐘", "每20分鐘", 1), encoding="utf-8")
    assert load_library([plan]).corpus_hash != library.corpus_hash


def test_one_plan_given_twice_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(bundled_plans()[0].read_bytes())
    with pytest.raises(DuplicatePlan, match=r"copy\.txt .*hhb-2024-2026"):
        load_library([bundled_plans()[0], copy])


def test_the_first_plan_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"nowhere\.txt"):
        load_library([tmp_path / "nowhere.txt"])


@pytest.fixture
def two(tmp_path: Path) -> Library:
    """The bundled plan and a user's."""
    shelf = Shelf(tmp_path / "library")
    shelf.add(write_plan(tmp_path))
    return load_library(shelf=shelf)


def test_a_shelf_holds_the_users_plans_beside_the_bundled_ones(two: Library, library: Library) -> None:
    assert [reading.plan.id for reading in two.readings] == ["hhb-2024-2026", "td-2025-2027"]
    assert len(two.datasets) == 48 + 3 and two.corpus_hash != library.corpus_hash
    assert two.datasets[0].name_en and two.english("醫院管理局") == "Hospital Authority"


def test_an_empty_shelf_is_the_bundled_library(tmp_path: Path, library: Library) -> None:
    assert load_library(shelf=Shelf(tmp_path)).corpus_hash == library.corpus_hash


@pytest.mark.parametrize(
    ("typed", "plans"),
    [
        ("D.ii.1", ["hhb-2024-2026", "td-2025-2027"]),
        (" d.II.3 ", ["hhb-2024-2026", "td-2025-2027"]),
        ("D.ii.9", ["hhb-2024-2026"]),
        ("td-2025-2027/D.ii.3", ["td-2025-2027"]),
        ("TD-2025-2027/d.ii.3", ["td-2025-2027"]),
        ("td-2025-2027/D.ii.9", []),
        ("D.ii", []),
        ("", []),
    ],
)
def test_an_id_within_its_plan_may_stand_in_several(two: Library, typed: str, plans: list[str]) -> None:
    assert [dataset.plan_id for dataset in two.named(typed)] == plans


def test_ids_are_shown_whole_only_where_there_are_several_plans(two: Library, library: Library) -> None:
    assert library.label(library.datasets[0]) == library.datasets[0].short_id
    assert two.label(two.datasets[0]) == two.datasets[0].id


def test_official_names_are_known_to_the_library(read_rows: Callable[..., Reading], tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, bundled=())
    reading = replace(read_rows("1\t飛船\t甲\t甲\t01/2022\t每年"), english_names=(("飛船", "Airships"),))
    shelf.readings = lambda: (reading,)  # type: ignore[method-assign]
    assert load_library(shelf=shelf).english("飛船") == "Airships"


def test_an_empty_library_is_a_library() -> None:
    assert load_library([]).datasets == ()


def test_json_has_exactly_the_keys_of_the_contract(library: Library) -> None:
    data = json.loads(json.dumps(to_json(library.readings[0])))
    assert list(data) == ["plan", "nothing_planned", "datasets", "warnings"]
    assert {"id", "bureau", "period", "language"} <= set(data["plan"])
    for dataset in data["datasets"]:
        assert list(dataset) == [
            "id",
            "section",
            "spatial",
            "organisation",
            "category",
            "name",
            "status",
            "formats",
            "releases",
            "source",
        ]
        assert set(dataset["source"]) == {"document", "line"}
        assert all(list(release) == ["description", "date", "frequency", "every"] for release in dataset["releases"])


def test_json_warnings_say_what_and_where(read_rows: Callable[..., Reading]) -> None:
    (warning,) = to_json(read_rows("1\t衛生\t甲\t甲\t13/2022\t每年"))["warnings"]
    assert set(warning) == {"message", "document", "line"} and warning["line"] == 6


def test_loading_needs_no_heavy_library() -> None:
    code = (
        "import sys, corpus.library as l; l.load_library(); "
        "sys.exit(bool({'numpy', 'torch', 'jieba', 'opencc'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
