"""Stand-ins for providers whose work is all done: a version of a video buys nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Choice
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.model import Request, Scene, Script, Speech, Storyboard, Take, Voice
from vidgen_desktop.core.ports import ClipOrder, Work


class Absent:
    """A writer, clip maker and narrator in one that has only a name."""

    parallel = 1

    def __init__(self, choice: Choice) -> None:
        self.name = f"{choice.provider}/{choice.model}"
        self._provider = choice.provider

    def write(self, request: Request, work: Work) -> Script:
        """Refuse."""
        del request, work
        self._refuse("the script")

    def plan(
        self, script: Script, request: Request, spoken: Callable[[str], float], work: Work
    ) -> Storyboard:
        """Refuse."""
        del script, request, spoken, work
        self._refuse("the storyboard")

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Refuse."""
        del work
        self._refuse(f"the clip of scene {order.scene.number}")

    def voices(self, token: CancelToken | None = None) -> Sequence[Voice]:
        """None that could still speak."""
        del token
        return ()

    def voice_for(
        self, language: str, wanted: str, token: CancelToken | None = None
    ) -> Voice | None:
        """Refuse."""
        del language, wanted, token
        self._refuse("the choice of the voice")

    def seconds(self, text: str, voice: Voice, speed: float, token: CancelToken) -> float:
        """Refuse."""
        del text, voice, speed, token
        self._refuse("the storyboard")

    def speak(self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Refuse."""
        del voice, speed, out, work
        self._refuse(f"the voice of scene {scene.number}")

    def _refuse(self, what: str) -> NoReturn:
        raise ProviderError(
            f"Of the finished video, {what} is gone, which “{self._provider}” had made; and a "
            "version buys nothing.",
            "Make a new video with the same prompt.",
            fault=ProviderFault.REFUSED,
        )
