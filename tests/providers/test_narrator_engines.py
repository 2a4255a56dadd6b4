"""The system's own voices, spoken to through programs that behave like the real ones."""

import base64
import json
import os
import shutil
import sys
import threading
import wave
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import psutil
import pytest

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.voice import windows_sapi
from vidgen_desktop.providers.builtin.voice.cast import Cast
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.espeak_child import EspeakChild
from vidgen_desktop.providers.builtin.voice.espeak_command import EspeakCommand
from vidgen_desktop.providers.builtin.voice.mac_say import MacSay
from vidgen_desktop.providers.builtin.voice.sound import Sound, from_wav, trimmed
from vidgen_desktop.providers.builtin.voice.windows_sapi import WindowsSapi

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts of POSIX")

Fake = Callable[[str, str], Path]

# What all fakes need: to write a WAV file of half a second, and to say how they were called.
_COMMON = """
import io, json, os, signal, sys, wave
def wav(rate=22050, channels=1):
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(channels); file.setsampwidth(2); file.setframerate(rate)
        file.writeframes(b"\\x00\\x20" * (rate // 2) * channels)
    return made.getvalue()
def note(**what):
    with open(os.environ["FAKE_LOG"], "a") as log:
        log.write(json.dumps(what) + "\\n")
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the fakes write how they were called, a JSON object a line."""
    path = tmp_path / "called.jsonl"
    monkeypatch.setenv("FAKE_LOG", str(path))
    return path


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a program of this name on an otherwise empty PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, body: str) -> Path:
        path = folder / name
        path.write_text(f"#!{sys.executable}\n{_COMMON}\n{body}")
        path.chmod(0o755)
        return path

    return make


