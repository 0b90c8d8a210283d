"""A document is read and checked in a process of its own: what came of it comes back, or a sentence."""

from __future__ import annotations

import gc
import warnings
from datetime import date
from pathlib import Path

import pytest

from corpus.appraisal import Appraisal, appraise
from corpus.checking import check
from corpus.errors import NotAPlan, UnreadableDocument
from corpus.findings import LANGUAGES
from corpus.parsing import read_plan
from tests.corpus.small_plans import small_plan, write_plan

DAY = date(2026, 1, 1)


def appraised(path: Path, **limits: float) -> Appraisal:
    return appraise(path, path.name, day=DAY, **limits)  # type: ignore[arg-type]


def test_reading_and_findings_are_those_of_the_readers_themselves(tmp_path: Path) -> None:
    path = write_plan(tmp_path, rows=("道路照明裝置|每年", "泊車位空置數目|隔個月啦"))
    found = appraised(path)
    reading = read_plan(path)
    assert found.reading == reading
    for language in LANGUAGES:
        assert found.findings[language] == check(reading, day=DAY, language=language) != ()
    assert sum(found.counts.values()) == len(found.findings["en"])


def test_a_document_goes_by_the_name_it_is_given(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "0123abc.txt")
    found = appraise(path, "計劃.txt", day=DAY)
    assert found.reading.plan.document == "計劃.txt"


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"", UnreadableDocument, "plan.txt is empty"),
        ("買菜清單：白菜、豆腐\n".encode(), NotAPlan, "plan.txt holds no"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, UnreadableDocument, "plan.txt is a picture"),
    ],
)
def test_what_the_readers_refuse_is_refused_in_their_words(
    tmp_path: Path, content: bytes, kind: type[Exception], said: str
) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(kind, match=said):
        appraised(path)


def test_time_is_limited(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"^td\.txt takes longer than 0\.01 seconds to read"):
        appraised(write_plan(tmp_path), seconds=0.01)


def test_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "td.txt"
    path.write_text(small_plan(rows=("道路照明裝置|每年",) * 15_000), encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"^td\.txt takes more than 80 MiB of memory to read"):
        appraised(path, memory=80 * 2**20)


def test_who_waits_is_told_how_far_a_long_text_is(tmp_path: Path) -> None:
    path = tmp_path / "td.txt"
    path.write_text(small_plan(rows=tuple(f"第{n}條道路|每年" for n in range(1200))), encoding="utf-8")
    shares: list[float] = []
    appraise(path, path.name, day=DAY, progress=shares.append)
    assert shares == sorted(shares) and shares and 0 < shares[-1] <= 1


def test_who_loses_interest_ends_the_process(tmp_path: Path) -> None:
    path = tmp_path / "td.txt"
    path.write_text(small_plan(rows=tuple(f"第{n}條道路|每年" for n in range(1200))), encoding="utf-8")

    def leave(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        appraise(path, path.name, day=DAY, progress=leave)


def test_nothing_stays_open_once_a_document_is_read(tmp_path: Path) -> None:
    path = write_plan(tmp_path)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        appraised(path)
        gc.collect()
    assert [str(each.message) for each in told] == []
