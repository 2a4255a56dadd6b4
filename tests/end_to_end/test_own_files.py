"""The files a person brings are looked at before anything begins."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.measure import ffmpeg
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request
from vidgen_desktop.engine import Engine

ASKED = Request("The sea is wide.")


def cut_off(path: Path, *options: str) -> Path:
    """A file whose second half is missing."""
    ffmpeg(*options, "-t", "4", str(path))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def test_a_clip_whose_end_is_missing_is_refused(engine: Engine, tmp_path: Path) -> None:
    clip = cut_off(tmp_path / "own.mkv", "-f", "lavfi", "-i", "testsrc2=s=320x180")
    with pytest.raises(InvalidRequest, match=r"“own\.mkv” is damaged: its end is missing") as fault:
        engine.check(replace(ASKED, pictures=(str(clip),)))
    assert fault.value.field == "pictures"


def test_music_whose_end_is_missing_is_refused(engine: Engine, tmp_path: Path) -> None:
    music = cut_off(tmp_path / "own.flac", "-f", "lavfi", "-i", "anoisesrc")
    with pytest.raises(InvalidRequest, match="its end is missing") as fault:
        engine.check(replace(ASKED, music=str(music)))
    assert fault.value.field == "music"


def test_music_too_short_to_be_repeated_is_refused_before_anything_is_bought(
    engine: Engine, tmp_path: Path
) -> None:
    music = tmp_path / "blip.wav"
    ffmpeg("-f", "lavfi", "-i", "sine", "-t", "0.05", str(music))
    with pytest.raises(InvalidRequest, match=r"music “blip\.wav” is too short") as fault:
        engine.check(replace(ASKED, music=str(music)))
    assert fault.value.field == "music"
    ffmpeg("-f", "lavfi", "-i", "sine", "-t", "0.3", str(tmp_path / "sting.aac"))
    engine.check(replace(ASKED, music=str(tmp_path / "sting.aac")))
