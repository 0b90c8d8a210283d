"""The plans at hand: those that come with the program, and those that the user has added."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from .documents import read_document
from .errors import CorpusError, DuplicatePlan, UnknownPlan, UnreadableDocument
from .parsing import read_plan
from .readings.opening import document_bytes
from .records import Plan, Reading
from .register import Entries, Kept, Register
from .translations import PLANS

__all__ = ["Added", "Holding", "Shelf", "bundled_plans"]

Outcome = Literal["added", "replaced", "restored", "already there"]


@dataclass(frozen=True, slots=True)
class Holding:
    """A plan at hand: what it is, how many datasets it lists, and since when ("" for one that is bundled).

    ``sha256`` is its document's. ``trouble`` says why what was added before can no longer be read, else ""; then there
    is no ``reading``.
    """

    plan: Plan
    datasets: int
    sha256: str
    added: str = ""
    trouble: str = ""
    reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def bundled(self) -> bool:
        """Whether it comes with the program."""
        return not self.added


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document, and what was read in it; ``instead_of`` names the document that it replaced."""

    outcome: Outcome
    reading: Reading
    instead_of: str = ""


def bundled_plans() -> tuple[Path, ...]:
    """The plans that come with the program, by name."""
    return tuple(sorted(PLANS.glob("*.txt")))


class Shelf:
    """The plans at hand; the user's own are kept in a folder, and stand before bundled ones.

    A plan may have an edition in each language; of one language there is one document of a plan at most.
    """

    def __init__(self, folder: Path, bundled: Sequence[Path] | None = None) -> None:
        self.register = Register(folder)
        self._bundled = tuple(bundled_plans() if bundled is None else bundled)

    def mark(self) -> tuple[int, ...]:
        """A value that is another one once plans were added or removed; costs one look at a file."""
        return self.register.mark()

    def readings(self) -> tuple[Reading, ...]:
        """What the documents at hand say, by plan and language; CorpusError for one that cannot be read any more."""
        entries = self.register.read()
        own = [self.register.reading(kept) for kept in entries.kept]
        taken = {_edition(reading.plan) for reading in own}
        read = map(read_plan, self._bundled)
        bundled = [r for r in read if r.plan.id not in entries.left_out and _edition(r.plan) not in taken]
        return tuple(sorted([*bundled, *own], key=lambda reading: _edition(reading.plan)))

    def holdings(self) -> tuple[Holding, ...]:
        """The documents at hand, by plan and language; one that cannot be read any more is listed with the reason."""
        entries = self.register.read()
        own = [self._holding(kept) for kept in entries.kept]
        taken = {_edition(holding.plan) for holding in own}
        bundled = [
            holding
            for holding in self._bundled_holdings()
            if holding.plan.id not in entries.left_out and _edition(holding.plan) not in taken
        ]
        return tuple(sorted([*bundled, *own], key=lambda holding: _edition(holding.plan)))

    def left_out(self) -> tuple[str, ...]:
        """The bundled plans that were removed, by id."""
        return tuple(sorted(self.register.read().left_out))

    def add(
        self,
        path: Path,
        *,
        name: str | None = None,
        replaces: bool = False,
        dry: bool = False,
        reading: Reading | None = None,
    ) -> Added:
        """Read a document and keep it; a ``dry`` one is only read, and what would become of it is told.

        Raises CorpusError where it cannot be read, holds no plan, or holds the plan of another document at hand that
        nobody said it ``replaces``; then nothing of it is kept. ``name`` is its name where the file has another.
        """
        data = document_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        known = next((kept for kept in self.register.read().kept if kept.sha256 == sha256), None)
        if known:
            return Added("already there", self.register.reading(known))
        reading = reading or read_document(path, name)
        if document_bytes(path) != data:
            raise UnreadableDocument(f"{reading.plan.document} was changed while it was read; add it again.")
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = Kept(*_edition(reading.plan), reading.plan.document, sha256, now)
        bundled = self._bundled_holdings()
        if dry:
            return _judged(self.register.read(), kept, reading, bundled, replaces=replaces)
        with self.register.changing() as entries:
            added = _judged(entries, kept, reading, bundled, replaces=replaces)
            self._take(entries, added, kept, data)
        return added

    def remove(self, plan_id: str) -> Holding | None:
        """Take away the user's documents of a plan, or leave a bundled one out where the user has none.

        What is at hand of the plan from now on: the bundled document, or None. Raises UnknownPlan, with the ids that
        are like the one given.
        """
        held = [holding for holding in self.holdings() if holding.plan.id == plan_id]
        if not held:
            raise UnknownPlan(_unknown(plan_id, [holding.plan.id for holding in self.holdings()]))
        gone = {holding.sha256 for holding in held if not holding.bundled}
        with self.register.changing() as entries:
            if gone:
                rest = tuple(kept for kept in entries.kept if kept.sha256 not in gone)
                self.register.write(replace(entries, kept=rest))
            else:
                self.register.write(replace(entries, left_out=entries.left_out | {plan_id}))
        return next((holding for holding in self.holdings() if holding.plan.id == plan_id), None)

    def restore(self) -> tuple[str, ...]:
        """Bring back the bundled plans that were removed; their ids."""
        back = self.left_out()
        if back:
            with self.register.changing() as entries:
                self.register.write(replace(entries, left_out=frozenset()))
        return back

    def _take(self, entries: Entries, added: Added, kept: Kept, data: bytes) -> None:
        if added.outcome == "restored":
            self.register.write(replace(entries, left_out=entries.left_out - {kept.plan}))
        elif added.outcome != "already there":
            self.register.put(kept, data, added.reading)
            rest = tuple(each for each in entries.kept if (each.plan, each.language) != (kept.plan, kept.language))
            self.register.write(replace(entries, kept=(*rest, kept)))

    def _holding(self, kept: Kept) -> Holding:
        try:
            reading = self.register.reading(kept)
        except CorpusError as error:
            plan = Plan(kept.plan, bureau="", period="", language=kept.language, title="", document=kept.document)
            return Holding(plan, 0, kept.sha256, kept.added, str(error))
        return Holding(reading.plan, len(reading.datasets), kept.sha256, kept.added, reading=reading)

    def _bundled_holdings(self) -> list[Holding]:
        readings = [(read_plan(path), document_bytes(path)) for path in self._bundled]
        return [Holding(r.plan, len(r.datasets), hashlib.sha256(data).hexdigest(), reading=r) for r, data in readings]


