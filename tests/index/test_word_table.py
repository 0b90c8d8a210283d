from pathlib import Path

import numpy as np
import pytest

from index.model_file import parse
from index.word_table import WordTable
from tests.index.tiny_model import HIDDEN, VOCABULARY, tiny_model


def test_rows_are_those_of_the_model_file(tmp_path: Path) -> None:
    model = parse(tiny_model())
    (tmp_path / "words").write_bytes(model.blocks("emb.word").tobytes())
    table = WordTable(tmp_path / "words", HIDDEN)
    assert len(table) == VOCABULARY
    right = model.tensor("emb.word").reshape(VOCABULARY, HIDDEN)
    assert np.array_equal(table.rows([4, 0, 4]), right[[4, 0, 4]]) and table.rows([4]).dtype == np.float32


@pytest.mark.parametrize("content", [b"", b"cut off", bytes(18 * 3)])
def test_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words").write_bytes(content)
    with pytest.raises(ValueError, match=r"."):
        WordTable(tmp_path / "words", 64)
