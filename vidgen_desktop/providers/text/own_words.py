"""Telling a script from the wish for one: what the person wrote to be spoken stays as it is."""

from vidgen_desktop.core.model import Request, Script
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.validate import clean_text
from vidgen_desktop.providers.builtin.words import parts
from vidgen_desktop.providers.builtin.words.command import goes_on_ordering, subject_of
from vidgen_desktop.providers.builtin.words.sentences import sentences_of
from vidgen_desktop.providers.builtin.writer import BuiltinWriter
from vidgen_desktop.providers.voice.pace import speech_seconds

_SURE = 0.5  # share of the length that a marked script speaks at least
_POSSIBLE = 0.3  # of any script: with less of its own words a video would be mostly silent
_FEWEST_PARTS, _FEWEST_SENTENCES = 2, 2
_SENTENCES = 0.8  # share of a script's lines that end like sentences
_SENTENCE_ENDS = tuple(".!?…。！？।؟")
_CLOSERS = "\"'”’»)）」』】]"


def kept(request: Request, work: Work) -> Script:
    """The person's own text as a script, word for word."""
    return BuiltinWriter().write(request, work)


def is_surely_script(request: Request) -> bool:
    """Whether the prompt is marked as a script: parts with headings, scenes or speakers, in
    which sentences stand that fill the video.
    """
    reading = parts.read(clean_text(request.prompt))
    spoken = [part.lines for part in reading.parts if part.lines]
    lines = [line for part in spoken for line in part]
    if not reading.is_marked or len(spoken) < _FEWEST_PARTS or _is_order(lines):
        return False
    sentences = sum(line.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS) for line in lines)
    return sentences >= _SENTENCES * len(lines) and _share(lines, request) >= _SURE


def may_be_script(request: Request, language: str) -> bool:
    """Whether a model may be believed that says so."""
    text = clean_text(request.prompt)
    reading = parts.read(text)
    lines = [line for part in reading.parts for line in part.lines]
    sentences = [one for line in lines for one in sentences_of(line, language)]
    if len(sentences) < _FEWEST_SENTENCES or _is_order(sentences):
        return False
    return _share(lines, request) >= _POSSIBLE


def _is_order(sentences: list[str]) -> bool:
    return bool(sentences) and (
        subject_of(sentences[0]).was_order or any(goes_on_ordering(one) for one in sentences)
    )


def _share(lines: list[str], request: Request) -> float:
    from vidgen_desktop.providers.builtin.words.language import language_of

    text = " ".join(lines)
    language = language_of(text, request.language)
    return speech_seconds(text, language, request.speed) / request.seconds
