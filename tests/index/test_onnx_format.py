"""What is written is read by onnxruntime, and computes what it says."""

import numpy as np
import onnxruntime
import pytest

from index import onnx_format as onnx


def run(content: bytes, **given: object) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    results: list[np.ndarray] = session.run(None, given)
    return results


def test_graph_of_two_steps_computes_what_it_says() -> None:
    weights = np.arange(6, dtype=np.float32).reshape(2, 3)
    nodes = [
        onnx.node("MatMul", ["in", "weights"], ["product"]),
        onnx.node("LeakyRelu", ["product"], ["out"], {"alpha": 0.25}),
    ]
    content = onnx.model(
        nodes,
        [onnx.tensor("weights", weights)],
        [onnx.described("in", onnx.FLOAT, ["rows", 2])],
        [onnx.described("out", onnx.FLOAT, ["rows", 3])],
    )
    given = np.array([[1, -1], [2, 3]], dtype=np.float32)
    product = given @ weights
    assert np.allclose(run(content, **{"in": given})[0], np.where(product > 0, product, product * 0.25))


@pytest.mark.parametrize("size", [1, 127, 128, 300, 70_000])
def test_texts_and_weights_of_any_length_are_read_back(size: int) -> None:
    values, name = np.arange(size, dtype=np.int64), "名" * (size % 1000 + 1)
    content = onnx.model(
        [onnx.node("Shape", [name], ["out"], {"start": -1})],
        [onnx.tensor(name, values)],
        [],
        [onnx.described("out", 7, [1])],
    )
    assert run(content)[0].tolist() == [size]


def test_whole_numbers_below_zero_are_attributes_too() -> None:
    content = onnx.model(
        [onnx.node("Softmax", ["in"], ["out"], {"axis": -1})],
        [],
        [onnx.described("in", onnx.FLOAT, [1, 2])],
        [onnx.described("out", onnx.FLOAT, [1, 2])],
    )
    assert run(content, **{"in": np.zeros((1, 2), dtype=np.float32)})[0].tolist() == [[0.5, 0.5]]
