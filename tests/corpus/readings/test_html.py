"""Web pages, as departments write them and as browsers save them, become lines and rows."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from corpus.errors import UnreadableDocument
from corpus.parsing import parse
from corpus.readings.html import read_html

HEAD = "<tr><td>No.<td>Dataset Name<td>Description<td>Release Date<td>Update Frequency"
PLAN = f"""<html><head><title>Plan</title></head><body><h1>Transport Department</h1>
<h2>Annual Open Data Plan 2025</h2><h3>A. Departmental datasets to be released in 2025</h3><p>i. Spatial Data</p>
<table>{HEAD}
<tr><td>1<td>&lt;script&gt;alert(1)&lt;/script&gt; Piers<script>alert(2)</script><td>All piers<td>06/2025<td>Yearly
</table>
<table><tr><td>Enquiry<td>2804 2600</table></body></html>"""
SIMPLIFIED = """<html><head><title>运输署 - 主页</title></head><body><p>2025年度开放数据计划
<p>A. 在2025年发放的部门数据集<p>i. 空间数据
<table><tr><td>编号<td>数据集名称<td>一般说明<td>发放日期<td>更新频率<tr><td>1<td>码头<td>全部码头<td>2025年6月<td>每年</table>"""


def test_a_plan_is_read_with_the_lines_of_its_source() -> None:
    reading = parse(read_html("plan.html", PLAN.encode()))
    (dataset,) = reading.datasets
    assert dataset.name == "<script>alert(1)</script> Piers"
    assert (dataset.id, dataset.source.line, dataset.source.table) == ("td-2025/A.i.1", 4, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "meta", ["<meta charset=gb2312>", '<meta http-equiv="x" content="text/html; charset=utf-8">', ""]
)
def test_the_encoding_is_found_whatever_the_page_says(encoding: str, meta: str) -> None:
    page = SIMPLIFIED.replace("<head>", f"<head>{meta}")
    reading = parse(read_html("plan.htm", page.encode(encoding)))
    assert [dataset.name for dataset in reading.datasets] == ["码头"]
    assert any("UTF" in warning.message for warning in reading.warnings) is (encoding != "utf-8")


def test_the_title_of_the_window_names_the_bureau_where_the_page_does_not() -> None:
    assert parse(read_html("plan.htm", SIMPLIFIED.encode())).plan.bureau == "运输署"


def test_the_title_of_the_window_is_that_of_a_page_without_one() -> None:
    page = (
        f"<title>Open Data Plan 2026 | Marine Department</title><table>{HEAD}<tr><td>1<td>Piers<td>All<td>2026<td>Daily"
    )
    assert parse(read_html("plan.htm", page.encode())).plan.id == "md-2026"


def test_a_page_saved_with_its_pictures_in_one_file_is_read() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message.set_content(SIMPLIFIED, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    assert len(parse(read_html("plan.mhtml", message.as_bytes())).datasets) == 1


def test_a_strict_page_may_close_its_cells_at_once() -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><table><tr><td/><td>b</td></tr></table>'
    )
    (passage,) = read_html("p.xhtml", (page + "</body></html>").encode()).passages
    assert passage.text == "b"


def test_tables_in_tables_for_the_look_and_texts_with_tabs_are_read() -> None:
    (inner,) = parse(read_html("p.html", f"<table><tr><td>menu<td>{PLAN}</table>".encode())).datasets
    text = "Transport Department\nOpen Data Plan 2025\nNo.\tDataset Name\tDescription\n1\tPiers\tAll\n"
    (kept,) = parse(read_html("p.html", f"<html><pre>{text}</pre></html>".encode())).datasets
    assert inner.name.endswith("Piers") and kept.name == "Piers"


@pytest.mark.parametrize(("generator", "text"), [("LibreOffice 7.4", "位置。 平均"), ("", "位置。平均")])
def test_a_line_end_in_chinese_is_a_space_where_the_program_meant_one(generator: str, text: str) -> None:
    page = f"<html><meta charset=utf-8><meta name=generator content='{generator}'><p>位置。\n平均"
    assert read_html("p.html", page.encode()).passages[0].text == text


def test_nuls_are_removed_with_a_warning() -> None:
    document = read_html("p.html", b"<p>a\n<p>b\0c")
    assert [passage.text for passage in document.passages] == ["a", "bc"]
    assert document.warnings[0].source.line == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><script>1</script>", "shows no text"),
        (b"<html><body></body>", "shows no text"),
        (bytes(range(256)) * 9, "not a web page"),
        (b"<div>" * 5000 + b"x", "beyond all measure"),
    ],
)
def test_pages_that_show_nothing_or_go_on_without_end_are_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"^p\.html .*{words}"):
        read_html("p.html", data)
