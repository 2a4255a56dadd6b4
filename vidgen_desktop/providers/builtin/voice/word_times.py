"""When each word of a sentence is heard, from what the voice told while it spoke."""

import re
import unicodedata
from bisect import bisect_left
from itertools import pairwise

from vidgen_desktop.core.model import SpokenWord
from vidgen_desktop.providers.builtin.voice.sound import Sound

_SPACED = re.compile(r"\S+")
# Scripts that write words without spaces: there the voice's own words are taken.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_FOLLOWS = "\u0e33\u0eb3"  # vowels that belong to the letter before them


class WordTimes:
    """The times of a sentence's words, in seconds of its sound.

    A voice tells when it begins what it takes for words: one for a short phrase ("of the"),
    several for a number. A word begins with the first of its own; one without any has its
    share of the time of those it was joined with.
    """

    def __init__(self, sentence: str, sound: Sound) -> None:
        self._sentence = sentence
        self._seconds = sound.seconds
        self._known = bool(sound.words)
        self._offsets, self._times = [0], [0.0]
        for offset, second in sound.words:
            within = min(max(0.0, second), sound.seconds)
            if self._offsets[-1] < offset < len(sentence) and within >= self._times[-1]:
                self._offsets.append(offset)
                self._times.append(within)
        self._tokens = self._divided()
        self._starts = self._begun()

    def words(self, start: float, until: float) -> tuple[SpokenWord, ...]:
        """The words, each until the next begins, the last until `until`; their sound starts at
        `start`. None where the voice told nothing.
        """
        if not self._known:
            return ()
        times = [min(until, start + time) for time in self._starts]
        return tuple(
            SpokenWord(first, last, self._sentence[slice(*token)])
            for token, (first, last) in zip(self._tokens, pairwise([*times, until]), strict=True)
        )

    def _divided(self) -> list[tuple[int, int]]:
        """Where each word begins and ends."""
        found: list[tuple[int, int]] = []
        for match in _SPACED.finditer(self._sentence):
            begin, end = match.span()
            cuts = [begin, end]
            if _UNSPACED.search(match.group()):
                cuts[1:1] = [at for at in self._offsets if begin < at < end and self._is_cut(at)]
            found += pairwise(cuts)
        return found

    def _is_cut(self, offset: int) -> bool:
        char = self._sentence[offset]
        if char.isdigit() and self._sentence[offset - 1].isdigit():
            return False
        return unicodedata.category(char)[0] not in "MP" and char not in _FOLLOWS

    def _begun(self) -> list[float]:
        starts = [self._begins(*span) for span in self._tokens]
        # A mark that stands alone is not heard: it goes with the word after it.
        for place in range(len(starts) - 2, -1, -1):
            text = self._sentence[slice(*self._tokens[place])]
            if not any(char.isalnum() for char in text):
                starts[place] = starts[place + 1]
        return starts

    def _begins(self, begin: int, end: int) -> float:
        place = bisect_left(self._offsets, begin)
        if place < len(self._offsets) and self._offsets[place] < end:
            return self._times[place]
        before = self._offsets[place - 1]
        last = place == len(self._offsets)
        after = len(self._sentence) if last else self._offsets[place]
        since, until = self._times[place - 1], self._seconds if last else self._times[place]
        share = self._length(before, begin) / max(1, self._length(before, after))
        return since + (until - since) * share

    def _length(self, begin: int, end: int) -> int:
        return sum(not char.isspace() for char in self._sentence[begin:end])
