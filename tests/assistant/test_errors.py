"""One tree of what keeps the assistant from starting."""

import pytest

from assistant.errors import AssistantError, SettingWrong


def test_whoever_catches_the_root_catches_all() -> None:
    with pytest.raises(AssistantError, match="no port"):
        raise SettingWrong("that is no port")
