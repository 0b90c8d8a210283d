"""Synthetic corpora of any size, recombined from real wording: what speed is measured on where no plan is that long.

A corpus is drawn from `wording.toml`: subjects, places, kinds of tables and descriptions as plans put them, in
Traditional Chinese and English. Every draw is a hash of the seed, the dataset's number and what is drawn, so that the
same call gives the same bytes on every machine, and a corpus holds all smaller ones of its seed.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.bureaux import Bureau, bureaux
from corpus.library import Library
from corpus.records import Dataset, Plan, Reading, Release, Section, Source
from index.analysis import simplified

WORDING = Path(__file__).with_name("wording.toml")
SIZES = (48, 1_000, 10_000, 100_000, 1_000_000)
SEED = 7
IN_PLAN = 48
"""How many datasets a plan holds until there are as many plans as bureaux and years; then they grow longer."""
YEARS = tuple(range(2024, 2032))
# Of a hundred datasets, about as many as in the plan at hand.
SPATIAL, TITLED, OWNED, TWICE, PLANNED = 40, 15, 60, 10, 20
SECTIONS: tuple[tuple[int, Section], ...] = ((3, "A"), (6, "B"), (20, "C"), (100, "D"))
FORMATS: tuple[tuple[str, ...], ...] = (("CSV",), ("XLSX",), ("CSV", "XLSX"), ("JSON",), ("CSV", "JSON"), ("XML",), ())
MAPS: tuple[tuple[str, ...], ...] = (("GEOJSON",), ("CSV", "GEOJSON"), ("GML", "KML"), ("GEOJSON", "JSON"), ())
LANGUAGES = ("en", "zh-Hant", "zh-Hans", "yue")
LEADS: Mapping[str, tuple[str, ...]] = {
    "en": ("where can I find {}", "is there a dataset on {}", "{}"),
    "zh-Hant": ("哪裏有{}", "有沒有{}的數據", "{}"),
    "zh-Hans": ("哪里有{}", "有没有{}的数据", "{}"),
    "yue": ("邊度有{}", "想搵{}", "{}"),
}

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose answer is known: the dataset it is about, and its name as somebody mistypes it."""

    question: str
    target: str
    typo: str
    lang: str


@functools.cache
def wording() -> dict[str, Any]:
    """The data file as it stands, lists of pairs by name."""
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))


def draws(what: str, numbers: Numbers, below: int, seed: int = SEED) -> Numbers:
    """For each dataset a number from 0 to ``below`` - 1: SplitMix64 (Steele et al., 2014) of both."""
    start = int.from_bytes(hashlib.blake2b(f"{seed}/{what}".encode(), digest_size=8).digest(), "little")
    with np.errstate(over="ignore"):
        z = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(start)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Numbers = ((z ^ (z >> np.uint64(31))) % np.uint64(below)).astype(np.int64)
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """What the names of the first datasets of a seed are made of, as places in the lists of the wording.

    ``subject`` counts on from the subjects into the titles, which have no form (-1).
    """

    seed: int
    subject: Numbers
    place: Numbers
    form: Numbers
    field: Numbers

    @classmethod
    def drawn(cls, count: int, seed: int = SEED) -> Parts:
        """The parts of ``count`` datasets."""
        words, numbers = wording(), np.arange(count)
        titled = draws("titled", numbers, 100, seed) < TITLED
        subject = draws("subject", numbers, len(words["subjects"]), seed)
        title = len(words["subjects"]) + draws("title", numbers, len(words["titles"]), seed)
        form = draws("form", numbers, len(words["forms"]), seed)
        return cls(
            seed,
            np.where(titled, title, subject),
            draws("place", numbers, len(words["places"]), seed),
            np.where(titled, -1, form),
            draws("field", numbers, len(words["fields"]), seed),
        )

    def __len__(self) -> int:
        return len(self.subject)

    def names(self) -> list[tuple[str, str]]:
        """The Chinese and the English name of each dataset."""
        words, numbers, bodies = wording(), np.arange(len(self)), bureaux()
        years = (2015 + draws("year", numbers, 12, self.seed)).tolist()
        dimensions = draws("dimension", numbers, len(words["dimensions"]), self.seed).tolist()
        owned = draws("owned", numbers, 100, self.seed) < OWNED
        owners = np.where(owned, draws("owner", numbers, len(bodies), self.seed), -1).tolist()
        # The last form is a title's, which has none.
        forms = [*words["forms"], ["{s} - {p}", "{s} - {p}"]]
        rows = zip(self.subject.tolist(), self.place.tolist(), self.form.tolist(), strict=True)
        found = []
        for (s, p, f), year, dimension, owner in zip(rows, years, dimensions, owners, strict=True):
            of = (f"({bodies[owner].chinese})", f" ({bodies[owner].english})") if owner >= 0 else ("", "")
            filled = [
                forms[f][side].format(
                    s=_subjects()[s][side], p=words["places"][p][side], y=year, d=words["dimensions"][dimension][side]
                )
                for side in (0, 1)
            ]
            found.append((filled[0] + of[0], _capital(filled[1] + of[1])))
        return found