def calls(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


ESPEAK = """
if "--voices" in sys.argv:
    print("Pty Language       Age/Gender VoiceName          File                 Other Languages")
    print(" 5  de              --/M      German             gmw/de               ")
    print(" 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)")
    print(" 5  ja              --/M      Japanese           jpx/ja               ")
else:
    note(arguments=sys.argv[1:], text=sys.stdin.buffer.read().decode("utf-8"))
    whole = wav()
    start = whole.index(b"data") + 4
    # A pipe's header does not know the length.
    sys.stdout.buffer.write(whole[:start] + b"\\xff\\xff\\xff\\x7f" + whole[start + 4:])
"""


def test_the_espeak_program_is_asked_in_its_own_words(fake: Fake, log: Path) -> None:
    fake("espeak-ng", ESPEAK)
    engine = EspeakCommand()
    voices = {voice.id: voice for voice in engine.voices()}
    assert voices["builtin:en-us"] == Voice("builtin:en-us", "English (America)", "en-US")
    assert "builtin:ja" not in voices
    sound = engine.speak("Grüße 🐝!", voices["builtin:de"], 1.5, CancelToken())
    assert sound.seconds == pytest.approx(0.5)
    [call] = calls(log)
    assert call["text"] == "Grüße  !"
    arguments = call["arguments"]
    assert isinstance(arguments, list)
    assert arguments[:4] == ["-v", "de", "-s", "240"]
    assert arguments[-2:] == ["--stdin", "--stdout"]


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_the_real_espeak_program_speaks_like_its_library() -> None:
    command, library = EspeakCommand(), EspeakChild()
    voice = next(voice for voice in command.voices() if voice.id == "builtin:de")
    text = "Bienen machen Honig aus dem Nektar vieler Blüten."
    by_command = trimmed(command.speak(text, voice, 1.0, CancelToken()))
    by_library = trimmed(library.speak(text, voice, 1.0, CancelToken()))
    library.close()
    assert by_command.seconds == pytest.approx(by_library.seconds, rel=0.15)
    assert by_library.words
    assert not by_command.words


def test_a_program_that_fails_is_told_with_its_last_words(fake: Fake) -> None:
    fake("espeak-ng", "sys.exit('no such voice')")
    with pytest.raises(VoiceFault, match="no such voice"):
        EspeakCommand().speak("Hello", Voice("builtin:xx", "X", "xx"), 1.0, CancelToken())


def test_a_program_that_writes_no_sound_is_a_fault(fake: Fake) -> None:
    fake("espeak-ng", "sys.stdin.read(); print('hello')")
    with pytest.raises(VoiceFault, match="no WAV file"):
        EspeakCommand().speak("Hello", Voice("builtin:de", "X", "de"), 1.0, CancelToken())


def test_a_cancel_ends_a_program_that_hangs(fake: Fake, log: Path) -> None:
    fake("espeak-ng", "note(started=True)\nsignal.pause()")
    token = CancelToken()

    def cancel_when_started() -> None:
        while not log.exists():
            threading.Event().wait(0.01)
        token.cancel()

    threading.Thread(target=cancel_when_started).start()
    with pytest.raises(Cancelled):
        EspeakCommand().speak("Hello", Voice("builtin:de", "X", "de"), 1.0, token)
    assert not psutil.Process().children()


SAY = """
if sys.argv[1:3] == ["-v", "?"]:
    print("Samantha            en_US    # Hello! My name is Samantha.")
    print("Eddy (English (UK)) en_GB    # Hello! My name is Eddy.")
    print("Bad News            en_US    # Hello! My name is Bad News.")
    print("Kyoko               ja_JP    # こんにちは。")
else:
    note(arguments=sys.argv[1:], text=sys.stdin.buffer.read().decode("utf-8"))
    with open(sys.argv[sys.argv.index("-o") + 1], "wb") as out:
        out.write(wav())
"""


def test_the_voices_of_a_mac_are_listed_and_speak(fake: Fake, log: Path) -> None:
    fake("say", SAY)
    engine = MacSay()
    voices = {voice.name: voice for voice in engine.voices()}
    assert [voice.language for voice in voices.values()] == ["en-US", "en-GB", "ja-JP"]
    sound = engine.speak("Wait [[slnc 9000]]", voices["Eddy (English (UK))"], 2.0, CancelToken())
    assert sound.seconds == pytest.approx(0.5)
    [call] = calls(log)
    arguments = call["arguments"]
    assert isinstance(arguments, list)
    assert arguments[:4] == ["-v", "Eddy (English (UK))", "-r", "340"]
    assert "--data-format=LEI16@22050" in arguments
    assert "[[" not in str(call["text"])
    assert not Path(arguments[arguments.index("-o") + 1]).exists()


def test_a_language_that_espeak_cannot_speak_goes_to_the_system(fake: Fake, log: Path) -> None:
    fake("espeak-ng", ESPEAK)
    fake("say", SAY)
    narrator = BuiltinNarrator(Cast([EspeakCommand(), MacSay()]))
    voice = narrator.voice_for("ja", "auto")
    assert voice is not None
    assert voice.id == "builtin:say:Kyoko"
    assert narrator.voice_for("en", "auto") == Voice("builtin:en-us", "English (America)", "en-US")
    assert narrator.seconds("こんにちは。", voice, 1.0, CancelToken()) == pytest.approx(
        0.5, abs=0.1
    )
    assert calls(log)[0]["text"] == "こんにちは。"


POWERSHELL = """
import base64
script = base64.b64decode(sys.argv[sys.argv.index("-EncodedCommand") + 1]).decode("utf-16-le")
if "GetInstalledVoices" in script:
    voices = [{"name": "Microsoft Hedda Desktop", "language": "de-DE"},
              {"name": "Microsoft Zürich Test", "language": "de-CH"}]
    sys.stdout.write(base64.b64encode(json.dumps(voices).encode()).decode())
else:
    assert ".Speak(" in script
    job = json.loads(base64.b64decode(sys.stdin.readline()))
    note(**job)
    with open(job["out"], "wb") as out:
        out.write(wav(44100, 2))
"""


def test_the_voices_of_windows_are_listed_and_speak(fake: Fake, log: Path) -> None:
    fake("powershell", POWERSHELL)
    engine = WindowsSapi()
    voices = engine.voices()
    assert [voice.id for voice in voices] == [
        "builtin:sapi:Microsoft Hedda Desktop",
        "builtin:sapi:Microsoft Zürich Test",
    ]
    sound = engine.speak('Er sagte "ja"; $x `n', voices[1], 1.0, CancelToken())
    assert (sound.rate, sound.seconds) == (44_100, pytest.approx(0.5))
    [call] = calls(log)
    assert call["text"] == 'Er sagte "ja"; $x `n'
    assert call["voice"] == "Microsoft Zürich Test"
    assert call["rate"] == 0


@pytest.mark.parametrize(("speed", "rate"), [(0.5, -6), (1.0, 0), (2.0, 6)])
def test_speed_becomes_the_rate_of_windows(speed: float, rate: int, tmp_path: Path) -> None:
    voice = Voice("builtin:sapi:X", "X", "en")
    job = json.loads(base64.b64decode(windows_sapi.job_for("Hi", voice, speed, tmp_path)))
    assert job["rate"] == rate


@pytest.mark.parametrize("engine", [EspeakCommand(), MacSay(), WindowsSapi()])
def test_an_engine_that_is_not_here_says_so(
    engine: EspeakCommand | MacSay | WindowsSapi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceFault):
        engine.voices()


def test_a_child_without_the_library_says_so() -> None:
    engine = EspeakChild(
        [sys.executable, "-c", 'print(\'{"error": "no espeakng_loader"}\', flush=True)']
    )
    with pytest.raises(VoiceFault):
        engine.voices()


def test_a_child_that_cannot_be_started_says_so(tmp_path: Path) -> None:
    with pytest.raises(VoiceFault, match="cannot be started"):
        EspeakChild([str(tmp_path / "missing")]).voices()


def test_silence_around_a_voice_is_trimmed_and_word_times_follow() -> None:
    rate = 1_000
    samples = np.zeros(3_000, np.int16)
    samples[1_000:2_000] = 5_000
    sound = trimmed(Sound(rate, samples, ((0, 1.0), (5, 1.5))))
    assert sound.seconds == pytest.approx(1.06, abs=0.01)
    assert sound.words == ((0, pytest.approx(0.01)), (5, pytest.approx(0.51)))
    assert abs(int(sound.samples[0])) < 100


def test_only_silence_is_nothing() -> None:
    assert trimmed(Sound(1_000, np.zeros(500, np.int16))).seconds == 0


def test_what_is_no_16_bit_wav_is_refused() -> None:
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(bytes(100))
    for data in (b"", b"RIFF", os.urandom(64), made.getvalue()):
        with pytest.raises(ValueError, match=r"."):
            from_wav(data)
