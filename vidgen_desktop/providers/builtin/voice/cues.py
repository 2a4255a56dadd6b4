"""When each phrase of a sentence is heard."""

from collections.abc import Iterator

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
    pieces = _pieces(sentence, language)
    end = start + sound.seconds
    at, begun = 0, start
    for number, piece in enumerate(pieces):
        first = sentence.index(piece, at)
        at = first + len(piece)
        is_last = number == len(pieces) - 1
        until = end if is_last else min(end, max(begun, start + times.at(at)))
        yield Cue(begun, until, piece, times.words(first, at, start, until))
        begun = until


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
