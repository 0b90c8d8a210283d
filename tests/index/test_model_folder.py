import errno
import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index import model_folder
from index.errors import FolderUnwritable
from index.model_file import Pieces, parse, read_model_file
from index.model_folder import bundled_model_folder, default_cache
from tests.index.tiny_model import tiny_model

TEXTS = [
    "query: 急症室等候時間幾耐更新一次？",
    "query: which datasets update weekly",
    "passage: 按醫院聯網劃分的專科門診新症輪候時間（公立醫院）",
    "passage: Hospital Authority: Accident & Emergency waiting time by hospital (real-time)",
    "query: 2026年会发布什么",
    "query: ＡＢＣ　１２３ ①②③ ﬁne ㍿ ㎏ ｶﾀｶﾅ",
    "query: 點解　唔 得\n啊\tok\x01\u200b嚟啦",
    "query: café naïve Übergröße 𠮷野家 👍🏽",
    "passage: https://data.gov.hk/tc-data/dataset/hk-hb-1?x=1%20",
    "query: a  b   c",
    "query: ",
    "",
]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of some kilobytes takes the place of the bundled one."""
    monkeypatch.setattr(model_folder, "read_model_file", lambda: parse(tiny_model()))


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.usefixtures("tiny")
def test_the_folder_is_made_once_and_only_looked_at_afterwards(tmp_path: Path) -> None:
    heard: list[float] = []
    folder = bundled_model_folder(tmp_path, lambda share, doing: heard.append(share))
    assert heard == sorted(heard) and heard[-1] == 1.0
    made = folder.stat().st_ino
    assert bundled_model_folder(tmp_path, lambda share, doing: pytest.fail("made again")) == folder
    assert folder.stat().st_ino == made
    assert [path.name for path in folder.parent.iterdir() if not path.name.endswith(".lock")] == [folder.name]


@pytest.mark.usefixtures("tiny")
def test_two_makings_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(bundled_model_folder(tmp_path / name)) for name in ("a", "b"))
    assert first == second


def cut_off(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])


def without_manifest(folder: Path) -> None:
    (folder / "odplan.json").unlink()


def of_an_older_converter(folder: Path) -> None:
    path = folder / "odplan.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"converter": 0}), encoding="utf-8")


def of_another_source(folder: Path) -> None:
    path = folder / "odplan.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"source_sha256": ""}), encoding="utf-8")


def with_a_manifest_of_nothing(folder: Path) -> None:
    (folder / "odplan.json").write_text("[]", encoding="utf-8")


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    "spoil", [cut_off, without_manifest, of_an_older_converter, of_another_source, with_a_manifest_of_nothing]
)
def test_a_stale_or_half_folder_is_made_anew(tmp_path: Path, spoil: object) -> None:
    folder = bundled_model_folder(tmp_path)
    right = written(folder)
    assert callable(spoil)
    spoil(folder)
    assert written(bundled_model_folder(tmp_path)) == right


@pytest.mark.usefixtures("tiny")
def test_what_an_aborted_making_left_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / "models" / ".multilingual-e5-small.making"
    leftover.mkdir(parents=True)
    (leftover / "model.safetensors").write_bytes(b"half")
    folder = bundled_model_folder(tmp_path)
    assert not leftover.exists() and (folder / "model.safetensors").stat().st_size > 4


@pytest.mark.usefixtures("tiny")
def test_a_full_disk_is_one_sentence_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(model_folder, "_write_tokenizer", full)
    with pytest.raises(FolderUnwritable, match="the disk is full"):
        bundled_model_folder(tmp_path)
    assert [path.name for path in (tmp_path / "models").iterdir() if not path.name.endswith(".lock")] == []


@pytest.mark.usefixtures("tiny")
def test_a_cache_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    with pytest.raises(FolderUnwritable, match=str(tmp_path / "cache")):
        bundled_model_folder(tmp_path / "cache")


def test_the_default_cache_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache().name == "odplan"


@pytest.mark.slow
def test_two_processes_make_one_whole_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.model_folder import bundled_model_folder;"
        "made = []; bundled_model_folder(Path(sys.argv[1]), lambda share, doing: made.append(share));"
        "sys.exit(7 if made else 8)"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]
    try:
        assert sorted(process.wait(timeout=120) for process in both) == [7, 8], "one makes it, the other waits for it"
        bundled_model_folder(tmp_path, lambda share, doing: pytest.fail("not whole"))
    finally:
        shutil.rmtree(tmp_path / "models")


def slow_tokens(pieces: Pieces, text: str) -> list[int]:
    """The ids of a text by the book: the file's own normalisation map, and every way to cut tried (Viterbi)."""
    ids = {piece: number for number, piece in enumerate(pieces.texts)}
    longest, unknown = max(map(len, pieces.texts)), min(pieces.scores) - 10
    normal = "".join(pieces.replacements.get(character, character) for character in text)
    words = "▁".join([""] + [word for word in normal.split(" ") if word])
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        ways = [(best[end - 1][0] + unknown, [*best[end - 1][1], pieces.unknown])]
        for start in range(max(0, end - longest), end):
            if (piece := ids.get(words[start:end])) is not None:
                ways.append((best[start][0] + pieces.scores[piece], [*best[start][1], piece]))
        best.append(max(ways))
    return [pieces.begin, *best[-1][1], pieces.end]


def test_the_tokenizer_cuts_as_the_model_files_own_tables_do(model_cache: Path) -> None:
    pieces = read_model_file().pieces
    tokenizer = Tokenizer.from_file(str(bundled_model_folder(model_cache) / "tokenizer.json"))
    for text in TEXTS:
        assert tokenizer.encode(text).ids == slow_tokens(pieces, text), text


def test_the_tokenizer_joins_a_letter_with_its_accent(model_cache: Path) -> None:
    # The file's map, going character by character, cannot; the model that it was made from does.
    tokenizer = Tokenizer.from_file(str(bundled_model_folder(model_cache) / "tokenizer.json"))
    apart = unicodedata.normalize("NFD", "éclair")
    assert tokenizer.encode(apart).ids == tokenizer.encode("éclair").ids


def test_the_normaliser_holds_for_every_character_of_the_files_map(model_cache: Path) -> None:
    pieces = read_model_file().pieces
    tokenizer = Tokenizer.from_file(str(bundled_model_folder(model_cache) / "tokenizer.json"))
    assert tokenizer.normalizer is not None
    for character, replacement in pieces.replacements.items():
        # The full stop keeps a combining mark from joining, and a space from being stripped, at the edges.
        found = tokenizer.normalizer.normalize_str(f".{character}.")
        assert found == f".{replacement}.", hex(ord(character))
