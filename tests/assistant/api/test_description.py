"""The description is true: schemathesis asks what it allows and what it does not, and finds nothing amiss."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from assistant.api.app import ROOT, create
from assistant.api.description import examples, operations
from assistant.reach import Reach
from assistant.shared import Shared

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    negative_data_rejection, positive_data_acceptance,
]  # fmt: skip
EXAMPLES = 5


@pytest.fixture(scope="module")
def content(client: TestClient) -> dict[str, Any]:
    described: dict[str, Any] = client.get("openapi.json").json()
    return described


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_schemathesis_finds_nothing(shared: Shared, mode: str) -> None:
    app = create(shared, Reach(rate=None), write=lambda line: None)
    schema = schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", app)
    tested = []
    for result in schema.get_all_operations():
        operation = result.ok()
        # Where nothing can be given, nothing wrong can be given either.
        if mode == "POSITIVE" or operation.path not in ("/plans", "/health", "/ready"):
            _try(operation, schemathesis.GenerationMode[mode])
            tested.append(operation.label)
    assert len(tested) == {"POSITIVE": 11, "NEGATIVE": 8}[mode]


def _try(operation: Any, mode: schemathesis.GenerationMode) -> None:
    from hypothesis import given

    @seed(20260301)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def attempt(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    attempt()


def test_every_operation_has_an_example_that_is_what_comes_back(client: TestClient, content: dict[str, Any]) -> None:
    named = {operation["operationId"] for _, _, operation in operations(content)}
    assert named == set(examples())
    for name, example in examples().items():
        address = example["address"].removeprefix("/")
        answer = client.post(address, json=example["body"]) if "body" in example else client.get(address)
        assert answer.status_code == 200, name
        assert "response" not in example or answer.json() == example["response"], name


def test_every_parameter_is_limited_and_described(content: dict[str, Any]) -> None:
    for path, method, operation in operations(content):
        assert operation["description"].endswith("."), path
        for parameter in operation.get("parameters", ()):
            schema = parameter["schema"]
            limits = {"enum", "maxLength", "maximum", "maxItems", "pattern"} & set(schema)
            assert limits, (path, method, parameter["name"])
            assert parameter["description"].endswith(".") and "anyOf" not in schema, parameter["name"]
            if schema["type"] == "array":
                assert {"enum", "maxLength", "pattern"} & set(schema["items"]), parameter["name"]


def test_every_refusal_is_a_problem_document(content: dict[str, Any]) -> None:
    for path, _, operation in operations(content):
        refusals = {status: told for status, told in operation["responses"].items() if status >= "400"}
        assert "400" in refusals and "422" not in refusals
        for status, told in refusals.items():
            if (path, status) != ("/ready", "503"):
                assert list(told["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in content["components"]["schemas"]


def test_examples_name_no_other_server_than_this(content: dict[str, Any]) -> None:
    assert content["servers"] == [{"url": ROOT}] and content["openapi"].startswith("3.1")
