"""What programs show and do not write down: the numbers of lists in their many forms, raised marks."""

from __future__ import annotations

__all__ = ["BULLET", "raised", "written"]

BULLET = "•"

_HIGHEST = 100_000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The names that web pages have for them.
_FORMS = {
    "A": "upperLetter",
    "a": "lowerLetter",
    "I": "upperRoman",
    "i": "lowerRoman",
    "1": "decimal",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-roman": "upperRoman",
    "lower-roman": "lowerRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Superscript text as it reads without its form: digits as raised ones, a lone letter or word in brackets."""
    bare = text.strip()
    if bare.isdecimal() and bare.isascii():
        return text.translate(_RAISED)
    return f"[{bare}]" if len(bare) == 1 and bare.isascii() and bare.isalpha() else text


def written(number: int, form: str) -> str:
    """A number of a list in one of the forms that Word and web pages name ("upperRoman", "lower-alpha")."""
    form = _FORMS.get(form, form)
    if not 0 < number < _HIGHEST:
        return str(number)
    lower = form.lower()
    if lower.endswith("roman"):
        text = _roman(number)
    elif lower.endswith("letter"):
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        return _other(number, lower)
    return text.upper() if form.startswith("upper") else text


def _other(number: int, form: str) -> str:
    if form == "decimalzero":
        return f"{number:02d}"
    if form == "ideographtraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if form == "ideographzodiac" and number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    if form.startswith("decimalenclosedcircle") and number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form == "ideographdigital" or form == "taiwanesedigital" or form == "japanesedigitaltenthousand":
        return "".join(_CHINESE[int(digit)] for digit in str(number))
    if any(word in form for word in ("chinese", "taiwanese", "japanese", "koreancounting", "ideograph")):
        return _chinese(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _chinese(number: int) -> str:
    """The number in Chinese up to 99; beyond that no plan counts."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    text = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    return text + (_CHINESE[ones] if ones else "")
