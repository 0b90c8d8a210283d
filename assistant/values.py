"""One attribute of a dataset, as the plan has it and as a person says it."""

from __future__ import annotations

import re

from assistant.answer import Language
from assistant.durations import parts
from assistant.numerals import parse_year
from assistant.phrasing import phrase
from corpus.bureaux import bureau_named
from corpus.library import Library
from corpus.records import Dataset, Plan, Release
from index.analysis import simplified

_YEAR = re.compile(r"(?:自|由|since |from )\s*([12]\d{3}|[一二][零〇一二三四五六七八九]{3})")
_BREAKDOWN_ZH = re.compile(r"按([^。；，()（） ]{2,40}?)(?:劃分|分類|统计|分组)|分項數字將會按([^。]{2,60}?)劃分")
_BREAKDOWN_EN = re.compile(r"\bby ((?:[a-z/&-]+(?:, | and | )?){1,9})")


def in_language(text: str, language: Language) -> str:
    """Plan text in the asker's script; English askers get it as it is."""
    return simplified(text) if language == "zh-Hans" else text


def name_of(dataset: Dataset, language: Language) -> str:
    """The dataset's name for the asker: English with the original beside, or the asker's script."""
    if language == "en":
        other = dataset.name_en not in ("", dataset.name)
        return f"{dataset.name_en} ({dataset.name})" if other else dataset.name
    if dataset.name_zh:
        return f"《{in_language(dataset.name_zh, language)}》（{dataset.name}）"
    return f"《{in_language(dataset.name, language)}》"


def frequency_words(every: str | None, language: Language, written: str = "") -> str:
    """An update frequency in words: "quarterly (every three months)", 「每季」."""
    if every is None:
        return in_language(written, language)
    known = phrase(language, "every." + every, default="")
    if known:
        return known
    found = parts(every)
    if found is None:
        return in_language(written, language) or every
    count, unit = found
    one = "one" if count == 1 else "many"
    return phrase(language, "every.n", n=count, unit=phrase(language, f"unit.{unit}.{one}"))


def frequency_of(release: Release, language: Language) -> str:
    """A release's frequency, with the plan's own words where they are others."""
    words = frequency_words(release.every, language, release.frequency)
    written = in_language(release.frequency, language)
    if not written or written in words:
        return words
    return f"{words} ({written})" if language == "en" else f"{words}（{written}）"


def month_words(month: str | None, language: Language) -> str:
    """A month "2019-01" as "January 2019 (01/2019)" or 「2019年1月（01/2019）」."""
    if month is None:
        return phrase(language, "date.unknown")
    year, number = month.split("-")
    if language == "en":
        return f"{phrase(language, f'month.{int(number)}')} {year} ({number}/{year})"
    return f"{year}年{int(number)}月（{number}/{year}）"


def place_of(dataset: Dataset, language: Language) -> str:
    """Where the dataset stands: section, table, number, document, line or page."""
    table = dataset.short_id.split(".")
    where = ("line", dataset.source.line) if dataset.source.line is not None else ("page", dataset.source.page)
    return phrase(
        language,
        "place." + where[0],
        section=dataset.section,
        table=".".join(table[:-1]),
        kind=phrase(language, "spatial.true" if dataset.spatial else "spatial.false"),
        number=table[-1],
        document=dataset.source.document,
        position=where[1],
    )


def bureau_of(plan: Plan, language: Language) -> str:
    """The name of the bureau whose plan it is, for the asker; that in the plan where no other is known."""
    known = bureau_named(plan.bureau) if plan.bureau else None
    if language == "en":
        return plan.bureau_en or (known.english if known else plan.bureau)
    return in_language(known.chinese if known else plan.bureau, language)


def plan_name(plan: Plan, language: Language) -> str:
    """Whose plan it is and for which years, for the asker: "Health Bureau 2024-2026"."""
    return f"{bureau_of(plan, language) or plan.id} {plan.period}".strip()


def owner_of(dataset: Dataset, library: Library, language: Language) -> str:
    """Who owns the dataset; where the row names nobody, that, and whose plan it is."""
    plan = next(reading.plan for reading in library.readings if reading.plan.id == dataset.plan_id)
    bureau = bureau_of(plan, language)
    if dataset.organisation is None:
        return phrase(language, "owner.unstated", bureau=bureau)
    return organisation_name(dataset.organisation, library, language)


def organisation_name(organisation: str, library: Library, language: Language) -> str:
    """An organisation's name for the asker, the original beside it in English."""
    english = library.english(organisation)
    if language == "en":
        return f"{english} ({organisation})" if english else organisation
    return in_language(organisation, language)


def since_year(dataset: Dataset) -> int | None:
    """The year that the figures go back to, where the description says one."""
    years = [parse_year(match[1]) for match in _YEAR.finditer(dataset.description)]
    return min(years, default=None)


def breakdowns(dataset: Dataset, language: Language) -> list[str]:
    """What the figures are broken down by, as the name and the descriptions say: each cut once, in their order."""
    text = f"{dataset.name} {dataset.description}"
    found = list(dict.fromkeys(a or b for a, b in _BREAKDOWN_ZH.findall(text)))
    in_brackets = re.findall(r"\(按([^)]{1,20}?)分類\)", text)
    found += [cut for cut in in_brackets if cut not in found]
    if language == "en":
        return english_breakdowns(dataset) or found
    return [in_language(cut, language) for cut in found]


def english_breakdowns(dataset: Dataset) -> list[str]:
    """The cuts as the unofficial English has them."""
    text = re.sub(r"(?<!\s)\s*+\([^()]*\)", "", f"{dataset.name_en}. {dataset.description_en}".lower())
    return list(dict.fromkeys(match.strip(" ,") for match in _BREAKDOWN_EN.findall(text)))
