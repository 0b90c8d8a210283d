"""Strings in two arrays are the strings that were put in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SnapshotDamaged
from index.strings import Strings, array

texts = st.text(st.characters(exclude_categories=()), max_size=5)


@given(st.lists(texts))
def test_strings_come_out_as_they_went_in(strings: list[str]) -> None:
    built = Strings.build(strings)
    again = Strings.from_parts(built.to_parts("names"), "names")
    assert list(again) == list(built) == strings and len(again) == len(strings)


@given(st.sets(texts), texts)
def test_a_string_is_found_where_it_stands(strings: set[str], other: str) -> None:
    kept = sorted(strings)
    built = Strings.build(kept)
    assert [built.find(string) for string in kept] == list(range(len(kept)))
    assert built.find(other) == (kept.index(other) if other in strings else None)


def test_arrays_of_another_kind_or_shape_are_refused() -> None:
    parts = {"a.npy": np.zeros((2, 3), dtype=np.float32), "b.json": b""}
    assert array(parts, "a.npy", np.float32, (None, 3)) is parts["a.npy"]
    for name, kind, shape in (
        ("a.npy", np.float64, (None, 3)),
        ("a.npy", np.float32, (None,)),
        ("a.npy", np.float32, (3, 3)),
        ("b.json", np.float32, (None,)),
        ("c.npy", np.float32, (None,)),
    ):
        with pytest.raises(SnapshotDamaged, match="odplan build"):
            array(parts, name, kind, shape)


def test_strings_that_end_elsewhere_are_refused() -> None:
    parts = Strings.build(["a", "bc"]).to_parts("names")
    with pytest.raises(SnapshotDamaged, match="names"):
        Strings.from_parts({**parts, "names.npy": np.zeros(5, dtype=np.uint8)}, "names")
