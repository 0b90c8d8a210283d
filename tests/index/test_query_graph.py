"""The graph computes what the layers of the model file say, held against them step by step in float64."""

from __future__ import annotations

import math

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from index.errors import ModelDamaged
from index.model_file import ModelFile, parse
from index.query_graph import MASK, STATES, WORDS, query_graph
from tests.index.tiny_model import HIDDEN, tiny_model

Array = NDArray[np.float64]


def norm(model: ModelFile, name: str, x: Array) -> Array:
    x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + model.shape.epsilon)
    scaled: Array = x * model.tensor(f"{name}.w") + model.tensor(f"{name}.b")
    return scaled


def linear(model: ModelFile, name: str, x: Array) -> Array:
    product: Array = x @ model.tensor(f"{name}.w").reshape(-1, x.shape[-1]).T + model.tensor(f"{name}.b")
    return product


def by_the_book(model: ModelFile, words: Array) -> Array:
    """BERT's layers on one text."""
    places = model.tensor("emb.pos").reshape(-1, HIDDEN)[: len(words)]
    x = norm(model, "emb.ln", words + places + model.tensor("emb.type"))
    for number in range(model.shape.layers):
        at, heads = f"l{number}", model.shape.heads
        q, k, v = (linear(model, f"{at}.{part}", x).reshape(len(x), heads, -1).swapaxes(0, 1) for part in "qkv")
        scores = q @ k.swapaxes(1, 2) / math.sqrt(q.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ v
        x = norm(model, f"{at}.aln", x + linear(model, f"{at}.ao", mixed.swapaxes(0, 1).reshape(len(x), -1)))
        inner = linear(model, f"{at}.fi", x)
        gelu = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        x = norm(model, f"{at}.oln", x + linear(model, f"{at}.fo", gelu))
    return x


@pytest.fixture(scope="module")
def model() -> ModelFile:
    """The tiny model, with weights that are not all the same."""
    return parse(tiny_model(seed=5))


@pytest.fixture(scope="module")
def session(model: ModelFile) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(query_graph(model), providers=["CPUExecutionProvider"])


def test_states_are_those_of_the_layers(model: ModelFile, session: onnxruntime.InferenceSession) -> None:
    words = np.random.default_rng(1).normal(size=(7, HIDDEN)).astype(np.float32)
    given = {WORDS: words[None], MASK: np.ones((1, 7), dtype=np.int32)}
    states, right = session.run([STATES], given)[0][0], by_the_book(model, words.astype(np.float64))
    cosine = (states * right).sum(-1) / np.linalg.norm(states, axis=-1) / np.linalg.norm(right, axis=-1)
    assert cosine.min() > 0.995


def test_padding_changes_nothing(session: onnxruntime.InferenceSession) -> None:
    words = np.random.default_rng(2).normal(size=(2, 9, HIDDEN)).astype(np.float32)
    mask = np.array([[1] * 9, [1] * 4 + [0] * 5], dtype=np.int32)
    together = session.run([STATES], {WORDS: words, MASK: mask})[0]
    alone = session.run([STATES], {WORDS: words[1:, :4], MASK: mask[1:, :4]})[0]
    assert np.array_equal(together[1, :4], alone[0])


def test_weights_that_are_not_in_blocks_are_damage(model: ModelFile) -> None:
    with pytest.raises(ModelDamaged, match="not in 4-bit blocks"):
        model.blocks("emb.pos")
