"""A plan printed as PDF gives the records of its text; what cannot be read is told in a sentence."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableDocument
from corpus.library import bundled_plans
from corpus.parsing import parse
from corpus.readings.pdf import MOST_PAGES, read_pdf
from corpus.records import Reading
from tests.corpus.readings.pdf_printing import FONT, Block, blocks_of, by_browser, by_library, drawn, web_page

TOP, MIDDLE = (("VALIGN", (0, 0), (-1, -1), place) for place in ("TOP", "MIDDLE"))
BLACK = colors.black
UNPADDED = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("TOP", "BOTTOM")]
FACE = "body { font-family: 'Noto Serif CJK HK', serif; font-size: 11pt }"


@cache
def blocks() -> list[Block]:
    return blocks_of(bundled_plans()[0].read_text(encoding="utf-8"), "編號")


FORMS: dict[str, Callable[[], bytes]] = {
    "ruled": lambda: by_library(blocks()),
    "ruled, landscape, centred": lambda: by_library(
        blocks(), [("GRID", (0, 0), (-1, -1), 0.5, BLACK), MIDDLE], size=landscape(A4)
    ),
    "without outer rules": lambda: by_library(blocks(), [("INNERGRID", (0, 0), (-1, -1), 0.5, BLACK), TOP]),
    "dotted": lambda: by_library(blocks(), [("GRID", (0, 0), (-1, -1), 0.5, BLACK, None, (1, 2)), TOP]),
    "level rules in a frame": lambda: by_library(
        blocks(), [("LINEBELOW", (0, 0), (-1, -1), 0.5, BLACK), ("BOX", (0, 0), (-1, -1), 1, BLACK), MIDDLE]
    ),
    "rules about the head row": lambda: by_library(
        blocks(), [("LINEABOVE", (0, 0), (-1, 0), 1, BLACK), ("LINEBELOW", (0, 0), (-1, 0), 0.5, BLACK), TOP]
    ),
    "coloured rows": lambda: by_library(
        blocks(), [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white]), MIDDLE]
    ),
    "unruled": lambda: by_library(blocks(), [TOP]),
    "unruled, centred": lambda: by_library(blocks(), [MIDDLE]),
    "unruled, dense": lambda: by_library(blocks(), [TOP, *UNPADDED]),
    "tiny": lambda: by_library(blocks(), letters=5.5),
    "browser, portrait": lambda: by_browser(
        web_page(blocks(), FACE + "@page { size: A4 } td { border: 1px solid }"),
    ),
    "browser, landscape, centred": lambda: by_browser(
        web_page(
            blocks(),
            FACE + "@page { size: A4 landscape } td { border: 1px solid; vertical-align: middle; text-align: center }",
        )
    ),
    "browser, unruled, centred": lambda: by_browser(
        web_page(blocks(), FACE + "@page { size: A4; margin: 2cm } td { vertical-align: middle; padding: 4pt 8pt }")
    ),
}


def plain(value: Any) -> Any:
    """A value without white space and in one width, as the space of a wrapped line cannot be known."""
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).split())
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return {key: plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def said(reading: Reading) -> dict[str, Any]:
    """What a reading says, in the shape of the reference."""
    fields = ("section", "spatial", "organisation", "category", "name", "status", "formats")
    of_release = ("description", "date", "frequency", "every")
    datasets = [
        {
            "id": dataset.short_id,
            **{field: getattr(dataset, field) for field in fields},
            "releases": [{field: getattr(one, field) for field in of_release} for one in dataset.releases],
        }
        for dataset in reading.datasets
    ]
    plan = {field: getattr(reading.plan, field) for field in ("bureau", "period", "language")}
    return {"plan": plan, "nothing_planned": list(reading.nothing_planned), "datasets": datasets}


@pytest.mark.parametrize("form", FORMS)
def test_the_plan_printed_anyhow_gives_the_same_records(form: str, reference: dict[str, Any]) -> None:
    reading = parse(read_pdf("hhb.pdf", FORMS[form]()))
    assert plain(said(reading)) == plain(reference)
    assert [warning.message for warning in reading.warnings] == []


def test_records_know_their_pages() -> None:
    document = read_pdf("hhb.pdf", FORMS["ruled"]())
    pages = [passage.page or 0 for passage in document.passages]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, max(pages) + 1))
    tables = [passage.table for passage in document.passages if passage.row]
    assert list(dict.fromkeys(tables)) == list(range(1, 9))
    assert all(passage.table is None for passage in document.passages if not passage.row)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, *A4)


def scanned(*texts: str) -> bytes:
    """Pages with a picture each, or with a text where one is given."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for text in texts:
        if text:
            canvas.drawString(50, 700, text)
        else:
            picture(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


GOOD = drawn([(50, 50, "Part A. Departmental datasets")])
PAGES = drawn(*[[(50, 50, str(number))] for number in range(MOST_PAGES + 1)])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a PDF"),
        (b"\x89PNG\r\n\x1a\n" + GOOD[2000:], "is not a PDF"),
        (GOOD[:-100], "is cut off"),
        (b"%PDF-1.4\nnothing of the kind\n%%EOF", "damaged"),
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
         b"trailer<</Root 1 0 R>>\n%%EOF", "no pages"),
        (drawn([(50, 50, "secret")], encrypt=StandardEncryption("user", "owner")), "locked with a password"),
        (drawn([]), "holds no text"),
        (scanned(""), "(page 1); it needs text recognition (OCR)"),
        (scanned("", ""), "(pages 1 to 2); it needs text recognition (OCR)"),
        (PAGES, f"more than {MOST_PAGES} pages"),
    ],
    ids=["empty", "picture", "cut off", "noise", "no pages", "locked", "blank", "scan", "scans", "too long"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableDocument) as told:
        read_pdf("plan.pdf", data)
    message = str(told.value)
    assert message.startswith("plan.pdf ") and sentence in message and message.count(". ") == 0


