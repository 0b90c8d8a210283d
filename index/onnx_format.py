"""The little of the ONNX file format that a graph of ours needs: protobuf messages, written field by field.

A file is a tree of numbered fields, and a graph uses some twenty of them. Writing those here spares an installation
the package `onnx` with its 40 MB, which would be used once; what reads the file is onnxruntime. Field numbers are
those of onnx.proto3 (github.com/onnx/onnx, Apache-2.0), which by its own rules never change.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["FLOAT", "INT32", "MICROSOFT", "described", "model", "node", "tensor"]

MICROSOFT = "com.microsoft"
"""The domain of onnxruntime's own operators."""

IR_VERSION, OPSET, MICROSOFT_OPSET = 10, 21, 1
FLOAT, UINT8, INT32, INT64 = 1, 2, 6, 7
_KINDS = {"float32": FLOAT, "uint8": UINT8, "int32": INT32, "int64": INT64}
_VARINT, _BYTES, _FIXED32 = 0, 2, 5


def tensor(name: str, values: NDArray[Any]) -> bytes:
    """Weights of a graph under their name: float32, uint8, int32 or int64, with their shape."""
    dimensions = b"".join(_number(1, size) for size in values.shape)
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    kind = _number(2, _KINDS[values.dtype.name])
    return dimensions + kind + _text(8, name) + _block(9, np.ascontiguousarray(little).tobytes())


def node(
    kind: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    attributes: Mapping[str, int | float] | None = None,
    *,
    domain: str = "",
) -> bytes:
    """One operation; an input left out is ""."""
    given = b"".join(_block(5, _attribute(name, value)) for name, value in (attributes or {}).items())
    ends = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
    return ends + _text(3, outputs[0]) + _text(4, kind) + given + _text(7, domain)


def described(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    """What comes into a graph or out of it: its name, kind and shape; a size given as a word may be any."""
    sizes = b"".join(_block(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in shape)
    return _text(1, name) + _block(2, _block(1, _number(1, kind) + _block(2, sizes)))


def model(nodes: Sequence[bytes], tensors: Sequence[bytes], inputs: Sequence[bytes], outputs: Sequence[bytes]) -> bytes:
    """A whole file of these."""
    numbered = ((1, nodes), (5, tensors), (11, inputs), (12, outputs))
    graph = b"".join(_block(field, part) for field, parts in numbered for part in parts) + _text(2, "graph")
    versions = [
        _text(1, domain) + _number(2, version) for domain, version in (("", OPSET), (MICROSOFT, MICROSOFT_OPSET))
    ]
    return _number(1, IR_VERSION) + _block(7, graph) + b"".join(_block(8, version) for version in versions)


def _attribute(name: str, value: int | float) -> bytes:
    # Its type is told twice: by the field that it stands in, and by name.
    if isinstance(value, float):
        return _text(1, name) + _key(2, _FIXED32) + struct.pack("<f", value) + _number(20, 1)
    return _text(1, name) + _number(3, value) + _number(20, 2)


def _number(field: int, value: int) -> bytes:
    return _key(field, _VARINT) + _varint(value & (1 << 64) - 1)


def _text(field: int, value: str) -> bytes:
    return _block(field, value.encode("utf-8"))


def _block(field: int, content: bytes) -> bytes:
    return _key(field, _BYTES) + _varint(len(content)) + content


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; all bytes but the last have their high bit set."""
    content = bytearray()
    while value > 0x7F:
        content.append(value & 0x7F | 0x80)
        value >>= 7
    content.append(value)
    return bytes(content)
