from __future__ import annotations

import pytest

from assistant import etags


@pytest.mark.parametrize(
    ("asked", "has"),
    [
        ('"a"', True),
        ('W/"a"', True),
        (' "b" , W/"a"', True),
        ("*", True),
        (" * ", True),
        ('"b"', False),
        ("a", False),
        ('"a', False),
        ("", False),
        ('"b", *', False),
    ],
)
@pytest.mark.parametrize("tag", ['"a"', 'W/"a"'])
def test_client_has_what_it_names(asked: str, has: bool, tag: str) -> None:
    assert etags.has(asked, tag) is has
