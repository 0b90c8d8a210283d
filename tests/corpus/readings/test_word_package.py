"""A zip is looked at before it is unpacked, and one that is no Word document is told by kind."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from corpus.errors import UnreadableDocument
from corpus.readings import word_package
from corpus.readings.word_package import WordPackage
from corpus.readings.word_styles import local
from tests.corpus.readings.word_files import STRICT, W, paragraph, word_file, zipped

GOOD = word_file(paragraph("a"))


def trouble(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        package = WordPackage("plan.docx", data)
        package.xml(package.main)
    message = str(caught.value)
    assert message.startswith("plan.docx ") and message.endswith(".") and "\n" not in message
    return message


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_the_parts_of_a_document_are_found(namespace: str) -> None:
    package = WordPackage("plan.docx", word_file(paragraph("a"), namespace=namespace))
    root, styles = package.xml(package.main), package.related("styles")
    assert root is not None and local(root) == "document"
    assert styles is not None and local(styles) == "styles"
    assert package.related("footnotes") is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD.replace(GOOD[60:90], bytes(30), 1), "damaged"),
        (zipped({"xl/workbook.xml": "a"}), "Excel workbook"),
        (zipped({"ppt/presentation.xml": "a"}), "PowerPoint"),
        (zipped({"META-INF/manifest.xml": "a", "content.xml": "a"}), "OpenDocument"),
        (zipped({"a.txt": "a"}), "zip archive; unpack"),
        (b"PK\x05\x06" + bytes(18), "zip archive"),
    ],
)
def test_what_is_no_word_document_is_told(data: bytes, words: str) -> None:
    assert words in trouble(data)


def test_a_locked_zip_is_told() -> None:
    locked = bytearray(GOOD)
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "password" in trouble(bytes(locked))


def test_a_zip_that_grows_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MOST_UNPACKED", 2**20)
    assert "grows beyond 1 MiB" in trouble(word_file(paragraph("A" * 2**21)))


def test_a_zip_that_lies_of_its_sizes_is_not_believed() -> None:
    size = 3 * 2**20
    honest = zipped({"_rels/.rels": "<a/>" + " " * (size - 4)})
    assert zipfile.ZipFile(io.BytesIO(honest)).infolist()[0].file_size == size
    assert "damaged" in trouble(honest.replace(struct.pack("<I", size), struct.pack("<I", 5000)))


@pytest.mark.parametrize("entity", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">'])
def test_entities_are_not_resolved(entity: str) -> None:
    parts = {name: "<a/>" for name in ("word/document.xml",)}
    document = f"<!DOCTYPE a [{entity}]><a>&a;</a>"
    source = zipfile.ZipFile(io.BytesIO(GOOD))
    parts = {name: source.read(name).decode() for name in source.namelist()} | {"word/document.xml": document}
    assert "damaged" in trouble(zipped(parts))
