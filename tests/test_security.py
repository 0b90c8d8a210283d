"""docs/security.md promises nothing that no test keeps."""

import pytest

from tests.promises import all_tests, document, named, rows, title

MODEL = document("security.md")
ROWS = rows(MODEL)


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_each_promise_names_tests_that_there_are(row: str) -> None:
    assert named(row) and named(row) <= all_tests()


def test_threats_are_told() -> None:
    assert len(ROWS) > 20 and "## What nothing stops" in MODEL
