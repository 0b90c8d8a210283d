"""The bundled model as a graph for onnxruntime, with the file's 4-bit weights as they are.

A block of the file (32 weights as nibbles, one scale) is a block of onnxruntime's MatMulNBits but for the order of its
nibbles, so nothing is lost or rounded on the way. The graph takes word vectors and gives the states of the last layer:
the table of words is ten times as large as all layers, and a question needs some twenty rows of it (`word_table`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index import onnx_format as onnx
from index.model_file import BLOCK_WEIGHTS, ModelFile

__all__ = ["MASK", "STATES", "WORDS", "query_graph"]

WORDS, MASK, STATES = "words", "mask", "states"
"""What goes in, float32 (texts, tokens, width) and int32 (texts, tokens), 0 for padding; what comes out, as WORDS."""

ACCURACY = 4
"""MatMulNBits' accuracy_level: sums in int8 by blocks. Twice as fast as in float32 (0), at a cosine of 0.9998 to it."""


def query_graph(model: ModelFile) -> bytes:
    """The graph as an ONNX file."""
    return _Graph(model).written()


class _Graph:
    """Collects the operations and weights, layer by layer."""

    def __init__(self, model: ModelFile) -> None:
        self._model = model
        self._nodes: list[bytes] = []
        self._tensors: list[bytes] = []

    def written(self) -> bytes:
        shape = self._model.shape
        states = self._start()
        for number in range(shape.layers):
            states = self._layer(f"l{number}", states)
        self._nodes.append(onnx.node("Identity", [states], [STATES]))
        sizes = ("texts", "tokens", shape.hidden)
        inputs = [onnx.described(WORDS, onnx.FLOAT, sizes), onnx.described(MASK, onnx.INT32, sizes[:2])]
        return onnx.model(self._nodes, self._tensors, inputs, [onnx.described(STATES, onnx.FLOAT, sizes)])

    def _start(self) -> str:
        """Words, their positions and the type of their text, normalised."""
        shape = self._model.shape
        positions = self._model.tensor("emb.pos").reshape(shape.positions, shape.hidden)
        kind = self._model.tensor("emb.type").reshape(-1, shape.hidden)[0]
        self._weights("positions", positions + kind)
        self._weights("zero", np.zeros(1, dtype=np.int64))
        self._nodes += [
            onnx.node("Shape", [WORDS], ["length"], {"start": 1, "end": 2}),
            onnx.node("Slice", ["positions", "zero", "length", "zero"], ["places"]),
            onnx.node("Add", [WORDS, "places"], ["placed"]),
        ]
        norm = [self._plain("emb.ln.w"), self._plain("emb.ln.b")]
        self._nodes.append(
            onnx.node("LayerNormalization", ["placed", *norm], ["start"], {"axis": -1, "epsilon": shape.epsilon})
        )
        return "start"

    def _layer(self, at: str, states: str) -> str:
        all_three = self._product(f"{at}.qkv", states, [f"{at}.q", f"{at}.k", f"{at}.v"], biased=True)
        parts = [f"{at}.query", f"{at}.key", f"{at}.value"]
        self._nodes.append(onnx.node("Split", [all_three], parts, {"axis": -1, "num_outputs": 3}))
        self._own("MultiHeadAttention", [*parts, "", MASK], f"{at}.heads", num_heads=self._model.shape.heads)
        attention = self._product(f"{at}.attention", f"{at}.heads", [f"{at}.ao"])
        middle = self._added(f"{at}.middle", attention, states, (f"{at}.aln", f"{at}.ao"))
        inner = self._product(f"{at}.inner", middle, [f"{at}.fi"])
        self._own("BiasGelu", [inner, self._plain(f"{at}.fi.b")], f"{at}.gelu")
        outer = self._product(f"{at}.outer", f"{at}.gelu", [f"{at}.fo"])
        return self._added(f"{at}.states", outer, middle, (f"{at}.oln", f"{at}.fo"))

    def _product(self, name: str, states: str, parts: Sequence[str], *, biased: bool = False) -> str:
        """States times the weights of the parts side by side."""
        blocks = [self._model.blocks(f"{part}.w") for part in parts]
        inner = self._model.shape.hidden if not parts[0].endswith(".fo") else self._model.shape.inner
        nibbles = np.concatenate([_reordered(block["nibbles"]) for block in blocks])
        scales = np.concatenate([block["scale"].astype(np.float32) for block in blocks])
        rows, columns = len(scales) * BLOCK_WEIGHTS // inner, inner // BLOCK_WEIGHTS
        self._weights(f"{name}.weights", nibbles.reshape(rows, columns, BLOCK_WEIGHTS // 2))
        self._weights(f"{name}.scales", scales.reshape(rows, columns))
        inputs = [states, f"{name}.weights", f"{name}.scales"]
        if biased:
            self._weights(f"{name}.bias", np.concatenate([self._model.tensor(f"{part}.b") for part in parts]))
            inputs += ["", "", f"{name}.bias"]
        sizes = {"K": inner, "N": rows, "bits": 4, "block_size": BLOCK_WEIGHTS, "accuracy_level": ACCURACY}
        self._own("MatMulNBits", inputs, name, **sizes)
        return name

    def _added(self, name: str, new: str, old: str, parts: tuple[str, str]) -> str:
        """New states with their bias added to the old ones, normalised."""
        norm, bias = parts
        weights = [self._plain(f"{norm}.w"), self._plain(f"{norm}.b"), self._plain(f"{bias}.b")]
        self._own("SkipLayerNormalization", [new, old, *weights], name, epsilon=self._model.shape.epsilon)
        return name

    def _own(self, kind: str, inputs: Sequence[str], output: str, **attributes: int | float) -> None:
        self._nodes.append(onnx.node(kind, inputs, [output], attributes, domain=onnx.MICROSOFT))

    def _plain(self, name: str) -> str:
        return self._weights(name, self._model.tensor(name))

    def _weights(self, name: str, values: NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.int64]) -> str:
        self._tensors.append(onnx.tensor(name, values))
        return name


def _reordered(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Bytes that hold weights j and j + 16 as bytes that hold weights 2j and 2j + 1."""
    weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1)
    paired: NDArray[np.uint8] = weights[:, 0::2] | weights[:, 1::2] << 4
    return paired
