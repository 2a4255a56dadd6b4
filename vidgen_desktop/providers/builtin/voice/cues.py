"""When each phrase of a sentence is heard."""

from collections.abc import Iterator
from dataclasses import dataclass

from vidgen_desktop.core.model import Cue
from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.providers.builtin.voice.word_times import WordTimes
from vidgen_desktop.providers.builtin.words.sentences import clauses_of, halves_of

_LONGEST = 84  # characters of a caption: two lines of 42
_LONGEST_WIDE = 36  # of Chinese, Japanese and Korean: two lines of 18


def cues_of(sentence: str, sound: Sound, start: float, language: str) -> Iterator[Cue]:
    """The sentence's cues, in order and touching, with their words where the voice tells; a
    long one is divided where it breathes.
    """
    times = WordTimes(sentence, sound)
    for span in _spans(sentence, times, start, start + sound.seconds, language):
        words = times.words(span.first, span.last, start, span.end)
        yield Cue(span.start, span.end, sentence[span.first : span.last], words)


@dataclass(slots=True)
class _Span:
    """A stretch of a sentence, by its characters, and when it is heard."""

    first: int
    last: int
    start: float
    end: float


def _spans(sentence: str, times: WordTimes, start: float, end: float, language: str) -> list[_Span]:
    """The pieces of a sentence; one that takes no time, as a part of a word may, is seen with
    the one before it.
    """
    spans: list[_Span] = []
    at, begun = 0, start
    pieces = _pieces(sentence, language)
    for number, piece in enumerate(pieces):
        first = sentence.index(piece, at)
        at = first + len(piece)
        is_last = number == len(pieces) - 1
        until = end if is_last else min(end, max(begun, start + times.at(at)))
        if spans and (until <= begun or spans[-1].end <= spans[-1].start):
            spans[-1].last, spans[-1].end = at, until
        else:
            spans.append(_Span(first, at, begun, until))
        begun = until
    return spans


def _pieces(sentence: str, language: str) -> list[str]:
    if len(sentence) <= _longest(sentence):
        return [sentence]
    joined: list[str] = []
    for clause in clauses_of(sentence):
        for piece in _halved(clause, language):
            whole = f"{joined[-1]} {piece}" if joined else ""
            if whole and whole in sentence and len(whole) <= _longest(whole) * 2 // 3:
                joined[-1] = whole
            else:
                joined.append(piece)
    return joined


def _halved(text: str, language: str) -> list[str]:
    if len(text) <= _longest(text):
        return [text]
    halves = halves_of(text, language)
    if halves is None:
        return [text]
    return [piece for half in halves for piece in _halved(half, language)]


def _longest(text: str) -> int:
    wide = sum(1 for char in text if "\u3000" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af")
    return _LONGEST_WIDE if wide * 2 > len(text) else _LONGEST
