"""The settings, one table: name, default, what it is for. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from assistant.errors import SettingWrong
from assistant.reach import ROWS, Reach, read_reach
from index.encoding import DEFAULT_MODEL
from index.milvus.address import Address, read_address

TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "ODPLAN_MODEL",
        DEFAULT_MODEL,
        "The sentence-transformers model: the bundled one, a folder, or a name already on this machine.",
    ),
    ("ODPLAN_CACHE", "", "The folder for the converted model and the index; by default the user's cache folder."),
    (
        "ODPLAN_INDEX",
        "",
        "A Milvus that keeps the index, as `milvus+http://HOST:19530/COLLECTION`; by default the cache folder does.",
    ),
    ("ODPLAN_INDEX_TOKEN", "", "The token for that Milvus; it is never shown, and only taken from here."),
    ("ODPLAN_LIBRARY", "", "The folder for the plans that you add; by default the user's data folder."),
    ("ODPLAN_HOST", "127.0.0.1", "The address that `odplan serve` listens on."),
    ("ODPLAN_PORT", "8501", "The port that `odplan serve` listens on."),
    (
        "ODPLAN_FEEDBACK",
        "",
        "The file in which votes on answers are kept with their questions, if the visitor agrees; off unless set.",
    ),
    (
        "ODPLAN_UPLOADS",
        "local",
        "Who may add and remove plans on the page: `local` (who opens it as localhost on this machine), `on` or `off`.",
    ),
    *ROWS,
)
UPLOADS = ("local", "on", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    model: str
    cache: Path
    library: Path
    index: Address | None
    host: str
    port: int
    uploads: str
    feedback: Path | None
    reach: Reach

    @property
    def snapshot(self) -> Path:
        """The folder of the index."""
        return self.cache / "index"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings out of the environment, with the table's defaults; SettingWrong names the one that will not do."""
    given = os.environ if environment is None else environment
    values = {name: given.get(name) or default for name, default, _ in TABLE}
    votes = values["ODPLAN_FEEDBACK"]
    return Settings(
        model=values["ODPLAN_MODEL"],
        cache=Path(values["ODPLAN_CACHE"] or platformdirs.user_cache_dir("odplan")).expanduser(),
        library=Path(values["ODPLAN_LIBRARY"] or platformdirs.user_data_dir("odplan")).expanduser(),
        index=_index(values["ODPLAN_INDEX"], values["ODPLAN_INDEX_TOKEN"]),
        host=values["ODPLAN_HOST"],
        port=_port(values["ODPLAN_PORT"]),
        uploads=_uploads(values["ODPLAN_UPLOADS"]),
        feedback=Path(votes).expanduser() if votes else None,
        reach=read_reach(values),
    )


def hand_on(name: str, value: str) -> str:
    """Sets a setting for this process and those that it starts, unless somebody has set it; how it is set then."""
    os.environ[name] = os.environ.get(name) or value
    return os.environ[name]


def _index(text: str, token: str) -> Address | None:
    try:
        return read_address(text, token)
    except ValueError as error:
        raise SettingWrong(str(error)) from None


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65_536:
        return int(text)
    raise SettingWrong(f"ODPLAN_PORT is {text!r}, which is no port: give a number from 1 to 65535.")


def _uploads(text: str) -> str:
    if text in UPLOADS:
        return text
    raise SettingWrong(f"ODPLAN_UPLOADS is {text!r}: give {', '.join(UPLOADS[:-1])} or {UPLOADS[-1]}.")
