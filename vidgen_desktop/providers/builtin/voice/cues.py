"""When a sentence is heard, and each of its words."""

from vidgen_desktop.core.model import Cue
from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.providers.builtin.voice.word_times import WordTimes


def cue_of(sentence: str, sound: Sound, start: float) -> Cue:
    """The whole sentence, with its words where the voice tells.

    However long it is: only who sets the captions knows what fits into a line.
    """
    end = start + sound.seconds
    return Cue(start, end, sentence, WordTimes(sentence, sound).words(start, end))
