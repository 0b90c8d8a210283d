"""Names in the other language: put together from terms, taken from another plan, or left out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import load_library
from index.glosses import Glossary, glossed, glosses
from index.vocabulary import Vocabulary, load_vocabulary
from tests.corpus.small_plans import small_english_plan, write_plan

TERMS = Vocabulary(
    [
        {"id": "bus", "en": ["bus stop"], "zh": ["巴士站"]},
        {"id": "district", "en": ["district"], "zh": ["分區"]},
        {"id": "accident", "en": ["traffic accident"], "zh": ["交通意外"]},
    ]
)
GLOSSARY = Glossary(TERMS, [("急症室等候時間", "A&E Waiting Time")])


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("巴士站", "Bus stop"),
        ("按分區劃分的交通意外", "Traffic accident by district"),
        ("巴士站及交通意外", "Bus stop and traffic accident"),
        ("巴士站的位置", "Locations of bus stop"),
        ("急症室等候時間", "A&E Waiting Time"),
        ("急症室等候时间", "A&E Waiting Time"),
        ("螢火蟲分布情況", ""),
        ("", ""),
    ],
)
def test_chinese_names_are_put_into_english(chinese: str, english: str) -> None:
    assert GLOSSARY.english(chinese) == english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Bus stops", "巴士站"),
        ("Number of traffic accidents by district", "按地區劃分的交通意外數目"),
        ("List of bus stops", "巴士站名單"),
        ("A&E Waiting Time", "急症室等候時間"),
        ("Glow-worms seen", ""),
    ],
)
def test_english_names_are_put_into_chinese(english: str, chinese: str) -> None:
    assert GLOSSARY.chinese(english) == chinese


@given(st.text(max_size=60))
def test_any_name_has_a_gloss_that_is_the_same_each_time(name: str) -> None:
    glossary = Glossary(load_vocabulary())
    assert (glossary.english(name), glossary.chinese(name)) == (glossary.english(name), glossary.chinese(name))


def test_the_bundled_plan_keeps_its_translation() -> None:
    library = load_library()
    assert glosses(library) == {} and glossed(library, {}) is library


def test_an_english_plan_gets_chinese_names_and_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "td.txt"
    path.write_text(small_english_plan(), encoding="utf-8")
    library = load_library([path])
    names = {d.name: d for d in glossed(library, glosses(library)).datasets}
    assert all(d.name_en == d.name and d.english_official for d in names.values())
    assert any(d.name_zh for d in names.values())


def test_what_is_known_from_another_plan_is_taken_from_there(tmp_path: Path) -> None:
    rows = ("急症室等候時間|每日",)
    library = load_library(["corpus/plans/hhb-2024-2026.zh-Hant.txt", write_plan(tmp_path, rows=rows)])
    assert glosses(library)["td-2025-2027/D.ii.1"] == ("Accident and Emergency Waiting Time", "")
