"""A Chinese and an English row fit by what they state and by words that mean the same."""

from dataclasses import replace

import pytest

from corpus.kinship import disagreements, fit, kindred
from corpus.records import Dataset, Release, Source


def row(name: str, description: str = "", date: str | None = "2024-12", every: str | None = "P1Y") -> Dataset:
    release = Release(description, date, "", every)
    return Dataset("td/D.i.1", "D", True, None, None, name, "released", ("CSV",), (release,), Source("p", 1))


@pytest.mark.parametrize(
    ("chinese", "english", "other"),
    [
        ("急症室等候時間", "Accident and Emergency Waiting Time", "List of Swimming Pools"),
        ("急症室等候时间", "Accident and Emergency Waiting Time", "List of Swimming Pools"),
        ("公眾泳池名單", "List of Public Swimming Pools", "List of Public Libraries"),
        ("2021年人口普查", "2021 Population Census", "2016 Population Census"),
        ("GTFS 巴士路線", "Bus routes in GTFS", "Bus routes in KML"),
    ],
)
def test_words_of_the_same_meaning_are_known(chinese: str, english: str, other: str) -> None:
    assert kindred(row(chinese), row(english)) > kindred(row(chinese), row(other))


def test_unknown_words_speak_neither_for_nor_against() -> None:
    assert kindred(row("甲乙丙"), row("Foo bar")) == 0.5


def test_a_row_fits_itself_in_the_other_language_best() -> None:
    chinese, english = row("公眾泳池名單"), row("List of Public Swimming Pools")
    assert fit(chinese, english) == 1
    assert fit(chinese, replace(english, formats=("XML",))) < 1
    assert fit(chinese, row("List of Public Swimming Pools", date="2023-01", every="P1M")) < 0.6


def test_what_is_stated_differently_is_told() -> None:
    one = row("泳池")
    assert list(disagreements(one, row("Pools"))) == []
    other = replace(row("Pools", date=None, every="P1M"), formats=(), spatial=False, status="planned")
    assert list(disagreements(one, other)) == [
        ("dates", "2024-12", "none"),
        ("update frequencies", "P1Y", "P1M"),
        ("formats", "CSV", "none"),
        ("tables", "spatial", "non-spatial"),
        ("parts", "released", "planned"),
    ]
    more = replace(one, releases=one.releases * 2)
    assert list(disagreements(more, one)) == [("numbers of releases", "2", "1")]
