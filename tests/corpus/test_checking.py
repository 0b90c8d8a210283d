"""A check finds the slips that are known to stand in the Health Bureau's plan, and little else."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.checking import check
from corpus.findings import LANGUAGES
from corpus.parsing import read_plan
from corpus.records import Reading

DAY = date(2024, 11, 30)


@pytest.fixture(scope="module")
def plan(bundled: Path) -> Reading:
    return read_plan(bundled)


def test_the_known_slips_of_the_plan_are_found(plan: Reading) -> None:
    found = {(finding.rule, finding.place) for finding in check(plan, day=DAY)}
    assert ("description-repeated", "D.i.12") in found  # repeats D.i.10's
    assert {("terms-mixed", "C1.ii.3"), ("terms-mixed", "D.ii.2")} <= found  # 資料集 for 數據集
    assert {("twin-name", "D.i.6"), ("twin-name", "D.i.8"), ("twin-name", "A.i.1")} <= found
    assert {("frequency-words", "C1.i.1"), ("frequency-words", "D.ii.12")} <= found
    assert ("punctuation-width", "D.ii.9") in found  # 中位數,分項


def test_nothing_else_of_weight_is_found(plan: Reading) -> None:
    weighty = [(f.rule, f.place) for f in check(plan, day=DAY) if f.severity != "note"]
    assert weighty == [("date-past", "C1.ii.1"), ("description-repeated", "D.i.12")]
    assert len(check(plan, day=DAY)) <= 16


def test_a_check_of_last_year_finds_no_date_past(plan: Reading) -> None:
    assert "date-past" not in {finding.rule for finding in check(plan, day=date(2024, 8, 31))}


def test_findings_come_in_the_order_of_the_document(plan: Reading) -> None:
    lines = [finding.source.line or 0 for finding in check(plan, day=DAY)]
    assert lines == sorted(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_are_the_same_in_every_language(plan: Reading, language: str) -> None:
    own, said = check(plan, day=DAY), check(plan, day=DAY, language=language)
    assert [(f.rule, f.place, f.source) for f in own] == [(f.rule, f.place, f.source) for f in said]
    assert (own == said) is (language == plan.plan.language)


def test_an_unknown_language_is_an_error(plan: Reading) -> None:
    with pytest.raises(KeyError):
        check(plan, day=DAY, language="fr")


def test_a_plan_full_of_errors_is_checked_without_stopping(read_rows: Callable[..., Reading]) -> None:
    reading = read_rows("1\t\t\t13/2022\t(甲\t看天氣", "1\t\t乙 丙\t\t\t", "5\t衛生\t名{單}\t%s（甲)\t00/0000\t每週")
    rules = {finding.rule for finding in check(reading, day=DAY)}
    assert {"name-missing", "number-repeated", "brackets-mixed", "number-skipped", "spaces"} <= rules


def test_thousands_of_rows_are_checked_in_seconds(read_rows: Callable[..., Reading]) -> None:
    rows = [f"{n}\t衛生\t第{n}區診所名單\t第{n}區所有診所的名稱及地址，按月\t12/2022\t每月" for n in range(1, 3001)]
    reading = read_rows(*rows)
    start = time.process_time()
    assert check(reading, day=DAY) == ()
    assert time.process_time() - start < 20
