from __future__ import annotations

from pathlib import Path

import pytest

from assistant.holdings import Held, Holdings
from assistant.page.compare import compare_html, pairs_html, title_of
from assistant.page.links import Address
from assistant.page.words import LANGUAGES, words
from corpus.library import Library, load_library
from corpus.shelf import Shelf
from tests.corpus.small_plans import small_plan

ENGLISH = words("en")
OLD, NEW = "td-2024-2026", "td-2025-2027"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Held, ...]:
    return _at_hand(tmp_path_factory)[1]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return _at_hand(tmp_path_factory)[0]


def _at_hand(folders: pytest.TempPathFactory) -> tuple[Library, tuple[Held, ...]]:
    folder: Path = folders.mktemp("plans")
    shelf = Shelf(folder / "library")
    for period, rows in (
        ("2024-2026", ("道路照明裝置|每年", "泊車位空置數目|每月", "渡輪班次|每年")),
        ("2025-2027", ("道路照明裝置|每季", "泊車位空置數目|每月", "<b>行人天橋</b>名單|每季")),
    ):
        path = folder / f"{period}.txt"
        path.write_text(small_plan(period=period, rows=rows), encoding="utf-8")
        shelf.add(path)
    return load_library(shelf=shelf), Holdings().of(shelf)


def compared(library: Library, plans: tuple[Held, ...], *pairs: tuple[str, str], language: str = "en") -> str:
    own = next(words(each) for each in LANGUAGES if each == language)
    return compare_html(Address("plans", language, pairs), library, plans, own)


def test_changes_stand_by_kind_with_their_counts(library: Library, plans: tuple[Held, ...]) -> None:
    html = compared(library, plans, ("compare", f"{OLD}..{NEW}"))
    assert "Transport Department: from 2024-2026 to 2025-2027" in html
    assert "3 changes; 1 datasets are the same." in html
    for kind in ("new", "dropped", "frequency"):
        assert f'data-kind="{kind}"' in html and f"kind={kind}" in html
    assert "<b>" not in html


def test_one_kind_alone_can_be_shown(library: Library, plans: tuple[Held, ...]) -> None:
    html = compared(library, plans, ("compare", f"{OLD}..{NEW}"), ("kind", "new"))
    assert 'data-kind="new"' in html and 'data-kind="dropped"' not in html
    assert html.count('aria-current="true"') == 1


def test_kind_that_is_none_shows_all(library: Library, plans: tuple[Held, ...]) -> None:
    html = compared(library, plans, ("compare", f"{OLD}..{NEW}"), ("kind", "nonsense"))
    assert html.count("data-kind=") == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "Name two plans"),
        (OLD, "Name two plans"),
        (f"{OLD}..{OLD}", "the same plan"),
        (f"{OLD}..zz-1999", "no plan “zz-1999”"),
        (f"<script>..{NEW}", "no plan “&lt;script&gt;”"),
    ],
)
def test_what_cannot_be_compared_is_said_with_pairs_that_can(
    library: Library, plans: tuple[Held, ...], asked: str, said: str
) -> None:
    html = compared(library, plans, ("compare", asked))
    assert said in html
    assert f"compare={OLD}..{NEW}" in html


def test_plan_that_is_not_served_yet_is_told_apart(library: Library, plans: tuple[Held, ...]) -> None:
    bundled = load_library()
    assert "being made searchable" in compared(bundled, plans, ("compare", f"{OLD}..{NEW}"))


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Update frequency changed"), ("zh-Hant", "更新頻率有變"), ("zh-Hans", "更新频率有变")]
)
def test_comparison_speaks_the_readers_language(
    library: Library, plans: tuple[Held, ...], language: str, said: str
) -> None:
    assert said in compared(library, plans, ("compare", f"{OLD}..{NEW}"), language=language)


def test_pairs_are_of_one_bureau(plans: tuple[Held, ...]) -> None:
    html = pairs_html(plans, ENGLISH, Address("plans"))
    assert html.count("<li>") == 1 and "2024-2026 → 2025-2027" in html
    assert "No bureau has two editions" in pairs_html(plans[:1], ENGLISH, Address("plans"))


def test_tab_is_named_after_the_plan(library: Library) -> None:
    asked = Address("plans", "en", (("compare", f"{OLD}..{NEW}"),))
    assert title_of(asked, library, ENGLISH) == "What has changed: Transport Department 2025-2027"
    assert title_of(Address("plans", "en", (("compare", "x"),)), library, ENGLISH) == "What has changed"
