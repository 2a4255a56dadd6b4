"""What the tests of the writer share."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Request, Script, Storyboard
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.timeline import reading_seconds, scene_seconds
from vidgen_desktop.providers.builtin.writer import BuiltinWriter


def work() -> Work:
    return Work(CancelToken(), Path(tempfile.gettempdir()))


def written(prompt: str, **choices: object) -> Script:
    return BuiltinWriter().write(Request(prompt, **choices), work())  # type: ignore[arg-type]


def narration(prompt: str, **choices: object) -> list[str]:
    """All sentences that will be spoken."""
    return [sentence for part in written(prompt, **choices).paragraphs for sentence in part]


def spoken(text: str) -> float:
    """As the pipeline measures where there is no voice."""
    return scene_seconds(reading_seconds(text))


def planned(
    prompt: str,
    seconds: float = 30.0,
    measure: Callable[[str], float] = spoken,
    **choices: object,
) -> Storyboard:
    request = Request(prompt, seconds=seconds, **choices)  # type: ignore[arg-type]
    writer = BuiltinWriter()
    return writer.plan(writer.write(request, work()), request, measure, work())


def words(text: str) -> list[str]:
    """The words of a text, apart from what stands between them."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]


def letters(text: str) -> str:
    """The letters and digits of a text: the same however it is divided."""
    return "".join(char for char in text if char.isalnum())
