"""CSV files of all makes become rows, and headings where their columns say where a row belongs."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableDocument
from corpus.parsing import parse
from corpus.readings import text
from corpus.readings.delimited import looks_delimited, read_delimited
from corpus.records import Dataset, Reading

HEADS = [
    ("No.,Dataset Name,Description,Release Date,Update Frequency", "Yearly"),
    ("編號,數據集名稱,一般說明,發放日期,更新頻率", "每年"),
    ("编号,数据集名称,一般说明,发放日期,更新频率", "每年"),
]


def read(*lines: str, name: str = "plan.csv") -> Reading:
    return parse(read_delimited(name, "\n".join(lines).encode()))


def one(*lines: str, name: str = "plan.csv") -> Dataset:
    (dataset,) = read(*lines, name=name).datasets
    return dataset


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(("head", "frequency"), HEADS)
def test_the_delimiter_is_found_by_the_head_row(head: str, frequency: str, delimiter: str) -> None:
    dataset = one(*(line.replace(",", delimiter) for line in (head, f"1,Piers,All,06/2026,{frequency}")))
    assert (dataset.short_id, dataset.name, dataset.releases[0].every) == ("A.ii.1", "Piers", "P1Y")


def test_a_delimiter_that_the_file_names_is_believed_and_no_row() -> None:
    assert one("sep=;", HEADS[0][0].replace(",", ";"), "1;Piers, all;All;06/2026;Yearly").name == "Piers, all"


def test_columns_stand_in_any_order_below_any_title() -> None:
    reading = read(
        "Transport Department,,",
        "Annual Open Data Plan 2026-2028,,",
        "",
        "Update Frequency,Dataset Name,Release Date,Formats,Description,No.",
        "Weekly,Piers,06/2026,CSV / JSON,All,4",
    )
    assert reading.plan.id == "td-2026-2028"
    (dataset,) = reading.datasets
    assert (dataset.short_id, dataset.formats, dataset.source.line) == ("A.ii.4", ("CSV", "JSON"), 5)


def test_cells_of_several_lines_are_one_cell_and_lines_are_still_counted() -> None:
    reading = read(HEADS[0][0], '1,"Pier ""A""\nand B","First\nsecond",06/2026,Yearly', "2,Quays,All,06/2026,Yearly")
    assert [(d.name, d.source.line) for d in reading.datasets] == [('Pier "A" and B', 2), ("Quays", 5)]
    assert reading.datasets[0].releases[0].description == "First second"


@pytest.mark.parametrize(
    "row", ['1,"Piers,All,06/2026,Yearly', '1,Piers,"All" of them,06/2026,Yearly', '1,Piers,12" maps,06/2026,Yearly']
)
def test_a_broken_quotation_mark_costs_no_further_row(row: str) -> None:
    reading = read(HEADS[0][0], row, "2,Quays,All,06/2026,Yearly")
    assert [dataset.name for dataset in reading.datasets] == ["Piers", "Quays"]


def test_a_quotation_mark_that_is_never_closed_is_warned_of_on_its_line() -> None:
    warnings = read(HEADS[0][0], '1,"Piers,All,06/2026,Yearly', "2,Quays,All,06/2026,Yearly").warnings
    assert [warning.source.line for warning in warnings if "quotation mark" in warning.message] == [2]


def test_names_of_columns_may_be_those_of_programs() -> None:
    assert (
        one("dataset_name,Description,targetReleaseDate,update_frequency", "Piers,All,06/2026,Yearly").releases[0].date
    )


def test_headings_among_the_rows_are_headings() -> None:
    reading = read(
        "A. Departmental datasets to be released in 2026,,,,",
        "i. Spatial Data,,,,",
        "Nil,,,,",
        "ii. Non-spatial Data,,,,",
        HEADS[0][0],
        "1,Piers,All,06/2026,Yearly",
        ",,More,12/2026,",
    )
    assert reading.nothing_planned == ("A.i",)
    assert [release.date for release in reading.datasets[0].releases] == ["2026-06", "2026-12"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "big5hkscs", "gb18030"])
def test_encodings_of_spreadsheets_are_read_and_told(encoding: str) -> None:
    rows = f"{HEADS[1][0]}\r\n1,碼頭,全部碼頭的資料,2026年6月,每年\r\n"
    document = read_delimited("plan.csv", rows.encode(encoding))
    assert document.passages[-1].cells[1] == "碼頭"
    assert bool(document.warnings) is (encoding != "utf-8-sig")


def test_hidden_characters_are_removed_with_a_warning() -> None:
    reading = read(HEADS[0][0], "1,Pi\u202eers\0,<script>,06/2026,Yearly")
    assert (reading.datasets[0].name, reading.datasets[0].description) == ("Piers", "<script>")
    assert any("2 hidden characters" in w.message and w.source.line == 2 for w in reading.warnings)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\n,,\n", "is empty"),
        (bytes(range(256)) * 4, "not a text file"),
        (f'{HEADS[0][0]}\n1,"{"x" * 200_000}'.encode(), "cell of more than"),
    ],
)
def test_files_that_hold_no_rows_are_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"^plan\.csv .*{words}"):
        read_delimited("plan.csv", data)


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readings.delimited.MOST_LINES", 3)
    with pytest.raises(UnreadableDocument, match="more than 3 rows"):
        read(HEADS[0][0], *["1,Piers,All,06/2026,Yearly"] * 3)
    assert text.MOST_LINES >= 100_000


@pytest.mark.parametrize(
    ("content", "delimited"),
    [
        (f"Title\n{HEADS[0][0]}\n", True),
        (HEADS[1][0].replace(",", ";"), True),
        (HEADS[0][0].replace(",", "\t"), False),
        ("A plan, with data, and more, in prose", False),
        ("", False),
    ],
)
def test_texts_that_are_csv_are_told_from_others(content: str, delimited: bool) -> None:
    assert looks_delimited(content.encode()) is delimited
