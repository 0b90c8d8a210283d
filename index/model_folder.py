"""The bundled model as an ordinary sentence-transformers folder, made once in the user's cache.

Written beside and moved into place under a lock, so that a reader sees a whole folder or none; a manifest says what
it was made from, so that a folder from another model file or an older converter is made anew. Needs no torch.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from corpus.files import parsed
from corpus.locks import held
from index.errors import unwritable
from index.model_file import SOURCE_SHA256, ModelFile, Pieces, Shape, read_model_file
from index.query_model import write_query_model

if TYPE_CHECKING:
    from tokenizers.normalizers import Normalizer

__all__ = [
    "BUNDLED_DIMENSION",
    "BUNDLED_FINGERPRINT",
    "PROMPTS",
    "QUERIES",
    "Progress",
    "bundled_model_folder",
    "default_cache",
    "silent",
]

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done."""

CONVERTER_VERSION = 3
"""To be raised with every change of what is written here or in `query_model`: another version's folder is made anew."""

BUNDLED_DIMENSION = 384
BUNDLED_FINGERPRINT = f"{SOURCE_SHA256}+{CONVERTER_VERSION}"
FOLDER = "multilingual-e5-small"
MANIFEST = "odplan.json"
LOCK_SECONDS = 300
"""Making the folder takes some ten seconds, on a slow disk a minute or two."""
QUERIES = "queries"
"""Below the folder: the model once more, as `query_model` runs it."""
PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
"""E5's own prompts; `document` is the name that SentenceTransformer.encode_document looks for first."""


def default_cache() -> Path:
    """The folder of the user's cache that odplan keeps its files in."""
    return user_cache_path("odplan", appauthor=False)


def bundled_model_folder(cache: Path | None = None, progress: Progress | None = None) -> Path:
    """The path of the bundled model's folder below `cache`, made first where it is not there or is not whole.

    Any number of processes may ask at once: one makes it (some 8 seconds, 550 MB), the others wait.
    Raises ModelMissing, ModelDamaged (the package's file) or FolderUnwritable (the cache).
    """
    parent = (cache or default_cache()) / "models"
    folder = parent / FOLDER
    if _is_whole(folder):
        return folder
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with held(parent / f".{FOLDER}.lock", LOCK_SECONDS):
            if not _is_whole(folder):
                _make(folder, read_model_file(), progress or silent)
    except OSError as error:
        raise unwritable(parent, error) from error
    return folder


def silent(share: float, doing: str) -> None:
    """Progress that nobody watches."""


