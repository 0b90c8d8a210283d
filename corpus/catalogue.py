"""The catalogue of a CKAN portal, such as DATA.GOV.HK's, as a reading: each dataset there is a released one.

A catalogue is a plan of its own, ``ckan-<portal>``, or ``ckan-<organisation>`` where all is of one organisation. Its
datasets bear the portal's names for them instead of numbers: those stay when other datasets come and go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from urllib.parse import quote, urlsplit

from .bureaux import bureaux
from .entries import Entry, Texts, read_entry
from .frequencies import read_frequency
from .readings.answers import Answers
from .readings.opening import document_bytes
from .records import Dataset, Plan, Reading, Release, Source, Warning
from .titles import language_of
from .words import wording

__all__ = ["is_catalogue", "page_of", "read_answers", "read_catalogue"]

_PREFIX = "ckan-"
_PORTAL = "https://data.gov.hk/en-data"
_API = re.compile(r"/api/(?:\d+/)?action/.*", re.DOTALL)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+\Z")
_PLAIN = re.compile(r"[!-~]{1,2000}\Z")
# The parts of DATA.GOV.HK's addresses that say in which language it was asked.
_ASKED_IN = {"/tc-data": "zh-Hant", "/sc-data": "zh-Hans", "/en-data": "en"}


def is_catalogue(reading: Reading) -> bool:
    """Whether a reading is of a portal's catalogue, and not of a plan."""
    return reading.plan.id.startswith(_PREFIX)


def read_catalogue(path: Path | str, name: str | None = None) -> Reading:
    """The datasets that a portal's answers in a file describe, as ``read_answers`` reads them."""
    path = Path(path)
    return read_answers(name or path.name, document_bytes(path))


def read_answers(name: str, data: bytes) -> Reading:
    """The datasets that a portal's answers describe.

    Raises UnreadableDocument for what is no JSON, NotAPlan for JSON that is no answer with datasets in it.
    """
    answers = Answers(name, data)
    entries: dict[str, Entry] = {}
    warnings: list[Warning] = []
    for record in answers:
        entry = read_entry(record)
        if entry.name in entries:
            told = f"The dataset {entry.name!r} stands in the catalogue twice; the first is kept."
            warnings.append(Warning(told, Source(name, record.line)))
        entries.setdefault(entry.name, entry)
    found = tuple(entries.values())
    plan = _plan(name, answers.address, found)
    datasets = tuple(_datasets(found, plan, answers.address))
    warnings += _odd_values(datasets)
    return Reading(plan, datasets, (), tuple(warnings), _english_names(found, plan.language))


def _plan(document: str, address: str, entries: Sequence[Entry]) -> Plan:
    site = _site(address)
    host = urlsplit(site).netloc
    owners = {entry.owner for entry in entries}
    owner = entries[0].owner if len(owners) == 1 else ""
    titles = " ".join(_chosen(entry.titles, "") for entry in entries)
    language = _ASKED_IN.get(urlsplit(site).path) or language_of(titles)
    called = _owner(entries[0], language) if owner else ""
    called = called or host or "DATA.GOV.HK"
    return Plan(
        id=_PREFIX + (_slug(owner or host or PurePath(document).stem) or "catalogue"),
        bureau=called,
        period="",
        language=language,
        title=wording("ckan")["titles"][language].format(owner=called),
        document=document,
        bureau_en=_owner(entries[0], "en") if owner else "",
    )


