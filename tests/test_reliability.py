"""docs/reliability.md promises nothing that no test keeps."""

import pytest

from tests.promises import all_tests, document, named, rows, title

PROMISES = document("reliability.md")
ROWS = rows(PROMISES)


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_each_promise_names_tests_that_there_are(row: str) -> None:
    assert named(row) and named(row) <= all_tests()


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_each_promise_says_what_was_looked_at(row: str) -> None:
    assert row.split("|")[4].strip()


def test_limits_come_with_what_can_be_done() -> None:
    assert len(ROWS) > 15 and PROMISES.count("\n- **", PROMISES.index("## Known limits")) > 5
