"""Where a dataset stands in its plan: the place in words, and the lines around it on demand."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.page.markup import element, text
from assistant.page.words import Words
from assistant.values import place_of
from corpus.excerpts import Line
from corpus.records import Dataset

# So many characters a cell of dates or numbers has at most, and one of names.
_SHORT, _LONG = 8, 30


def origin_html(dataset: Dataset, lines: Sequence[Line], words: Words) -> str:
    """The place, and a folded table of the document's own lines where they are at hand."""
    title = text("h2", words("dataset.source"))
    place = text("p", place_of(dataset, words.language))
    return element("section", title, place, _excerpt(dataset, lines, words) if lines else "", css="od-origin")


def _excerpt(dataset: Dataset, lines: Sequence[Line], words: Words) -> str:
    wide = max(len(line.cells) for line in lines)
    caption = words(
        "dataset.source.table", first=lines[0].number, last=lines[-1].number, document=dataset.source.document
    )
    rows = [_row(line, wide, words) for line in lines]
    # The document is shown as it is: in its own language and script.
    table = element("table", text("caption", caption), element("tbody", *rows, lang="zh-Hant" if _han(lines) else "en"))
    frame = element("div", table, css="od-table od-lines", tabindex="0", role="region", aria_label=caption)
    return element("details", text("summary", words("dataset.source.show")), frame, css="od-more", data_keep="origin")


def _row(line: Line, wide: int, words: Words) -> str:
    number = text("th", str(line.number), scope="row", title=words("dataset.source.line", number=line.number))
    last = len(line.cells) - 1
    cells = [
        text("td", cell, css=_width(cell), colspan=str(wide - last) if n == last and wide - last > 1 else None)
        for n, cell in enumerate(line.cells)
    ]
    return element("tr", number, *cells, aria_current="true" if line.is_source else None)


def _width(cell: str) -> str:
    """What a cell needs at least: dates and numbers stay on one line, descriptions get room."""
    if len(cell) <= _SHORT:
        return "od-short"
    return "od-long" if len(cell) <= _LONG else "od-longest"


def _han(lines: Sequence[Line]) -> bool:
    return any("\u3400" <= character <= "\u9fff" for line in lines for cell in line.cells for character in cell)
