"""The dictionaries that text is read by: OpenCC's turns one script into the other, jieba's cuts Chinese into words.

Without them Chinese would be read otherwise than the index was, so nothing starts without them. They are loaded when
they are first needed; `check_dictionaries` tells at the start, and cheaply, whether they are there.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from index.errors import DictionaryMissing

if TYPE_CHECKING:
    import jieba

__all__ = ["TO_SIMPLIFIED", "TO_TRADITIONAL", "check_dictionaries", "converter", "segmenter"]

TO_SIMPLIFIED, TO_TRADITIONAL = "t2s", "s2t"
JIEBA_FILE = "dict.txt"


def check_dictionaries() -> None:
    """Nothing where both dictionaries are there; DictionaryMissing, with the package to install, where one is not."""
    converter(TO_SIMPLIFIED)
    converter(TO_TRADITIONAL)
    _jieba_file()


@functools.cache
def converter(direction: str) -> Callable[[str], str]:
    """What turns a text from one script into the other: "t2s" to Simplified, "s2t" to Traditional characters."""
    try:
        import opencc

        convert: Callable[[str], str] = opencc.OpenCC(direction).convert
    except (ImportError, OSError, RuntimeError) as error:
        raise _missing("OpenCC", "opencc", error) from error
    return convert


def segmenter() -> jieba.Tokenizer:
    """A new segmenter that knows jieba's own words."""
    _jieba_file()
    import jieba

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    # jieba keeps its parsed dictionary in the shared temporary folder unless told otherwise,
    # where anybody could leave a file for us to load. It does without where it can keep nothing.
    cache = Path(platformdirs.user_cache_dir("odplan"))
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(cache)
    try:
        tokenizer.initialize()
    except (OSError, ValueError) as error:
        raise _missing("jieba", "jieba", error) from error
    return tokenizer


def _jieba_file() -> None:
    """Sees to jieba's dictionary itself: what jieba keeps of it in the cache would hide that it is gone."""
    try:
        spec = find_spec("jieba")
        if spec is None or spec.origin is None:
            raise ImportError("the package is not installed")
        if not Path(spec.origin).with_name(JIEBA_FILE).stat().st_size:
            raise ValueError(f"{JIEBA_FILE} is empty")
    except (ImportError, OSError, ValueError) as error:
        raise _missing("jieba", "jieba", error) from error


def _missing(name: str, package: str, error: Exception) -> DictionaryMissing:
    reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    return DictionaryMissing(
        f"The dictionary of {name} cannot be read ({reason}), and without it no Chinese can be; "
        f"run `pip install --force-reinstall --no-deps {package}`."
    )
