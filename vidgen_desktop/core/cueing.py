"""Moving and cutting captions, their words with them."""

from dataclasses import replace

from vidgen_desktop.core.model import Cue, SpokenWord


def moved(cue: Cue, seconds: float) -> Cue:
    """The cue, so much later."""
    words = (
        replace(word, start=word.start + seconds, end=word.end + seconds) for word in cue.words
    )
    return Cue(cue.start + seconds, cue.end + seconds, cue.text, tuple(words))


def between(cue: Cue, start: float, end: float) -> Cue | None:
    """What of the cue is heard between two times; None for nothing. Where its words are
    known, only those are left that are spoken there.
    """
    if not cue.text.strip() or not (cue.start < end and cue.end > start):
        return None
    heard = tuple(word for word in cue.words if word.start < end and word.end > start)
    text = cue.text
    if heard and len(heard) < len(cue.words):
        text = _text_of(cue, heard)
    clipped = (
        replace(word, start=max(start, word.start), end=min(end, word.end)) for word in heard
    )
    return Cue(max(start, cue.start), min(end, cue.end), text, tuple(clipped))


def _text_of(cue: Cue, heard: tuple[SpokenWord, ...]) -> str:
    """The cue's text from the first to the last of these words, as it is written there."""
    begin = at = 0
    for word in cue.words:
        place = cue.text.find(word.text, at)
        if place < 0:
            return " ".join(one.text for one in heard)
        at = place + len(word.text)
        if word is heard[0]:
            begin = place
        if word is heard[-1]:
            break
    return cue.text[begin:at]
