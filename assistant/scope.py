"""What a plan can answer and what it cannot: other departments' matters, advice, abuse, noise."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from assistant.literals import Literals
from index.analysis import fold, is_han, runs
from index.coverage import Covering
from index.vocabulary import Vocabulary, atoms, load_vocabulary

# A question of which a dataset covers this share is about it, whatever words stand beside.
COVERED = 0.5
# How far the best cosine must stand above the mean for a question of which no word is known to have a meaning here.
# Measured on questions in Japanese, Korean, French and Tagalog (above) and on noise (below): docs/evaluation.md.
FOREIGN_MARGIN = 0.03
FAMILIAR_MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Area:
    """A matter of another department: the department's names, both "" where it is no department's; as it was said."""

    id: str
    en: str
    zh: str
    said: str = ""


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("index").joinpath("terms", name).read_text(encoding="utf-8"))


@functools.cache
def _areas() -> tuple[Vocabulary, dict[str, Area]]:
    areas = _data("outside.toml")["area"]
    # A department is asked for by its name, too.
    terms = [
        {"id": area["id"], **{lang: [*area[f"words_{lang}"], *filter(None, [area[lang]])] for lang in ("en", "zh")}}
        for area in areas
    ]
    return Vocabulary(terms), {area["id"]: Area(area["id"], area["en"], area["zh"]) for area in areas}


@functools.cache
def _advice() -> tuple[Literals, dict[str, str]]:
    groups = _data("advice.toml")["group"]
    asked = {
        _padded(form): group["id"] for group in reversed(groups) for form in (*group["words_en"], *group["words_zh"])
    }
    return Literals(asked), asked


def _padded(form: str) -> str:
    """The form as it stands in a text whose runs are apart by spaces: English only between two of them."""
    words = " ".join(run for _, run in runs(fold(form)))
    return words if is_han(words) else f" {words} "


def outside_area(text: str, at_hand: Callable[[str], bool]) -> Area | None:
    """The other department's matter that a text speaks of, unless its words are part of a matter ``at_hand``.

    That is asked of terms, as "#term", and of what the text says, as it says it: a plan may hold another one's matter.
    """
    words, areas = _areas()
    if not (mentions := words.mentions(atoms(text))):
        return None
    held = {n for m in load_vocabulary().read(text) if at_hand("#" + m.term) for n in range(m.first, m.last + 1)}
    for mention in mentions:
        if not held.issuperset(range(mention.first, mention.last + 1)) and not at_hand(mention.text):
            return replace(areas[mention.term], said=mention.text)
    return None


def advice_asked(text: str) -> str | None:
    """ "advice" or "personal-service" where a text asks for either, else None."""
    words, groups = _advice()
    held = words.within(" " + " ".join(run for _, run in runs(fold(text))) + " ")
    return groups[max(held, key=lambda form: (len(form), form))] if held else None


def has_subject(coverage: Covering, *, named: bool = False) -> bool:
    """Whether some dataset speaks of a subject of the question, or, unless ``named``, of most of its words."""
    vocabulary = load_vocabulary()
    for unit in coverage.spoken:
        terms = {key[1:] for _, keys in unit.keys for key in keys if key.startswith("#")}
        if unit.is_term and terms & vocabulary.subjects:
            return True
    return not named and coverage.best >= COVERED
