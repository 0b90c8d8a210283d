"""The folder that any web server can hand out: the search box, its content, a page that shows it.

It is written beside and moved into place, so that whoever reads it finds the old export or the new one, whole.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from assistant.errors import FolderUnusable
from assistant.publication import widget_script
from assistant.static.content import SCHEMA, content, written
from corpus.files import parsed, put, reason
from corpus.library import Library

__all__ = ["KIND", "MANIFEST", "Export", "export", "files"]

KIND = "odplan static export"
MANIFEST = "manifest.json"
# What is copied as it is: its name in the folder, and where it lies among our own.
_COPIED = {
    "static.js": "widget/static.js",
    "index.html": "static/page.html",
    "page.js": "static/page.js",
    "page.css": "static/page.css",
}


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: the manifest, the bytes of all files, and the bytes that travel where a server packs them."""

    manifest: Mapping[str, Any]
    size: int
    packed: int


def files(library: Library) -> dict[str, bytes]:
    """Every file of the folder by its name, the manifest last; the same library gives the same bytes."""
    found = {"widget.js": widget_script().content, "data.json": written(content(library))}
    found |= {name: resources.files("assistant").joinpath(path).read_bytes() for name, path in _COPIED.items()}
    found["README.txt"] = _readme(library).encode("utf-8")
    manifest = {
        "kind": KIND,
        "schema": SCHEMA,
        "corpus": library.corpus_hash,
        "plans": [reading.plan.id for reading in library.readings],
        "datasets": len(library.datasets),
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(found.items())
        },
    }
    return {**found, MANIFEST: (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode("utf-8")}


def export(made: Mapping[str, bytes], folder: Path) -> Export:
    """Write the files, in the place of an earlier export; FolderUnusable where something else stands there."""
    try:
        target = folder.resolve()
        _check(target, folder)
        _put(target, made)
    except OSError as error:
        raise FolderUnusable(f"{folder} could not be written: {reason(error)}.") from None
    packed = sum(len(gzip.compress(data, mtime=0)) for data in made.values())
    return Export(json.loads(made[MANIFEST]), sum(map(len, made.values())), packed)


def _readme(library: Library) -> str:
    text = resources.files("assistant").joinpath("static/README.txt").read_text(encoding="utf-8")
    plans = ", ".join(reading.plan.id for reading in library.readings)
    return text.replace("{plans}", plans).replace("{datasets}", str(len(library.datasets)))


def _check(target: Path, folder: Path) -> None:
    """Nothing, an empty folder or an export of ours may be replaced; whatever else there is may be somebody's work."""
    if not target.exists():
        return
    if not target.is_dir():
        raise FolderUnusable(f"{folder} is a file: give a folder that is not there yet, or an earlier export.")
    held = {path.name for path in target.iterdir()}
    strangers = sorted(held - _exported(target))
    if strangers:
        raise FolderUnusable(
            f"{folder} holds {strangers[0]!r}, which is no part of an export: give another folder, or move that away."
        )


def _exported(target: Path) -> set[str]:
    """The names of the files that an earlier export wrote there; none where there was no export."""
    try:
        manifest = parsed((target / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    ours = isinstance(manifest, dict) and manifest.get("kind") == KIND and isinstance(manifest.get("files"), dict)
    return {MANIFEST, *map(str, manifest["files"])} if ours else set()


def _put(target: Path, made: Mapping[str, bytes]) -> None:
    new, old = (target.with_name(f".{target.name}.{word}") for word in ("new", "old"))
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        for name, data in made.items():
            put(new / name, data)
        if target.exists():
            os.rename(target, old)
        try:
            os.rename(new, target)
        except OSError:
            if old.exists():
                os.rename(old, target)
            raise
    finally:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