def test_an_empty_password_is_no_lock() -> None:
    data = drawn([(50, 50, "Part A. Datasets")], encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0))
    assert [passage.text for passage in read_pdf("plan.pdf", data).passages] == ["Part A. Datasets"]


def test_pages_that_are_pictures_are_warned_of_and_the_others_read() -> None:
    document = read_pdf("plan.pdf", scanned("A. Departmental datasets", "", "B. Other datasets"))
    assert [passage.page for passage in document.passages] == [1, 3]
    assert [(warning.source.page, "OCR" in warning.message) for warning in document.warnings] == [(2, True)]


def test_a_font_that_names_no_characters_needs_recognition(tmp_path: Path) -> None:
    data = drawn([(50, 50, "醫務衛生局開放數據計劃醫務衛生局")], font=FONT)
    unnamed = data.replace(b"/UniGB-UCS2-H", b"/Identity-H   ").replace(b"(CNS1)", b"(Xyz9)")
    with pytest.raises(UnreadableDocument, match="which characters its fonts draw"):
        read_pdf("plan.pdf", unnamed)


def test_a_page_turned_or_printed_sideways_reads_as_others_do() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for turn in (90, 180, 270):
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(-150, 20, "A. Departmental datasets")
        canvas.drawString(-150, 0, "i. Spatial data")
        canvas.restoreState()
        canvas.showPage()
    canvas.setPageRotation(90)
    canvas.drawString(50, 400, "A. Departmental datasets")
    canvas.showPage()
    canvas.save()
    texts = [passage.text for passage in read_pdf("plan.pdf", file.getvalue()).passages]
    assert texts == ["A. Departmental datasets", "i. Spatial data"] * 3 + ["A. Departmental datasets"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rules_turn_with_the_text(turn: int) -> None:
    upright = by_library(blocks()[:5])
    pdf = pypdfium2.PdfDocument(upright)
    for page in pdf:
        page.set_rotation(turn)
    sideways = io.BytesIO()
    pdf.save(sideways)
    cells, turned = (
        [passage.cells for passage in read_pdf("plan.pdf", data).passages if passage.row]
        for data in (upright, sideways.getvalue())
    )
    assert turned == cells != []
