"""How many there are of each kind, told in the three languages and for programs."""

import pytest

from assistant.service import Assistant
from assistant.tallies import tally
from corpus.library import load_library

DATASETS = load_library().datasets


@pytest.mark.parametrize(
    "question",
    [
        "break all datasets down by update frequency",
        "how many datasets are there per update frequency?",
        "每種更新頻率各有幾多個數據集",
        "各种更新频率有多少个数据集",
        "各更新頻率分別有多少個",
    ],
)
def test_datasets_are_counted_by_update_frequency(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "value" and answer.value["field"] == "frequency"
    assert answer.value["counts"] == {"P1Y": 21, "as-needed": 11, "P3M": 10, "P1W": 3, "PT15M": 2, "P1D": 1}
    assert len(answer.dataset_ids) == 48 and all(number in answer.answer for number in ("21", "11", "10"))


@pytest.mark.parametrize(
    "question",
    [
        "spatial and non-spatial datasets, how many of each?",
        "空間數據和非空間數據各有幾多個",
        "空间数据和非空间数据，哪种多，各有几个？",
    ],
)
def test_what_is_named_is_counted_each(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).value == {"field": "spatial", "counts": {"false": 25, "true": 23}}


def test_conditions_keep_their_word(assistant: Assistant) -> None:
    answer = assistant.ask("how many planned datasets are there per section?")
    assert answer.value == {"field": "section", "counts": {"A": 1, "C": 8}}


@pytest.mark.parametrize("question", ["how is the cancer dataset broken down?", "how often is it per year"])
def test_a_breakdown_of_figures_is_no_tally(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.value is None or "counts" not in answer.value


def test_a_dataset_counts_once_under_each_of_its_values() -> None:
    formats = tally(DATASETS, "formats")
    assert formats["JSON"] == sum("JSON" in dataset.formats for dataset in DATASETS)
    assert formats[""] == sum(not dataset.formats for dataset in DATASETS)
    assert sum(tally(DATASETS, "section").values()) == len(DATASETS)


def test_years_stand_in_their_order_and_others_by_number() -> None:
    assert list(tally(DATASETS, "year")) == sorted(tally(DATASETS, "year"))
    counts = list(tally(DATASETS, "organisation").values())
    assert counts == sorted(counts, reverse=True)
