"""The description for people: whole, readable without a script, and asking nobody else for anything."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from assistant.api.description import operations


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str, attribute: str) -> list[str]:
        return [value for tag, held in self.tags if tag == name and (value := held.get(attribute)) is not None]


@pytest.fixture(scope="module")
def page(client: TestClient) -> Page:
    return Page(client.get("docs").text)


def test_every_operation_and_parameter_is_on_the_page(client: TestClient, page: Page) -> None:
    for path, method, operation in operations(client.get("openapi.json").json()):
        assert f"{method.upper()} {path.removeprefix('/')}" in page.words
        assert operation["description"].replace("`", "") in page.words
        assert all(parameter["description"] in page.words for parameter in operation.get("parameters", ()))


def test_style_is_allowed_by_its_hash_and_nothing_else_is(client: TestClient, page: Page) -> None:
    answer = client.get("docs")
    style = re.search(r"<style>(.*?)</style>", answer.text, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode("utf-8")).digest()).decode("ascii")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert not {"script", "img", "iframe", "link", "form"} & {tag for tag, _ in page.tags}
    assert not any(name == "style" or name.startswith("on") for _, held in page.tags for name in held)
    assert "url(" not in style[1] and "@import" not in style[1]


def test_links_lead_to_places_on_the_page_or_to_answers(client: TestClient, page: Page) -> None:
    places = {str(held["id"]) for _, held in page.tags if "id" in held}
    for link in page.all("a", "href"):
        if link.startswith("#"):
            assert link[1:] in places
        else:
            assert client.get(link).status_code == 200, link


def test_page_can_be_read_aloud(page: Page) -> None:
    assert page.all("html", "lang") == ["en"]
    named = page.all("section", "aria-labelledby") + page.all("nav", "aria-labelledby")
    ids = [str(held["id"]) for _, held in page.tags if "id" in held]
    assert len(ids) == len(set(ids)) and set(named) <= set(ids)
    assert [tag for tag, _ in page.tags].count("h1") == 1 == [tag for tag, _ in page.tags].count("main")
    # What scrolls can be reached by the keyboard.
    assert all(held.get("tabindex") == "0" for tag, held in page.tags if tag == "pre")
