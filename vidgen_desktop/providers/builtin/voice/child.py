"""The child process that speaks: `vidgen _speak`.

It reads one JSON object per line from its standard input and answers each with a line of
JSON, followed by `bytes` bytes of samples. It ends when its input ends, or by itself when
nothing was asked for a while, so that it never lingers.
"""

import json
import os
import sys
import threading
from typing import Any, BinaryIO

from vidgen_desktop.providers.builtin.voice.library import Espeak, EspeakMissing

IDLE = 0.5  # seconds without a question after which it ends
NO_LIBRARY = 3  # exit code


class _IdleEnd:
    """Ends the process when nothing is asked; a question under way counts as none."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def wait(self) -> None:
        self._timer = threading.Timer(IDLE, os._exit, (0,))
        self._timer.daemon = True
        self._timer.start()

    def busy(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def main() -> int:
    """Answer questions until there are no more; returns the exit code."""
    answers = _own_output()
    try:
        espeak = _espeak()
    except (ImportError, EspeakMissing) as fault:
        _answer(answers, {"error": str(fault)})
        return NO_LIBRARY
    idle = _IdleEnd()
    idle.wait()
    for line in sys.stdin.buffer:
        idle.busy()
        head, samples = _reply(espeak, json.loads(line))
        _answer(answers, head, samples)
        idle.wait()
    return 0


def _espeak() -> Espeak:
    import espeakng_loader

    return Espeak(espeakng_loader.get_library_path(), espeakng_loader.get_data_path())


def _reply(espeak: Espeak, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if "text" not in question:
        return {"voices": espeak.voices()}, b""
    try:
        samples, words = espeak.speak(
            question["text"],
            question["code"],
            question["rate"],
            volume=question["volume"],
            pitch=question["pitch"],
            pitch_range=question["range"],
        )
    except LookupError:
        return {"error": f"it has no voice “{question['code']}”"}, b""
    return {"bytes": len(samples), "rate": espeak.rate, "words": words}, samples


def _answer(answers: BinaryIO, head: dict[str, Any], samples: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n")
    answers.write(samples)
    answers.flush()


def _own_output() -> BinaryIO:
    """The pipe to our parent, out of reach of a library that prints."""
    ours = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(ours, "wb")
