"""Questions over several plans: a bureau, a year or an edition is named, or the newest edition answers."""

from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from corpus.library import Library, load_library
from index.encoding import DEFAULT_MODEL
from index.search import Searcher, build_snapshot, identity, read_library
from index.snapshot import Snapshot
from tests.corpus.small_plans import ROWS, write_plan
from tests.fakes import FakeEncoder

NEXT = (ROWS[0].replace("每年", "每日"), ROWS[1], "的士站位置|每季")


def over(library: Library, folder: Path) -> Assistant:
    encoder = FakeEncoder(name=DEFAULT_MODEL)
    build_snapshot(library, encoder, folder)
    snapshot = Snapshot.open(folder, identity(library, encoder.name, encoder.dimension))
    library = read_library(library, snapshot)
    return Assistant(library, Searcher(library, encoder, snapshot))


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two editions of the Transport Department's plan and one of the Highways Department's."""
    folder = tmp_path_factory.mktemp("plans")
    paths = [
        write_plan(folder, "td-old.txt"),
        write_plan(folder, "td-new.txt", period="2026-2028", rows=NEXT),
        write_plan(folder, "hyd.txt", bureau="路政署", rows=("道路維修工程|每季",)),
    ]
    return over(load_library(paths), folder / "index")


def plans(answer: Answer) -> set[str]:
    return {name.rpartition("/")[0] for name in answer.dataset_ids}


@pytest.mark.parametrize("question", ["list all datasets", "列出所有數據集", "列出所有数据集"])
def test_the_newest_edition_answers_where_none_is_named(several: Assistant, question: str) -> None:
    answer = several.ask(question)
    assert plans(answer) == {"td-2026-2028", "hyd-2025-2027"} and len(answer.dataset_ids) == 4


@pytest.mark.parametrize(
    "question",
    [
        "which datasets does the Transport Department update quarterly",
        "運輸署有咩每季更新嘅數據集",
        "运输署有哪些每季更新的数据集",
        "TD datasets that update every quarter",
    ],
)
def test_a_bureau_is_named(several: Assistant, question: str) -> None:
    assert several.ask(question).dataset_ids == ("td-2026-2028/D.ii.3",)


@pytest.mark.parametrize(
    "question",
    [
        "which datasets were in the 2025-2027 Transport Department plan",
        "datasets of the Transport Department in last year's plan",
        "運輸署上一份計劃有哪些數據集",
        "运输署上一份计划有哪些数据集",
    ],
)
def test_an_older_edition_is_named(several: Assistant, question: str) -> None:
    answer = several.ask(question)
    assert plans(answer) == {"td-2025-2027"} and len(answer.dataset_ids) == 3
    assert answer.conditions["plan"] == ["td-2025-2027"]


@pytest.mark.parametrize(
    "question",
    [
        "compare with last year's plan",
        "what's new in this year's plan compared with the previous one",
        "同舊年嘅計劃比有咩唔同",
        "和去年的计划相比有什么变动",
    ],
)
def test_editions_are_compared(several: Assistant, question: str) -> None:
    answer = several.ask(question)
    assert answer.kind == "list"
    assert set(answer.dataset_ids) == {"td-2025-2027/D.ii.3", "td-2026-2028/D.ii.1", "td-2026-2028/D.ii.3"}


def test_without_another_edition_it_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("compare with last year's plan")
    assert answer.kind == "none" and "odplan add" in answer.answer


def test_several_comparisons_ask_back_with_choices(tmp_path: Path) -> None:
    paths = [
        write_plan(tmp_path, f"{bureau}{period}.txt", bureau=bureau, period=period)
        for bureau in ("運輸署", "路政署")
        for period in ("2025-2027", "2026-2028")
    ]
    answer = over(load_library(paths), tmp_path / "index").ask("what changed since last year's plan")
    assert answer.kind == "none" and "Transport Department" in answer.answer and "Highways" in answer.answer


def test_a_matter_of_a_department_whose_plan_is_at_hand_is_not_outside(
    several: Assistant, assistant: Assistant
) -> None:
    assert plans(several.ask("taxi stands")) <= {"td-2026-2028"} and several.ask("的士站").dataset_ids
    assert assistant.ask("的士站").kind == "none"


def test_departments_are_counted(several: Assistant) -> None:
    assert several.ask("how many datasets does each department have").value["counts"] == {
        "td-2026-2028": 3,
        "hyd-2025-2027": 1,
    }


def test_a_short_id_means_the_edition_that_stands(several: Assistant) -> None:
    assert set(several.ask("how often is D.ii.2 updated").dataset_ids) == {"td-2026-2028/D.ii.2"}
    assert several.ask("how often is td-2025-2027/D.ii.2 updated").dataset_ids == ("td-2025-2027/D.ii.2",)


def test_names_are_suggested_once(several: Assistant) -> None:
    assert [match.id for match in several.suggest("道路照明裝置")][:1] == ["td-2026-2028/D.ii.1"]
    assert all(not match.id.startswith("td-2025") for match in several.suggest("道路照明裝置"))