def _slug(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", text.lower()).strip("-")[:100]


def _chosen(texts: Texts, language: str) -> str:
    """The text in a language, else without one, else in the first there is; Chinese first."""
    order = (language, "zh-Hant", "zh-Hans", "", "en") if language.startswith("zh") or not language else (language, "")
    return next((texts[key] for key in (*order, "zh-Hant", "zh-Hans") if texts.get(key)), "")


def _owner(entry: Entry, language: str) -> str:
    """The organisation's name in a language: the portal's, else the one that its code stands for."""
    code = entry.owner.removeprefix("hk-")
    bureau = next((bureau for bureau in bureaux() if bureau.code == code), None)
    known = bureau and (bureau.english if language == "en" else bureau.chinese)
    said = entry.owners.get(language) or ("" if known else _chosen(entry.owners, language))
    plain = entry.owners.get("", "")
    fits = plain and plain != entry.owner and (language_of(plain) == "en") == (language == "en")
    return said or (plain if fits else "") or known or ""


def _datasets(entries: Sequence[Entry], plan: Plan, address: str) -> Iterator[Dataset]:
    taken: set[str] = set()
    for entry in entries:
        number = _slug(entry.name) or "dataset"
        while number in taken:
            number += "-2"
        taken.add(number)
        name = _chosen(entry.titles, plan.language) or entry.name
        english = entry.titles.get("en", "")
        frequency = _chosen(entry.often, plan.language)
        notes = _chosen(entry.notes, plan.language)
        every = next(filter(None, map(_every, (frequency, *entry.often.values()))), None)
        official = english != name and bool(english)
        release = Release(notes, entry.month, frequency, every, entry.notes.get("en", "") if official else "")
        yield Dataset(
            id=f"{plan.id}/D.{'i' if entry.spatial else 'ii'}.{number}",
            section="D",
            spatial=entry.spatial,
            organisation=_owner(entry, plan.language) or None,
            category=_chosen(entry.categories, plan.language) or None,
            name=name,
            status="released",
            formats=entry.formats,
            releases=(release,),
            source=Source(plan.document, entry.line),
            name_en=english if official else "",
            english_official=official,
            url=page_of(entry.name, address, entry.address),
        )


def _every(text: str) -> str | None:
    # "as-and-when_necessary", "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
    return read_frequency(text) or read_frequency(re.sub(r"[-_]+", " ", text.rstrip("/").rpartition("/")[2]))


def _odd_values(datasets: Sequence[Dataset]) -> Iterator[Warning]:
    """One warning for all datasets of which one thing is not known: there may be thousands."""
    undated = [dataset for dataset in datasets if dataset.releases[0].date is None]
    if undated:
        yield Warning(f"{len(undated)} datasets have no date that is a month.", undated[0].source)
    unknown = [dataset for dataset in datasets if dataset.releases[0].every is None]
    counts = Counter(dataset.releases[0].frequency for dataset in unknown)
    for dataset in unknown:
        written = dataset.releases[0].frequency
        count = counts.pop(written, 0)
        trouble = f"the update frequency {written!r}, which is not understood" if written else "no update frequency"
        if count:
            yield Warning(f"{count} datasets have {trouble}.", dataset.source)


def _english_names(entries: Sequence[Entry], language: str) -> tuple[tuple[str, str], ...]:
    """Organisations and categories with the English that the portal has for them."""
    if language == "en":
        return ()
    pairs = {(_owner(entry, language), entry.owners.get("en", "")) for entry in entries}
    pairs |= {(_chosen(entry.categories, language), entry.categories.get("en", "")) for entry in entries}
    return tuple(sorted((name, english) for name, english in pairs if name and english and name != english))


def page_of(name: str, address: str = "", given: str = "") -> str:
    """The portal's page of a dataset, https only: the one given, else by the address asked; "" where neither will do.

    Without an address the dataset is taken to be one of DATA.GOV.HK's.
    """
    path = f"/dataset/{quote(name, safe='')}"
    if _is_safe(given) and given.rstrip("/").endswith(path):
        return given
    site = _site(address) if address else _PORTAL
    return site + path if site else ""


def _site(address: str) -> str:
    """The part of an API's address that its pages share; "" where it is not a plain https address."""
    return _API.sub("", address).rstrip("/") if _API.search(address) and _is_safe(address) else ""


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return False
    known = parts.scheme == "https" and parts.netloc.lower() == (f"{host}:{port}" if port else host)
    return known and bool(_PLAIN.match(address) and _HOST.match(host)) and not set(address) & set("<>\"'\\`{}|^")
