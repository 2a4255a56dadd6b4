"""Phrases in scripts that write words without spaces: Thai, Japanese and Chinese."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux.parser import Parser

_SEGMENTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Everyday characters that are written in another way in simplified Chinese.
_TRADITIONAL = re.compile("[們個這國學說時後會來對開發過還裡點為與當從樣間實現長種麼電動無問經進]")


def phrases_of(spaced: str, whole: str) -> list[str] | None:
    """The phrases of a stretch without spaces, which is part of a `whole` text; None where
    its script has none that are known.
    """
    if not _SEGMENTED.search(spaced):
        return None
    if _THAI.search(spaced):
        model = "thai"
    else:
        models = {"ja": "japanese", "zh-Hant": "traditional_chinese"}
        model = models.get(han_language(whole), "simplified_chinese")
    return [part for part in _parser(model).parse(spaced) if part]


def han_language(text: str) -> str:
    """In whose shapes the Chinese characters of a text are drawn: "ja", "zh-Hant", "zh-Hans"
    or "" where there are none.
    """
    if _KANA.search(text):
        return "ja"
    if not _HAN.search(text):
        return ""
    return "zh-Hant" if _TRADITIONAL.search(text) else "zh-Hans"


@cache
def _parser(model: str) -> "Parser":
    import budoux

    loaders = {
        "thai": budoux.load_default_thai_parser,
        "japanese": budoux.load_default_japanese_parser,
        "traditional_chinese": budoux.load_default_traditional_chinese_parser,
        "simplified_chinese": budoux.load_default_simplified_chinese_parser,
    }
    return loaders[model]()
