"""The voices of this machine: who has which, and who speaks a language best."""

import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.voice.engine import VoiceEngine, VoiceFault
from vidgen_desktop.providers.builtin.voice.espeak_child import EspeakChild
from vidgen_desktop.providers.builtin.voice.espeak_command import EspeakCommand
from vidgen_desktop.providers.builtin.voice.mac_say import MacSay
from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.providers.builtin.voice.windows_sapi import WindowsSapi
from vidgen_desktop.providers.builtin.words.language import primary

AUTO = "auto"
_SAME = {"nb": "no", "nn": "no", "cmn": "zh", "iw": "he", "in": "id", "fil": "tl"}
_CANTONESE = {"zh-hk", "zh-mo", "zh-yue"}


@dataclass(frozen=True, slots=True)
class _Member:
    voice: Voice
    engine: VoiceEngine


class Cast:
    """All voices, found when first asked for; the first engine that has an id speaks it."""

    def __init__(self, engines: Sequence[VoiceEngine] | None = None) -> None:
        self._engines = list(engines) if engines is not None else engines_here()
        self._lock = threading.Lock()
        self._members: dict[str, _Member] | None = None
        self._reasons: list[str] = []

    @property
    def voices(self) -> Sequence[Voice]:
        """Every voice, espeak's before the system's."""
        return [member.voice for member in self._found().values()]

    @property
    def reason(self) -> str:
        """Why there is no voice, in a sentence; empty where there is one."""
        if self._found():
            return ""
        return f"No voice was found: {'; '.join(self._reasons)}."

    def voice_for(self, language: str, wanted: str) -> Voice | None:
        """The wanted voice, if it is here, or the default for the language; else None."""
        found = self._found()
        if wanted != AUTO and wanted in found:
            return found[wanted].voice
        asked = language.replace("_", "-").lower()
        if asked in _CANTONESE:
            asked = "yue"
        elif asked.startswith("es-") and asked != "es-es":
            asked = "es-419"  # nearer to every other Spanish than Spain's
        voices = [member.voice for member in found.values()]
        exact = [voice for voice in voices if voice.language.lower() == asked]
        near = [voice for voice in voices if _family(voice.language) == _family(asked)]
        return next(iter([*exact, *near]), None)

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        """Speak one sentence; raises VoiceFault, also where the voice is not here."""
        member = self._found().get(voice.id)
        if member is None:
            raise VoiceFault("the voice is not on this computer")
        return member.engine.speak(text, member.voice, speed, token)

    def close(self) -> None:
        """End what may still run."""
        for engine in self._engines:
            engine.close()

    def _found(self) -> dict[str, _Member]:
        with self._lock:
            if self._members is None:
                self._members = self._look()
            return self._members

    def _look(self) -> dict[str, _Member]:
        members: dict[str, _Member] = {}
        self._reasons = []
        for engine in self._engines:
            try:
                for voice in engine.voices():
                    members.setdefault(voice.id, _Member(voice, engine))
            except VoiceFault as fault:
                self._reasons.append(str(fault))
        return members


def engines_here() -> list[VoiceEngine]:
    """The engines that this system can have, in the order of the design."""
    engines: list[VoiceEngine] = [EspeakChild(), EspeakCommand()]
    if sys.platform == "darwin":
        engines.append(MacSay())
    if sys.platform == "win32":
        engines.append(WindowsSapi())
    return engines


def _family(language: str) -> str:
    own = primary(language)
    return _SAME.get(own, own)
