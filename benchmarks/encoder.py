"""How quick the encoder is, against what it replaces, in one run: `python -m benchmarks.encoder`.

Both sides take turns, text by text or pass by pass, so that a busy machine slows both. The figures are ratios; the
times behind them stand beside them. Questions are those of the question sets here and those named with --questions.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.latency import machine
from corpus.library import load_library
from index.encoding import SentenceEncoder, open_encoder
from index.model_folder import PROMPTS, bundled_model_folder
from index.search import passages

HERE = Path(__file__).resolve().parent / "questions"
ASKED = 200
CLIENTS = 64
PASSES = 3
COMPARED = 400
PASSAGES = 64
COLD_RUNS = 5
OPENED = (
    "import sys; from pathlib import Path; from index.encoding import open_encoder;"
    "open_encoder(cache=Path(sys.argv[1])).encode_queries(['急症室等候時間']);"
    # Not getrusage: that counts what the process was before it became this one.
    "print(int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) // 1024)"
)

Row = tuple[str, str, str, str]


def questions(folder: Path) -> list[str]:
    """All questions in a folder's files, each once."""
    lines = [json.loads(line) for path in sorted(folder.rglob("*.jsonl")) for line in path.open(encoding="utf-8")]
    turns = [turn for line in lines for turn in line.get("turns", [line])]
    return list(dict.fromkeys(turn["question"] for turn in turns if isinstance(turn.get("question"), str)))


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def drawn(texts: Sequence[str], count: int) -> list[str]:
    """So many of the texts, evenly spread."""
    return [texts[number * len(texts) // count] for number in range(min(count, len(texts)))]


def seconds(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def one_by_one(encoder: SentenceEncoder, plain: Any, texts: Sequence[str]) -> Iterator[Row]:
    """One question at a time, never asked before."""
    for language, chosen in (("English", [t for t in texts if not is_chinese(t)]),
                             ("Chinese", [t for t in texts if is_chinese(t)])):  # fmt: skip
        ours, theirs = [], []
        for text in drawn(chosen, ASKED):
            ours.append(seconds(lambda text=text: encoder.encode_queries([text])))  # type: ignore[misc]
            theirs.append(seconds(lambda text=text: plain(text)))  # type: ignore[misc]
        a, b = statistics.median(ours), statistics.median(theirs)
        yield (f"one question, {language}", f"{1e3 * a:.1f} ms", f"{1e3 * b:.1f} ms", f"{b / a:.1f} x as fast")


def cosine(encoder: SentenceEncoder, plain: Any, texts: Sequence[str]) -> Row:
    """How far the vectors of all questions are from those in float32."""
    theirs: NDArray[np.float32] = plain(list(texts))
    found = (encoder.encode_queries(texts) * theirs).sum(axis=1)
    return (f"cosine of {len(texts)} questions", f"least {found.min():.4f}", f"mean {found.mean():.4f}", "")


def many_at_once(cache: Path, plain: Any, texts: Sequence[str]) -> Row:
    """A question from each of many clients at the same moment, until the last has its vector."""
    ours, theirs, chosen = [], [], drawn(texts, CLIENTS)
    for _ in range(PASSES):
        encoder = open_encoder(cache=cache)
        encoder.load()
        asked = [[text] for text in chosen]
        with ThreadPoolExecutor(CLIENTS) as pool:
            start = time.perf_counter()
            list(pool.map(encoder.encode_queries, asked))
            ours.append(time.perf_counter() - start)
        theirs.append(seconds(lambda: [plain(text) for text in chosen]))
    a, b = statistics.median(ours), statistics.median(theirs)
    return (f"{CLIENTS} clients at once", f"{a:.2f} s", f"{b:.2f} s one by one", f"{b / a:.1f} x as fast")


def build(encoder: SentenceEncoder, plain: Any, texts: Sequence[str]) -> Row:
    """Passages of the plans at hand."""
    ours, theirs = [], []
    for _ in range(PASSES):
        ours.append(seconds(lambda: encoder.encode_passages(texts)))
        theirs.append(seconds(lambda: plain(list(texts))))
    a, b = (len(texts) / statistics.median(taken) for taken in (ours, theirs))
    return (f"build, {len(texts)} passages", f"{a:.0f} texts/s", f"{b:.0f} texts/s in batches of 32", f"{a / b:.2f} x")


def cold(cache: Path) -> Row:
    """From nothing to a question's vector, against the import alone."""
    ours, theirs = [], []
    for _ in range(COLD_RUNS):
        ours.append(seconds(lambda: _run(OPENED, str(cache))))
        theirs.append(seconds(lambda: _run("import sentence_transformers")))
    a, b = statistics.median(ours), statistics.median(theirs)
    return ("first question of a process", f"{a:.2f} s", f"{b:.2f} s for the import alone", f"{a / b:.2f} of it")


def memory(cache: Path) -> Row:
    """The most memory that a process held which encoded a question."""
    return ("memory with the encoder loaded", f"{_run(OPENED, str(cache)).strip()} MB", "", "")


def _run(code: str, *words: str) -> str:
    return subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True).stdout


def rows(cache: Path, texts: Sequence[str]) -> Iterator[Row]:
    """All lines of the table."""
    yield cold(cache)
    yield memory(cache)
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(bundled_model_folder(cache)), device="cpu")

    def plain(texts: str | list[str], kind: str = "query") -> Any:
        return model.encode(texts, prompt=PROMPTS[kind], normalize_embeddings=True, show_progress_bar=False)

    encoder = open_encoder(cache=cache)
    encoder.load()
    plain("warm")
    yield from one_by_one(encoder, plain, texts)
    yield cosine(encoder, plain, drawn(texts, COMPARED))
    yield many_at_once(cache, plain, texts)
    found = list(dict.fromkeys(text for dataset in load_library().datasets for text in passages(dataset)))
    encoder.encode_passages(found[:4])
    yield build(encoder, lambda texts: plain(texts, "passage"), drawn(found, PASSAGES))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--questions", type=Path, action="append", default=[], help="a further folder of questions")
    options.add_argument("--cache", type=Path, help="a folder with the model already made")
    chosen = options.parse_args()
    texts = list(dict.fromkeys(text for folder in (HERE, *chosen.questions) for text in questions(folder)))
    with tempfile.TemporaryDirectory(prefix="odplan-encoder-") as scratch:
        cache = chosen.cache or Path(scratch)
        bundled_model_folder(cache)
        print(f"On {machine()}.\n\n| what | odplan | sentence-transformers, float32 | |\n| --- | --- | --- | --- |")
        for row in rows(cache, texts):
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
