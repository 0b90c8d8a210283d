"""Two datasets side by side: what differs, which is updated more often, which came first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import scope, topics
from assistant.conditions import select
from assistant.lexicon import is_filler
from assistant.ordering import ordered
from assistant.phrasing import phrase
from assistant.question import Question
from assistant.understanding import speaks_of_time
from assistant.values import frequency_of, month_words, name_of, owner_of
from assistant.wording import Span
from corpus.library import Library
from corpus.records import Dataset
from index.search import Searcher

_BETWEEN = re.compile(r"\b(?:and|or|vs\.?|versus|from|with|to|than)\b|[和與与同跟及或、]|還是|还是|定係|定系")
# A side of a comparison names a dataset if the dataset speaks of this share of it.
NAMED = 0.6
_CLAUSES = re.compile(r"[,，；;:：?？]")
FIELDS = ("spatial", "status", "date", "frequency", "formats", "organisation")


def compared(asked: Question, searcher: Searcher, library: Library, pool: Sequence[Dataset]) -> list[Dataset]:
    """The two datasets that a question compares; the spatial one and its twin where only one thing is named."""
    kept = [] if _asks_twins(asked) else [c for c in asked.conditions if c.field in ("spatial", "status")]
    among = {dataset.id for dataset in select(pool, kept, asked.today)}
    best: list[str] = []
    for side in sides(asked.shown, asked.spans):
        found = searcher.search(side, searcher.units(side, is_filler), among=among, meaning=False)
        if scope.has_subject(found.coverage) and found.coverage.best >= NAMED:
            best += [name for name in topics.named(found)[:1] if name not in best]
    if len(best) >= 2 and not _asks_twins(asked) and _BETWEEN.search(asked.shown):
        return [dataset for name in best[-2:] if (dataset := library.get(name))]
    if not _asks_twins(asked) and not asked.has("same", "which-more"):
        return []
    found = searcher.search(asked.topic, searcher.units(asked.topic, is_filler), among={d.id for d in pool})
    return _twins([dataset for hit in found.hits if (dataset := library.get(hit.id))])


def sides(text: str, said: Sequence[Span] = ()) -> list[str]:
    """The parts of a text that "and", "or" and the like join, without the wordings ``said`` of them."""
    kept = list(text)
    for span in said:
        kept[span.start : span.end] = " " * span.length
    for joint in (*_BETWEEN.finditer(text), *_CLAUSES.finditer(text)):
        kept[joint.start() : joint.end()] = "," * len(joint[0])
    pieces = (piece.strip(" .。!！") for piece in "".join(kept).split(","))
    return [piece for piece in pieces if piece]


def _asks_twins(asked: Question) -> bool:
    """Whether the spatial and the other dataset are named: "spatial and non-spatial", 「空間和非空間」."""
    said = {span.value for span in asked.spans if span.tag == "spatial"}
    return len(said) > 1 or len({c.negated for c in asked.conditions if c.field == "spatial"}) > 1


def _twins(ranked: Sequence[Dataset]) -> list[Dataset]:
    if not ranked:
        return []
    other = next((d for d in ranked[1:8] if d.spatial != ranked[0].spatial), None)
    return [ranked[0], other] if other else []


def comparison_reply(asked: Question, datasets: Sequence[Dataset], library: Library) -> str:
    """The comparison in words, about the attribute asked for or about all that differ."""
    if asked.order in ("most-often", "least-often") or ("frequency" in asked.fields and asked.has("which-more")):
        return _winner(asked, datasets, asked.order or "most-often")
    if asked.order in ("earliest", "latest", "next") or (asked.has("which-more") and speaks_of_time(asked)):
        return _winner(asked, datasets, "earliest")
    if asked.has("which-more"):
        return _winner(asked, datasets, "most-often")
    join = phrase(asked.language, "join")
    intro = join.join(name_of(dataset, asked.language) for dataset in datasets)
    rows = [row for field in FIELDS if (row := _row(field, asked, datasets, library))]
    return (". " if asked.language == "en" else "。").join([intro, *(row.rstrip(".。") for row in rows)]) + phrase(
        asked.language, "stop"
    ).strip()


def _winner(asked: Question, datasets: Sequence[Dataset], order: str) -> str:
    first = ordered(datasets, order, asked)
    if not first:
        return phrase(
            asked.language,
            "compare.differs",
            field=phrase(asked.language, "field.frequency"),
            values=_values("frequency", asked, datasets, None),
        )
    often = order.endswith("often")
    field = "frequency" if often else "date"
    values = _values(field, asked, datasets, None)
    if len(first) > 1:
        return phrase(asked.language, "compare.equally-often" if often else "compare.same-date", value=values)
    key = "compare.more-often" if often else "compare.earlier"
    return phrase(asked.language, key, name=name_of(first[0], asked.language), value=values)


def _row(field: str, asked: Question, datasets: Sequence[Dataset], library: Library) -> str:
    label = phrase(asked.language, "field." + field)
    return phrase(asked.language, "compare.differs", field=label, values=_values(field, asked, datasets, library))


def _values(field: str, asked: Question, datasets: Sequence[Dataset], library: Library | None) -> str:
    shown = [
        phrase(asked.language, "each", name=library.label(dataset), value=_value(field, dataset, asked, library))
        if library
        else phrase(
            asked.language, "each", name=name_of(dataset, asked.language), value=_value(field, dataset, asked, None)
        )
        for dataset in datasets
    ]
    return phrase(asked.language, "join").join(shown)


def _value(field: str, dataset: Dataset, asked: Question, library: Library | None) -> str:
    match field:
        case "spatial":
            return phrase(asked.language, f"spatial.{str(dataset.spatial).lower()}")
        case "status":
            return phrase(asked.language, "status." + dataset.status)
        case "date":
            return month_words(dataset.releases[0].date, asked.language)
        case "formats":
            return phrase(asked.language, "join.and").join(dataset.formats) or phrase(asked.language, "unstated")
        case "organisation" if library:
            return owner_of(dataset, library, asked.language)
        case _:
            return frequency_of(dataset.releases[0], asked.language)
