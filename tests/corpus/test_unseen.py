"""Plans of other departments, in every form they are published in: every field is read as a person reads it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import read_document
from corpus.library import to_json
from corpus.shelf import Shelf

FOLDER = Path(__file__).with_name("unseen")
RIGHT = sorted(FOLDER.glob("*.reading.json"))
RELEASE = ("description", "date", "frequency", "every")
DATASET = ("id", "section", "spatial", "organisation", "category", "name", "status", "formats")
PLAN = ("bureau", "period", "language")


def document(right: Path) -> Path:
    (path,) = set(FOLDER.glob(right.name.replace(".reading.json", ".*"))) - {right}
    return path


def plain(value: Any) -> Any:
    """A value without what carries no meaning: white space, full and half width."""
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).split())
    if isinstance(value, list):
        return [plain(each) for each in value]
    return {key: plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def fields(reading: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """What a reading says of everything that the right one speaks of, by place."""
    found = {f"plan {key}": reading["plan"][key] for key in PLAN if key in like["plan"]}
    if "nothing_planned" in like:
        found["nothing planned"] = sorted(reading["nothing_planned"])
    known = {each["id"]: each for each in like["datasets"]}
    for each in reading["datasets"]:
        place = each["id"].rsplit("/", 1)[-1]
        held = known.get(place, each)
        found |= {f"{place} {key}": each[key] for key in DATASET[1:] if key in held}
        found[f"{place} formats"] = sorted(each["formats"])
        for number, (release, right) in enumerate(zip(each["releases"], held["releases"], strict=False), 1):
            found |= {f"{place} {key} {number}": release[key] for key in RELEASE if key in right}
        found[f"{place} releases"] = len(each["releases"])
    return {place: plain(value) for place, value in found.items()}


@pytest.mark.parametrize("right", RIGHT, ids=lambda path: path.name.removesuffix(".reading.json"))
def test_every_field_is_read_as_a_person_reads_it(right: Path) -> None:
    like = json.loads(right.read_text(encoding="utf-8"))
    read = to_json(read_document(document(right)))
    assert fields(read, like) == fields(like, like)


def test_the_documents_cover_all_forms_and_languages() -> None:
    assert {document(right).suffix for right in RIGHT} == {".pdf", ".docx", ".html", ".htm", ".txt", ".csv"}
    plans = [json.loads(right.read_text(encoding="utf-8"))["plan"] for right in RIGHT]
    assert {plan["language"] for plan in plans} == {"en", "zh-Hant", "zh-Hans"}
    assert len(RIGHT) >= 25


def test_editions_of_a_plan_in_two_languages_stand_side_by_side(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, bundled=())
    for name in ("td-annual-plan.en.pdf", "td-annual-plan.zh-Hant.html"):
        assert shelf.add(FOLDER / name).outcome == "added"
    assert [holding.plan.language for holding in shelf.holdings()] == ["en", "zh-Hant"]
