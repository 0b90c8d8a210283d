"""The shapes that the description promises are those that answers have."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from starlette.testclient import TestClient

from assistant.api import models
from assistant.api.description import examples

SHAPES: dict[str, type[BaseModel]] = {
    "ask": models.Answer, "converse": models.Answers, "search": models.Searched, "suggest": models.Suggested,
    "datasets": models.Listed, "dataset": models.Described, "facets": models.Facets, "plans": models.Plans,
    "health": models.Health, "ready": models.Ready,
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_each_example_has_the_shape_of_its_kind_and_lacks_nothing_of_it(name: str) -> None:
    content = examples()[name]["response"]
    SHAPES[name].model_validate(content, strict=True)
    with pytest.raises(ValidationError):
        SHAPES[name].model_validate({**content, "more": 1})
    required = [field for field, told in SHAPES[name].model_fields.items() if told.is_required()]
    assert set(required) == set(content)


@pytest.mark.parametrize(
    "question", ["hi", "", "which datasets update weekly", "how many are spatial", "急症室等候時間幾耐更新一次", "天气"]
)
def test_answers_of_every_kind_have_the_shape(client: TestClient, question: str) -> None:
    models.Answer.model_validate(client.get("ask", params={"q": question}).json(), strict=True)


def test_files_and_problems_have_the_shape(client: TestClient) -> None:
    models.Taken.model_validate(client.get("download/datasets.json").json(), strict=True)
    told: dict[str, Any] = client.get("ask").json()
    models.Problem.model_validate(told, strict=True)
