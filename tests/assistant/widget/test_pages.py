"""The pages around the search box as HTML: words in three languages, nothing that an address could break out of."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest

from assistant.answer import Language
from assistant.publication import widget_script
from assistant.widget.pages import LANGUAGES, content_policy, demo, embed, page_language, words

SERVER = "https://data.example.hk"


def test_every_language_has_the_same_words() -> None:
    keys = {tuple(words(language)) for language in LANGUAGES}
    assert len(keys) == 1
    assert all(text for language in LANGUAGES for text in words(language).values())


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("zh-HK", "en", "zh-Hant"),
        ("zh-Hans-HK", "", "zh-Hans"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        (None, "zh-CN;q=0.9", "zh-Hans"),
        ("", "yue", "zh-Hant"),
        (None, "fr-FR", "en"),
        ("<script>", "", "en"),
        (None, "", "en"),
    ],
)
def test_language_is_the_one_asked_for_else_the_browsers(asked: str | None, accepted: str, language: str) -> None:
    assert page_language(asked, accepted) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_is_whole_in_each_language(language: Language) -> None:
    page = demo(language, SERVER)
    assert "{{" not in page
    assert f'<html lang="{language}">' in page
    assert words(language)["demo.heading"] in page
    assert page.count("aria-current") == 2  # the link, and the rule that styles it
    assert widget_script().integrity in page
    assert f"{SERVER}/{widget_script().name}" in page


def test_server_in_the_demo_is_text() -> None:
    assert "<script>alert(1)" not in demo("en", 'https://a"><script>alert(1)</script>')


def test_embedded_box_is_set_up_by_the_address() -> None:
    page = embed("zh-Hant", {"plan": "hhb-2024-2026", "conditions": "spatial=true&every=P1W", "theme": "dark"})
    assert 'plan="hhb-2024-2026"' in page
    assert 'conditions="spatial=true&amp;every=P1W"' in page
    assert '<meta name="color-scheme" content="dark">' in page


def test_address_sets_nothing_else_and_breaks_out_of_nothing() -> None:
    asked = {"endpoint": "https://evil", "page": "https://evil", "onfocus": "x", "plan": '"><script>alert(1)</script>'}
    page = embed("en", asked)
    assert "evil" not in page
    assert "onfocus" not in page
    assert "<script>alert" not in page
    assert len(embed("en", {"label": "x" * 9999})) < len(embed("en", {})) + 600


def test_policy_knows_the_inline_parts_of_a_page_and_nothing_else() -> None:
    page = demo("en", SERVER)
    policy = content_policy(page, frames="'self'")
    for kind in ("style", "script"):
        found = re.search(rf"<{kind}>(.*?)</{kind}>", page, re.S)
        assert found
        digest = b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert re.search(rf"{kind}-src [^;]*'sha256-{re.escape(digest)}'", policy)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_pages_fetch_nothing_from_elsewhere() -> None:
    for page in (demo("en", SERVER), embed("en", {})):
        loaded = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"([^\"]+)\"", page)
        assert set(loaded) <= {"widget.js", "data:,"}
