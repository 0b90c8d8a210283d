"""Characters come from the codes of a font, whatever collection it names."""

from __future__ import annotations

import pytest

from corpus.readings.pdf import read_pdf
from tests.corpus.readings.pdf_printing import FONT, drawn

TEXTS = ["醫務衛生局", "运输署开放数据计划", "衞綫裏嘅啲𠵱", "12/2024 CSV"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_in_a_font_that_is_not_embedded_is_read(text: str) -> None:
    (passage,) = read_pdf("plan.pdf", drawn([(50, 50, text)], font=FONT)).passages
    assert passage.text == text


def test_a_collection_that_goes_with_the_encoding_is_read_alike() -> None:
    data = drawn([(50, 50, "醫務衛生局")], font=FONT).replace(b"/UniGB-UCS2-H", b"/UniCNS-UCS2-H")
    (passage,) = read_pdf("plan.pdf", data).passages
    assert passage.text == "醫務衛生局"
