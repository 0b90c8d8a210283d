"""One dataset of a CKAN portal's catalogue, out of the portal's words: plain text of bounded length, by language.

Portals keep several languages in several ways ("title_tc", "title_translated"); what is said without a language
stands under "". Whatever is not of the kind expected is taken as not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from .cells import clean_name, read_formats
from .prose import plain_text
from .readings.answers import Record
from .words import one_line, wording

__all__ = ["Entry", "Texts", "read_entry"]

Texts = Mapping[str, str]
_Json = dict[str, Any]

_LONGEST_NAME, _LONGEST_NOTES, _MOST_FORMATS = 300, 2000, 20
_FORMAT = re.compile(r"[A-Z0-9][A-Z0-9 .+/-]{0,19}\Z")
_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)")
_ENDING = re.compile(r"\.([A-Za-z0-9]{2,8})\Z")
_NAME = partial(plain_text, longest=_LONGEST_NAME)
_NOTES = partial(plain_text, longest=_LONGEST_NOTES)


@dataclass(frozen=True, slots=True)
class Entry:
    """A dataset as its portal describes it. ``owner`` is the portal's name for its organisation, such as "hk-td".

    ``month`` is the first month of which the portal says that something was published or entered, None for none.
    """

    name: str
    line: int
    titles: Texts
    notes: Texts
    often: Texts
    owner: str
    owners: Texts
    categories: Texts
    formats: tuple[str, ...]
    spatial: bool
    month: str | None
    address: str


def read_entry(record: Record) -> Entry:
    """The dataset that a record describes."""
    content, keys = record.content, wording("ckan")["keys"]
    told = {**{str(extra.get("key")): extra.get("value") for extra in _objects(content.get("extras"))}, **content}
    owner = _owner(content)
    groups = _objects(content.get("groups"))
    resources = _objects(content.get("resources"))
    formats = _formats(resources)
    return Entry(
        name=one_line(content["name"])[:_LONGEST_NAME],
        line=record.line,
        titles=_cleaned(_texts(content, keys["title"])),
        notes={language: _NOTES(text) for language, text in _texts(content, keys["notes"]).items()},
        often={language: _NAME(text) for language, text in _texts(told, keys["often"]).items()},
        owner=one_line(str(owner.get("name") or ""))[:_LONGEST_NAME],
        owners=_cleaned(_texts(owner, keys["called"])),
        categories=_cleaned(_texts(groups[0], keys["called"])) if groups else {},
        formats=formats,
        spatial=_is_spatial(formats, resources),
        month=_month(told, resources),
        address=_text(content.get("url")),
    )


def _objects(value: object) -> list[_Json]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _owner(content: _Json) -> _Json:
    owner = content.get("organization") or content.get("organisation")
    return owner if isinstance(owner, dict) else {"title": owner}


def _cleaned(texts: Texts) -> Texts:
    names = {language: clean_name(_NAME(text)) for language, text in texts.items()}
    return {language: name for language, name in names.items() if name}


def _texts(content: _Json, keys: Iterable[str]) -> Texts:
    """What stands under a key in each language; the first of the keys that says it is taken."""
    found: dict[str, str] = {}
    for key in keys:
        for language, value in _values(content, key):
            if _text(value):
                found.setdefault(language, _text(value))
    return found


def _values(content: _Json, key: str) -> Iterator[tuple[str, object]]:
    plain = content.get(key)
    translated = content.get(f"{key}_translated", plain)
    inner = translated if isinstance(translated, dict) else {}
    by_name = {str(name).lower().replace("-", "_"): value for name, value in inner.items()}
    for language, names in wording("ckan")["languages"].items():
        for name in names:
            yield language, content.get(f"{key}_{name}")
            yield language, by_name.get(name)
    yield "", plain


def _formats(resources: Iterable[_Json]) -> tuple[str, ...]:
    found: set[str] = set()
    for resource in resources:
        ending = _ENDING.search(_address(resource).path)
        written = _text(resource.get("format")) or (ending[1] if ending else "")
        plain = one_line(written).upper().strip(" .")
        found.update(read_formats([written], only_formats=True) or ([plain] if _FORMAT.match(plain) else []))
    return tuple(sorted(found)[:_MOST_FORMATS])


def _address(resource: _Json) -> Any:
    try:
        return urlsplit(_text(resource.get("url")))
    except ValueError:
        return urlsplit("")


def _is_spatial(formats: tuple[str, ...], resources: Iterable[_Json]) -> bool:
    known = wording("ckan")["spatial"]
    hosts = {(_address(resource).netloc or "").lower() for resource in resources}
    return bool(set(formats) & set(known["formats"]) or hosts & set(known["hosts"]))


def _month(content: _Json, resources: Iterable[_Json]) -> str | None:
    """The earliest month: a portal that moved house entered all it had in one week, years after it was published."""
    keys = wording("ckan")["keys"]["dates"]
    said = [content.get(key) for key in keys]
    said += [resource.get(key) for resource in resources for key in keys if key != "metadata_created"]
    months = (_MONTH.match(_text(value)) for value in said)
    return min(("-".join(match.groups()) for match in months if match), default=None)
