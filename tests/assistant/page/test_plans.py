"""The plans as somebody looks after them: a real browser, and a server with folders of its own."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from assistant.settings import load_settings
from corpus.shelf import Shelf
from tests.assistant.page.accessibility import violations
from tests.assistant.page.browsing import Visitors, serving, visiting
from tests.corpus.small_plans import ROWS, small_plan

pytestmark = pytest.mark.slow

UNSEEN = Path(__file__).resolve().parents[2] / "corpus" / "unseen"
OLD, NEW = "td-2025-2027", "td-2026-2028"
CANARY = "<script>window.canary=1</script><img src=x onerror=window.canary=1>"


@dataclass(frozen=True)
class Place:
    """A server's address, and the folders that it may write to."""

    url: str
    library: Path
    temporary: Path

    def files(self) -> list[str]:
        """Every document that the library or the temporary folder holds now."""
        inside = [path for folder in ("documents", "readings") for path in (self.library / folder).glob("*")]
        return sorted(path.name for path in (*inside, *self.temporary.glob("odplan-*")))


def settings_for(folder: Path) -> dict[str, str]:
    """Folders of its own for a server; the model, which is the same for all, is taken over."""
    known, cache = load_settings().cache, folder / "cache"
    cache.mkdir()
    (folder / "temporary").mkdir()
    if (known / "models").is_dir():
        (cache / "models").symlink_to(known / "models")
    for name in ("jieba.cache", "index"):
        if (known / name).exists():
            copy = shutil.copy if (known / name).is_file() else shutil.copytree
            copy(known / name, cache / name)
    names = {"ODPLAN_LIBRARY": "library", "ODPLAN_CACHE": "cache", "TMPDIR": "temporary"}
    return {name: str(folder / path) for name, path in names.items()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("plans")
    shelf = Shelf(folder / "library")
    for period, text in ((OLD, small_plan()), (NEW, small_plan(period="2026-2028", rows=ROWS[1:]))):
        path = folder / f"{period}.txt"
        path.write_text(text.replace("01/2024", "06/2024") if period == NEW else text, encoding="utf-8")
        shelf.add(path)
    with serving(folder, **settings_for(folder)) as url:
        yield Place(url, folder / "library", folder / "temporary")


@pytest.fixture
def people(browser: Browser, place: Place) -> Iterator[Visitors]:
    with visiting(browser, place.url) as visitors:
        yield visitors


def give(page: Page, *files: Path | FilePayload) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(files))  # type: ignore[arg-type]


def named(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def sheets(page: Page, state: str) -> Locator:
    return page.locator(f'[data-sheet="{state}"]')


def plan(page: Page, plan_id: str) -> Locator:
    return page.locator(f'[data-plan="{plan_id}"]')


def wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_plan_is_looked_at_added_asked_about_and_removed(people: Visitors, place: Place) -> None:
    page = people.open("/?view=plans&lang=en")
    before = place.files()
    give(page, UNSEEN / "hko-plan.zh-Hant.txt")
    expect(sheets(page, "read")).to_contain_text("Hong Kong Observatory")
    expect(sheets(page, "read")).to_contain_text("14 datasets")
    expect(page.locator("[role=status][aria-live=polite]")).to_have_text("This plan is not at hand yet.")
    assert place.files() == before
    page.get_by_role("button", name="Add to the plans").click()
    expect(page.locator('[data-state="ready"]')).to_be_visible(timeout=120_000)
    expect(page.locator("[data-plan]").filter(has_text="Hong Kong Observatory")).to_be_visible()
    assert len(place.files()) == len(before) + 2

    page.locator('[data-state="ready"] a').first.click()
    expect(page.locator("[data-latest] [data-announce]")).to_contain_text("14")
    other = people.open("/?lang=zh-Hant&q=天文台有多少個數據集？")
    expect(other.locator("[data-latest] [data-announce]")).to_contain_text("14")

    page = people.open("/?view=plans&lang=en")
    card = page.locator("[data-plan]").filter(has_text="Hong Kong Observatory")
    card.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("heading", name="Remove this plan?")).to_be_visible()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.locator(".od-told")).to_contain_text("was removed")
    expect(card).to_have_count(0)
    assert place.files() == before


def encrypted() -> bytes:
    file = BytesIO()
    drawn = canvas.Canvas(file, encrypt=StandardEncryption("user", "owner"))
    drawn.drawString(50, 50, "secret")
    drawn.save()
    return file.getvalue()


def scanned() -> bytes:
    file = BytesIO()
    drawn = canvas.Canvas(file)
    drawn.rect(50, 50, 300, 300, fill=1)
    drawn.save()
    return file.getvalue()


def zip_bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b" " * 2**20)
    return file.getvalue()


