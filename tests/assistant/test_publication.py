"""The published script: its name and hash are those of its bytes."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from assistant.publication import Script, widget_script

WIDGET = Path(__file__).resolve().parents[2] / "assistant/widget/widget.js"


def test_script_is_the_file_beside_the_routes() -> None:
    assert widget_script().content == WIDGET.read_bytes()


def test_any_other_content_has_another_version_and_integrity() -> None:
    one, other = Script(b"let a = 1"), Script(b"let a = 2")
    assert one.version != other.version
    assert one.integrity != other.integrity
    assert one.name == f"widget-{one.version}.js"


def test_integrity_is_what_browsers_reckon() -> None:
    script = Script("搜尋".encode())
    kind, digest = script.integrity.split("-", 1)
    assert kind == "sha384"
    assert base64.b64decode(digest) == hashlib.sha384(script.content).digest()


def test_lines_name_the_version_at_the_server() -> None:
    script = Script(b"x")
    first, second = script.lines("https://data.example.hk/")
    assert f'src="https://data.example.hk/{script.name}" integrity="{script.integrity}"' in first
    assert 'crossorigin="anonymous"' in first
    assert second == "<open-data-search></open-data-search>"


def test_address_cannot_break_out_of_the_lines() -> None:
    assert '"><' not in Script(b"x").lines('https://a"><script>')[0].split("</script>")[0]
