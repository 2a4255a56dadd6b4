"""espeak-ng as the system's own program."""

import re
import shutil
from collections.abc import Sequence

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.voice import espeak
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.process import output_of
from vidgen_desktop.providers.builtin.voice.sound import Sound, from_wav

_PROGRAMS = ("espeak-ng", "espeak")
# Priority, language, age and gender, name with underscores, file, other languages.
_ROW = re.compile(r"^\s*\d+\s+(?P<code>\S+)\s+\S+\s+(?P<name>\S+)\s+\S+")


class EspeakCommand:
    """A `VoiceEngine` over `espeak-ng` on the PATH; it tells no times of words."""

    def voices(self) -> Sequence[Voice]:
        """The rows of `espeak-ng --voices`."""
        rows = output_of([_program(), "--voices"], b"", CancelToken()).decode("utf-8", "replace")
        matches = (_ROW.match(row) for row in rows.splitlines())
        return espeak.voices_from(
            espeak.Listed(match["code"], match["name"]) for match in matches if match
        )

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        """One sentence."""
        given = espeak.speakable(text, voice).replace("\0", " ").encode("utf-8", "replace")
        wav = output_of(command_for(_program(), voice, speed), given, token)
        try:
            return from_wav(wav)
        except ValueError as fault:
            raise VoiceFault(f"espeak-ng wrote {fault}") from fault

    def close(self) -> None:
        """Nothing outlives a sentence."""


def command_for(program: str, voice: Voice, speed: float) -> list[str]:
    """The command that speaks its standard input as WAV to its standard output."""
    return [
        program,
        *("-v", espeak.code_of(voice)),
        *("-s", str(espeak.rate_of(voice, speed))),
        *("-a", str(espeak.VOLUME)),
        *("-p", str(espeak.PITCH)),
        *("-b", "1"),  # UTF-8
        "--stdin",
        "--stdout",
    ]


def _program() -> str:
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return found
    raise VoiceFault("espeak-ng is not installed")
