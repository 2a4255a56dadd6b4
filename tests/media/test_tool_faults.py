"""What ffmpeg or the machine could not do is told as such, and never as a fault of the file."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.broken_tool import ONCE, OVER_A_FILE, WAYS, break_ffmpeg, mend_ffmpeg
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import DiskFull, InvalidRequest, MediaError, ToolError
from vidgen_desktop.core.files.request_files import check_sources
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media import faults
from vidgen_desktop.media.children.ffmpeg import given, run
from vidgen_desktop.media.children.process import family
from vidgen_desktop.media.sounds.decode import Wanted, decode
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
FAILED = "It failed."
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes are of POSIX")


@pytest.mark.parametrize("way", WAYS)
def test_a_good_file_is_not_called_a_bad_one(
    way: str,
    tool: FfmpegTool,
    work: Work,
    sound: Maker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    voice = sound("v.wav", "sine=d=1")
    break_ffmpeg(way, tmp_path, monkeypatch)
    with pytest.raises(ToolError) as told:
        tool.probe(voice, work)
    assert told.value.code == MediaError.code
    assert "damaged" not in str(told.value)
    assert "Choose" not in str(told.value)
    mend_ffmpeg(monkeypatch)
    assert tool.probe(voice, work).has_sound


@pytest.mark.parametrize("way", WAYS)
def test_another_file_is_not_asked_for_in_a_request(
    way: str, tool: FfmpegTool, sound: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    music = sound("m.wav", "sine=d=1")
    break_ffmpeg(way, tmp_path, monkeypatch)
    with pytest.raises(ToolError):
        check_sources(tool, Request("Bees", music=str(music)))


def test_a_file_over_which_an_ffmpeg_that_works_breaks_down_each_time_is_to_blame(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = sound("v.wav", "sine=d=1")
    break_ffmpeg(OVER_A_FILE, tmp_path, monkeypatch)
    with pytest.raises(MediaError, match=r"fails whenever it reads “v\.wav”") as told:
        tool.probe(voice, work)
    assert not isinstance(told.value, ToolError)
    with pytest.raises(InvalidRequest, match="Choose another file"):
        check_sources(tool, Request("Bees", music=str(voice)))


def test_a_file_that_wants_more_memory_than_there_is_is_to_blame(
    tool: FfmpegTool, work: Work, clip: Maker
) -> None:
    own = clip("own.mp4")
    data = bytearray(own.read_bytes())
    at = data.index(b"stts") + 8
    data[at : at + 4] = b"\x0f\xff\xff\xff"  # so many different lengths of frames
    own.write_bytes(data)
    with pytest.raises(MediaError, match="Choose another file") as told:
        tool.probe(own, work)
    assert not isinstance(told.value, ToolError)


def test_a_file_over_which_it_breaks_down_once_is_not(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = sound("v.wav", "sine=d=1")
    break_ffmpeg(ONCE, tmp_path, monkeypatch)
    assert tool.probe(voice, work).has_sound


@POSIX
def test_of_many_sounds_none_is_blamed_and_none_is_tried_alone(
    work: Work, sound: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds = [Wanted(sound(f"{name}.wav", "sine=d=1"), 1, 1.0) for name in "abc"]
    counting = tmp_path / "counting"
    counting.write_text(f"#!/bin/sh\necho >> '{tmp_path}/starts'\nkill -KILL $$\n")
    counting.chmod(0o755)
    monkeypatch.setenv("VIDGEN_FFMPEG", str(counting))
    with pytest.raises(ToolError, match="ended ffmpeg"):
        decode(sounds, tmp_path, work)
    assert (tmp_path / "starts").read_text() == "\n"


@POSIX
def test_an_ffmpeg_that_is_asked_to_end_has_not_seen_the_file(work: Work, tmp_path: Path) -> None:
    """It says that all is well, or that the file is damaged."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as aside:
        reading = aside.submit(
            run, [*given(pipe), "-f", "ffmetadata", "pipe:1"], work, failed=FAILED, level="info"
        )
        with pipe.open("wb"):  # as soon as ffmpeg opens it, too
            (child,) = psutil.Process().children()
            child.terminate()
        with pytest.raises(ToolError, match="The system ended ffmpeg"):
            reading.result()


@POSIX
def test_an_ffmpeg_that_is_asked_to_end_later_has_not_either(work: Work) -> None:
    def end(_line: str) -> None:
        for child in psutil.Process().children():
            child.terminate()

    endless = ["-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-progress", "pipe:1", "-"]
    with pytest.raises(ToolError, match="The system ended ffmpeg"):
        run(endless, work, failed=FAILED, on_line=end)


def test_a_child_that_no_thread_can_listen_to_is_ended_and_told() -> None:
    usual = threading.stack_size(1 << 46)  # more than there can be: no thread starts
    try:
        with pytest.raises(ToolError, match="cannot be started"), family(CancelToken()) as members:
            members.start([sys.executable, "-c", "import signal; signal.pause()"])
    finally:
        threading.stack_size(usual)
    assert not psutil.Process().children()


@pytest.mark.parametrize(
    ("errors", "status"),
    [
        (["Error while opening decoder: Resource temporarily unavailable"], 245),
        (["Error opening input: Cannot allocate memory"], 244),
        (["x.wav: Permission denied"], 243),
        (["ffmpeg: error while loading shared libraries: libm.so.6: Error 24"], 127),
        ([], 0xC0000005),  # Windows: it touched what is not its own
        (["Error opening input file x.wav."], 0),
        ([], 255),
    ],
)
def test_what_is_the_fault_of_the_tool(errors: list[str], status: int) -> None:
    fault = faults.ffmpeg_fault(FAILED, errors, status, None)
    assert isinstance(fault, ToolError)
    assert "damaged" not in str(fault)


@pytest.mark.parametrize(
    ("errors", "status"),
    [
        (["Error opening input: Invalid data found when processing input"], 183),
        (["Error while decoding: Operation not permitted"], 255),
        (["No space left on device"], 228),
        ([], 0xBEBBB1B7),  # Windows: invalid data
    ],
)
def test_what_is_not(errors: list[str], status: int) -> None:
    fault = faults.ffmpeg_fault(FAILED, errors, status, None)
    assert isinstance(fault, MediaError | DiskFull)
    assert not isinstance(fault, ToolError)
