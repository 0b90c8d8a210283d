"""Files of odplan's own that may be damaged: the model's, an index's, manifests, stored readings."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import AssistantError
from benchmarks.fuzzing.mutation import bytes_of, text_of
from corpus.errors import CorpusError
from corpus.library import to_json
from corpus.locks import owner
from corpus.register import MANIFEST as REGISTERED
from corpus.register import Register
from corpus.stored_reading import reading_from
from index.checks import CHECKED, checked
from index.cutting import PIECES, RULES, Cutter, write_cutter
from index.errors import SearchError
from index.model_file import ModelFile, parse
from index.name_index import NameIndex
from index.names import Name, spoken
from index.snapshot import MANIFEST, SCHEMA, Identity, Snapshot
from index.strings import Strings
from index.word_table import WordTable
from tests.index.tiny_model import HIDDEN, tiny_model

MOST_WEIGHTS = 1 << 20
EXPECTED = Identity("a", "b", "c", "d", 3, {})
MEANT = (CorpusError, SearchError, AssistantError)
"""Errors that are meant for people: whoever raises one has understood what is the matter."""


def model() -> object:
    """The embedding model's file, and the words' table."""
    table = Path(tempfile.mkdtemp()) / "words"

    def read(data: bytes) -> None:
        table.write_bytes(data[-4096:])
        try:
            words = WordTable(table, HIDDEN)
            words.rows([0, len(words) - 1] if len(words) else [])
        except (OSError, ValueError):
            pass
        _weights(parse(data))

    return read


def _weights(held: ModelFile) -> None:
    for name in held.names[:50]:
        assert len(held.tensor(name)) <= MOST_WEIGHTS


def model_seeds() -> list[bytes]:
    """Tiny models."""
    return [tiny_model(), tiny_model(1)]


def cutter() -> object:
    """The files that questions are cut to pieces by, one damaged."""
    folder = Path(tempfile.mkdtemp())
    write_cutter(folder, parse(tiny_model()).pieces, 16)
    whole = {name: (folder / name).read_bytes() for name in (PIECES, RULES)}

    def read(data: bytes) -> None:
        name = (PIECES, RULES)[data[:1] == b"R"]
        (folder / name).write_bytes(data[1:])
        # Whatever it is, QueryModel says that the model cannot be used.
        with suppress(Exception):
            Cutter(folder)
        (folder / name).write_bytes(whole[name])
        Cutter(folder).cut(text_of(data))

    return read


def cutter_seeds() -> list[bytes]:
    """Both files, each behind its letter."""
    folder = Path(tempfile.mkdtemp())
    write_cutter(folder, parse(tiny_model()).pieces, 16)
    return [b"P" + (folder / PIECES).read_bytes(), b"R" + (folder / RULES).read_bytes()]


def arrays() -> object:
    """Arrays of an index, as bytes that their checksums do not tell of."""
    built = NameIndex.build([(0, spoken(Name("a", "hospital"))), (1, spoken(Name("b", "急症室")))])
    parts = built.to_parts()

    def read(data: bytes) -> None:
        names = sorted(parts)
        found = None
        # Where bytes make no array their checksum was wrong: it is looked at before.
        with suppress(Exception):
            found = np.load(io.BytesIO(data[1:]), allow_pickle=False)
        if isinstance(found, np.ndarray) and found.size < MOST_WEIGHTS:
            changed = {**parts, names[data[0] % len(names)]: found}
            NameIndex.from_parts(changed)
            Strings.from_parts(changed, "name-written")

    return read


def array_seeds() -> list[bytes]:
    """Each array of an index of names."""
    built = NameIndex.build([(0, spoken(Name("a", "hospital"))), (1, spoken(Name("b", "急症室")))])
    return [bytes([n]) + _saved(part) for n, (_, part) in enumerate(sorted(built.to_parts().items()))]


def _saved(part: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, part, allow_pickle=False)
    return file.getvalue()


def stored(data: bytes) -> None:
    """A reading as it is stored: without its checksum, with it, and with records of another shape behind it."""
    assert reading_from(data) is None or hashlib.sha256(data.partition(b"\n")[2]).hexdigest().encode() == data[:64]
    reading = reading_from(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    if reading is not None:
        assert reading.plan is not None
        json.dumps(to_json(reading))


def manifests() -> object:
    """Manifests of the user's plans and of an index, what was checked, and who holds a lock."""
    plans, index = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    file = index / "part"
    file.write_bytes(b"part")

    def read(data: bytes) -> None:
        (plans / REGISTERED).write_bytes(data)
        for name in (MANIFEST, CHECKED, "lock"):
            (index / name).write_bytes(data)
        owner(index / "lock")
        checked(file, "0")
        Snapshot.leftovers(index, EXPECTED, ["texts.json"])
        with suppress(*MEANT):
            Register(plans).read()
        Snapshot.open(index, EXPECTED)

    return read


def manifest_seeds() -> list[bytes]:
    """Manifests that are whole."""
    kept = {"plan": "td-2025-2027", "language": "zh-Hant", "document": "td.txt", "sha256": "a" * 64}
    kept["added"] = "2026-01-01 00:00"
    texts = [
        {"schema": 1, "documents": [kept], "left_out": ["hhb-2024-2026"]},
        {"schema": SCHEMA, "identity": asdict(EXPECTED), "files": {"texts.json": "a" * 64}},
        {"part": ["0", 1, 2, 3, 4]},
        {"pid": 5, "host": "x", "since": "now"},
    ]
    return [bytes_of(json.dumps(text)) for text in texts]
