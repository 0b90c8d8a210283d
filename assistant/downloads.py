"""Any list of datasets to take away: as CSV, JSON, XLSX or a calendar. The same list gives the same bytes.

Tables have one row a release, heads in the reader's language, and the plan's words in the reader's script; JSON has the
records as ``odplan show`` prints them. What a plan says is never a formula or a link, whatever it looks like.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from assistant.answer import Language
from assistant.calendars import Link, calendar_of
from assistant.phrasing import phrase, phrases
from assistant.values import bureau_of, in_language
from corpus.library import Library, record
from corpus.records import Dataset, Plan, Release

__all__ = ["KINDS", "Download", "download"]

COLUMNS = {
    "id": 24, "plan": 16, "bureau": 20, "period": 11, "section": 9, "status": 11, "spatial": 13, "name": 40,
    "name_en": 40, "english_official": 12, "name_zh": 20, "organisation": 20, "organisation_en": 22, "category": 12,
    "category_en": 14, "formats": 14, "release": 9, "date": 12, "frequency": 18, "every": 14, "description": 60,
    "description_en": 60, "document": 26, "line": 7, "page": 7, "url": 40,
}  # fmt: skip
"""The columns of tables in their order, and how many characters wide each is in a sheet."""

# A cell that starts so would be run as a formula by a program that opens CSV.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_CELL = 32_767
# A sheet tells when it was made; the same list must give the same bytes.
_MADE = datetime(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away: its name, its media type, and what is in it."""

    name: str
    media_type: str
    content: bytes


def download(
    kind: str,
    datasets: Sequence[Dataset],
    library: Library,
    language: Language,
    *,
    today: date,
    link: Link | None = None,
) -> Download:
    """The datasets as a file of a kind; KeyError for one that is not in KINDS.

    A calendar holds the releases to come, seen from ``today``, with the address that ``link`` gives a dataset.
    """
    media_type, make = KINDS[kind]
    given = _List(datasets, library, language, today, link)
    return Download(f"datasets.{kind}", media_type, make(given))


@dataclass(frozen=True, slots=True)
class _List:
    datasets: Sequence[Dataset]
    library: Library
    language: Language
    today: date
    link: Link | None

    @property
    def plans(self) -> dict[str, Plan]:
        return {reading.plan.id: reading.plan for reading in self.library.readings}

    @property
    def heads(self) -> list[str]:
        words = phrases(self.language, "downloads")
        return [words["column." + name] for name in COLUMNS]

    def rows(self) -> Iterator[list[str]]:
        plans = self.plans
        for dataset in self.datasets:
            for number, release in enumerate(dataset.releases, 1):
                cells = self._dataset(dataset, plans[dataset.plan_id]) | self._release(release)
                yield [str(({"release": number} | cells)[name]) for name in COLUMNS]

    def _dataset(self, dataset: Dataset, plan: Plan) -> dict[str, Any]:
        language, words = self.language, phrases(self.language, "downloads")
        source, english = dataset.source, self.library.english
        return {
            "id": dataset.id, "plan": plan.id, "bureau": bureau_of(plan, language), "period": plan.period,
            "section": dataset.section, "status": phrase(language, "status." + dataset.status),
            "spatial": phrase(language, f"spatial.{str(dataset.spatial).lower()}"),
            "name": in_language(dataset.name, language), "name_en": dataset.name_en,
            "english_official": words["yes" if dataset.english_official else "no"] if dataset.name_en else "",
            "name_zh": in_language(dataset.name_zh, language),
            "organisation": in_language(dataset.organisation or "", language),
            "organisation_en": english(dataset.organisation or ""),
            "category": in_language(dataset.category or "", language),
            "category_en": english(dataset.category or ""), "formats": ", ".join(dataset.formats),
            "document": source.document, "line": source.line or "", "page": source.page or "", "url": dataset.url,
        }  # fmt: skip

    def _release(self, release: Release) -> dict[str, Any]:
        return {
            "date": release.date or "", "frequency": in_language(release.frequency, self.language),
            "every": release.every or "", "description": in_language(release.description, self.language),
            "description_en": release.description_en,
        }  # fmt: skip


def _csv(given: _List) -> bytes:
    """With a mark of its encoding at the head, without which Excel shows Chinese as noise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(given.heads)
    writer.writerows([_harmless(cell) for cell in row] for row in given.rows())
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_RUNS) else cell


def _json(given: _List) -> bytes:
    used = {dataset.plan_id for dataset in given.datasets}
    plans = [
        {"id": plan.id, "title": plan.title, "bureau": plan.bureau, "bureau_en": plan.bureau_en, "period": plan.period}
        for plan in given.plans.values()
        if plan.id in used
    ]
    content = {"plans": plans, "datasets": [record(dataset) for dataset in given.datasets]}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _xlsx(given: _List) -> bytes:
    made = io.BytesIO()
    rows = list(given.rows())
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": phrases(given.language, "downloads")["sheet"], "created": _MADE})
        sheet = book.add_worksheet(phrases(given.language, "downloads")["sheet"])
        bold, top = book.add_format({"bold": True}), book.add_format({"valign": "top"})
        for column, (width, head) in enumerate(zip(COLUMNS.values(), given.heads, strict=True)):
            sheet.set_column(column, column, width, top)
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                # Nothing is guessed: a cell that looks like a formula, a number or an address is a text.
                sheet.write_string(number, column, cell[:_LONGEST_CELL])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    return made.getvalue()


def _ics(given: _List) -> bytes:
    return calendar_of(given.datasets, given.library, given.language, given.today, link=given.link)


KINDS: dict[str, tuple[str, Callable[[_List], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json; charset=utf-8", _json),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "ics": ("text/calendar; charset=utf-8", _ics),
}
"""The kinds of files: the media type of each, and how it is made."""
