"""Breaks the product on purpose, one small change at a time, and counts how many of the changes a test notices.

``python -m benchmarks.suite.mutants [MODULE...] [--sample N] [--seed S]`` takes the modules of ``mutants.toml``, or
some of them, and the tests named there; `make mutants` installs what it needs. cosmic-ray makes the changes. Each
mutant runs in a process of its own, forked from one that has read all the rest already: it takes a second, not ten;
no file is ever changed.

Not counted are changes that nobody could notice: of annotations, of caches, of which parameters go by name alone, and
of ``==`` to ``is``.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import functools
import importlib.util
import itertools
import json
import multiprocessing
import os
import random
import re
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from hypothesis import settings

from benchmarks.tables import table

ROOT = Path(__file__).parents[2]
ROOMS = ("corpus", "index", "assistant", "tests", "streamlit_app")
EXAMPLES = 25  # of Hypothesis' 100
# A mutant that takes so much longer than all tests of its module has been noticed.
PATIENCE, LEAST_SECONDS = 4.0, 20.0
# They need to be told names; and whether two are the same object is no question that the product asks, save of None.
UNUSED = re.compile("Variable|_(?:Eq|NotEq|Lt|LtE|Gt|GtE)_Is|_(?:Is|IsNot)_(?!Is)")
QUIET = (
    *("-x", "-p", "no:cacheprovider", "-p", "no:randomly", "-o", "faulthandler_timeout=0"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """So many mutants of a module, or all of them."""

    size: int | None
    seed: int


FORK = multiprocessing.get_context("fork")


def places(source: str) -> list[tuple[str, int]]:
    """Where a change can be made: the operator's name, and which of the places that it finds."""
    nodes = list(ast_nodes(get_ast(source)))
    return [
        (name, place)
        for name in operator_names()
        if not UNUSED.search(name)
        for place in range(sum(len(list(get_operator(name)().mutation_positions(node))) for node in nodes))
    ]


def mutants(source: str, chosen: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """The changes that do something, each once, as the operator's name and the whole text with it."""
    seen = {_meaning(source)}
    for name, place in chosen:
        changed = mutate_code(source, get_operator(name)(), place)
        meaning = _meaning(changed)
        if meaning is not None and meaning not in seen:
            seen.add(meaning)
            yield name.removeprefix("core/"), changed


def _meaning(source: str) -> str | None:
    """The text as Python understands it, without what has no effect; None where it is no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
            # Whether a parameter may be given by its place.
            every = node.args
            every.args, every.posonlyargs, every.kwonlyargs = (
                [*every.posonlyargs, *every.args, *every.kwonlyargs],
                [],
                [],
            )
            every.defaults, every.kw_defaults = [*every.defaults, *filter(None, every.kw_defaults)], []
            node.decorator_list = [each for each in node.decorator_list if "cache(" not in ast.unparse(each) + "("]
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def forget(target: str) -> None:
    """Takes a module, all that imports it and all tests out of what has been imported."""
    for name in stale(target):
        package, _, short = name.rpartition(".")
        sys.modules.pop(name, None)
        with contextlib.suppress(AttributeError):
            delattr(sys.modules.get(package), short)


@functools.cache
def stale(target: str) -> list[str]:
    """What has been imported and knows a module, itself and all tests included."""
    own = {name: module for name, module in sys.modules.items() if name.split(".")[0] in ROOMS and module}
    graph = {name: _imported(Path(file)) for name, module in own.items() if (file := getattr(module, "__file__", None))}
    found = {target}
    while more := {name for name, needs in graph.items() if name not in found and needs & found}:
        found |= more
    return sorted(name for name in own if name in found or name.startswith("tests"))


def _imported(path: Path) -> set[str]:
    """The names that a file may mean by its imports; relative ones are of its own folder."""
    folder = ".".join(path.relative_to(ROOT).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            parents = folder.split(".")[: len(folder.split(".")) + 1 - node.level] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def put_in(target: str, path: Path, source: str) -> None:
    """Imports a module from a text, as if the file held that."""
    forget(target)
    spec = importlib.util.spec_from_file_location(target, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[target] = module
    package, _, short = target.rpartition(".")
    exec(compile(source, str(path), "exec"), module.__dict__)
    setattr(sys.modules[package], short, module)


def passes(tests: Sequence[str], target: str, path: Path, source: str) -> None:
    """Ends the process: with 0 where all tests pass over the text."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    status = 1
    try:
        put_in(target, path, source)
        status = int(pytest.main([*tests, *QUIET]))
    finally:
        os._exit(status)


def survivors(path: str, tests: Sequence[str], sample: Sample) -> dict[str, Any]:
    """How many mutants of a module there are, were tried and killed, and the others as differences."""
    source = (ROOT / path).read_text(encoding="utf-8")
    target = path.removesuffix(".py").replace("/", ".")
    settings.register_profile("mutants", database=None, derandomize=True, deadline=None, max_examples=EXAMPLES)
    settings.load_profile("mutants")
    started = time.monotonic()
    with contextlib.redirect_stdout(sys.stderr):
        if pytest.main([*tests, *QUIET]) != 0:
            sys.exit(f"mutants: the tests of {path} fail without any change: mend them first.")
    stale(target)  # once, for all the processes that are forked
    limit = max(LEAST_SECONDS, PATIENCE * (time.monotonic() - started))

    def survives(text: str) -> bool:
        child = FORK.Process(target=passes, args=(tests, target, ROOT / path, text))
        child.start()
        child.join(limit)
        if child.is_alive():
            child.kill()
            child.join()
        return child.exitcode == 0

    if not survives(source):
        sys.exit(f"mutants: {path} as it is does not survive being put in by force.")
    found = places(source)
    random.Random(sample.seed).shuffle(found)
    count, alive = 0, []
    for operator, text in itertools.islice(mutants(source, found), sample.size):
        count += 1
        if survives(text):
            alive.append((operator, _difference(source, text)))
            print(f"{path} {count} {operator}\n{alive[-1][1]}", file=sys.stderr, flush=True)
    return {"module": path, "places": len(found), "tried": count, "survived": alive}


def _difference(source: str, text: str) -> str:
    lines = difflib.unified_diff(source.splitlines(), text.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def _nursery(sending: Any, path: str, tests: Sequence[str], sample: Sample) -> None:
    sending.send(survivors(path, tests, sample))


def tried(path: str, tests: Sequence[str], sample: Sample) -> dict[str, Any]:
    """As ``survivors``, in a process that has read nothing for another module."""
    receiving, sending = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_nursery, args=(sending, path, tests, sample))
    process.start()
    sending.close()
    try:
        result: dict[str, Any] = receiving.recv()
    except EOFError:
        sys.exit(1)
    process.join()
    return result


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="paths such as corpus/cells.py; all of mutants.toml without")
    parser.add_argument("--sample", type=int, help="so many mutants of each module, chosen at random")
    parser.add_argument("--seed", type=int, default=1, help="the seed of that choice")
    parser.add_argument("--out", type=Path, help="a JSON file for all survivors")
    given = parser.parse_args(words)

    sample = Sample(given.sample, given.seed)
    groups = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    rows, results = [], []
    for group, modules in groups.items():
        for path, tests in modules.items():
            if not given.modules or path in given.modules:
                found = tried(path, tests, sample)
                killed = found["tried"] - len(found["survived"])
                share = f"{100 * killed / max(1, found['tried']):.0f} %"
                rows.append((group, path, str(found["places"]), str(found["tried"]), str(killed), share))
                results.append(found)
    if given.out:
        given.out.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(("group", "module", "places", "tried", "killed", "share"), rows))


if __name__ == "__main__":
    main()
