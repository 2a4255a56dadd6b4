"""The voices of macOS, through its `say` command."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.process import output_of
from vidgen_desktop.providers.builtin.voice.sound import Sound, from_wav

PREFIX = "builtin:say:"
_WORDS_PER_MINUTE = 170
# "Samantha            en_US    # Hello! My name is Samantha."
_ROW = re.compile(r"^(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3}[_-][A-Za-z0-9_-]+)\s+#")
# Voices that Apple made for fun; none of them is for a narration.
_NOVELTIES = (
    *("Albert", "Bad News", "Bahh", "Bells", "Boing", "Bubbles", "Cellos", "Good News"),
    *("Jester", "Organ", "Superstar", "Trinoids", "Whisper", "Wobble", "Zarvox", "Junior"),
)


class MacSay:
    """A `VoiceEngine` over `say`; it tells no times of words."""

    def voices(self) -> Sequence[Voice]:
        """The rows of `say -v ?`."""
        rows = output_of([_program(), "-v", "?"], b"", CancelToken()).decode("utf-8", "replace")
        matches = (_ROW.match(row) for row in rows.splitlines())
        return [
            Voice(f"{PREFIX}{match['name']}", match["name"], match["language"].replace("_", "-"))
            for match in matches
            if match and match["name"] not in _NOVELTIES
        ]

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        """One sentence; `say` writes files only, so through one."""
        with tempfile.TemporaryDirectory(prefix="vidgen-say-") as folder:
            out = Path(folder) / "spoken.wav"
            output_of(command_for(_program(), voice, speed, out), _quiet(text).encode(), token)
            try:
                return from_wav(out.read_bytes())
            except (OSError, ValueError) as fault:
                raise VoiceFault(f"say wrote no sound ({fault})") from fault

    def close(self) -> None:
        """Nothing outlives a sentence."""


def command_for(program: str, voice: Voice, speed: float, out: Path) -> list[str]:
    """The command that speaks its standard input into a 22,050 Hz WAV file."""
    return [
        program,
        *("-v", voice.id.removeprefix(PREFIX)),
        *("-r", str(round(_WORDS_PER_MINUTE * speed))),
        *("-o", str(out)),
        "--file-format=WAVE",
        "--data-format=LEI16@22050",
        *("-f", "-"),
    ]


def _quiet(text: str) -> str:
    """The text with nothing in it that `say` takes for a command ("[[volm 0]]")."""
    return text.replace("[[", "[ [").encode("utf-8", "replace").decode("utf-8")


def _program() -> str:
    found = shutil.which("say")
    if found is None:
        raise VoiceFault("there is no say command")
    return found
