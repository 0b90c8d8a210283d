"""Durations as plans' frequencies are read into them: their lengths."""

import pytest

from corpus.durations import minutes, read_duration


@pytest.mark.parametrize(
    ("every", "length"),
    [("PT15M", 15), ("PT1H", 60), ("P1D", 1440), ("P2W", 20160), ("P1M", 43800), ("P1Y", 525600), ("P0.5Y", 262800)],
)
def test_duration_has_its_length_in_minutes(every: str, length: float) -> None:
    assert minutes(every) == length


def test_real_time_is_no_time_and_words_have_no_length() -> None:
    assert minutes("real-time") == 0
    assert [minutes(word) for word in ("as-needed", "once", "weekly", "P", "PT", "P1X", "PT3D", "p1d", "")] == [
        None
    ] * 9


def test_duration_is_told_as_a_number_and_its_unit() -> None:
    assert read_duration("PT5M") == (5, "TM")
    assert read_duration("P5M") == (5, "M")
    assert read_duration("weekly") is None
