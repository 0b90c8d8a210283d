"""What can go wrong with a document.

CorpusError
├── UnreadableDocument   the file cannot be opened, or holds no text
├── NotAPlan             text, but no table of datasets in it
├── DuplicatePlan        two documents that claim the same plan id
├── UnknownPlan          no plan of that id is at hand
├── UnwritableLibrary    the folder of the user's plans cannot be written
└── DamagedLibrary       what is kept there is not what was written

The message of each is one sentence that names the file and says what to do; doors may show it as it is.
The classes are named for what happened, not "...Error": that is the family name.
"""

from __future__ import annotations

__all__ = [
    "CorpusError",
    "DamagedLibrary",
    "DuplicatePlan",
    "NotAPlan",
    "UnknownPlan",
    "UnreadableDocument",
    "UnwritableLibrary",
]


class CorpusError(Exception):
    """A document cannot be made into records."""


class UnreadableDocument(CorpusError):  # noqa: N818
    """The file is missing, not a file, too large, locked, empty or not text."""


class NotAPlan(CorpusError):  # noqa: N818
    """The document was read, but no part or table of an open data plan was found in it."""


class DuplicatePlan(CorpusError):  # noqa: N818
    """Two documents were given for one plan; their datasets would share their ids."""


class UnknownPlan(CorpusError):  # noqa: N818
    """No plan of the given id is at hand."""


class UnwritableLibrary(CorpusError):  # noqa: N818
    """The folder of the user's plans cannot be written; what stood in it before is still there."""


class DamagedLibrary(CorpusError):  # noqa: N818
    """The list of the user's plans, or a document that it names, is not what was written."""
