from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.page.links import Address
from assistant.page.upload_preview import FIRST_ROWS, MOST_ROWS, added_html, question_about, reading_html, sheet_html
from assistant.page.words import LANGUAGES, words
from assistant.uploads import Sheet
from corpus.findings import Finding
from corpus.records import Plan, Reading, Source, Warning
from corpus.shelf import Holding
from tests.assistant.page.samples import dataset

ENGLISH = words("en")
EVIL = "<img src=x onerror=alert(1)>"
PLAN = Plan("td-2025-2027", "運輸署", "2025-2027", "zh-Hant", "", "td.pdf")


def sheet(count: int = 3, **more: object) -> Sheet:
    reading = Reading(PLAN, tuple(dataset(number) for number in range(1, count + 1)))
    fields: dict[str, object] = {"state": "read", "reading": reading}
    return Sheet(1, "td.pdf", b"x" * 2000, **(fields | more))  # type: ignore[arg-type]


def test_preview_tells_whose_plan_it_is_and_what_would_happen() -> None:
    html = sheet_html(sheet(), ENGLISH)
    for part in ("td.pdf", "2 KB", "Transport Department", "運輸署", "2025-2027", "Traditional Chinese", "td-2025-2027",
                 "New", "This plan is not at hand yet.", "The 3 datasets that were read"):  # fmt: skip
        assert part in html


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"outcome": "replaced", "instead_of": Holding(replace(PLAN, document="old.pdf"), 1, "")}, "place of old.pdf"),
        ({"beside": replace(PLAN, document="en.pdf", language="en")}, "joins en.pdf, the same plan in English"),
        ({"outcome": "already there"}, "nothing to add"),
        ({"outcome": "restored"}, "brought back"),
        ({"changed": True}, "look again"),
    ],
)
def test_what_adding_it_would_do_is_a_sentence(given: dict[str, object], said: str) -> None:
    assert said in sheet_html(sheet(**given), ENGLISH)


def test_few_rows_are_shown_more_unfold_and_the_rest_is_counted() -> None:
    html = sheet_html(sheet(MOST_ROWS + 5), ENGLISH)
    shown, folded = html.split("<details")
    assert shown.count('class="od-col-name"') == FIRST_ROWS
    assert folded.count('class="od-col-name"') == MOST_ROWS - FIRST_ROWS
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 5} datasets" in html
    assert "<details" not in sheet_html(sheet(FIRST_ROWS), ENGLISH)


def test_rows_say_what_was_read() -> None:
    html = sheet_html(sheet(1), ENGLISH)
    for part in ("D.ii.1", "癌症統計數字", "Released", "Jan 2019", "yearly", "CSV, JSON"):
        assert part in html


def test_findings_are_folded_in_the_readers_language_with_their_counts() -> None:
    found = {
        language: (Finding("spaces", "note", "A.i.1", Source("td.pdf", page=2), f"said {language}", "mend it"),)
        for language in LANGUAGES
    }
    for language in LANGUAGES:
        html = sheet_html(sheet(findings=found, counts={"note": 5}), words(language))
        assert f"said {language}" in html and "5" in html and "4" in html
    html = sheet_html(sheet(findings=found, counts={"note": 5}), ENGLISH)
    assert "0 errors, 0 warnings, 5 notes" in html and "A.i.1 · page 2" in html and "and 4 more" in html


def test_refusal_is_the_readers_sentence() -> None:
    html = sheet_html(Sheet(1, "a.pdf", b"", state="refused", error="a.pdf is locked."), ENGLISH)
    assert '<p class="od-error" data-announce="">a.pdf is locked.</p>' in html


def test_refusal_is_told_in_chinese_or_marked_as_english() -> None:
    known = Sheet(1, "a.pdf", b"", state="refused", error="a.pdf is locked with a password; save it without one.")
    assert "a.pdf 設有密碼" in sheet_html(known, words("zh-Hant"))
    unknown = replace(known, error="a.pdf is odd.")
    assert '<p lang="en" class="od-error" data-announce="">a.pdf is odd.</p>' in sheet_html(unknown, words("zh-Hant"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusal_before_reading_is_in_the_pages_language(language: str) -> None:
    own = next(words(each) for each in LANGUAGES if each == language)
    for unread, number in (("large", "32"), ("many", "8")):
        html = sheet_html(Sheet(1, "a.pdf", b"", state="refused", unread=unread), own)  # type: ignore[arg-type]
        assert number in html and "a.pdf" in html


def test_who_waits_sees_how_far_it_is() -> None:
    assert "Waiting for its turn" in reading_html(Sheet(1, "a.txt", b""), ENGLISH)
    html = reading_html(Sheet(1, "a.txt", b"", state="reading", share=0.25), ENGLISH)
    assert "25%" in html and 'value="0.25"' in html


def test_added_plan_leads_to_a_question_once_it_can_be_asked() -> None:
    here = Address("plans", "en")
    ready = added_html(sheet(state="added"), ENGLISH, here, "ready")
    assert "ready to be asked" in ready and "q=How+many+datasets" in ready and "plan=td-2025-2027" in ready
    for state in ("soon", "stuck"):
        assert "href" not in added_html(sheet(state="added"), ENGLISH, here, state)


def test_plan_without_a_bureau_or_years_still_has_a_question() -> None:
    assert question_about(replace(PLAN, bureau=""), ENGLISH) == "How many datasets are there?"


def test_words_of_a_document_are_escaped() -> None:
    odd = (Warning(EVIL, Source(EVIL, line=1)),)
    rows = (dataset(name=EVIL, formats=(EVIL,)),)
    reading = Reading(replace(PLAN, bureau=EVIL, id=EVIL), rows, warnings=odd)
    finding = Finding("spaces", "note", EVIL, Source(EVIL), EVIL, EVIL)
    hostile = Sheet(
        1, EVIL, b"x", state="read", reading=reading, findings={"en": (finding,)}, counts={"note": 1},
        outcome="replaced",
        instead_of=Holding(replace(PLAN, document=EVIL), 1, ""),
    )  # fmt: skip
    refused = Sheet(1, EVIL, b"", state="refused", error=EVIL)
    html = sheet_html(hostile, ENGLISH) + sheet_html(refused, ENGLISH) + reading_html(Sheet(1, EVIL, b""), ENGLISH)
    assert "<img" not in html + added_html(hostile, ENGLISH, Address(), "ready")
