"""Plans laid out as PDF, by a library and by a browser, and single words for tests of geometry."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from corpus.readings.passages import Passage
from corpus.readings.pdf_letters import Letter, Word, is_wide
from corpus.readings.pdf_wrapping import Line
from corpus.readings.text import passages_of_text

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FONT = "MSung-Light"
RULES: tuple[tuple[object, ...], ...] = (
    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)
WIDTHS = (30, 40, 100, 200, 70, 60)

Block = tuple[bool, list[Sequence[str]]]


def blocks_of(text: str, head: str) -> list[Block]:
    """The lines and the tables of a plan's text; tables that the text begins anew after a page break are one again."""
    blocks: list[Block] = []
    for is_table, passages in groupby(passages_of_text(text), key=lambda passage: passage.row):
        rows = [_cells(passage) for passage in passages]
        if not is_table:
            blocks.append((False, rows))
            continue
        heads = [row for row in rows if row[0] == head]
        blocks.append((True, heads[:1] + [row for row in rows if row[0] != head]))
    return blocks


def _cells(passage: Passage) -> Sequence[str]:
    return passage.cells


def by_library(
    blocks: Iterable[Block],
    style: Iterable[tuple[object, ...]] = RULES,
    *,
    size: tuple[float, float] = A4,
    letters: float = 9,
    widths: Sequence[float] = WIDTHS,
    **options: object,
) -> bytes:
    """The plan laid out by reportlab, with a running head and page numbers; ``options`` go to its document."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("cell", fontName=FONT, fontSize=letters, leading=letters * 1.3, wordWrap="CJK")
    heading = ParagraphStyle("heading", text, fontSize=12, leading=18, spaceBefore=6)
    scale = (size[0] - 92) / sum(widths)
    flow: list[Flowable] = []
    for is_table, rows in blocks:
        if not is_table:
            flow += [Paragraph(html.escape(row[0]), heading) for row in rows]
            continue
        cells = [[Paragraph(html.escape(cell), text) for cell in row] for row in rows]
        table = Table(cells, [width * scale for width in widths], repeatRows=1, style=TableStyle(list(style)))
        flow += [table, Spacer(1, 10)]

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(40, size[1] - 25, "整合開放數據計劃")
        canvas.drawCentredString(size[0] / 2, 20, f"第 {document.page} 頁，共 9 頁")

    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=size, leftMargin=40, rightMargin=40, invariant=True, **options)
    document.build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


@cache
def by_browser(page: str) -> bytes:
    """A web page as headless Chromium prints it."""
    assert CHROMIUM, "the tests print with Chromium"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def web_page(blocks: Iterable[Block], style: str, language: str = "zh-HK") -> str:
    """The plan as a page with a repeated head row, styled by ``style``."""
    usual = "table { border-collapse: collapse; width: 100% } td, th { padding: 3pt; vertical-align: top }"
    parts = [f"<html lang={language}><head><meta charset=utf-8><style>{usual} {style}</style></head><body>"]
    for is_table, rows in blocks:
        if not is_table:
            parts += [f"<p>{html.escape(row[0])}</p>" for row in rows]
            continue
        head, *body = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody><tr>{'</tr><tr>'.join(body)}</tr></tbody></table>")
    return "\n".join([*parts, "</body></html>"])


def drawn(
    *pages: Iterable[tuple[float, float, str]], font: str = "Helvetica", size: float = 10, **options: object
) -> bytes:
    """Pages with texts at places, counted from the upper left corner."""
    if font == FONT:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True, **options)
    for page in pages:
        canvas.setFont(font, size)
        for x, y, text in page:
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def words(text: str, x: float = 0, y: float = 0, size: float = 10) -> list[Word]:
    """The words of a text printed at a place: Chinese as wide as high, the rest half as wide."""
    found: list[Word] = []
    letters: list[Letter] = []
    spaced = False
    for character in [*text, " "]:
        wide = size if is_wide(character) else size / 2
        if character.strip():
            letters.append(Letter(character, x, x + wide, y, size))
        else:
            found += [Word(letters, spaced)] if letters else []
            letters, spaced = [], True
        x += wide
    return found


def line(text: str, x: float = 0, y: float = 0, size: float = 10) -> Line:
    """A text as one printed line."""
    return Line(tuple(words(text, x, y, size)))
