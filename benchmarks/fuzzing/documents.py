"""Readers of whole documents: bytes go in, a reading or a sentence for people comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from benchmarks.fuzzing import seeds
from benchmarks.fuzzing.mutation import bytes_of, text_of
from corpus.catalogue import read_answers
from corpus.checking import check
from corpus.library import to_json
from corpus.parsing import parse
from corpus.readings.delimited import looks_delimited, read_delimited
from corpus.readings.docx import read_docx
from corpus.readings.encodings import decode
from corpus.readings.hidden import sifted
from corpus.readings.html import read_html
from corpus.readings.kinds import kind_of, refusal
from corpus.readings.opening import looks_like_json
from corpus.readings.passages import Document
from corpus.readings.pdf import read_pdf
from corpus.readings.text import read_text
from corpus.records import Reading
from corpus.stored_reading import reading_bytes, reading_from
from tests.corpus.readings.word_files import cell, paragraph, table, word_file

DAY = date(2026, 1, 15)
_BODY_END = "</w:body></w:document>"


def sound(reading: Reading) -> None:
    """A reading can be stored, shown, checked, and its datasets told apart."""
    ids = [dataset.id for dataset in reading.datasets]
    assert len(set(ids)) == len(ids), "two datasets have one id"
    json.dumps(to_json(reading), ensure_ascii=False).encode()
    assert reading_from(reading_bytes(reading)) == reading, "what is stored is not what was read"


def plan(data: bytes) -> None:
    """A plan as text."""
    reading = parse(read_text("plan.txt", data))
    sound(reading)
    check(reading, day=DAY, language="zh-Hant")


def delimited(data: bytes) -> None:
    """A plan as CSV."""
    looks_delimited(data)
    sound(parse(read_delimited("plan.csv", data)))


def page(data: bytes) -> None:
    """A plan as a web page."""
    _parsed(read_html, "plan.html", data)


def word(data: bytes) -> None:
    """A plan as a Word document, whose body is the input."""
    body, _, rest = text_of(data).partition("\x1e")
    styles, _, numbering = rest.partition("\x1e")
    _parsed(read_docx, "plan.docx", word_file(_clean(body), _clean(styles), _clean(numbering)))


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def package(data: bytes) -> None:
    """A plan as a Word document, byte by byte."""
    _parsed(read_docx, "plan.docx", data)


def printed(data: bytes) -> None:
    """A plan as a PDF."""
    _parsed(read_pdf, "plan.pdf", data)


def _parsed(read: Callable[[str, bytes], Document], name: str, data: bytes) -> None:
    sound(parse(sifted(read(name, data))))


def catalogue(data: bytes) -> None:
    """A portal's answers."""
    sound(read_answers("answers.json", data))


def anything(data: bytes) -> None:
    """What a file is, and its text."""
    refusal(data)
    for name in ("plan", "plan.txt", "plan.pdf"):
        kind_of(name, data)
    looks_like_json(data)
    looks_delimited(data)
    decode(data)
    decode(data, "big5")


def word_seeds() -> list[bytes]:
    """Bodies of Word documents, with styles and lists."""
    rows = [[*line.split("\t")] for line in seeds.plans()[0].splitlines()]
    lines = "".join(paragraph(row[0]) for row in rows if len(row) == 1)
    grid = table(*("".join(map(cell, row)) for row in rows if len(row) > 1))
    numbered = paragraph("數據集", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style>'
    return [f"{lines}{grid}{numbered}\x1e{styles}\x1e{lists}".encode(), f"{grid}\x1e\x1e".encode()]


def package_seeds() -> list[bytes]:
    """Small Word documents."""
    return [word_file(part) for each in word_seeds() for part in text_of(each).split("\x1e")[:1]]


def catalogue_seeds() -> list[bytes]:
    """Answers of CKAN, short and long."""
    resource = {"name": "年度數字", "format": "CSV", "url": "https://x.test/a.csv", "last_modified": "2025-03-01"}
    told = {
        "name": "hk-td-1", "title": "泊車位", "notes": "<p>空置&amp;數目</p>", "resources": [resource],
        "organization": {"name": "hk-td", "title": "運輸署"}, "update_frequency": "monthly", "tags": [{"name": "a"}],
        "extras": [{"key": "title_en", "value": "Parking"}], "metadata_created": "2024-01-01T00:00:00",
    }  # fmt: skip
    answers = [
        {"success": True, "result": told},
        {"success": True, "result": {"count": 1, "results": [told, {**told, "name": "b"}]}},
        {"success": True, "result": ["hk-td-1", "hk-td-2"]},
        [told],
        {**told, "title": {"en": "Parking", "tc": "泊車位"}, "name": "\ud800"},
    ]
    return [
        json.dumps(answer, ensure_ascii=ascii_).encode("utf-8", "replace")
        for answer in answers
        for ascii_ in (True, False)
    ]


def any_seeds() -> list[bytes]:
    """Files of all kinds in many encodings."""
    text = seeds.plans()[0]
    written = [
        text.encode(name, "replace") for name in ("utf-8", "utf-16", "utf-32", "big5hkscs", "gb18030", "latin-1")
    ]
    return [
        *written,
        *seeds.files(".csv", ".html", ".pdf", most=8192),
        *package_seeds(),
        *catalogue_seeds(),
        bytes_of("\x89PNG"),
    ]
