"""Lists to take away: read back as what they are, harmless in a spreadsheet, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from assistant.answer import Language
from assistant.downloads import COLUMNS, KINDS, download
from assistant.phrasing import LANGUAGES, phrases
from assistant.service import Assistant
from corpus.library import to_json
from corpus.records import Dataset, Release

TODAY = date(2025, 3, 15)
ID = "hhb-2024-2026/D.ii.8"


def made(kind: str, datasets: list[Dataset], assistant: Assistant, language: Language = "en") -> bytes:
    return download(kind, datasets, assistant.library, language, today=TODAY).content


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(content: bytes) -> list[list[str]]:
    rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [[str(cell or "") for cell in row] for row in rows]


@pytest.mark.parametrize("read", [(table, "csv"), (sheet, "xlsx")], ids=["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_table_has_a_row_for_each_release_under_heads_in_the_readers_language(
    assistant: Assistant, language: Language, read: tuple[object, str]
) -> None:
    reader, kind = read
    datasets = list(assistant.library.datasets)
    heads, *rows = reader(made(kind, datasets, assistant, language))  # type: ignore[operator]
    assert heads == [phrases(language, "downloads")["column." + name] for name in COLUMNS]
    assert len(rows) == 53 and {len(row) for row in rows} == {len(COLUMNS)}
    assert [row[0] for row in rows] == [d.id for d in datasets for _ in d.releases]


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("en", {"bureau": "Health Bureau", "status": "released", "spatial": "non-spatial", "name": "急症室等候時間",
                "name_en": "Accident and Emergency Waiting Time", "english_official": "no", "category_en": "Health"}),
        ("zh-Hant", {"bureau": "醫務衛生局", "status": "已發放", "spatial": "非空間", "name": "急症室等候時間",
                     "english_official": "否", "category": "衛生", "frequency": "每15分鐘"}),
        ("zh-Hans", {"bureau": "医务卫生局", "status": "已发放", "spatial": "非空间", "name": "急症室等候时间",
                     "english_official": "否", "category": "卫生", "frequency": "每15分钟"}),
    ],
)  # fmt: skip
def test_row_says_all_that_is_known(assistant: Assistant, language: Language, cells: dict[str, str]) -> None:
    _, row = table(made("csv", [assistant.dataset(ID)], assistant, language))
    said = dict(zip(COLUMNS, row, strict=True))
    assert said.items() >= cells.items()
    assert said["date"] == "2018-12" and said["every"] == "PT15M" and said["formats"] == "JSON, XLSX"
    assert said["line"].isdecimal() and said["document"] == "hhb-2024-2026.zh-Hant.txt" and said["page"] == ""


def test_csv_is_opened_by_excel_with_its_chinese(assistant: Assistant) -> None:
    content = made("csv", [assistant.dataset(ID)], assistant)
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_run_as_a_formula(assistant: Assistant, start: str) -> None:
    evil = f'{start}HYPERLINK("http://x","y")'
    odd = replace(assistant.dataset(ID), name=evil, category=evil, url="https://data.gov.hk/x", formats=(evil,))
    _, row = table(made("csv", [odd], assistant))
    assert [cell for cell in row if cell.startswith(start)] == []
    assert "'" + evil in row
    book = load_workbook(io.BytesIO(made("xlsx", [odd], assistant)))
    cells = [cell for line in book.worksheets[0].iter_rows(min_row=2) for cell in line]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_sheet_is_ready_to_be_read_and_sorted(assistant: Assistant) -> None:
    book = load_workbook(io.BytesIO(made("xlsx", list(assistant.library.datasets), assistant, "zh-Hant")))
    found = book.worksheets[0]
    assert found.title == "數據集" and found.freeze_panes == "A2" and found.auto_filter.ref == "A1:Z54"
    assert found.column_dimensions["H"].width > 30 and found["A1"].font.bold


def test_text_longer_than_a_cell_is_cut_and_not_lost(assistant: Assistant) -> None:
    long = replace(assistant.dataset(ID), releases=(Release("長" * 40_000, "2024-01", "每年", "P1Y"),))
    (_, row) = sheet(made("xlsx", [long], assistant))
    assert len(row[list(COLUMNS).index("description")]) == 32_767


def test_json_has_the_records_as_they_are_printed_and_their_plans(assistant: Assistant) -> None:
    content = json.loads(made("json", [assistant.dataset(ID)], assistant))
    printed = [r for r in to_json(assistant.library.readings[0])["datasets"] if r["id"] == ID]
    assert content["datasets"] == printed
    assert [plan["id"] for plan in content["plans"]] == ["hhb-2024-2026"]


def test_calendar_has_an_address_for_each_dataset(assistant: Assistant) -> None:
    datasets = [d for d in assistant.library.datasets if d.status == "planned"]
    found = download("ics", datasets, assistant.library, "en", today=TODAY, link=lambda d: "https://x/" + d.short_id)
    events = Calendar.from_ical(found.content).walk("VEVENT")
    assert found.media_type == "text/calendar; charset=utf-8" and found.name == "datasets.ics"
    assert events and all(str(event["URL"]).startswith("https://x/") for event in events)


@pytest.mark.parametrize("kind", list(KINDS))
def test_same_list_gives_the_same_bytes_and_an_empty_one_a_file(assistant: Assistant, kind: str) -> None:
    datasets = list(assistant.library.datasets)
    assert made(kind, datasets, assistant) == made(kind, datasets, assistant)
    assert made(kind, [], assistant)


def test_sheet_does_not_tell_when_it_was_made(assistant: Assistant) -> None:
    with zipfile.ZipFile(io.BytesIO(made("xlsx", [assistant.dataset(ID)], assistant))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"2026-01-01T00:00:00Z") == 2


def test_words_are_the_same_in_each_language() -> None:
    assert {tuple(phrases(language, "downloads")) for language in LANGUAGES} == {tuple(phrases("en", "downloads"))}