@functools.cache
def _subjects() -> list[list[str]]:
    found: list[list[str]] = wording()["subjects"] + wording()["titles"]
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def synthetic(count: int, seed: int = SEED) -> Library:
    """The library of the first ``count`` datasets of a seed, in plans of all bureaux; the same bytes at each call."""
    words, parts, numbers = wording(), Parts.drawn(count, seed), np.arange(count)
    bodies, names = bureaux(), parts.names()
    columns = {what: draws(what, numbers, 100, seed).tolist() for what in ("spatial", "section", "twice", "status")}
    raw = {what: draws(what, numbers, 1 << 30, seed).tolist() for what in ("often", "month", "formats", "body")}
    plans = _plans(bodies)
    grouped: dict[int, list[Dataset]] = {}
    often = [(text, every) for text, every, weight in words["frequencies"] for _ in range(weight)]
    for n in range(count):
        block, place = divmod(n, IN_PLAN)
        turn, of = divmod(block, len(plans))
        drawn = {what: values[n] for what, values in (columns | raw).items()}
        described = _described(words, parts, n)
        row = turn * IN_PLAN + place + 1
        grouped.setdefault(of, []).append(_dataset(plans[of], row, names[n], described, drawn, often, bodies))
    readings = tuple(Reading(plans[of], tuple(datasets)) for of, datasets in sorted(grouped.items()))
    datasets = tuple(dataset for reading in readings for dataset in reading.datasets)
    digest = hashlib.sha256(WORDING.read_bytes() + f"{seed}/{count}".encode()).hexdigest()
    return Library(readings, datasets, digest, {dataset.id: dataset for dataset in datasets}, dict(words["categories"]))


def _plans(bodies: Sequence[Bureau]) -> list[Plan]:
    return [
        Plan(
            f"{body.code}-{year}-{year + 2}",
            body.chinese,
            f"{year}-{year + 2}",
            "zh-Hant",
            f"{year}-{year + 2}年度整合開放數據計劃",
            f"{body.code}-{year}-{year + 2}.zh-Hant.txt",
            body.english,
        )
        for year in YEARS
        for body in bodies
    ]


def _described(words: Mapping[str, Any], parts: Parts, n: int) -> tuple[str, str]:
    s, p, f = int(parts.subject[n]), int(parts.place[n]), int(parts.field[n])
    (subject, subject_en), (place, place_en) = _subjects()[s], words["places"][p]
    field, field_en = words["fields"][f]
    return (
        f"本數據集備有{place}{subject}的{field}。",
        f"This dataset contains {field_en} of {subject_en} in {place_en}.",
    )


def _dataset(
    plan: Plan,
    row: int,
    names: tuple[str, str],
    described: tuple[str, str],
    drawn: Mapping[str, int],
    often: Sequence[tuple[str, str]],
    bodies: Sequence[Bureau],
) -> Dataset:
    spatial, section = drawn["spatial"] < SPATIAL, next(s for least, s in SECTIONS if drawn["section"] < least)
    start = int(plan.period[:4])
    year = {"A": start, "B": start + 1 + drawn["month"] % 2, "C": start + drawn["month"] % 3, "D": 0}[section]
    year = year or start - 1 - drawn["month"] % 9
    releases = []
    for turn in range(1 + (drawn["twice"] < TWICE)):
        text, every = often[(drawn["often"] + 31 * turn) % len(often)]
        date = f"{year + turn}-{drawn['month'] // 9 % 12 + 1:02}"
        releases.append(Release(described[0], date, text, every, described[1]))
    formats = MAPS[drawn["formats"] % len(MAPS)] if spatial else FORMATS[drawn["formats"] % len(FORMATS)]
    organisation = {"A": plan.bureau, "B": plan.bureau, "C": bodies[drawn["body"] % len(bodies)].chinese, "D": None}
    return Dataset(
        id=f"{plan.id}/{section}{'1' if section == 'C' else ''}.{'i' if spatial else 'ii'}.{row}",
        section=section,
        spatial=spatial,
        organisation=organisation[section],
        category=wording()["categories"][drawn["body"] % len(wording()["categories"])][0],
        name=names[0],
        status="released" if section == "D" else "planned",
        formats=formats if section == "D" or drawn["status"] < PLANNED else (),
        releases=tuple(releases),
        source=Source(plan.document, line=row),
        name_en=names[1],
    )


def questions(library: Library, count: int, seed: int = SEED) -> list[Asked]:
    """``count`` questions on datasets all over a library, in turn in each of the LANGUAGES, each with its typo."""
    total = len(library.datasets)
    numbers = np.arange(count)
    chosen = draws("asked", numbers, total, seed).tolist()
    slips = draws("slip", numbers, 1 << 30, seed).tolist()
    found = []
    for n, (place, slip) in enumerate(zip(chosen, slips, strict=True)):
        dataset, lang = library.datasets[place], LANGUAGES[n % len(LANGUAGES)]
        name = {"en": _small(dataset.name_en), "zh-Hans": simplified(dataset.name)}.get(lang, dataset.name)
        lead = LEADS[lang][slip % len(LEADS[lang])]
        found.append(Asked(lead.format(name), dataset.id, mistyped(name, slip), lang))
    return found


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def mistyped(name: str, slip: int) -> str:
    """The name with one character left out or two changed places, never the first; what and where tells ``slip``."""
    if len(name) < 3:
        return name
    kind: Literal["left out", "changed"] = "left out" if slip % 2 else "changed"
    at = 1 + slip // 2 % (len(name) - 2)
    if kind == "changed" and name[at] != name[at + 1]:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :]
