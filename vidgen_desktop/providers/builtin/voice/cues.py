"""When each phrase of a sentence is heard."""

from collections.abc import Iterator

from vidgen_desktop.core.model import Cue
from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.providers.builtin.words.sentences import clauses_of, halves_of

_LONGEST = 84  # characters of a caption: two lines of 42
_LONGEST_WIDE = 36  # of Chinese, Japanese and Korean: two lines of 18


def cues_of(sentence: str, sound: Sound, start: float, language: str) -> Iterator[Cue]:
    """The sentence's cues, in order and touching; a long one is divided where it breathes."""
    pieces = _pieces(sentence, language)
    end = start + sound.seconds
    at = 0
    begun = start
    for number, piece in enumerate(pieces):
        at = sentence.index(piece, at) + len(piece)
        is_last = number == len(pieces) - 1
        until = end if is_last else start + _second_of(at, sentence, sound)
        until = min(end, max(until, begun))
        yield Cue(begun, until, piece)
        begun = until


def _second_of(offset: int, sentence: str, sound: Sound) -> float:
    """When the first word from `offset` on is heard; by its share where words are unknown."""
    for at, second in sound.words:
        if at >= offset:
            return second
    return sound.seconds * offset / len(sentence)


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
