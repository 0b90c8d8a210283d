"""What is fuzzed: each target reads one input, and returns or raises an error that is meant for people.

All that is slow to make is made once, in the function that makes the target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.fuzzing import asking, documents, files, seeds, texts

Read = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """Something that reads: how it is made, what to start from, and how many of a thousand inputs are its share.

    Inputs are at most ``most`` bytes long; those that are texts (``bent``) are bent as texts, others as bytes.
    """

    make: Callable[[], Read]
    seeds: Callable[[], Sequence[bytes]]
    share: float
    most: int = 4096
    bent: bool = True


def _cells() -> list[bytes]:
    return seeds.some(seeds.cells(), seeds.MOST_CELLS)


def _questions() -> list[bytes]:
    return seeds.some(seeds.questions(), 400)


def _lines() -> list[bytes]:
    return seeds.some([line.strip() for text in seeds.plans() for line in text.splitlines() if line.strip()], 800)


def _plan_heads() -> list[bytes]:
    return [seeds.opening(text, 800).encode() for text in seeds.plans()]


def _plans() -> list[bytes]:
    return [*(text.encode() for text in seeds.plans()[:2]), *seeds.some(seeds.openings(3000), 40)]


TARGETS: Mapping[str, Target] = {
    "cells": Target(lambda: texts.single_cells, _cells, 50),
    "dates": Target(lambda: texts.release_dates, _cells, 200, most=400),
    "frequencies": Target(lambda: texts.how_often, _cells, 80, most=1000),
    "numerals": Target(lambda: texts.numbers, _cells, 220, most=400),
    "headings": Target(lambda: texts.opening_lines, _lines, 50),
    "titles": Target(lambda: texts.plan_titles, _plan_heads, 2),
    "words": Target(lambda: texts.prepared_words, _cells, 120),
    "plan": Target(lambda: documents.plan, _plans, 3, most=8192),
    "csv": Target(lambda: documents.delimited, lambda: seeds.files(".csv", most=8192), 2, most=8192),
    "html": Target(lambda: documents.page, lambda: seeds.files(".html", ".htm", most=8192), 2, most=16_384),
    "docx": Target(lambda: documents.word, documents.word_seeds, 20, most=16_384),
    "zip": Target(lambda: documents.package, documents.package_seeds, 15, most=16_384, bent=False),
    "pdf": Target(lambda: documents.printed, lambda: seeds.files(".pdf", most=8192), 0.4, most=16_384, bent=False),
    "catalogue": Target(lambda: documents.catalogue, documents.catalogue_seeds, 50, most=8192),
    "any": Target(lambda: documents.anything, documents.any_seeds, 30, most=8192, bent=False),
    "analyser": Target(texts.analyser, lambda: [*_cells()[::4], *_questions()], 10),
    "question": Target(asking.question, _questions, 10, most=2000),
    "names": Target(asking.names, _questions, 4, most=2000),
    "conversation": Target(asking.conversation, lambda: seeds.some(seeds.dialogues(), 100), 1, most=1500),
    "api": Target(asking.api, asking.api_seeds, 4, most=3000),
    "model": Target(files.model, files.model_seeds, 50, most=8192, bent=False),
    "cutter": Target(files.cutter, files.cutter_seeds, 4, most=8192, bent=False),
    "arrays": Target(files.arrays, files.array_seeds, 20, most=8192, bent=False),
    "stored": Target(lambda: files.stored, seeds.readings, 60, most=8192),
    "manifests": Target(files.manifests, files.manifest_seeds, 15, most=4096),
}
