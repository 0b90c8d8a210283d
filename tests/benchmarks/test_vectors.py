"""Stored vectors: unit vectors, the same for a text in any company, near where texts share their subject."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.corpora import Parts, questions, synthetic
from benchmarks.vectors import StoredVectors, bank, pieces, vectors_for
from index.search import passages
from tests.fakes import FakeEncoder

COUNT = 300


@pytest.fixture(scope="module")
def pieced(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.float32]:
    return bank(FakeEncoder(), tmp_path_factory.mktemp("pieces"))


@pytest.fixture(scope="module")
def stored(pieced: NDArray[np.float32]) -> StoredVectors:
    return StoredVectors(Parts.drawn(COUNT), pieced)


def test_pieces_are_encoded_once_and_kept(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    first = bank(encoder, tmp_path)
    again = bank(encoder, tmp_path)
    assert encoder.encoded == len(pieces())
    assert (first == again).all()
    assert bank(FakeEncoder(name="another"), tmp_path).shape == first.shape
    assert len(list(tmp_path.iterdir())) == 2


def test_a_text_has_the_same_unit_vector_in_any_company(stored: StoredVectors) -> None:
    texts = [text for dataset in synthetic(COUNT).datasets for text in passages(dataset)]
    together = stored.encode_passages(texts)
    assert np.abs(np.linalg.norm(together, axis=1) - 1).max() < 1e-5
    for n in range(0, len(texts), 97):
        assert (stored.encode_passages([texts[n]])[0] == together[n]).all()


def test_vectors_do_not_depend_on_how_large_the_corpus_is(stored: StoredVectors, pieced: NDArray[np.float32]) -> None:
    texts = [dataset.name for dataset in synthetic(50).datasets]
    assert (vectors_for(texts, Parts.drawn(50), pieced) == stored.encode_passages(texts)).all()


def test_a_question_lies_nearest_to_texts_on_its_subject(stored: StoredVectors) -> None:
    library = synthetic(COUNT)
    names = [name for dataset in library.datasets for name in (dataset.name, dataset.name_en)]
    owners = [dataset.id for dataset in library.datasets for _ in range(2)]
    vectors = stored.encode_passages(names)
    asked = questions(library, 40)
    found = 0
    for one, vector in zip(asked, stored.encode_queries([one.question for one in asked]), strict=True):
        best = np.argsort(-(vectors @ vector))[:20]
        found += one.target in {owners[n] for n in best}
    assert found >= 30


def test_texts_of_no_corpus_have_vectors_too(stored: StoredVectors) -> None:
    vectors = stored.encode_passages(["penguins", "", "企鵝"])
    assert np.isfinite(vectors).all()
    assert stored.encode_queries([]).shape == (0, stored.dimension)
