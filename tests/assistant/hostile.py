"""Plans and a catalogue whose every word tries to run or to fetch something, and a canary that tells if one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from corpus.shelf import Shelf
from tests.assistant.page.browsing import SEEN_WITHIN
from tests.corpus.small_plans import HEAD

OLD, NEW = "td-2025-2027", "td-2026-2028"
RUN = (
    "<script>canary('script')</script>",
    "<img src=x onerror=canary('image')>",
    "\"><svg onload=canary('svg')>",
    "<iframe srcdoc=\"<script>parent.canary('frame')</script>\"></iframe>",
    "' autofocus onfocus='canary(1)' x='",
    "</title></style></textarea></script><script>canary('closed')</script>",
    "<style>*{background:url(http://sink.invalid/style)}</style>",
    "<link rel=stylesheet href=http://sink.invalid/link>",
    "<details open ontoggle=canary('toggle')>",
)
"""Runs or fetches by itself where it is taken for HTML."""
FOLLOWED = (
    "<a href=\"javascript:canary('href')\">x</a>",
    "[x](javascript:canary('markdown'))",
    "![x](http://sink.invalid/markdown.png)",
    "javascript:canary('address')",
    "{{constructor.constructor('canary(1)')()}}${canary(1)}",
    "'+canary('expression')+'\\u0027);canary(1);//",
    ":red[x] :material/home: $\\href{javascript:canary('formula')}{x}$",
    '=HYPERLINK("http://sink.invalid/cell")',
)
"""Does so where it is taken for a link, Markdown, a template, an expression of a chart, a formula or a cell."""
WORDS = (*RUN, *FOLLOWED)
ALL = " ".join(WORDS)
FILE = "\"><img src=x onerror=canary('file')>.txt"
WATCH = """
document.addEventListener('securitypolicyviolation', (e) => canary(`policy: ${e.violatedDirective} ${e.blockedURI}`));
"""
# What has become of words that were taken for markup, also within the search box: none of ours writes any of these.
MARKUP = """() => {
    const found = [], roots = [document];
    for (const root of roots) for (const each of root.querySelectorAll('*')) {
        if (each.shadowRoot) roots.push(each.shadowRoot);
        for (const { name, value } of each.attributes)
            if (/^on|^srcdoc$/.test(name) || /^(href|src|action|style)$/.test(name) &&
                /sink|canary|^\\s*(javascript|vbscript)/i.test(decodeURIComponent(value.split('?')[0])))
                found.push(`${each.localName} ${name}=${value}`);
        if (/^(script|style)$/.test(each.localName) && /canary|sink/.test(each.textContent)) found.push(each.outerHTML);
    }
    return found;
}"""


def hostile_plan(period: str = "2025-2027", months: str = "2026") -> str:
    """A plan with hostile words wherever a plan has words; each row has its own."""
    rows = [
        f"{n}\t運輸{word}\t{word}名單\t{word}的資料 數據集的格式: {word}\t{n % 12 + 1:02}/{months}\t每月{word}"
        for n, word in enumerate(WORDS, 1)
    ]
    odd = f"{RUN[0]}\t{RUN[1]}\t單車徑{RUN[2]}\t{RUN[3]}\t{RUN[0]}13/20266\t{RUN[1]}"
    title = [f"運輸署{RUN[1]}", f"{period}年度開放數據計劃{RUN[0]}", "C. 其他機構計劃開放的數據集"]
    released = ["D. 進度：已經上載的數據集", "ii. 非空間數據", HEAD, *rows[:3], odd]
    return "\n".join([*title, f"(1) 機場管理局{RUN[2]}", "ii. 非空間數據", HEAD, *rows, f"備註：{ALL}", *released, ""])


def hostile_catalogue() -> str:
    """The same as a portal's answer, with addresses."""
    packages = [
        {
            "name": f"hk-{n}{word}", "title": f"泊車位{word}", "notes": word, "update_frequency": f"每月{word}",
            "organization": {"name": "hk-td", "title": f"運輸署{RUN[1]}"}, "url": "javascript:canary('catalogue')",
            "groups": [{"title": word}], "resources": [{"format": word, "url": "javascript:canary('resource')"}],
        }
        for n, word in enumerate(WORDS)
    ]  # fmt: skip
    return json.dumps({"help": "javascript:canary('help')", "success": True, "result": {"results": packages}})


def stock(folder: Path) -> Shelf:
    """A library of nothing else, in a folder."""
    shelf = Shelf(folder / "library")
    for name, text in (
        (FILE, hostile_plan()),
        (f"2{FILE}", hostile_plan("2026-2028", "2027").replace("單車徑", "行車路")),
        ("catalogue.json", hostile_catalogue()),
    ):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        shelf.add(path)
    shelf.remove("hhb-2024-2026")
    return shelf


class Canary:
    """A browser that notes whatever runs, is barred from running, asks for an answer or leaves for another server."""

    def __init__(self, context: BrowserContext, own: tuple[str, ...]) -> None:
        self.context = context
        self.own = own
        self.fired: list[str] = []
        context.set_default_timeout(SEEN_WITHIN)
        context.expose_binding("canary", lambda _, why="": self.fired.append(str(why)))
        context.add_init_script(WATCH)
        context.on("request", lambda request: self._fetched(request.url))
        context.on("dialog", lambda dialog: (self.fired.append(dialog.message), dialog.dismiss()))
        context.on("weberror", lambda error: self.fired.append(str(error.error)))

    def _fetched(self, url: str) -> None:
        if not url.startswith((*self.own, "data:", "blob:", "about:")):
            self.fired.append(url)

    def told(self, page: Page) -> list[str]:
        """What the canary has told up to now, and what on the page was taken for more than words; it is told once."""
        found = [*page.evaluate(MARKUP), *self.fired, *(other.url for other in self.context.pages if other != page)]
        self.fired.clear()
        return found


@contextmanager
def watched(browser: Browser, *own: str) -> Iterator[Canary]:
    """A browser that may visit these servers and no others."""
    context = browser.new_context(base_url=own[0], locale="en-GB", viewport={"width": 1280, "height": 800})
    expect.set_options(timeout=SEEN_WITHIN)
    try:
        yield Canary(context, own)
    finally:
        context.close()
