"""What a person changes in how a question was understood: a condition taken away, or another put in its place.

An edit is written as the chip that it changes, "every", and for another condition in its place its name and value,
"every.every.P1M". A second condition on the same field is the chip "every:2". Edits are made one after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.choices import Choices
from assistant.conditions import Condition
from assistant.errors import FilterWrong
from assistant.filters import CONDITIONS, Filters
from assistant.question import Question

ORDER = "order"
MOST_EDITS = 20
# What may stand in the place of a chip, by the field of its condition; a chip of another field can only be removed.
INSTEAD = {"date": "year"} | {
    name: name for name in ("every", "spatial", "status", "format", "organisation", "category", "plan", "section")
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the chip, and the condition in its place; None takes it away."""

    chip: str
    condition: Condition | None = None


def read_edits(written: Sequence[str], choices: Choices) -> tuple[Edit, ...]:
    """The edits as they are written; FilterWrong where there are too many, or one has a value that will not do."""
    if len(written) > MOST_EDITS:
        raise FilterWrong("edit", f"edit was given {len(written)} times for one question: give at most {MOST_EDITS}.")
    return tuple(_edit(text, choices) for text in written)


def _edit(text: str, choices: Choices) -> Edit:
    chip, *instead = text.split(".", 2)
    if not instead:
        return Edit(chip)
    name, value = instead[0], "".join(instead[1:])
    if name not in CONDITIONS or not value:
        raise FilterWrong(
            "edit", f"edit {text[:40]!r} will not do: give a chip, or chip.name.value as every.every.P1M."
        )
    return Edit(chip, Filters.read({name: [value]}, choices).conditions[0])


def chip_keys(asked: Question) -> tuple[str, ...]:
    """The chips that a question is shown with: its conditions by their field, then its order."""
    keys: list[str] = []
    for condition in asked.conditions:
        if condition.field != "dataset":
            seen = sum(key.split(":")[0] == condition.field for key in keys)
            keys.append(f"{condition.field}:{seen + 1}" if seen else condition.field)
    return (*keys, ORDER) if asked.order else tuple(keys)


def edited(asked: Question, edits: Sequence[Edit]) -> Question:
    """The question with the edits made; one whose chip is not there changes nothing."""
    for edit in edits:
        if edit.chip == ORDER:
            asked = replace(asked, order=None)
            continue
        shown = [condition for condition in asked.conditions if condition.field != "dataset"]
        chosen = dict(zip(chip_keys(asked), shown, strict=False)).get(edit.chip)
        kept = [edit.condition if condition is chosen else condition for condition in asked.conditions]
        asked = replace(asked, conditions=tuple(condition for condition in kept if condition is not None))
    return asked
