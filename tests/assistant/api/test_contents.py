"""What the API says beyond the command line."""

from __future__ import annotations

import pytest

from assistant.api.contents import brief, described, with_briefs
from assistant.service import Assistant


def test_brief_has_both_names_of_the_owner(assistant: Assistant) -> None:
    told = brief(assistant.dataset("hhb-2024-2026/C1.i.3"), assistant.library)
    assert (told["organisation"], told["organisation_en"]) == ("醫院管理局", "Hospital Authority")
    assert told["spatial"] is True


def test_brief_of_a_dataset_without_an_owner_says_nothing_of_it(assistant: Assistant) -> None:
    told = brief(assistant.dataset("hhb-2024-2026/D.ii.9"), assistant.library)
    assert told["organisation"] is None and told["organisation_en"] is None


@pytest.mark.parametrize("question", ["which datasets update weekly", "哪些數據集每星期更新", "哪些数据集每周更新"])
def test_nothing_but_briefs_is_added_to_an_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).to_json()
    told = with_briefs(answer, assistant.library)
    assert len(told["matches"]) == len(answer["matches"]) > 0
    assert all(list(match)[-1] == "brief" and match["brief"].keys() for match in told["matches"])
    assert [{n: v for n, v in match.items() if n != "brief"} for match in told["matches"]] == answer["matches"]
    assert told | {"matches": answer["matches"]} == answer


def test_every_dataset_can_be_described(assistant: Assistant) -> None:
    told = [described(dataset, assistant.library) for dataset in assistant.library.datasets]
    twins = {each["id"]: each["twin"] for each in told}
    assert all(twins[twin] == name for name, twin in twins.items() if twin) and any(twins.values())
