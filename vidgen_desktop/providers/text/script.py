"""Having a script written: what is asked for, and what of the answer is believed."""

import math
import re
from typing import TYPE_CHECKING

from vidgen_desktop.core.model import Request, Script
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.validate import clean_text
from vidgen_desktop.providers.builtin.words.language import language_of
from vidgen_desktop.providers.builtin.words.sentences import sentences_of
from vidgen_desktop.providers.builtin.words.titles import shortened
from vidgen_desktop.providers.prompts import prompt
from vidgen_desktop.providers.text.asking import Miss, Question, TextModel, ask
from vidgen_desktop.providers.text.own_words import is_surely_script, kept, may_be_script
from vidgen_desktop.providers.voice import pace

if TYPE_CHECKING:
    from vidgen_desktop.providers.text.shapes import Narration

LONGEST_TITLE = 80
_SPOKEN = 0.8  # share of a video in which somebody speaks; the rest is breathing space
_LEAST, _MOST = 0.87, 1.06  # of the wished length, for the model
_BEARABLE_LEAST, _BEARABLE_MOST = 0.7, 1.14  # beyond these it is asked to mend it
# And beyond these it is useless: clips would be bought for another video than was asked for.
_USELESS_LEAST, _USELESS_MOST, _SLACK = 0.3, 2.0, 10
_SCENE = 6.0  # seconds of a paragraph
_SURE_LETTERS = 40  # of a prompt whose language is told with some certainty
_TOKENS_PER_WORD, _TOKENS_PER_CHARACTER = 2.2, 1.3
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
_MARKS = re.compile(r"[*_`#]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*(?:[-•*]|\d+[.)])\s+", re.MULTILINE)
_LABEL = re.compile(r"^(?:narrator|voice[- ]?over|speaker|vo)\s*[:：]\s*", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


def write(model: TextModel, request: Request, work: Work) -> Script:
    """The script for a request; the person's own words where they wrote one."""
    work.token.check()
    if is_surely_script(request):
        return kept(request, work)
    language = language_of(request.prompt, request.language)
    answer = ask(model, _question(request, language), work)
    if answer.is_script:
        return kept(request, work)
    return _script(answer, request)


def _question(request: Request, language: str) -> "Question[Narration]":
    from vidgen_desktop.providers.text.shapes import Narration

    wanted = wished_length(request, language)
    scenes = max(1, round(request.seconds / _SCENE))
    is_wide = pace.unit_of(language) == pace.CHARACTERS
    system = prompt(
        "script",
        wanted=wanted,
        unit=pace.unit_of(language),
        least=math.ceil(wanted * _LEAST),
        most=math.floor(wanted * _MOST),
        seconds=f"{request.seconds:g}",
        few=max(1, round(scenes * 0.7)),
        many=max(2, round(scenes * 1.2)),
        language=_language_rule(request, language),
    )

    def check(answer: "Narration") -> str:
        return _fault(answer, request, language)

    def miss(answer: "Narration") -> Miss | None:
        return _miss(answer, request)

    return Question(
        step="enhance",
        what="The script",
        system=system,
        material={"material": clean_text(request.prompt)},
        shape=Narration,
        length=round(wanted * (_TOKENS_PER_CHARACTER if is_wide else _TOKENS_PER_WORD)) + 60,
        check=check,
        miss=miss,
    )


def wished_length(request: Request, language: str) -> int:
    """How many words (or characters) the narration should have."""
    spoken = request.seconds * _SPOKEN * request.speed
    return max(3, round(pace.per_minute(language) * spoken / 60))


def _language_rule(request: Request, language: str) -> str:
    if request.language:
        return f"write in “{request.language}” (BCP 47), whatever language the material is in."
    rule = "write in the language of the material, unless it asks for another one"
    likely = f" (it is probably “{language}”)" if len(request.prompt) >= _SURE_LETTERS else ""
    return f"{rule}{likely}."


def _fault(answer: "Narration", request: Request, language: str) -> str:
    if answer.is_script:
        if may_be_script(request, language):
            return ""
        return (
            'The material is no finished narration for this length: set "is_script" to false '
            "and write the narration yourself."
        )
    if not any(_paragraphs(answer, language)):
        return "There is no narration in it."
    said, wanted = _length(answer, request)
    if _USELESS_LEAST * wanted - _SLACK <= said <= _USELESS_MOST * wanted + _SLACK:
        return ""
    return _length_told(answer, request)


def _miss(answer: "Narration", request: Request) -> Miss | None:
    if answer.is_script:
        return None
    said, wanted = _length(answer, request)
    if _BEARABLE_LEAST * wanted <= said <= _BEARABLE_MOST * wanted:
        return None
    return Miss(abs(math.log(max(1, said) / wanted)), _length_told(answer, request))


def _length(answer: "Narration", request: Request) -> tuple[int, int]:
    """How long the narration is, and how long it should be."""
    language = _language(answer, request)
    return pace.count(" ".join(answer.paragraphs), language), wished_length(request, language)


def _length_told(answer: "Narration", request: Request) -> str:
    said, wanted = _length(answer, request)
    unit = pace.unit_of(_language(answer, request))
    least, most = math.ceil(wanted * _LEAST), math.floor(wanted * _MOST)
    return f"The narration has {said} {unit}; it must have between {least} and {most}."


def _script(answer: "Narration", request: Request) -> Script:
    language = _language(answer, request)
    paragraphs = [part for part in _paragraphs(answer, language) if part]
    title = shortened(_plain(answer.title).replace("\n", " "), LONGEST_TITLE)
    return Script(
        title=title or shortened(paragraphs[0][0], LONGEST_TITLE),
        language=language,
        paragraphs=tuple(paragraphs),
    )


def _language(answer: "Narration", request: Request) -> str:
    """What was asked for, or what the model says it wrote, or what it looks like."""
    told = answer.language.strip()
    if request.language:
        return request.language
    if _LANGUAGE.fullmatch(told):
        return told.replace("_", "-")
    return language_of(" ".join(answer.paragraphs))


def _paragraphs(answer: "Narration", language: str) -> list[tuple[str, ...]]:
    return [tuple(sentences_of(_plain(text), language)) for text in answer.paragraphs]


def _plain(text: str) -> str:
    """Without what is not spoken: marks, labels, links."""
    text = _LINK.sub("", clean_text(text))
    return _LABEL.sub("", _MARKS.sub("", text).strip()).strip()
