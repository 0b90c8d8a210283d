"""The zip that a Word document is: checked before anything in it is unpacked, then its parts as XML."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from ..errors import UnreadableDocument
from .word_styles import attribute, children

__all__ = ["MOST_UNPACKED", "WordPackage"]

MOST_UNPACKED = 256 * 1024 * 1024
"""How many bytes all parts of a document may have together, unpacked."""

_MOST_MEMBERS = 5_000
_PIECE = 64 * 1024
_ENCRYPTED = 0x1
_DAMAGED = "is damaged: it ends early or holds broken parts; open it in Word and save it anew"
# The beginning of a member's name, what such a file is, what to do.
_OTHERS = (
    ("xl/", "is an Excel workbook", "save its sheet as CSV (UTF-8)"),
    ("ppt/", "is a PowerPoint document", "save it as PDF"),
    ("visio/", "is a Visio drawing", "save it as PDF"),
    ("META-INF/", "is a document of another program (OpenDocument, EPUB or the like)", "save it as .docx or PDF"),
    ("Index/", "is a Pages document", "export it as Word document or PDF"),
)


class WordPackage:
    """The parts of a Word document; UnreadableDocument where the file is none, or too large when unpacked."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._trouble(_DAMAGED) from error
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._check()
        self.main = self._target("", "officeDocument")
        if not self.main.rpartition("/")[0].endswith("word") and self._other():
            raise self._trouble(self._other())
        if self.main not in self._members:
            raise self._trouble(self._other() or "is a zip archive; unpack it and give the plan that is in it")

    def _trouble(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"{self._name} {what}.")

    def _other(self) -> str:
        for start, called, advice in _OTHERS:
            if any(member.startswith(start) for member in self._members):
                return f"{called}; {advice}"
        return ""

    def _check(self) -> None:
        members = list(self._members.values())
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise self._trouble("is protected by a password; save it without one")
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise self._trouble(
                f"grows beyond {MOST_UNPACKED // 2**20} MiB when it is unpacked; give the document without its pictures"
            )

    def _bytes(self, part: str) -> bytes:
        """A part unpacked piece by piece: what a zip says of its sizes need not be true."""
        pieces, size = [], 0
        try:
            with self._zip.open(self._members[part]) as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    if size > MOST_UNPACKED:
                        raise self._trouble("grows without end when it is unpacked; it is no honest document")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._trouble(_DAMAGED) from error
        return b"".join(pieces)

    def xml(self, part: str) -> etree._Element | None:
        """The part as XML, None where the document has no such part. Entities are not resolved, nothing is fetched."""
        if part not in self._members:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )
        try:
            root = etree.fromstring(self._bytes(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
                raise MemoryError from error
            raise self._trouble(_DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            # No program writes one into a Word document; it can only be there to do harm.
            raise self._trouble(_DAMAGED)
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The part that the main part needs for ``kind`` ("styles", "numbering"), else None."""
        return self.xml(self._target(self.main, kind))

    def _target(self, part: str, kind: str) -> str:
        folder, _, file = part.rpartition("/")
        relations = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in children(relations, "Relationship"):
            if attribute(relation, "Type").endswith(f"/{kind}"):
                target = attribute(relation, "Target")
                return (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
        return ""
