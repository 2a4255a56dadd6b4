"""espeak-ng as a library, in the child process that `espeak_child.py` starts.

It keeps global state, is not thread-safe and may crash on a strange text, so it never runs
in the program's own process. Standard library only: the child must start quickly.
"""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_POSITION_CHARACTER = 1
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_LIST_END, _WORD = 0, 1


class _Id(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class EspeakMissing(Exception):
    """The library is not here or will not start."""


class Espeak:
    """One espeak-ng, set up once; `speak` returns raw 16-bit samples and word times."""

    def __init__(self, library: str, data: str) -> None:
        try:
            self._library: Any = ctypes.CDLL(library)
        except OSError as fault:
            raise EspeakMissing(str(fault)) from fault
        # It keeps a path of at most 160 bytes, so it is told a short one.
        os.chdir(Path(data).parent)
        self.rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DO_NOT_EXIT)
        if self.rate <= 0:
            raise EspeakMissing("its data cannot be read")
        self._files = {code: file for code, _name, file in self._listed()}
        self._samples = bytearray()
        self._words: list[tuple[int, int]] = []
        self._callback: Any = _CALLBACK(self._take)  # kept alive with us
        self._library.espeak_SetSynthCallback(self._callback)

    def voices(self) -> list[tuple[str, str]]:
        """(code, name) of each voice: the code is its first language."""
        return [(code, name) for code, name, _file in self._listed()]

    def _listed(self) -> Iterator[tuple[str, str, str]]:
        list_voices: Any = self._library.espeak_ListVoices
        list_voices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        voices: Any = list_voices(None)
        at = 0
        while voices[at]:
            voice: Any = voices[at].contents
            # The first byte of a language is its priority.
            fields: list[bytes] = [voice.languages[1:], voice.name, voice.identifier]
            code, name, file = (field.decode("utf-8", "replace") for field in fields)
            yield code, name, file
            at += 1

    def speak(
        self, text: str, code: str, rate: int, *, volume: int, pitch: int, pitch_range: int
    ) -> tuple[bytes, list[tuple[int, int]]]:
        """(16-bit mono samples, [(character offset, millisecond)]); LookupError for no voice."""
        # By its file, for not every voice answers to its code ("en-gb" does not).
        plain, plus, variant = code.partition("+")
        file = self._files.get(plain, plain)
        if self._library.espeak_SetVoiceByName(f"{file}{plus}{variant}".encode()) != 0:
            raise LookupError(code)
        for parameter, value in (
            (_RATE, rate),
            (_VOLUME, volume),
            (_PITCH, pitch),
            (_RANGE, pitch_range),
        ):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._samples.clear()
        self._words.clear()
        encoded = text.encode("utf-8", "replace").replace(b"\0", b" ") + b"\0"
        size = ctypes.c_size_t(len(encoded))
        self._library.espeak_Synth(encoded, size, 0, _POSITION_CHARACTER, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        return bytes(self._samples), list(self._words)

    def _take(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        at = 0
        while events[at].type != _LIST_END:
            if events[at].type == _WORD:
                # Its characters count from one.
                self._words.append((events[at].text_position - 1, events[at].audio_position))
            at += 1
        return 0
