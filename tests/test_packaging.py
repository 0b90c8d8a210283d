"""What is declared, pinned and said about installing: the two commands must work on a machine that has nothing yet."""

import ast
import os
import re
import socket
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from supply.lock import pins

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "index", "assistant")
# Each has an environment and a list of its own.
ASIDE = {
    ROOT / "benchmarks" / name: known
    for name, known in (("peers", {"faiss"}), ("suite", set[str]()), ("fuzzing", set[str]()))
}
FUZZING = ROOT / "benchmarks" / "fuzzing"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
MILVUS = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["milvus"]]
DEV = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["dev"]]
BUILD = [Requirement(line) for line in PROJECT["build-system"]["requires"]]
LOCK = {
    canonicalize_name(pin.name): Version(pin.version)
    for pin in pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
}


def modules(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported_packages(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    own = {*ROOMS, "tests", "benchmarks", "supply", "streamlit_app", "__future__"}
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - own


def undeclared(paths: Iterable[Path], declared: list[Requirement]) -> list[str]:
    known = {canonicalize_name(requirement.name) for requirement in declared}
    providers = packages_distributions()
    return [
        f"{path.relative_to(ROOT)} imports {package}"
        for path in paths
        for package in sorted(imported_packages(path))
        if known.isdisjoint(canonicalize_name(name) for name in providers.get(package, [package]))
    ]


def installed_requirements(names: Iterable[str]) -> set[NormalizedName]:
    """Everything that the named packages bring along on this machine, themselves included."""
    seen: set[NormalizedName] = set()
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            further = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:
            continue
        waiting += [canonicalize_name(r.name) for r in further if not r.marker or r.marker.evaluate({"extra": ""})]
    return seen


def test_every_package_that_the_rooms_import_is_declared() -> None:
    assert undeclared(modules(*ROOMS, "streamlit_app.py"), RUNTIME + MILVUS) == []


def test_every_package_that_tests_and_benchmarks_import_is_declared() -> None:
    ours = (path for path in modules("tests", "benchmarks") if path.parent not in ASIDE)
    assert undeclared(ours, RUNTIME + DEV) == []


@pytest.mark.parametrize(("folder", "known"), ASIDE.items(), ids=lambda value: getattr(value, "name", ""))
def test_what_peers_and_tools_import_is_pinned_in_their_own_list(folder: Path, known: set[str]) -> None:
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.split("==")[0]) for line in lines if not line.startswith("#")}
    imported = {canonicalize_name(name) for path in sorted(folder.glob("*.py")) for name in imported_packages(path)}
    assert imported - {canonicalize_name(requirement.name) for requirement in RUNTIME + DEV} - known <= pinned
    assert imported & pinned, "the folder needs no list of its own"


def test_what_the_fuzzer_imports_is_pinned_in_its_own_list_and_needed_by_nothing_else() -> None:
    lines = (FUZZING / "requirements.txt").read_text(encoding="utf-8").splitlines()
    imported = set().union(*map(imported_packages, sorted(FUZZING.glob("*.py"))))
    assert [line.split("==")[0] for line in lines if not line.startswith("#")] == ["atheris"]
    assert imported - {canonicalize_name(requirement.name) for requirement in RUNTIME + DEV} == {"atheris"}
    needing = [path for path in modules(*ROOMS, "tests") if "import atheris" in path.read_text(encoding="utf-8")]
    assert [path.name for path in needing] == ["test_packaging.py"]


@pytest.mark.parametrize("requirement", RUNTIME + DEV + BUILD, ids=lambda requirement: requirement.name)
def test_every_declared_package_is_pinned_at_a_version_that_suits(requirement: Requirement) -> None:
    assert LOCK[canonicalize_name(requirement.name)] in requirement.specifier


def test_what_the_declared_packages_bring_along_is_pinned_too() -> None:
    assert installed_requirements(r.name for r in RUNTIME + DEV + BUILD) - set(LOCK) == set()


def test_packages_that_install_and_build_the_others_are_pinned() -> None:
    assert {"pip", "setuptools", "wheel"} <= set(LOCK)


def test_torch_without_cuda_suits_the_pin() -> None:
    assert LOCK[canonicalize_name("torch")].local is None, (
        "2.13.0 takes 2.13.0+cpu as well; 2.13.0+cpu would take nothing else"
    )


def test_every_kind_of_data_file_in_the_rooms_is_packed() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    packed = {".py", "py.typed"} | {Path(pattern).suffix for pattern in patterns}
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    left_out = [path for path in files if "__pycache__" not in path.parts and not {path.suffix, path.name} & packed]
    assert left_out == []


# --- the Makefile's checks: each is one sentence, said before anything is installed ------------------------------


