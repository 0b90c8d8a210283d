import errno
import re
from pathlib import Path

import pytest

from index import errors


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn = re.findall(r"^ +(?:\|   )?(?:\+-- )?([A-Z]\w+) {2,}", errors.__doc__ or "", re.MULTILINE)
    classes = [name for name in vars(errors) if isinstance(getattr(errors, name), type) and name in errors.__all__]
    assert sorted(drawn) == sorted(classes)
    assert all(issubclass(getattr(errors, name), errors.SearchError) for name in classes)


def test_every_way_in_which_a_snapshot_fails_can_be_caught_at_once() -> None:
    for kind in (errors.SnapshotMissing, errors.SnapshotMismatch, errors.SnapshotDamaged):
        assert issubclass(kind, errors.SnapshotUnusable)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "input/output"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(number: int, reason: str) -> None:
    message = str(errors.unwritable(Path("/somewhere"), OSError(number, "input/output trouble")))
    assert "/somewhere" in message and reason in message and "`odplan build`" in message
    assert message.count(". ") == 0 and message.endswith(".")