def _judged(entries: Entries, kept: Kept, reading: Reading, bundled: Sequence[Holding], *, replaces: bool) -> Added:
    """What is to become of a document that was read; DuplicatePlan where another one holds its plan."""
    if any(each.sha256 == kept.sha256 for each in entries.kept):
        return Added("already there", reading)
    left_out, edition = kept.plan in entries.left_out, _edition(reading.plan)
    holders = [each.document for each in entries.kept if (each.plan, each.language) == edition]
    if not holders and any(holding.sha256 == kept.sha256 for holding in bundled):
        return Added("restored" if left_out else "already there", reading)
    if not holders and not left_out:
        holders = [f"the bundled {each.plan.document}" for each in bundled if _edition(each.plan) == edition]
    if holders and not replaces:
        raise DuplicatePlan(
            f"{kept.document} is the plan {kept.plan}, and so is {holders[0]}, with other contents; "
            f"give --replace to put it in that one's place."
        )
    return Added("replaced", reading, holders[0]) if holders else Added("added", reading)


def _edition(plan: Plan) -> tuple[str, str]:
    """What one document at hand may be at most: an edition of a plan."""
    return plan.id, plan.language


def _unknown(plan_id: str, ids: Sequence[str]) -> str:
    near = get_close_matches(plan_id.lower(), list(dict.fromkeys(ids)), n=3, cutoff=0.75)
    known = f"did you mean {' or '.join(near)}?" if near else "`odplan plans` lists those at hand."
    return f"There is no plan {plan_id!r}: {known}"
