"""No test sees the plans that this machine's user has added, and none fails for being slow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

# A machine that does other work as well would be told to be a fault of the text that was tried just then.
settings.register_profile("odplan", deadline=None)
settings.load_profile("odplan")


@pytest.fixture(scope="session", autouse=True)
def _no_plans_but_the_bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ODPLAN_LIBRARY", str(tmp_path_factory.mktemp("library")))
        yield
