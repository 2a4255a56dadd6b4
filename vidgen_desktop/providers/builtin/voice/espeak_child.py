"""espeak-ng as a library, spoken to through a child process of ours."""

import json
import subprocess
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from vidgen_desktop.config import own_command
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.voice import espeak
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.process import TIMEOUT
from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.starting import child_environment, start_options

CHILD = "_speak"
_ATTEMPTS = 3  # an idle child may end just as it is asked, and one crash may be bad luck
_TURN = 0.05  # seconds between looks at the token while another thread speaks


class EspeakChild:
    """A `VoiceEngine`. One child answers many questions and ends when none come.

    One question at a time; a cancel ends the child that works for it, and no other's.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = [*own_command(), CHILD] if command is None else list(command)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def voices(self) -> Sequence[Voice]:
        """All that espeak-ng has and that are fit to listen to."""
        head, _samples = self._ask({}, CancelToken())
        return espeak.voices_from(espeak.Listed(code, name) for code, name in head["voices"])

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        """One sentence with the time of each word."""
        question = {
            "text": espeak.speakable(text, voice),
            "code": espeak.code_of(voice),
            "rate": espeak.rate_of(voice, speed),
            "volume": espeak.VOLUME,
            "pitch": espeak.PITCH,
            "range": espeak.PITCH_RANGE,
        }
        head, samples = self._ask(question, token)
        words = tuple((at, milliseconds / 1000) for at, milliseconds in head["words"])
        return Sound(head["rate"], np.frombuffer(samples, np.int16), words)

    def close(self) -> None:
        """End the child now, instead of when it has been idle for a while."""
        with self._lock:
            self._end()

    def _ask(self, question: dict[str, Any], token: CancelToken) -> tuple[dict[str, Any], bytes]:
        line = json.dumps(question).encode() + b"\n"
        with self._turn(token):
            for _attempt in range(_ATTEMPTS):
                process = self._running()
                with token.on_cancel(process.kill):
                    answer = _exchange(process, line)
                token.check()
                if answer is None:
                    self._end()
                    continue
                head, samples = answer
                if "error" in head:
                    raise VoiceFault(f"espeak-ng cannot be used: {head['error']}")
                return head, samples
        raise VoiceFault("espeak-ng ended without an answer")

    @contextmanager
    def _turn(self, token: CancelToken) -> Generator[None]:
        token.check()
        while not self._lock.acquire(timeout=_TURN):
            token.check()
        try:
            yield
        finally:
            if token.is_cancelled:
                self._end()
            self._lock.release()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=child_environment(ours=True),
                **start_options(),
            )
        except OSError as fault:
            raise VoiceFault(f"its program cannot be started ({fault.strerror})") from fault
        self._process = process
        # It ends by itself; somebody must notice, or it stays behind as a zombie.
        threading.Thread(target=_reap, args=(process,), name="voice-reaper", daemon=True).start()
        return process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _exchange(
    process: "subprocess.Popen[bytes]", line: bytes
) -> tuple[dict[str, Any], bytes] | None:
    """The answer to one question; None where the child ended first."""
    assert process.stdin is not None  # noqa: S101 - it was asked for
    assert process.stdout is not None  # noqa: S101 - and so was this
    watchdog = threading.Timer(TIMEOUT, process.kill)
    watchdog.start()
    try:
        process.stdin.write(line)
        process.stdin.flush()
        head: dict[str, Any] = json.loads(process.stdout.readline() or b"null")
        if not head:
            return None
        samples = process.stdout.read(head.get("bytes", 0))
        return (head, samples) if len(samples) == head.get("bytes", 0) else None
    except (OSError, ValueError):
        return None
    finally:
        watchdog.cancel()


def _reap(process: "subprocess.Popen[bytes]") -> None:
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was still to be written has no reader
                pipe.close()
