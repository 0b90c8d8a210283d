"""Texts that programs stumble over, by what they are: whoever reads what people write must get by with all of them."""

from __future__ import annotations

import os

HOSTILE = {
    "nothing": "",
    "half characters": "\ud800急症室\udfff \udc80",
    "bytes of a file name": os.fsdecode(b"\xff\xfe plan \x80.txt"),
    "ten thousand accents": "e" + "\u0301" * 10_000,
    "marks without a letter": "\u0489\u20dd\u1ab0" * 300,
    "turned round": "\u202eDSC\u202c \u2066每年\u2069 \u200fCSV\u200e",
    "never turned back": "\u202e\u2067" * 300 + "每月",
    "nobody sees": "急\u200b症\u200d室\u2060 \ufeffC\u00adS\u034fV \u180e\ufe0f\U000e0041",
    "nothing but unseen": "\u200b\u2060\ufeff" * 1000,
    "beyond the first plane": "\U00020000\U0002a6d6\U00030000" * 200 + "統計",
    "compatibility characters": "\uf900\uf9ff\U0002f800\u2f00\u3300\u33c2" * 200,
    "grows eighteenfold": "\ufdfa" * 1000,
    "grows when lowered": "\u0130\u0149\u1e9e\ufb03\u01f0" * 300,
    "syllables in pieces": "\u1112\u1161\u11ab" * 500,
    "numerals of all kinds": "٣٤٥ ௧ ² ⅷ ① １２ 𝟗 〇 廿 亿",
    "digits": "9" * 5000,
    "Chinese digits": "一" * 5000,
    "a long number": "1e999 -0 0x10 99999999999999999999 NaN",
    "NUL": "a\0b\0" * 500,
    "controls": "\x01\x1b[31m\x7f\x85\u2028\u2029\x0b\x0c",
    "no characters": "\ufffe\U0010ffff\ue000\U000f0000",
    "faces": "👨‍👩‍👧‍👦🏳️‍🌈🇭🇰" * 200,
    "one long word": "a" * 50_000,
    "one long line of Chinese": "數據" * 10_000,
    "blanks": " " * 50_000 + "x",
    "brackets": "(" * 3000 + "（" * 3000,
    "closing brackets": ")" * 3000 + "】" * 3000,
    "joints": "CSV" + "及/或" * 1000,
    "rows of signs": "|" * 2000 + "-" * 2000 + ":" * 2000 + "*" * 2000,
    "of tables": "\t" * 3000 + "\t\n" * 500,
    "mark-up": "<table><tr><td>" * 500 + "&amp;" * 500 + "<!--",
    "other alphabets": "ज़ नि กำ ﷽ ༄ \u0e33\u0e4d" * 200,
}
