"""When each character of a caption is spoken, from the voice or by its share of the time."""

import math
import unicodedata
from itertools import accumulate, pairwise

from vidgen_desktop.core.model import Cue
from vidgen_desktop.media.captions.text import CLAUSE_END, SENTENCE_END, cleaned, visible

_WIDE, _DIGIT, _PAUSE, _BREATH, _MARK = 2.5, 2.0, 2.5, 4.0, 0.3  # in letters


class Clock:
    """The times of a cue's visible characters: in order, none outside of it.

    From `cue.words` where they are the words of its text; else each character has a share
    of the time, about as long as it takes to say.
    """

    def __init__(self, cue: Cue) -> None:
        self._end = cue.end
        text = visible(cleaned(cue.text))
        told = _told(cue, text)
        self._starts = _shared(cue, text) if told is None else _in_order(told, cue)

    def at(self, number: int) -> float:
        """The second at which a visible character begins; the cue's end after the last."""
        return self._starts[number] if number < len(self._starts) else self._end


def _told(cue: Cue, text: str) -> list[float] | None:
    words = [(word, visible(cleaned(word.text))) for word in cue.words]
    if not words or "".join(said for _word, said in words) != text:
        return None
    times: list[float] = []
    for word, said in words:
        if not (math.isfinite(word.start) and math.isfinite(word.end)):
            return None
        length = max(0.0, word.end - word.start)
        times += [word.start + length * place / len(said) for place in range(len(said))]
    # Words that a voice puts outside of their sentence are no times at all.
    inside = sum(cue.start - 0.5 <= time <= cue.end + 0.5 for time in times)
    return times if inside * 2 > len(times) else None


def _in_order(times: list[float], cue: Cue) -> list[float]:
    within = (min(cue.end, max(cue.start, time)) for time in times)
    return list(accumulate(within, max))


def _shared(cue: Cue, text: str) -> list[float]:
    weights = [_weight(char, after) for char, after in pairwise([*text, ""])]
    whole = sum(weights)
    begun = accumulate(weights[:-1], initial=0.0) if weights else ()
    return [cue.start + (cue.end - cue.start) * share / whole for share in begun]


def _weight(char: str, after: str) -> float:
    kind = unicodedata.category(char)
    if kind.startswith("M") or kind == "Cf":
        return _MARK / 10
    if kind.startswith("N"):
        return _DIGIT
    if kind.startswith(("P", "S")):
        # A mark inside a number or a word is no pause; at the end nobody waits for it.
        if after and not after.isalnum():
            return _MARK
        return _BREATH if char in SENTENCE_END else _PAUSE if char in CLAUSE_END else _MARK
    return _WIDE if unicodedata.east_asian_width(char) in ("W", "F") else 1.0
