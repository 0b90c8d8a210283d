"""What the file of a search without a server holds: records, words, and the characters of both scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assistant.choices import Choices
from assistant.lexicon import Lexicon
from assistant.static import records, wordings
from assistant.templates import slots
from corpus.library import Library
from index.glosses import glossed, glosses

__all__ = ["SCHEMA", "content", "written"]

SCHEMA = 1
"""Changes with the shape of the content; the script refuses another one than its own."""


def content(library: Library) -> dict[str, Any]:
    """All that is searched and shown without a server, for every plan of a library; the same for the same library."""
    library = glossed(library, glosses(library))
    owners = {d.organisation: () for d in library.datasets if d.organisation}
    lexicon = Lexicon(library.datasets, {name: (name, *library.names_of(name)) for name in owners})
    choices = Choices(library, lexicon)
    forms: dict[str, list[str]] = {}
    for form, owner in lexicon.organisations:
        forms.setdefault(choices.organisations.first(owner), []).append(form)
    found = {
        "plans": records.plans(choices),
        "owners": records.terms_of("organisation", choices, forms),
        "categories": records.terms_of("category", choices),
        "datasets": records.datasets(choices),
        "syllables": wordings.syllables(name for d in library.datasets for name in (d.name, d.name_zh)),
        "terms": wordings.terms(library.datasets),
        "rules": wordings.rules(),
        "slots": slots(),
        "numbers": wordings.numbers(),
        "bounds": wordings.bounds(),
        "idle": wordings.idle_words(),
        "sentences": wordings.sentences(),
    }
    folds = wordings.folds(found)
    scripts = {"folds": folds, "simplified": wordings.simplified_only(folds)}
    return {"schema": SCHEMA, "corpus": library.corpus_hash, **scripts, **found}


def written(found: Mapping[str, Any]) -> bytes:
    """The content as the bytes of ``data.json``."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
