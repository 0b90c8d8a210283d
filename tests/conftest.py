"""No test sees the plans that this machine's user has added."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_plans_but_the_bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ODPLAN_LIBRARY", str(tmp_path_factory.mktemp("library")))
        yield
