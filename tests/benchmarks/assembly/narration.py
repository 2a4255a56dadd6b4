"""Six or more short sentences, spoken by the built-in voice."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Cue, Scene, Speech, SpokenWord
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator

SENTENCES = (
    "Honey bees tell each other, by dancing, where the best flowers are.",
    "They do it in the dark of the hive, on the comb, among hundreds of sisters.",
    "A bee that has found food runs in a straight line and shakes her whole body.",
    "The angle of the line shows the way to go, as it is measured from the sun.",
    "The longer she shakes, the farther away the flowers that she has found are.",
    "Her sisters follow her, feel the dance, and fly out to the field.",
)


def narrate(scenes: int, longest: float, folder: Path) -> tuple[Speech, ...]:
    """Speak one sentence for each scene; none may last longer than `longest` seconds.

    The sentences come again where there are more scenes than sentences.
    """
    narrator = BuiltinNarrator()
    voice = narrator.voice_for("en", "auto")
    if voice is None:
        raise SystemExit(f"This benchmark needs a voice. {narrator.reason}")
    work = Work(CancelToken(), folder)
    spoken: list[Speech] = []
    for number in range(1, scenes + 1):
        scene = Scene(number, SENTENCES[(number - 1) % len(SENTENCES)], "", 0.0)
        out = folder / f"voice-{number}.wav"
        speech = narrator.speak(scene, voice, 1.0, out, work)
        if speech.seconds > longest:
            raise SystemExit(f"“{scene.narration}” takes {speech.seconds:.2f} s to say.")
        spoken.append(replace(speech, cues=tuple(map(_with_words, speech.cues))))
    narrator.close()
    return tuple(spoken)


def _with_words(cue: Cue) -> Cue:
    """The cue with the times of its words; shared out by length if the voice does not tell."""
    if cue.words:
        return cue
    texts: Sequence[str] = cue.text.split()
    each = (cue.end - cue.start) / max(1, sum(len(text) + 1 for text in texts))
    words: list[SpokenWord] = []
    at = cue.start
    for text in texts:
        end = at + each * (len(text) + 1)
        words.append(SpokenWord(at, end, text))
        at = end
    return replace(cue, words=tuple(words))
