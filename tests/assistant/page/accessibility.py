"""What axe-core finds on a page, as lines that say what is wrong and where."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_AXE = Axe()


def violations(page: Page) -> list[str]:
    """The serious and critical violations, each with its rule and the elements that break it."""
    found = _AXE.run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}" for rule in found if rule["impact"] in GRAVE for node in rule["nodes"]
    ]
