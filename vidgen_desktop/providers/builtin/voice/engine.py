"""What the narrator asks of anything that can speak."""

from collections.abc import Sequence
from typing import Protocol

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.voice.sound import Sound


class VoiceFault(Exception):
    """This engine cannot be used, or failed at a text; the message is a sentence part."""


class VoiceEngine(Protocol):
    """One way of speaking on this machine."""

    def voices(self) -> Sequence[Voice]:
        """Its voices, the default of each language first; raises VoiceFault if it is absent."""
        ...

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        """Speak one sentence; raises VoiceFault or Cancelled. Leaves no child process."""
        ...

    def close(self) -> None:
        """End what may still run; it starts again when asked."""
        ...
