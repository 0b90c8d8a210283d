"""What a file is, by its first bytes: the kind of reader it needs, or the sentence that says what to do with it."""

from __future__ import annotations

import re

__all__ = ["kind_of", "refusal"]

_OCR = "it needs text recognition (OCR) first; give the PDF or Word document that comes of it"
_UNPACK = "unpack it and give the plan that is in it"
_SAVE = "save the plan as .docx or PDF"
_NOT_DOCUMENT = "give the plan as PDF, Word document (.docx), web page, text or CSV"

# Where it stands, the bytes, what it is called, what to do.
_REFUSED: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _OCR),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _OCR),
    (0, b"GIF87a", "a picture (GIF)", _OCR),
    (0, b"GIF89a", "a picture (GIF)", _OCR),
    (0, b"II*\0", "a picture (TIFF)", _OCR),
    (0, b"MM\0*", "a picture (TIFF)", _OCR),
    (8, b"WEBP", "a picture (WebP)", _OCR),
    (4, b"ftyphei", "a picture (HEIC)", _OCR),
    (4, b"ftypmif1", "a picture (HEIC)", _OCR),
    (4, b"ftypavif", "a picture (AVIF)", _OCR),
    (0, b"8BPS", "a picture (Photoshop)", _OCR),
    (0, b"AT&TFORM", "a picture (DjVu)", _OCR),
    (0, b"\x1f\x8b", "an archive (gzip)", _UNPACK),
    (0, b"BZh", "an archive (bzip2)", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)", _UNPACK),
    (0, b"Rar!\x1a\x07", "an archive (RAR)", _UNPACK),
    (0, b"\xfd7zXZ\0", "an archive (xz)", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "an archive (zstd)", _UNPACK),
    (257, b"ustar", "an archive (tar)", _UNPACK),
    (0, b"{\\rtf", "an RTF document", _SAVE),
    (0, b"%!PS", "a PostScript document", "save the plan as PDF"),
    (0, b"bplist00", "a Safari web archive or another property list", "save the page as HTML or PDF"),
    (0, b"SQLite format 3\0", "a database", _NOT_DOCUMENT),
    (0, b"\x7fELF", "a program", _NOT_DOCUMENT),
    (0, b"MZ\x90", "a program", _NOT_DOCUMENT),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (
    ("EncryptedPackage", "protected by a password", "save it without one"),
    ("WordDocument", "an old Word document (.doc)", "save it as .docx or PDF"),
    ("Workbook", "an old Excel workbook (.xls)", "save its sheet as CSV (UTF-8)"),
    ("Book", "an old Excel workbook (.xls)", "save its sheet as CSV (UTF-8)"),
    ("PowerPoint Document", "an old PowerPoint document (.ppt)", "save it as PDF"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BMP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)
_WORD_XML = re.compile(rb"progid=.Word\.Document|schemas\.microsoft\.com/office/(?:word/2003/wordml|2006/xmlPackage)")
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|title)\b", re.IGNORECASE)
_BEFORE_MARKUP = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->|<\?xml[^>]{0,200}\?>)", re.DOTALL)
_SAVED_PAGE = re.compile(rb"(?:[!-9;-~]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){0,12}?Content-Type:\s*multipart/related", re.I)
_HEAD = 4096
_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
}


def refusal(data: bytes) -> str:
    """What is to be said of a file that no reader reads ("is a picture (PNG): ..."), "" where one may."""
    for place, mark, called, advice in _REFUSED:
        if data[place : place + len(mark)] == mark:
            return f"is {called}; {advice}."
    if _BMP.match(data):
        return f"is a picture (BMP); {_OCR}."
    if data.startswith(_OLE):
        for stream, called, advice in _OLE_KINDS:
            if stream.encode("utf-16-le") in data:
                return f"is {called}; {advice}."
        return "is a document of an old Office program; save it as .docx or PDF."
    if data.lstrip()[:5] == b"<?xml" and _WORD_XML.search(data, 0, _HEAD):
        return "is a Word document in XML form; save it as .docx or PDF."
    return ""


def kind_of(name: str, data: bytes) -> str:
    """The reader that a file needs: "pdf", "docx" (any zip), "html", "csv", or "text" for all else.

    What the file holds counts before the ending of its name.
    """
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf\0\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending == ".pdf" and b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith(_ZIP):
        return "docx"
    if _is_markup(data):
        return "html"
    return _ENDINGS.get(ending, "text")


def _is_markup(data: bytes) -> bool:
    head = data[:_HEAD]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16", "ignore") if wide else head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    place = 0
    while before := _BEFORE_MARKUP.match(text, place):
        place = before.end()
    begin = text[place:].lstrip()
    return _MARKUP.match(begin) is not None or (not wide and _SAVED_PAGE.match(head) is not None)
