"""The voices of Windows, through PowerShell's System.Speech."""

import base64
import json
import math
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.voice.engine import VoiceFault
from vidgen_desktop.providers.builtin.voice.process import output_of
from vidgen_desktop.providers.builtin.voice.sound import Sound, from_wav

PREFIX = "builtin:sapi:"
_SLOWEST, _FASTEST = -10, 10  # of SAPI's scale, on which 10 is three times as fast

# Everything passes as Base64 of UTF-8, for consoles have code pages of their own.
_LIST = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
$found = @($speaker.GetInstalledVoices() | Where-Object { $_.Enabled } | ForEach-Object {
  @{ name = $_.VoiceInfo.Name; language = $_.VoiceInfo.Culture.Name } })
$json = ConvertTo-Json -Compress -InputObject $found
[Console]::Out.Write([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($json)))
"""
_SPEAK = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$line = [Console]::In.ReadLine()
$job = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($line)) | ConvertFrom-Json
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
$speaker.SelectVoice($job.voice)
$speaker.Rate = $job.rate
$format = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(22050, 'Sixteen', 'Mono')
$speaker.SetOutputToWaveFile($job.out, $format)
$speaker.Speak($job.text)
$speaker.Dispose()
"""


class WindowsSapi:
    """A `VoiceEngine` over System.Speech; it tells no times of words."""

    def voices(self) -> Sequence[Voice]:
        """The installed and enabled voices."""
        answer = output_of(command_for(_program(), _LIST), b"", CancelToken())
        try:
            listed: list[dict[str, Any]] = json.loads(base64.b64decode(answer) or b"[]")
        except ValueError as fault:
            raise VoiceFault("PowerShell listed no voices") from fault
        return [Voice(f"{PREFIX}{v['name']}", v["name"], v["language"]) for v in listed]

    def speak(self, text: str, voice: Voice, speed: float, token: CancelToken) -> Sound:
        """One sentence."""
        with tempfile.TemporaryDirectory(prefix="vidgen-sapi-") as folder:
            out = Path(folder) / "spoken.wav"
            output_of(command_for(_program(), _SPEAK), job_for(text, voice, speed, out), token)
            try:
                return from_wav(out.read_bytes())
            except (OSError, ValueError) as fault:
                raise VoiceFault(f"PowerShell wrote no sound ({fault})") from fault

    def close(self) -> None:
        """Nothing outlives a sentence."""


def command_for(program: str, script: str) -> list[str]:
    """The command that runs a script without profile, questions or quoting."""
    encoded = base64.b64encode(script.encode("utf-16-le")).decode("ascii")
    return [program, "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded]


def job_for(text: str, voice: Voice, speed: float, out: Path) -> bytes:
    """One line of Base64 that says what to speak."""
    rate = round(10 * math.log(speed, 3))
    job = {
        "text": text.encode("utf-8", "replace").decode("utf-8"),
        "voice": voice.id.removeprefix(PREFIX),
        "rate": min(_FASTEST, max(_SLOWEST, rate)),
        "out": str(out),
    }
    return base64.b64encode(json.dumps(job).encode()) + b"\n"


def _program() -> str:
    found = shutil.which("powershell") or shutil.which("pwsh")
    if found is None:
        raise VoiceFault("there is no PowerShell")
    return found
