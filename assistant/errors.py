"""What keeps the assistant from starting, as one tree.

AssistantError          catch this to catch all of them
+-- SettingWrong        a setting has a value that cannot be used
|   +-- FilterWrong     a condition has a name or a value that cannot be used
+-- NoPlans             every plan was removed
+-- FolderUnusable      an export cannot be written where it was to be
+-- Busy                too many ask at once, or the answer takes too long
"""

from __future__ import annotations


class AssistantError(Exception):
    """Anything that keeps the assistant from answering; its text is one sentence for people."""


class SettingWrong(AssistantError):  # noqa: N818 - named for what is the matter, like the other rooms' errors
    """A setting has a value that cannot be used."""


class FilterWrong(SettingWrong):
    """A condition has a name or a value that cannot be used; ``parameter`` is its name."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class NoPlans(AssistantError):  # noqa: N818
    """There is no plan to answer from."""


class FolderUnusable(AssistantError):  # noqa: N818
    """The folder for an export holds something else, or cannot be written."""


class Busy(AssistantError):  # noqa: N818
    """Too many ask at once, or an answer takes too long; ``after`` so many seconds it is worth another try."""

    def __init__(self, message: str, after: float) -> None:
        super().__init__(message)
        self.after = after
