from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import FolderUnwritable, ModelMissing, ModelTooLarge, SearchError
from index.meaning import Meaning
from tests.fakes import FakeEncoder


class Failing(FakeEncoder):
    """An encoder that fails so many times."""

    def __init__(self, error: SearchError, times: int, *, ready: bool) -> None:
        super().__init__()
        self.error, self.times, self.ready, self.asked = error, times, ready, 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += 1
        if self.asked <= self.times:
            raise self.error
        return super().encode_queries(texts)


@pytest.mark.parametrize("topic", ["parking spaces", "泊車位", "泊车位"])
def test_a_topic_has_the_vector_that_the_encoder_gives(topic: str) -> None:
    vector = Meaning(FakeEncoder()).vector(topic)
    assert vector is not None and np.array_equal(vector, FakeEncoder().encode_queries([topic])[0])


@pytest.mark.parametrize("error", [ModelMissing("no model"), ModelTooLarge("no room"), FolderUnwritable("no disk")])
def test_a_model_that_cannot_be_loaded_is_asked_once_and_told_once(
    error: SearchError, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = Failing(error, 9, ready=False)
    meaning = Meaning(encoder)
    assert [meaning.vector("泊車位") for _ in range(3)] == [None] * 3
    assert encoder.asked == 1 and meaning.off == str(error) and caplog.text.count(str(error)) == 1


def test_a_loaded_model_that_fails_once_is_asked_again() -> None:
    meaning = Meaning(Failing(ModelTooLarge("no room"), 1, ready=True))
    assert meaning.vector("泊車位") is None and meaning.off == ""
    assert meaning.vector("泊車位") is not None


def test_who_is_not_patient_waits_for_no_model_until_somebody_has_loaded_it() -> None:
    encoder = Failing(ModelMissing("no model"), 0, ready=False)
    meaning = Meaning(encoder, patient=False)
    assert meaning.vector("泊車位") is None and encoder.asked == 0
    assert meaning.loaded("泊車位") is not None


def test_what_is_off_from_the_start_asks_nothing() -> None:
    encoder = Failing(ModelMissing("no model"), 9, ready=True)
    assert Meaning(encoder, off="no model").loaded("泊車位") is None and encoder.asked == 0
