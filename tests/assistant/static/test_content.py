"""The one file that a search without a server reads."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from assistant.static.content import SCHEMA, written
from corpus.library import load_library

PARTS = [
    "schema", "corpus", "folds", "simplified", "plans", "owners", "categories", "datasets", "syllables", "terms",
    "rules", "slots", "numbers", "bounds", "idle", "sentences",
]  # fmt: skip


@pytest.fixture(scope="module")
def found(content: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(content["data.json"]))


def test_content_says_its_schema_and_which_library_it_is_of(found: dict[str, Any]) -> None:
    assert list(found) == PARTS
    assert (found["schema"], found["corpus"]) == (SCHEMA, load_library().corpus_hash)


def test_content_is_json_without_a_space_too_many(found: dict[str, Any], content: dict[str, bytes]) -> None:
    assert written(found) == content["data.json"]


def test_content_takes_little_of_what_a_page_may_weigh(found: dict[str, Any]) -> None:
    assert len(gzip.compress(written(found), mtime=0)) < 105_000


@pytest.mark.slow
def test_content_is_the_same_in_every_process(found: dict[str, Any]) -> None:
    code = (
        "import hashlib; from assistant.static.content import content, written;"
        "from corpus.library import load_library;"
        "print(hashlib.sha256(written(content(load_library()))).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert said.stdout.strip() == hashlib.sha256(written(found)).hexdigest()
