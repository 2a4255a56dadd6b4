"""Telling an order ("Make a 30 second video about how bees make honey") from its subject."""

import re
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.words.order_grammar import GRAMMARS

_LONGEST_ORDER = 12  # words between the verb and the subject

_WORD = r"[\w'’.:/,+-]+"
_DURATION = (
    r"(?:\s*[(,]?\s*(?:of|de|von|in|di|da|van|mit|lasting|durant|на|av|med)?\s*\d+[\s-]*"
    r"(?:s|sec|secs|seconds?|sekunden?|secondes?|segundos?|secondi|seconden|minutes?|mins?"
    r"|minuten?|minutos?|minuti|min|секунд\w*|минут\w*)\b[),]?)?"
)
# Before the noun where no verb tells that this is an order: only words that describe videos.
_KIND_WORD = (
    r"(?:\d+|[\d-]*\s?(?:s|sec|seconds?|minutes?|min|sekunden?|secondes?|segundos?)|\d+-\w+"
    r"|short|quick|brief|simple|educational|explainer|animated|cinematic|funny|promo|kurz(?:es|er)?"
    r"|court|courte|petite?|pequeño|corto|breve|curto|kort|krótki|короткий|короткое)"
)
_BY_VERB = tuple(
    re.compile(
        rf"^(?:(?:{grammar.polite})[\s,]+){{0,2}}(?:{grammar.verbs})(?:[\s-]+(?:{grammar.articles}))?"
        rf"(?:\s+{_WORD}){{0,6}}?\s+(?:{grammar.kinds})\b{_DURATION}"
        rf"\s*(?:[:：–—-]\s*(?:(?:{grammar.links})\s+)?|,?\s*(?:{grammar.links})[:\s]\s*)(?P<subject>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    for grammar in GRAMMARS
)
_BY_WISH = tuple(
    re.compile(
        rf"^(?:(?:{grammar.polite})[\s,]+)(?:{grammar.articles})(?:\s+{_WORD}){{0,6}}?\s+(?:{grammar.kinds})\b{_DURATION}"
        rf"\s*(?:[:：]\s*|,?\s*(?:{grammar.links})\s+)(?P<subject>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    for grammar in GRAMMARS
)
_BY_NOUN = tuple(
    re.compile(
        rf"^(?:(?:{grammar.articles})\s+)?(?P<kind>(?:{_KIND_WORD}\s+){{0,4}})(?:{grammar.kinds})\b{_DURATION}"
        rf"\s*(?:[:：]\s*|\s(?P<link>{grammar.links})\s+)(?P<subject>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    for grammar in GRAMMARS
)
_WIDE = (
    re.compile(
        r"^(?:请|請|帮我|幫我|给我|給我|我想|我要)*(?:制作|製作|做|创建|創建|生成|拍摄|拍攝|拍)"
        r"(?:一个|一個|一部|一段|个|個)?(?P<length>[\d一二三四五六七八九十]+(?:秒|分钟|分鐘)(?:钟|鐘)?的?)?"
        r"(?:(?:关于|關於|介绍|介紹|讲述|講述|解释|解釋|展示|说明|說明)(?P<subject>.+?)的?"
        r"(?:短?视频|短?視頻|短片|影片|动画|動畫|短影片)"
        r"|(?:短?视频|短?視頻|短片|影片|动画|動畫)[，,：:\s]*(?:关于|關於|介绍|介紹|讲述|講述|解释|解釋|展示|说明|說明)?"
        r"(?P<after>.+?))[。！!]?$"
    ),
    re.compile(
        r"^(?P<subject>.+?)(?:について|に関する|に関して|を説明する|を紹介する)の?(?:\d+(?:秒|分)の?)?"
        r"(?:短い|説明)?(?:動画|ビデオ|映像|ムービー|アニメ)を?"
        r"(?:作って|作成して|生成して|制作して)?(?:ください|下さい|ほしい|欲しい)?[。！]?$"
    ),
    re.compile(
        r"^(?P<subject>.+?)(?:에 대한|에 관한|에 대해|[을를] (?:설명|소개)하는)\s*"
        r"(?:\d+\s*(?:초|분)(?:짜리)?\s*)?(?:짧은\s*)?(?:영상|동영상|비디오|클립|애니메이션)(?:을|를)?\s*"
        r"(?:만들어|생성해|제작해)?\s*(?:줘|주세요|주십시오)?[.!]?$"
    ),
    re.compile(
        r"^(?:من فضلك\s+)?(?:اصنع|أنشئ|انشئ|اعمل|صمم)\s+(?:لي\s+)?(?:فيديو|فيلم|مقطع)\S*"
        r"(?:\s+\S+){0,4}?\s+(?:عن|حول|يشرح|يوضح)\s+(?P<subject>\S.*)$",
        re.DOTALL,
    ),
    re.compile(
        r"^(?P<subject>\S.*?)\s+(?:के बारे में|पर)\s+(?:एक\s+)?(?:\S+\s+){0,3}?(?:वीडियो|फिल्म|फ़िल्म)"
        r"(?:\s+(?:बनाओ|बनाइए|बनाएं|बनाएँ|बना दो))?[।!.]?$"
    ),
)
# Sentences after an order that go on ordering: what to show, then length, tone and style.
_SHOW_ORDERS = re.compile(
    r"^(?:please\s+)?(?:show|use|include|add|zeige?|verwende|nutze|montre[rz]?|utilise[rz]?|muestra|usa"
    r"|utiliza|mostra)\b.*\b(?:footage|shots?|images?|pictures?|visuals?|scenes?|colou?rs?|bilder|farben"
    r"|aufnahmen|imágenes|imagens|couleurs|colores|immagini)\b",
    re.IGNORECASE,
)
_MORE_ORDERS = re.compile(
    r"^(?:(?:please\s+)?(?:make (?:it|sure)|keep (?:it|the)|use (?:a|an|the|some)|it should"
    r"|the (?:tone|style|video|length|music|voice|narration|mood) (?:should|must|is)"
    r"|don'?t|do not|avoid|no (?:music|text|voice))\b"
    r"|(?:tone|style|length|duration|mood|format|audience"
    r"|aspect ratio|voice|language|stil|ton|länge|dauer|durée|duración)\s*[:：]"
    r"|(?:bitte |halte |verwende |nutze )"
    r"|(?:utilise[rz]?|usa|use|utiliza)\s+(?:un|une|una|um|uma)\b)",
    re.IGNORECASE,
)
_PLAIN_END = re.compile(r"[.。！!]+$")


@dataclass(frozen=True, slots=True)
class Order:
    """What an order is about, and whether it was one."""

    subject: str
    was_order: bool


def subject_of(sentence: str) -> Order:
    """The subject of an order, in its own words; any other sentence stays as it is."""
    text = sentence.strip()
    for pattern in (*_BY_VERB, *_BY_WISH):
        if (match := pattern.match(text)) and _is_short(text, match.start("subject")):
            return _order(match["subject"], sentence)
    for pattern in _BY_NOUN:
        match = pattern.match(text)
        if match and not _PLAIN_END.search(text) and _is_safe(match):
            return _order(match["subject"], sentence)
    for pattern in _WIDE:
        if match := pattern.match(text):
            groups = match.groupdict()
            return _order(groups.get("subject") or groups.get("after") or "", sentence)
    return Order(sentence, was_order=False)


def orders_picture(sentence: str) -> bool:
    """Whether a sentence after an order says what should be seen."""
    return bool(_SHOW_ORDERS.match(sentence.strip()))


def goes_on_ordering(sentence: str) -> bool:
    """Whether a sentence after an order is about the video and not about its subject."""
    return orders_picture(sentence) or bool(_MORE_ORDERS.match(sentence.strip()))


def _order(subject: str, sentence: str) -> Order:
    subject = subject.strip(" \t\n\"“”„«»'")
    subject = subject.rstrip(".。") if subject.count(".") == 1 else subject
    if not any(char.isalnum() for char in subject):
        return Order(sentence, was_order=False)
    return Order(subject[0].upper() + subject[1:], was_order=True)


def _is_short(text: str, start: int) -> bool:
    return len(text[:start].split()) <= _LONGEST_ORDER + 6


def _is_safe(match: re.Match[str]) -> bool:
    """A bare "film on …" may be a sentence; with an article, a kind or a colon it is a label."""
    before = match.string[: match.start("subject")]
    has_colon = before.rstrip().endswith((":", "："))
    has_article = len(before.split()) > (1 if has_colon else 2)
    return has_colon or has_article or match["link"] in ("about", "über", "sobre", "over", "o")
