"""The smallest stretches of narration that a scene can hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vidgen_desktop.core.model import Script
from vidgen_desktop.providers.builtin.words.sentences import clauses_of, halves_of

LONGEST_BEAT = 9.0  # seconds: a longer sentence is divided
_SHORTEST_CLAUSE_SHARE = 0.25  # of a sentence: nearer to its end no clause is cut off

Spoken = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Beat:
    """A sentence or part of one. `gap` stands between it and the beat before it.

    A silent beat has no text: only a direction, or marks and emoji to show as `heading`.
    """

    text: str
    seconds: float  # that its narration needs, breathing space included
    paragraph: int
    language: str
    gap: str = " "
    ends_sentence: bool = True
    heading: str = ""
    direction: str = ""


def beats_of(script: Script, spoken: Spoken) -> list[Beat]:
    """All narration of `script` in order, nothing left out, plus its silent paragraphs."""
    beats: list[Beat] = []
    for number, sentences in enumerate(script.paragraphs):
        heading = _at(script.headings, number)
        direction = _at(script.directions, number)
        found = [
            beat
            for sentence in speakable(sentences)
            for beat in divided(
                _beat(sentence, number, script.language, spoken), spoken, LONGEST_BEAT
            )
        ]
        if not found:
            if not (direction or heading or sentences):
                continue
            found = [Beat("", 0.0, number, script.language, heading=heading or " ".join(sentences))]
        beats.extend(replace(beat, heading=heading or beat.heading) for beat in found[:1])
        beats.extend(found[1:])
        for at in range(len(beats) - len(found), len(beats)):
            beats[at] = replace(beats[at], direction=direction)
    return beats


def speakable(sentences: Sequence[str]) -> list[str]:
    """The sentences; what has neither letter nor digit joins a neighbour, or is dropped."""
    found: list[str] = []
    waiting = ""
    for sentence in sentences:
        if not any(char.isalnum() for char in sentence):
            if found:
                found[-1] += f" {sentence}"
            else:
                waiting += f"{sentence} "
        else:
            found.append(waiting + sentence)
            waiting = ""
    return found


def divided(beat: Beat, spoken: Spoken, longest: float) -> list[Beat]:
    """The beat, or its parts at clauses or words, none needing more than `longest` seconds."""
    if beat.seconds <= longest:
        return [beat]
    cut = _cut(beat.text, beat.language)
    if cut is None:
        return [beat]
    first, gap, second = cut
    begun = replace(beat, text=first, seconds=spoken(first), ends_sentence=False)
    ended = replace(beat, text=second, seconds=spoken(second), gap=gap, heading="")
    if begun.seconds >= beat.seconds or ended.seconds >= beat.seconds:
        return [beat]  # dividing does not help this voice
    return [*divided(begun, spoken, longest), *divided(ended, spoken, longest)]


def joined(beats: Sequence[Beat]) -> str:
    """The narration of neighbouring beats."""
    text = ""
    for beat in beats:
        text += (beat.gap if text else "") + beat.text
    return text


def _beat(sentence: str, paragraph: int, language: str, spoken: Spoken) -> Beat:
    gap = "" if "\u3000" <= sentence[0] <= "\u9fff" else " "
    return Beat(sentence, spoken(sentence), paragraph, language, gap)


def _cut(text: str, language: str) -> tuple[str, str, str] | None:
    """(first, what stood between, second): at the clause nearest the middle, or at a word."""
    clauses = clauses_of(text)
    length, at, best = len(text), 0, 0
    for clause in clauses[:-1]:
        at = text.index(clause, at) + len(clause)
        if abs(at - length / 2) < abs(best - length / 2):
            best = at
    if _SHORTEST_CLAUSE_SHARE * length <= best <= (1 - _SHORTEST_CLAUSE_SHARE) * length:
        first, second = text[:best].rstrip(), text[best:].lstrip()
    else:
        halves = halves_of(text, language)
        if halves is None:
            return None
        first, second = halves
    between = text[len(first) : len(text) - len(second)]
    return first, between, second


def _at(texts: Sequence[str], number: int) -> str:
    return texts[number] if number < len(texts) else ""
