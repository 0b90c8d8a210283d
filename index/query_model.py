"""Questions to vectors by onnxruntime: the bundled model in its 4-bit form, without torch and its seconds.

Loaded from the files that `model_folder` makes beside the sentence-transformers folder, and only where their checksums
hold. One thread a run: two gain a third where nobody else computes, and lose more than that where somebody does, who on
a server is the one writing the answers.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.cutting import PIECES, RULES, Cutter, write_cutter
from index.errors import ModelDamaged
from index.model_file import ModelFile
from index.query_graph import MASK, STATES, WORDS, query_graph
from index.word_table import WordTable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["QueryModel", "write_query_model"]

GRAPH, TABLE, CHECKSUMS = "graph.onnx", "words.q4", "checksums.json"
CHECKED = (GRAPH, PIECES, RULES)
"""What is read whole and so checked each time; of the word table, of which a question reads some pages, the size is."""
WIDTH_STEP = 8
"""Texts that are padded to one length differ by less than this many pieces."""


def write_query_model(folder: Path, model: ModelFile) -> None:
    """Write the files of a QueryModel into a new folder."""
    folder.mkdir()
    (folder / GRAPH).write_bytes(query_graph(model))
    (folder / TABLE).write_bytes(model.blocks("emb.word").tobytes())
    write_cutter(folder, model.pieces, model.shape.positions)
    sums = {name: zlib.crc32((folder / name).read_bytes()) for name in CHECKED}
    size = {"width": model.shape.hidden, "words": model.shape.vocabulary}
    (folder / CHECKSUMS).write_text(json.dumps({"crc32": sums, **size}, indent=2) + "\n", encoding="utf-8")


class QueryModel:
    """The model, loaded; for one thread at a time. A text has the same vector in any company.

    Raises ModelDamaged where its files are not whole, onnxruntime is missing or does not run on this machine.
    """

    def __init__(self, folder: Path) -> None:
        try:
            facts = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
            contents = {name: (folder / name).read_bytes() for name in CHECKED}
            changed = [name for name in CHECKED if zlib.crc32(contents[name]) != facts["crc32"][name]]
            if changed:
                raise ValueError(f"{changed[0]} has changed")
            self._words = WordTable(folder / TABLE, facts["width"])
            if len(self._words) != facts["words"]:
                raise ValueError(f"{TABLE} is cut off")
            self._cutter = Cutter(folder)
            self._session = _session(contents[GRAPH])
        except Exception as error:
            # onnxruntime raises classes of its own that share no base but Exception.
            raise ModelDamaged(f"The model for questions in {folder} cannot be used ({_first_line(error)}).") from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors of texts with their prompts before them, shape (len(texts), width)."""
        cut = [self._cutter.cut(text) for text in texts]
        vectors: dict[int, NDArray[np.float32]] = {}
        for places in _alike(cut):
            vectors |= zip(places, self._encode([cut[place] for place in places]), strict=True)
        return np.stack([vectors[place] for place in range(len(texts))])

    def _encode(self, cut: Sequence[Sequence[int]]) -> Iterator[NDArray[np.float32]]:
        """The vectors of texts of about one length: the mean of their states, at length one."""
        longest = max(map(len, cut))
        # Padding needs rows too, any; the mask hides them.
        rows = self._words.rows([number for pieces in cut for number in [*pieces, *[0] * (longest - len(pieces))]])
        mask = np.array([[1] * len(p) + [0] * (longest - len(p)) for p in cut], dtype=np.int32)
        given = {WORDS: rows.reshape(len(cut), longest, -1), MASK: mask}
        states = self._run(given)
        for pieces, state in zip(cut, states, strict=True):
            mean = state[: len(pieces)].mean(axis=0)
            yield mean / max(np.float32(np.linalg.norm(mean)), np.float32(1e-12))

    def _run(self, given: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
        try:
            return np.asarray(self._session.run([STATES], given)[0], dtype=np.float32)
        except MemoryError:
            raise  # another question may well fit
        except Exception as error:
            raise ModelDamaged(f"onnxruntime cannot run the model for questions ({_first_line(error)}).") from error


def _alike(cut: Sequence[Sequence[int]]) -> list[list[int]]:
    """The places of texts, those of about one length together: padding is computed like text."""
    steps = [-(-len(pieces) // WIDTH_STEP) for pieces in cut]
    order = sorted(range(len(cut)), key=lambda place: (steps[place], place))
    return [list(places) for _, places in groupby(order, key=lambda place: steps[place])]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _session(graph: bytes) -> InferenceSession:
    # It tells its maker what it runs, unless it is told not to before it is loaded: a call afterwards comes too late.
    os.putenv("ORT_DISABLE_TELEMETRY", "1")
    # Imported here, so that a search by words alone does not pay for it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # Fixed memory for all lengths of text, which are many, would be kept for each.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