def test_broken_documents_are_refused_in_a_sentence_and_nothing_is_kept(people: Visitors, place: Place) -> None:
    page, before = people.open("/?view=plans&lang=en"), place.files()
    give(
        page, named("locked.pdf", encrypted()), named("scan.pdf", scanned()), named("bomb.docx", zip_bomb()),
        named("noise.txt", bytes(range(256)) * 40), named("empty.csv", b""),
    )  # fmt: skip
    expect(sheets(page, "refused")).to_have_count(5)
    for name, said in (("locked.pdf", "password"), ("bomb.docx", "unpacked"), ("empty.csv", "empty")):
        expect(sheets(page, "refused").filter(has_text=name).locator(".od-error")).to_contain_text(said)
    assert place.files() == before
    assert "Traceback" not in page.locator("body").inner_text()
    page.get_by_role("button", name="Close").first.click()
    expect(sheets(page, "refused")).to_have_count(4)
    assert violations(page) == []


def test_hostile_names_are_shown_as_they_are_and_do_nothing(people: Visitors, place: Place) -> None:
    page, before = people.open("/?view=plans&lang=en", width=390), place.files()
    text = small_plan(bureau="海事處", rows=(f"{CANARY}船隻|每年", "碼頭|每月"))
    give(page, named(f'"><img src=x onerror=window.canary=1>\u202efdp{"長" * 300}.txt', text.encode()))
    expect(sheets(page, "read")).to_contain_text("<script>window.canary=1</script>")
    shown = sheets(page, "read").locator(".od-file").inner_text()
    assert "\u202e" not in shown and len(shown) <= 100 and shown.endswith(".txt")
    assert page.evaluate("window.canary") is None
    assert wide(page) <= 0
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".od-sheet")).to_have_count(0)
    assert place.files() == before


def test_too_large_a_file_is_not_taken(people: Visitors, place: Place, tmp_path: Path) -> None:
    page = people.open("/?view=plans&lang=zh-Hant")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(33 * 2**20)
    give(page, large)
    expect(page.get_by_test_id("stFileChip")).to_contain_text("large.txt")
    expect(page.get_by_role("alert")).to_contain_text("大於 32 MB")
    expect(page.locator(".od-sheet")).to_have_count(0)
    assert violations(page) == []


def test_control_for_files_speaks_the_pages_language(people: Visitors) -> None:
    page = people.open("/?view=plans&lang=en")
    for language, button in (("en", "Choose files"), ("zh-Hant", "選擇檔案"), ("zh-Hans", "选择文件")):
        page.locator(f".od-languages a[lang={language}]").click()
        expect(page.get_by_role("button", name=button)).to_be_visible()
        assert "per file" not in page.locator("[data-testid=stFileUploader]").inner_text()


def test_keyboard_alone_reaches_the_control_for_files(people: Visitors) -> None:
    page = people.open("/?view=plans&lang=en")
    # Asked for early: the browser needs a moment until it hands its dialogues on.
    page.on("filechooser", lambda chooser: None)
    button = page.get_by_role("button", name="Choose files")
    expect(button).to_be_visible()
    expect(page.locator(".od-about")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    assert button.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    assert chosen.value.is_multiple()


def test_editions_are_compared_and_narrowed_to_a_kind(people: Visitors) -> None:
    page = people.open("/?view=plans&lang=en")
    plan(page, NEW).get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="What has changed", level=1)).to_be_visible()
    page.locator('[data-focus="kind-slipped"]').click()
    page.wait_for_url("**&kind=slipped")
    groups = page.locator(".od-change-group")
    expect(groups).to_have_count(1)
    expect(groups.locator(".od-is-later").first).to_contain_text("later")
    page.go_back()
    expect(page.locator('[data-kind="dropped"]')).to_be_visible()
    page.locator('[data-kind="dropped"] h3 a').first.click()
    page.wait_for_url("**view=dataset**")


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        (f"/?view=plans&lang=zh-Hant&compare={OLD}..{NEW}", "light"),
        (f"/?view=plans&lang=en&compare={OLD}..{NEW}", "dark"),
        (f"/?view=plans&lang=zh-Hans&remove={OLD}", "dark"),
    ],
)
def test_plans_can_be_used_by_everybody(people: Visitors, path: str, scheme: str) -> None:
    page = people.open(path, scheme=scheme, width=390)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".od-change-group, [data-plan]").first).to_be_visible()
    assert wide(page) <= 0
    assert violations(page) == []


def test_nobody_may_change_anything_where_uploads_are_off(browser: Browser, place: Place, tmp_path: Path) -> None:
    library = {"ODPLAN_LIBRARY": str(place.library), "ODPLAN_CACHE": str(place.library.with_name("cache"))}
    with serving(tmp_path, **library, ODPLAN_UPLOADS="off") as url:
        visitors = Visitors(browser, url)
        page = visitors.open(f"/?view=plans&lang=en&remove={OLD}")
        expect(page.locator(".od-off")).to_contain_text("odplan add FILE")
        expect(plan(page, OLD)).to_be_visible()
        assert page.locator("[data-testid=stFileUploader], .stButton").count() == 0
        expect(page.get_by_role("link", name="Remove")).to_have_count(0)
        sent = page.request.put("/_stcore/upload_file/visit/file", data=b"a plan", headers={"Origin": url})
        assert sent.status == 403 and "takes no files" in sent.text()
        visitors.leave()
