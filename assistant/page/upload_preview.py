"""What was read in a document that is not added yet, as HTML: whose plan, what would happen, what is odd, each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.page.links import Address
from assistant.page.markup import chinese, element, go, text
from assistant.page.plans_list import around_code, author, facts_of, odd_rows, place_words, plan_name, remark, titled
from assistant.page.words import Words
from assistant.replies import short_frequency
from assistant.uploads import LARGEST, MOST_FILES, Sheet
from assistant.values import in_language
from corpus.findings import Finding
from corpus.records import Dataset, Plan, Reading, Release

__all__ = ["added_html", "question_about", "reading_html", "sheet_html"]

FIRST_ROWS, MOST_ROWS = 10, 200
_BADGES = {
    "added": "new", "replaced": "replaces", "restored": "restored", "already there": "there",
}  # fmt: skip
_SEVERITIES = ("error", "warning", "note")


def reading_html(sheet: Sheet, page: Words) -> str:
    """A document that waits or is read, with how far it is."""
    waiting = sheet.state == "waiting"
    words = page("upload.waiting") if waiting else page("upload.reading", name=sheet.name)
    share = page("upload.share", percent=round(sheet.share * 100)) if sheet.share else ""
    value = f"{sheet.share:.2f}" if sheet.share else None
    bar = element("progress", max="1", value=value, aria_label=words, css="od-progress")
    told = element("p", _file(sheet), text("span", page("upload.waiting") if waiting else share, css="od-note"))
    announced = text("p", words, css="od-hidden", data_announce="")
    return element("article", told, announced, bar, css="od-card od-sheet", data_sheet=sheet.state)


def sheet_html(sheet: Sheet, page: Words) -> str:
    """A document that was read or refused."""
    if sheet.reading is None or sheet.state == "refused":
        return _refused(sheet, page)
    return element(
        "article",
        element("p", _badge(_kind(sheet), page), _file(sheet), _size(sheet, page), css="od-sheet-file"),
        titled(sheet.reading.plan, page, "h3"),
        element("p", around_code(_would(sheet, page)), css="od-would", data_announce=""),
        _counts(sheet.reading, page),
        odd_rows(sheet.reading.warnings, page),
        _findings(sheet, page),
        _rows(sheet.reading.datasets, page),
        css="od-card od-sheet",
        data_sheet=sheet.state,
    )


def _refused(sheet: Sheet, page: Words) -> str:
    if sheet.unread:
        words = page(f"upload.{sheet.unread}", name=sheet.name, most=_most(sheet))
        said = element("p", around_code(words), css="od-error", data_announce="")
    else:
        said = remark("p", sheet.error, page, css="od-error", data_announce="")
    head = element("p", _badge("refused", page), _file(sheet), css="od-sheet-file")
    return element("article", head, said, css="od-card od-sheet", data_sheet="refused")


def _most(sheet: Sheet) -> int:
    return LARGEST // 2**20 if sheet.unread == "large" else MOST_FILES


def _file(sheet: Sheet) -> str:
    # In an element of its own direction: a name from right to left must not turn what stands beside it.
    return text("bdi", sheet.name, css="od-file", lang=chinese(sheet.name, "en"))


def _size(sheet: Sheet, page: Words) -> str:
    return text("span", page("upload.size", size=f"{-(-len(sheet.data) // 1024):,}"), css="od-note")


def _kind(sheet: Sheet) -> str:
    return "joins" if sheet.beside else _BADGES[sheet.outcome]


def _badge(kind: str, page: Words) -> str:
    return text("span", page(f"upload.{kind}"), css=f"od-badge od-is-{kind}")


def _would(sheet: Sheet, page: Words) -> str:
    """What adding it would do, in a sentence."""
    kind, beside = _kind(sheet), sheet.beside
    document = sheet.instead_of.plan.document if sheet.instead_of else beside.document if beside else ""
    language = page(f"plans.language.{beside.language}") if beside else ""
    said = page(f"upload.{kind}.said", document=document, language=language)
    return f"{page('upload.changed')} {said}" if sheet.changed else said


def _counts(reading: Reading, page: Words) -> str:
    if not reading.datasets:
        return text("p", page("upload.nothing"), css="od-note")
    released = sum(dataset.status == "released" for dataset in reading.datasets)
    counts = facts_of(len(reading.datasets), len(reading.datasets) - released, released, page)
    plan = reading.plan
    told = [text("span", page(f"plans.language.{plan.language}")), text("code", plan.id)]
    return counts + element("p", *told, css="od-sheet-plan")


def _findings(sheet: Sheet, page: Words) -> str:
    """What `odplan check` says of it, folded."""
    found = sheet.findings.get(page.language, ())
    if not found:
        return ""
    all_ = sum(sheet.counts.values())
    rows = [_finding(each, page) for each in found]
    if all_ > len(rows):
        rows.append(text("li", page("upload.more_findings", count=all_ - len(rows))))
    counts = {f"{severity}s": sheet.counts.get(severity, 0) for severity in _SEVERITIES}
    summary = text("summary", page("upload.findings", total=page("upload.total", **counts)))
    return element("details", summary, element("ul", *rows, css="od-findings"), css="od-fold")


def _finding(found: Finding, page: Words) -> str:
    where = " · ".join(filter(None, (found.place, place_words(found.source, page))))
    badge = text("span", page(f"upload.severity.{found.severity}"), css=f"od-badge od-is-{found.severity}")
    told = text("span", found.message) + " " + text("span", found.suggestion, css="od-advice")
    return element("li", element("p", badge, text("small", where)), element("p", told))


def _rows(datasets: Sequence[Dataset], page: Words) -> str:
    """The datasets as a table: the first few, then more on demand."""
    if not datasets:
        return ""
    shown = datasets[:MOST_ROWS]
    key = "upload.table" if len(shown) == len(datasets) else "upload.table.first"
    caption = page(key, count=f"{len(datasets):,}", shown=len(shown))
    parts = [_table(shown[:FIRST_ROWS], page, caption)]
    if len(shown) > FIRST_ROWS:
        rest = shown[FIRST_ROWS:]
        more = page("upload.more_rows", count=len(rest))
        parts.append(element("details", text("summary", more), _table(rest, page, more), css="od-fold"))
    return text("h4", caption, css="od-label") + "".join(parts)


def _table(datasets: Iterable[Dataset], page: Words, label: str) -> str:
    names = ("number", "name", "status", "dates", "often", "formats")
    head = element("tr", *(text("th", page(f"upload.column.{name}"), scope="col") for name in names))
    rows = [_row(dataset, page) for dataset in datasets]
    caption = text("caption", label, css="od-hidden")
    return element("table", caption, element("thead", head), element("tbody", *rows), css="od-rows")


def _row(dataset: Dataset, page: Words) -> str:
    cells = {
        "number": text("code", dataset.short_id),
        "name": text("span", dataset.name, lang=chinese(dataset.name, page.language)),
        "status": text("span", page(f"card.{dataset.status}"), css=f"od-badge od-{dataset.status}"),
        "dates": _each(page.month(release.date) for release in dataset.releases),
        "often": _each(_often(release, page) for release in dataset.releases),
        "formats": text("span", ", ".join(dataset.formats) or page("card.formats.none")),
    }
    return element(
        "tr",
        *(
            element("td", cell, data_label=page(f"upload.column.{name}"), css=f"od-col-{name}")
            for name, cell in cells.items()
        ),
    )


def _each(values: Iterable[str]) -> str:
    return "".join(text("span", value) for value in dict.fromkeys(values))


def _often(release: Release, page: Words) -> str:
    if release.every:
        return short_frequency(release.every, page.language)
    return in_language(release.frequency, page.language)


def added_html(sheet: Sheet, page: Words, address: Address, state: str) -> str:
    """A document that was added: whether it can be asked about ("ready"), soon, or not at all ("stuck")."""
    assert sheet.reading is not None
    plan = sheet.reading.plan
    said = text("p", page(f"upload.{state}", name=plan_name(plan, page)), data_announce="")
    question = question_about(plan, page)
    links = [
        go(question, address.at("ask", [("q", question)])),
        go(page("plans.browse"), address.at("browse", [("plan", plan.id)])),
    ]
    ways = element("p", *links, css="od-plan-links") if state == "ready" else ""
    head = element("p", _badge("done", page), _file(sheet), css="od-sheet-file")
    return element("article", head, said, ways, css="od-card od-sheet", data_sheet="added", data_state=state)


def question_about(plan: Plan, page: Words) -> str:
    """A question that the plan answers."""
    if not plan.bureau or not plan.period:
        return page("upload.ask.none")
    return page("upload.ask", name=author(plan, page)[0], period=plan.period)