def _is_whole(folder: Path) -> bool:
    """Whether the folder was made from this model file by this converter, and no file of it is gone or cut off."""
    try:
        manifest = parsed((folder / MANIFEST).read_text(encoding="utf-8"))
        sizes = {name: (folder / name).stat().st_size for name in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(manifest == _manifest(sizes) and sizes)


def _manifest(sizes: Mapping[str, int]) -> dict[str, object]:
    return {"source_sha256": SOURCE_SHA256, "converter": CONVERTER_VERSION, "files": dict(sizes)}


def _make(folder: Path, model: ModelFile, progress: Progress) -> None:
    """Write the folder beside its place and move it there; whatever stood there or was left behind goes."""
    beside = folder.parent / f".{FOLDER}.making"
    if beside.exists():
        shutil.rmtree(beside)
    beside.mkdir()
    try:
        _write(beside, model, progress)
        if folder.exists():
            os.rename(folder, beside / "stale")
        os.rename(beside, folder)
        shutil.rmtree(folder / "stale", ignore_errors=True)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    progress(1.0, "the model is ready")


def _write(folder: Path, model: ModelFile, progress: Progress) -> None:
    # Imported here because only the one process that converts needs them.
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    progress(0.1, "writing the tokenizer")
    _write_tokenizer(folder / "tokenizer.json", model.pieces, model.shape.positions)
    progress(0.4, "unpacking the weights")
    weights = _bert_weights(model)
    progress(0.6, "writing the weights")
    try:
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as error:
        raise _system_error(error) from error
    # safetensors writes for this user alone; in a shared cache others must be able to read.
    shutil.copymode(folder / "tokenizer.json", folder / "model.safetensors")
    progress(0.9, "writing the model for questions")
    write_query_model(folder / QUERIES, model)
    for name, content in _settings(model).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = _manifest({path.relative_to(folder).as_posix(): path.stat().st_size for path in files})
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _system_error(error: Exception) -> OSError:
    """What the operating system said, which a library in Rust keeps in its message: "... (os error 28)"."""
    number = re.search(r"\(os error (\d+)\)", str(error))
    return OSError(int(number[1]), os.strerror(int(number[1]))) if number else OSError(str(error))


def _write_tokenizer(path: Path, pieces: Pieces, longest: int) -> None:
    """XLM-R's tokenizer: a unigram model over the file's pieces, between <s> and </s>."""
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors

    vocabulary = list(zip(pieces.texts, pieces.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer(pieces.replacements)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    begin, end = pieces.texts[pieces.begin], pieces.texts[pieces.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, pieces.begin), (end, pieces.end)],
    )
    ids = (pieces.begin, pieces.pad, pieces.end, pieces.unknown, len(pieces.texts) - 1)
    tokenizer.add_special_tokens([AddedToken(pieces.texts[i], special=True, normalized=False) for i in ids])
    tokenizer.enable_truncation(longest)
    # Not tokenizer.save: a full disk must be told as an OSError.
    path.write_text(tokenizer.to_str(pretty=False), encoding="utf-8")


def _normalizer(replacements: Mapping[str, str]) -> Normalizer:
    """The file's normalisation as NFKC and the few replacements that are not NFKC's, then single spaces.

    Its map goes character by character; NFKC also joins a letter with the accent after it, as the original does.
    """
    from tokenizers import Regex, normalizers

    unlike: dict[str, list[str]] = defaultdict(list)
    for character, replacement in replacements.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            unlike[replacement].append(f"\\x{{{ord(character):x}}}")
    rules = [normalizers.Replace(Regex(f"[{''.join(group)}]"), to) for to, group in sorted(unlike.items())]
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    return normalizers.Sequence([*rules, normalizers.NFKC(), spaces, normalizers.Strip(left=False, right=True)])


def _bert_weights(model: ModelFile) -> dict[str, NDArray[np.float32]]:
    """The tensors under the names and in the shapes of transformers' BertModel."""
    width, inner = model.shape.hidden, model.shape.inner
    types = np.zeros((model.shape.types, width), dtype=np.float32)
    given = model.tensor("emb.type").reshape(-1, width)[: model.shape.types]
    types[: len(given)] = given
    weights = {
        "embeddings.word_embeddings.weight": model.tensor("emb.word").reshape(model.shape.vocabulary, width),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos").reshape(model.shape.positions, width),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b"),
        # Mean pooling never uses the pooler, but a folder without one is loaded with a warning and random numbers.
        "pooler.dense.weight": np.zeros((width, width), dtype=np.float32),
        "pooler.dense.bias": np.zeros(width, dtype=np.float32),
    }
    for number in range(model.shape.layers):
        for short, long, shape in _layer_parts(width, inner):
            name = f"encoder.layer.{number}.{long}"
            weights[f"{name}.weight"] = model.tensor(f"l{number}.{short}.w").reshape(shape)
            weights[f"{name}.bias"] = model.tensor(f"l{number}.{short}.b")
    return weights


def _layer_parts(width: int, inner: int) -> list[tuple[str, str, tuple[int, ...]]]:
    """For each part of a layer: its name in the file, its name in BertModel, the shape of its weights."""
    return [
        ("q", "attention.self.query", (width, width)),
        ("k", "attention.self.key", (width, width)),
        ("v", "attention.self.value", (width, width)),
        ("ao", "attention.output.dense", (width, width)),
        ("aln", "attention.output.LayerNorm", (width,)),
        ("fi", "intermediate.dense", (inner, width)),
        ("fo", "output.dense", (width, inner)),
        ("oln", "output.LayerNorm", (width,)),
    ]


def _settings(model: ModelFile) -> dict[str, object]:
    """The small JSON files of a sentence-transformers folder, by their paths."""
    transformer = "sentence_transformers.base.modules.transformer.Transformer"
    pooling = "sentence_transformers.sentence_transformer.modules.pooling.Pooling"
    normalize = "sentence_transformers.base.modules.normalize.Normalize"
    names = (("", transformer), ("1_Pooling", pooling), ("2_Normalize", normalize))
    return {
        "config.json": _bert_config(model.shape, model.pieces.pad),
        "tokenizer_config.json": _tokenizer_config(model.pieces, model.shape.positions),
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(names)
        ],
        "sentence_bert_config.json": {"max_seq_length": model.shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"embedding_dimension": model.shape.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _bert_config(shape: Shape, pad: int) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.inner,
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": pad,
        "type_vocab_size": shape.types,
        "vocab_size": shape.vocabulary,
    }


def _tokenizer_config(pieces: Pieces, longest: int) -> dict[str, object]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": longest,
        "bos_token": pieces.texts[pieces.begin],
        "cls_token": pieces.texts[pieces.begin],
        "eos_token": pieces.texts[pieces.end],
        "sep_token": pieces.texts[pieces.end],
        "pad_token": pieces.texts[pieces.pad],
        "unk_token": pieces.texts[pieces.unknown],
        "mask_token": pieces.texts[-1],
    }
