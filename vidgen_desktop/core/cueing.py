"""Moving and cutting captions, their words with them."""

from dataclasses import replace
from itertools import accumulate, pairwise

from vidgen_desktop.core.model import Cue, SpokenWord


def moved(cue: Cue, seconds: float) -> Cue:
    """The cue, so much later."""
    words = (
        replace(word, start=word.start + seconds, end=word.end + seconds) for word in cue.words
    )
    return Cue(cue.start + seconds, cue.end + seconds, cue.text, tuple(words))


def between(cue: Cue, start: float, end: float) -> Cue | None:
    """What of the cue is heard between two times, only the words that are spoken there; None
    for nothing. Words whose times nobody told have their share by letters.
    """
    if not cue.text.strip() or not (cue.start < end and cue.end > start):
        return None
    words = cue.words or _supposed(cue)
    heard = tuple(word for word in words if word.start < end and word.end > start)
    text = cue.text
    if heard and len(heard) < len(words):
        text = _text_of(cue.text, words, heard)
    clipped = (
        replace(word, start=max(start, word.start), end=min(end, word.end))
        for word in (heard if cue.words else ())
    )
    return Cue(max(start, cue.start), min(end, cue.end), text, tuple(clipped))


def _supposed(cue: Cue) -> tuple[SpokenWord, ...]:
    words = cue.text.split()
    letters = list(accumulate((len(word) for word in words), initial=0))
    times = [cue.start + (cue.end - cue.start) * at / letters[-1] for at in letters]
    return tuple(SpokenWord(*span, word) for span, word in zip(pairwise(times), words, strict=True))


def _text_of(text: str, words: tuple[SpokenWord, ...], heard: tuple[SpokenWord, ...]) -> str:
    """The text from the first to the last of the words heard, as it is written there."""
    begin = at = 0
    for word in words:
        place = text.find(word.text, at)
        if place < 0:
            return " ".join(one.text for one in heard)
        at = place + len(word.text)
        if word is heard[0]:
            begin = place
        if word is heard[-1]:
            break
    return text[begin:at]
