"""Takes pictures of the page as it really is: ``python -m tests.assistant.page.screenshots [FOLDER]``.

Without a folder it makes those of docs/images, which README and docs/page.md show. With one, it makes every view
there, for looking at: each language, light and dark, wide and narrow.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import expect

from assistant.page.links import Address, talk
from assistant.utterances import Utterance
from tests.assistant.page.browsing import ROOT, SEEN_WITHIN, Visitors, chromium, serving

IMAGES = ROOT / "docs" / "images"
QUESTIONS = {
    "en": ["which datasets update weekly", "how often is the A&E waiting time updated?", "who won the world cup?"],
    "zh-Hant": ["哪些數據集每星期更新一次？", "急症室等候時間幾耐更新一次？", "今日天氣點呀？"],
    "zh-Hans": ["哪些数据集每周更新？", "自愿医保标准保费数据是什么格式", "法国总统是谁？"],
}
DATASET = "hhb-2024-2026/D.ii.9"
CHART = "[data-testid=stVegaLiteChart] svg.marks"
CHARTS = 5
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


def views(language: str) -> dict[str, Address]:
    """The main views, by the names of their pictures."""
    start, questions = Address(lang=language), [Utterance(question) for question in QUESTIONS[language]]
    return {
        "start": start,
        **{f"ask-{number}": talk([question], start) for number, question in enumerate(questions, 1)},
        "talk": talk(questions[:2], start),
        "browse": start.at("browse", [("every", "P1Y"), ("spatial", "true")]),
        "table": start.at("browse", [("as", "table")]),
        "dataset": start.at("dataset", [("id", DATASET)]),
        "glance": start.at("glance"),
        "plans": start.at("plans"),
    }


def main(folder: str | None = None) -> None:
    expect.set_options(timeout=SEEN_WITHIN)
    with tempfile.TemporaryDirectory() as elsewhere, serving(Path(elsewhere)) as server, chromium() as browser:
        visitors = Visitors(browser, server)
        if folder is None:
            IMAGES.mkdir(parents=True, exist_ok=True)
            for picture, view in {"page": "ask-1", "browse": "browse", "glance": "glance"}.items():
                take(visitors, views("en")[view], 1280, "light", IMAGES / f"{picture}.png")
        else:
            Path(folder).mkdir(parents=True, exist_ok=True)
            for language, width, scheme in product(QUESTIONS, WIDTHS, SCHEMES):
                for name, address in views(language).items():
                    take(visitors, address, width, scheme, Path(folder) / f"{name}-{language}-{width}-{scheme}.png")


def take(visitors: Visitors, address: Address, width: int, scheme: str, picture: Path) -> None:
    page = visitors.open("/" + address.href, width=width, scheme=scheme)
    expect(page.locator("[data-turn]")).to_have_count(len(address.all("q")))
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".od-skeleton")).to_have_count(0)
    if address.view == "glance":
        # The charts are drawn last, and one after another.
        expect(page.locator(CHART)).to_have_count(CHARTS)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=picture)
    visitors.leave()


if __name__ == "__main__":
    main(*sys.argv[1:2])
