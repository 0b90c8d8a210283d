"""Word documents become lines and rows in the order of the page."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableDocument
from corpus.parsing import parse
from corpus.readings import docx
from corpus.readings.docx import read_docx
from tests.corpus.readings.word_files import STRICT, cell, paragraph, table, word_file

HEADS = [
    ("No.", "Category", "Dataset Name", "Description", "Release Date", "Update Frequency"),
    ("編號", "數據種類", "數據集名稱", "一般說明", "發放日期", "更新頻率"),
    ("编号", "数据种类", "数据集名称", "一般说明", "发放日期", "更新频率"),
]
SPATIAL = ["i. Spatial Data", "i. 空間數據", "i. 空间数据"]


def read(body: str, **parts: str) -> list[tuple[str, ...]]:
    return [passage.cells for passage in read_docx("plan.docx", word_file(body, **parts)).passages]


def row(*texts: str, merged: tuple[int, ...] = (), start: tuple[int, ...] = ()) -> str:
    kinds = {at: "<w:vMerge/>" for at in merged} | {at: '<w:vMerge w:val="restart"/>' for at in start}
    return "".join(cell("" if at in merged else text, kinds.get(at, "")) for at, text in enumerate(texts))


def test_paragraphs_and_tables_come_in_order_with_their_lines() -> None:
    body = paragraph("a") + paragraph("") + table(row("b", "c", "d", "e"), row("f", "g", "h", "i")) + paragraph("j")
    passages = read_docx("plan.docx", word_file(body)).passages
    assert [(p.text, p.row, p.line, p.table) for p in passages] == [
        ("a", False, 1, None),
        ("b c d e", True, 3, 1),
        ("f g h i", True, 4, 1),
        ("j", False, 5, None),
    ]


@pytest.mark.parametrize(("head", "spatial"), list(zip(HEADS, SPATIAL, strict=True)))
def test_merged_cells_mean_what_a_person_sees(head: tuple[str, ...], spatial: str) -> None:
    rows = table(
        row(*head),
        row("1", "H", "Beds", "all", "06/2025", "Yearly", start=(0, 1, 2)),
        row("", "", "", "by ward", "12/2025", "Yearly", merged=(0, 1, 2)),
        row("2", "T", "Bus", "routes", "06/2025", "Daily", start=(1, 4)),
        row("3", "", "Tram", "lines", "", "Daily", merged=(1, 4)),
    )
    datasets = parse(read_docx("p.docx", word_file(paragraph("A. Datasets 數據") + paragraph(spatial) + rows))).datasets
    assert [(d.short_id, d.category, d.name) for d in datasets] == [
        ("A.i.1", "H", "Beds"),
        ("A.i.2", "T", "Bus"),
        ("A.i.3", "T", "Tram"),
    ]
    assert [[r.date for r in d.releases] for d in datasets] == [["2025-06", "2025-12"], ["2025-06"], ["2025-06"]]


def test_cells_over_columns_keep_the_others_in_their_places() -> None:
    grid = table(row(*HEADS[0]), cell("1") + cell("N/A", '<w:gridSpan w:val="4"/>') + cell("x"))
    assert read(grid)[1] == ("1", "N/A", "", "", "", "x")
    older = cell("1") + cell("N/A", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("z") + cell("y")
    assert read(table(row(*HEADS[0]), older))[1] == ("1", "N/A", "", "z", "y", "")


def test_a_row_that_begins_further_right_keeps_its_place() -> None:
    later = '<w:trPr><w:gridBefore w:val="3"/></w:trPr>' + cell("more") + cell("12/2025")
    assert read(table(row(*HEADS[0]), later))[1] == ("", "", "", "more", "12/2025", "")


LIST = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def test_numbers_that_word_counts_are_those_of_the_rows() -> None:
    counted = paragraph("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    rows = (cell(counted) + row("H", name, "all", "06/2025", "Daily") for name in ("Beds", "Wards"))
    assert [cells[:3] for cells in read(table(row(*HEADS[0]), *rows), numbering=LIST)[1:]] == [
        ("1.", "H", "Beds"),
        ("2.", "H", "Wards"),
    ]


def test_tracked_changes_controls_and_hidden_rows_are_seen_as_on_the_page() -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + row("1", "x", "x", "x", "x", "x")
    secret = "<w:trPr><w:hidden/></w:trPr>" + row("2", "x", "x", "x", "x", "x")
    control = f"<w:sdt><w:sdtContent>{table(row(*HEADS[0]), gone, secret, row(*'3bcdef'))}</w:sdtContent></w:sdt>"
    contents = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents += f"<w:sdtContent>{paragraph('A. Datasets 3')}</w:sdtContent></w:sdt>"
    assert read(contents + control)[1:] == [tuple("3bcdef")]


def test_text_boxes_and_layout_tables_are_read_as_lines() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r></w:p>"
    assert read(box + table(cell(paragraph("a") + paragraph("b")))) == [("boxed",), ("a",), ("b",)]


def test_a_table_within_a_table_is_read_as_one_of_its_own() -> None:
    inner = table(row(*HEADS[0]), row(*"1bcdef"))
    assert read(table(cell("menu") + cell(inner + paragraph("")))) == [("menu",), HEADS[0], tuple("1bcdef")]


def test_paragraphs_with_tabs_are_rows_and_headings_with_one_are_lines() -> None:
    tabs = "<w:p><w:r><w:t>1</w:t><w:tab/><w:t>Beds</w:t><w:tab/><w:t>all</w:t></w:r></w:p>"
    heading = "<w:p><w:r><w:t>(1)</w:t><w:tab/><w:t>Hospital Authority</w:t></w:r></w:p>"
    assert read(heading + tabs) == [("(1) Hospital Authority",), ("1", "Beds", "all")]


def test_strict_documents_are_read_too() -> None:
    assert read_docx("p.docx", word_file(paragraph("a"), namespace=STRICT)).passages[0].text == "a"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<w:p/>", "is empty"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "text recognition"),
        ("<w:altChunk/>", "only Word reads"),
        ("<w:tbl><w:tr><w:tc>" * 20 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 20, "without end"),
    ],
)
def test_documents_without_text_are_told(body: str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"^plan\.docx .*{words}.*\.$"):
        read(body)


def test_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_MOST_CELLS", 5)
    with pytest.raises(UnreadableDocument, match="more than 5 cells"):
        read(table(row(*"abc"), row(*"def")))
