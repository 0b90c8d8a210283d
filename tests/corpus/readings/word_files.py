"""Word documents made by hand, for what no program here writes."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets: str) -> str:
    lines = (f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{at}"/>' for kind, at in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


def word_file(body: str, styles: str = "", numbering: str = "", namespace: str = W) -> bytes:
    """A document with this body, these styles and lists."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="/word/numbering.xml"),
        "word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {namespace}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {namespace}>{numbering}</w:numbering>",
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