def make(*arguments: str, path: Path | None = None, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """`make ...` as a person calls it: without the flags of the make that runs these tests."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name
        not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PORT", "PYTHON", "VENV", "INDEX", "NEED_GB", "PYTEST", "CC"}
    }
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    command = ["make", "--file", str(ROOT / "Makefile"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60)


def refusal(result: subprocess.CompletedProcess[str]) -> str:
    """The one sentence that a refused command says."""
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    said = [line for line in result.stderr.splitlines() if line.startswith("odplan: ")]
    assert len(said) == 1, result.stderr
    assert said[0].endswith(".")
    return said[0]


def script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    return tmp_path / "venv"


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python whose environments hold a pip that notes what it is asked, and fails while `no-network` stands."""
    pip = script(tmp_path / "pip", f'echo "$@" >> {tmp_path}/asked', f"test ! -e {tmp_path}/no-network")
    return script(
        tmp_path / "python",
        f'test "$1 $2" = "-m venv" || exec {sys.executable} "$@"',
        f'mkdir -p "$3/bin" && touch "$3/pyvenv.cfg" && cp {pip} "$3/bin/python"',
    )


def test_make_alone_lists_the_commands() -> None:
    listed = re.findall(r"^ +make (\w+) ", make().stdout, re.MULTILINE)
    assert {"app", "test", "lint", "lock", "clean"} <= set(listed)


def test_taken_port_is_told_before_anything_is_installed(venv: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(make("app", f"PORT={port}", f"PYTHON={sys.executable}", f"VENV={venv}"))
    assert f"port {port} " in said
    assert not venv.exists()


def test_missing_python_is_told(venv: Path) -> None:
    said = refusal(make("app", "PYTHON=/nonexistent", f"VENV={venv}"))
    assert "/nonexistent" in said
    assert "3.11" in said


@pytest.mark.parametrize("target", ["app", "test", "install", "lock"])
def test_unsupported_python_is_told(target: str, tmp_path: Path, venv: Path) -> None:
    old = script(tmp_path / "old", "echo 3.9")
    said = refusal(make(target, f"PYTHON={old}", f"VENV={venv}"))
    assert "needs Python 3.11" in said
    assert "3.9" in said
    assert not venv.exists()


def test_full_disk_is_told_with_what_is_needed_and_what_is_there(venv: Path, python: Path) -> None:
    said = refusal(make("install", "NEED_GB=999999", f"PYTHON={python}", f"VENV={venv}"))
    assert re.search(r"needs 999999 GB free here, there are \d+:", said)
    assert not venv.exists()


def test_missing_compiler_is_told_where_the_model_has_no_ready_build(tmp_path: Path, venv: Path, python: Path) -> None:
    script(tmp_path / "bin" / "uname", "echo Linux riscv64")
    options = ("install", "CC=/nonexistent", "NEED_GB=0", f"PYTHON={python}", f"VENV={venv}")
    assert "needs a C compiler" in refusal(make(*options, path=tmp_path / "bin"))
    assert not venv.exists()


def test_compiler_is_not_asked_for_where_the_model_has_a_ready_build(tmp_path: Path, venv: Path, python: Path) -> None:
    script(tmp_path / "bin" / "uname", "echo Linux x86_64")
    options = ("install", "CC=/nonexistent", "NEED_GB=0", f"PYTHON={python}", f"VENV={venv}")
    assert make(*options, path=tmp_path / "bin").returncode == 0


@pytest.mark.parametrize("target", ["install", "clean"])
def test_folder_that_is_no_environment_is_left_alone(target: str, tmp_path: Path, python: Path) -> None:
    letter = tmp_path / "letters" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("dear", encoding="utf-8")
    said = refusal(make(target, f"VENV={letter.parent}", "NEED_GB=0", f"PYTHON={python}"))
    assert "no virtual environment" in said
    assert letter.read_text(encoding="utf-8") == "dear"


def test_broken_installation_starts_over_and_a_whole_one_is_trusted(tmp_path: Path, venv: Path, python: Path) -> None:
    options = ("install", "NEED_GB=0", "CC=sh", f"PYTHON={python}", f"VENV={venv}")
    broken = tmp_path / "no-network"
    broken.touch()
    assert "half-way" in refusal(make(*options))
    rest = venv / "half-a-package"
    rest.touch()
    broken.unlink()

    assert make(*options).returncode == 0
    assert not rest.exists()

    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert make(*options).returncode == 0
    assert (tmp_path / "asked").read_text(encoding="utf-8") == asked


def test_further_package_index_is_added_to_those_of_pip(tmp_path: Path, venv: Path, python: Path) -> None:
    index = "https://packages.example/cpu"
    make("install", f"INDEX={index}", "NEED_GB=0", "CC=sh", f"PYTHON={python}", f"VENV={venv}")
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert f"--extra-index-url {index}" in asked
    assert "--no-index" not in asked
    assert " --index-url" not in asked
