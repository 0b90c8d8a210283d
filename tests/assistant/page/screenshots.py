"""Takes pictures of the page as it really is: ``python -m tests.assistant.page.screenshots [FOLDER]``.

Without a folder it makes docs/images/page.png, the one that README shows. With one, it makes every view there, for
looking at: each language, light and dark, wide and narrow.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from assistant.page.links import link
from tests.assistant.page.browsing import ROOT, Visitors, chromium, serving

README_PICTURE = ROOT / "docs" / "images" / "page.png"
QUESTIONS = {
    "en": ["which datasets update weekly", "how often is the A&E waiting time updated?", "who won the world cup?"],
    "zh-Hant": ["哪些數據集每星期更新一次？", "急症室等候時間幾耐更新一次？", "今日天氣點呀？"],
    "zh-Hans": ["哪些数据集每周更新？", "自愿医保标准保费数据是什么格式", "法国总统是谁？"],
}
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


def main(folder: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as elsewhere, serving(Path(elsewhere)) as server, chromium() as browser:
        visitors = Visitors(browser, server)
        if folder is None:
            README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
            take(visitors, "en", QUESTIONS["en"][:1], 1280, "light", README_PICTURE)
        else:
            take_all(visitors, Path(folder))


def take_all(visitors: Visitors, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language, questions in QUESTIONS.items():
        views: dict[str, list[str]] = {"start": [], **{str(number): [each] for number, each in enumerate(questions, 1)}}
        views["talk"] = questions[:2]
        for view, asked in views.items():
            for width in WIDTHS:
                for scheme in SCHEMES:
                    picture = folder / f"{view}-{language}-{width}-{scheme}.png"
                    take(visitors, language, asked, width, scheme, picture)


def take(visitors: Visitors, language: str, asked: list[str], width: int, scheme: str, picture: Path) -> None:
    page = visitors.open(link(asked, language), width=width, scheme=scheme)
    expect(page.locator("[data-announce]")).to_have_count(len(asked))
    expect(page.locator(".od-hero")).to_have_count(0 if asked else 1)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=picture)
    visitors.leave()


if __name__ == "__main__":
    main(*sys.argv[1:2])
