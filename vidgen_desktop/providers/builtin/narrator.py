"""The built-in narrator: the voices of this machine, without a network."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.model import Cue, Scene, Speech, Voice
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.timeline import reading_seconds
from vidgen_desktop.providers.builtin.voice.cast import Cast
from vidgen_desktop.providers.builtin.voice.cues import cue_of
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.sound import (
    KEPT_AROUND,
    Samples,
    Sound,
    silence,
    trimmed,
    with_short_pauses,
    write_wav,
)
from vidgen_desktop.providers.builtin.words.sentences import sentences_of

_RATE = 22_050  # where a scene has nothing to say
_PAUSE = 0.3  # seconds that are heard between sentences at speed 1
_PAUSES = {"?": 0.35, "？": 0.35, "!": 0.35, "！": 0.35, "…": 0.4, ":": 0.25, "：": 0.25}
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.15, 0.4
_CLOSERS = "\"'”’»）)」』】]"
_MEMORY = 48 * 1024 * 1024  # bytes of spoken sentences, about 18 minutes

_Key = tuple[str, str, float]


class BuiltinNarrator:
    """`core.ports.Narrator`. What was measured for the plan is not spoken a second time."""

    name = "builtin"

    def __init__(self, cast: Cast | None = None) -> None:
        self._cast = cast or Cast()
        self._lock = threading.Lock()
        self._spoken: OrderedDict[_Key, Sound] = OrderedDict()
        self._memory = 0

    @property
    def reason(self) -> str:
        """Why there is no voice on this machine, in a sentence; empty where there is one."""
        return self._cast.reason

    def voices(self, token: CancelToken | None = None) -> Sequence[Voice]:
        """The voices it has; empty where there is none on this machine."""
        del token
        return self._cast.voices

    def voice_for(
        self, language: str, wanted: str, token: CancelToken | None = None
    ) -> Voice | None:
        """The wanted voice where it is here, else the default for the language, else None."""
        del token
        return self._cast.voice_for(language, wanted)

    def seconds(self, text: str, voice: Voice, speed: float, token: CancelToken) -> float:
        """How long `speak` will make it, exactly; 0 where there is nothing to say."""
        return sum(
            pause + sound.seconds
            for pause, _sentence, sound in self._said(text, voice, speed, token)
        )

    def speak(self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Write the scene's narration as WAV, with the time of each sentence.

        Raises ProviderError, MediaError, DiskFull or Cancelled.
        """
        parts: list[Samples] = []
        cues: list[Cue] = []
        frames, rate = 0, _RATE
        sentences = sentences_of(scene.narration, voice.language)
        for pause, sentence, sound in self._said(scene.narration, voice, speed, work.token):
            rate = sound.rate
            parts += [silence(pause, rate).samples, sound.samples]
            frames += len(parts[-2])
            cues.append(cue_of(sentence, sound, frames / rate))
            frames += len(parts[-1])
            work.progress(min(1.0, len(parts) / 2 / len(sentences)))
        work.token.check()
        write_wav(parts, rate, out)
        return Speech(scene.number, str(out), frames / rate, tuple(cues), self.name, voice.id)

    def close(self) -> None:
        """End the child process now, if one runs; it starts again when asked."""
        self._cast.close()

    def _said(
        self, text: str, voice: Voice, speed: float, token: CancelToken
    ) -> Iterator[tuple[float, str, Sound]]:
        """(pause before it, sentence, its sound) for each sentence."""
        before = ""
        for sentence in sentences_of(text, voice.language):
            token.check()
            sound = self._sound(sentence, voice, speed, token)
            pause = round(_pause_after(before, speed) * sound.rate) / sound.rate
            yield (pause if before else 0.0), sentence, sound
            before = sentence

    def _sound(self, sentence: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        key = (sentence, voice.id, speed)
        with self._lock:
            if key in self._spoken:
                self._spoken.move_to_end(key)
                return self._spoken[key]
        try:
            spoken = trimmed(self._cast.speak(sentence, voice, speed, token))
            sound = with_short_pauses(spoken, _LONGEST_PAUSE)
        except VoiceFault as fault:
            raise ProviderError(
                f"The voice “{voice.name}” failed: {fault}.",
                "Choose another voice, or make the video without one.",
                fault=ProviderFault.UNAVAILABLE,
            ) from fault
        if not len(sound.samples):
            # Nothing that can be said, such as a formula: time enough to read its caption.
            sound = silence(max(0.5, reading_seconds(sentence) / speed), sound.rate)
        self._remember(key, sound)
        return sound

    def _remember(self, key: _Key, sound: Sound) -> None:
        with self._lock:
            if key not in self._spoken:
                self._spoken[key] = sound
                self._memory += sound.size
            while self._memory > _MEMORY and len(self._spoken) > 1:
                _key, forgotten = self._spoken.popitem(last=False)
                self._memory -= forgotten.size


def _pause_after(sentence: str, speed: float) -> float:
    """A breath, longer after a question or a trailing thought: what is to be added to the
    silence that the sounds have around them.
    """
    last = sentence.rstrip(_CLOSERS)[-1:]
    pause = _PAUSES.get(last, _PAUSE)
    if sentence.rstrip(_CLOSERS).endswith("..."):
        pause = _PAUSES["…"]
    return min(_LONGEST_PAUSE, max(_SHORTEST_PAUSE, pause / speed)) - KEPT_AROUND
