"""One plan in every form it may be published in gives the same records, field by field."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import docx
import pytest

from corpus.library import bundled_plans
from corpus.parsing import read_plan
from corpus.readings.passages import Passage
from corpus.readings.text import passages_of_text
from corpus.records import Reading

TEXT = bundled_plans()[0].read_text(encoding="utf-8")
BIG5 = TEXT.replace("・", "")
PASSAGES = tuple(passages_of_text(TEXT))

Block = tuple[bool, list[Passage]]


def blocks() -> Iterator[Block]:
    """The lines and the tables of the plan, in order."""
    for is_table, passages in groupby(PASSAGES, key=lambda passage: passage.row):
        yield is_table, list(passages)


def said(reading: Reading) -> tuple[object, ...]:
    """All that a reading says of a plan, where it stands aside."""
    plan = replace(reading.plan, document="")
    datasets = [replace(dataset, source=replace(dataset.source, document="", line=None, table=None, page=None))
                for dataset in reading.datasets]  # fmt: skip
    return plan, datasets, reading.nothing_planned


def word_document() -> bytes:
    document = docx.Document()
    for is_table, passages in blocks():
        if not is_table:
            for passage in passages:
                document.add_paragraph(passage.text)
            continue
        table = document.add_table(rows=0, cols=6)
        for passage in passages:
            for cell, text in zip(table.add_row().cells, passage.cells, strict=False):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_document_with_merged_cells() -> bytes:
    """As an officer makes it: further releases under merged numbers and names, 不適用 over the whole row."""
    document = docx.Document()
    for is_table, passages in blocks():
        if not is_table:
            for passage in passages:
                document.add_heading(passage.text)
            continue
        table = document.add_table(rows=len(passages), cols=6)
        first = 0
        for at, passage in enumerate(passages):
            cells = table.rows[at].cells
            for cell, text in zip(cells, passage.cells, strict=False):
                cell.text = text
            if passage.cells[0]:
                first = at
            elif first:
                for column in (0, 1, 2):
                    upper = table.cell(first, column)
                    kept = upper.text
                    upper.merge(cells[column]).text = kept
            if passage.cells[1:2] == ("不適用",):
                cells[1].merge(cells[5]).text = "不適用"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def web_page() -> bytes:
    parts = ["<!DOCTYPE html><html lang='zh-Hant'><head><meta charset='utf-8'><title>計劃</title>"]
    parts.append(
        "<style>td { color: red }</style><script>let a = '<td>B. 數據</td>'</script></head><body><nav>主頁</nav>"
    )
    for is_table, passages in blocks():
        if not is_table:
            parts += [f"<p>{html.escape(passage.text)}</p>" for passage in passages]
            continue
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in passage.cells) for passage in passages)
        parts.append("<table><tr>" + "</tr>\n<tr>".join(rows) + "</tr></table>")
    return "\n".join([*parts, "<footer>版權所有</footer></body></html>"]).encode()


def web_page_with_merged_cells() -> bytes:
    parts = ["<html><meta http-equiv='Content-Type' content='text/html; charset=big5'><body>"]
    for is_table, passages in blocks():
        if not is_table:
            parts += [f"<div>{html.escape(passage.text)}</div>" for passage in passages]
            continue
        parts.append("<table border=1><tbody>")
        for at, passage in enumerate(passages):
            parts.append("<tr>")
            below = next((n for n, after in enumerate(passages[at + 1 :], 1) if after.cells[0]), len(passages) - at)
            for column, cell in enumerate(passage.cells):
                # The first row below the head may carry on a dataset of the table before.
                if passage.cells[0] or column > 2 or at == 1:
                    span = f" rowspan={below}" if column < 3 and below > 1 and at else ""
                    parts.append(f"<td{span}>{html.escape(cell)}")
        parts.append("</table>")
    return "\n".join(parts).replace("・", "").encode("big5hkscs")


def table_of_all() -> bytes:
    """The plan as one CSV table, its columns in another order, the places of its rows in columns of their own."""
    reading = read_plan(bundled_plans()[0])
    file = io.StringIO()
    writer = csv.writer(file)
    head = "更新頻率,數據集名稱,計劃,部分,空間/非空間,機構,編號,發放日期,一般說明,數據種類,政策局"
    writer.writerow(head.split(","))
    plan = [reading.plan.title, reading.plan.bureau]
    for label in reading.nothing_planned:
        kind = "空間" if label.endswith(".i") else "非空間"
        writer.writerow(["", "不適用", plan[0], label[0], kind, "", "1", "", "", "", plan[1]])
    for dataset in reading.datasets:
        kind = "空間" if dataset.spatial else "非空間"
        for at, release in enumerate(dataset.releases):
            year, month = (release.date or "").split("-")
            number, name = (dataset.short_id.rsplit(".", 1)[1], dataset.name) if at == 0 else ("", "")
            row = [release.frequency, name, plan[0], dataset.section, kind, dataset.organisation or "", number]
            writer.writerow([*row, f"{month}/{year}", release.description, dataset.category if name else "", plan[1]])
    return file.getvalue().encode("utf-8-sig")


def spreadsheet() -> bytes:
    """The plan as it stands in a spreadsheet, headings and all, saved with semicolons."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerows([(*passage.cells, *[""] * (6 - len(passage.cells))) for passage in PASSAGES])
    return file.getvalue().encode("gb18030")


FORMS: list[tuple[str, Callable[[], bytes]]] = [
    ("docx", word_document),
    ("docx", word_document_with_merged_cells),
    ("html", web_page),
    ("htm", web_page_with_merged_cells),
    ("csv", table_of_all),
    ("csv", spreadsheet),
    *[("txt", lambda encoding=encoding: TEXT.encode(encoding)) for encoding in ("utf-8-sig", "utf-16", "gb18030")],
    *[("txt", lambda encoding=encoding: TEXT.encode(encoding)) for encoding in ("utf-16-le", "utf-16-be")],
    ("txt", lambda: BIG5.encode("big5hkscs")),
]


@pytest.fixture(scope="module")
def expected() -> tuple[object, ...]:
    return said(read_plan(bundled_plans()[0]))


@pytest.mark.parametrize(("ending", "make"), FORMS)
def test_the_same_plan_in_another_form_gives_the_same_records(
    ending: str, make: Callable[[], bytes], expected: tuple[object, ...], tmp_path: Path
) -> None:
    path = tmp_path / f"hhb-2024-2026.{ending}"
    path.write_bytes(make())
    reading = read_plan(path)
    plan, datasets, nothing = said(reading)
    assert plan == expected[0]
    assert nothing == expected[2]
    for found, right in zip(datasets, expected[1], strict=True):  # type: ignore[call-overload]
        assert found == right
    assert all(dataset.source.line for dataset in reading.datasets)
