"""Hardware encoders: asked for a frame once, used where they work, replaced where not."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.measure import FFMPEG, shape
from tests.media.exporting import FRAMES, exported, material, order
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.export import Encoder, ExportKind, Material
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.exports import hardware as export_hardware
from vidgen_desktop.media.exports.codecs import HARDWARE, hardware

# An ffmpeg on a machine with an Nvidia card: NVENC's encoder and its options become x264's.
# What it is asked for is written down; a file named "broken" makes real encodes fail, one named
# "busy" makes the trial fail, one named "hangs" makes it last for ever.
MACHINE = f"""#!{sys.executable}
import os, sys, threading
from pathlib import Path
here, arguments = Path(__file__).parent, sys.argv[1:]
with (here / "asked").open("a") as file:
    print(*arguments, file=file)
trial = "lavfi" in arguments
if "h264_nvenc" in arguments:
    if trial and (here / "hangs").exists():
        threading.Event().wait()
    if trial and (here / "busy").exists():
        sys.exit("[h264_nvenc] OpenEncodeSessionEx failed: out of memory (10)")
    if not trial and (here / "broken").exists():
        sys.exit("[h264_nvenc] OpenEncodeSessionEx failed: out of memory (10)")
    at = arguments.index("h264_nvenc")
    arguments[at] = "libx264"
    for option in ("-preset", "-rc", "-cq", "-b:v"):
        at = arguments.index(option)
        del arguments[at:at + 2]
os.execv({FFMPEG!r}, [{FFMPEG!r}, *arguments])
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake ffmpeg is a script")


@pytest.fixture(autouse=True)
def untried() -> Iterator[None]:
    export_hardware.forget()
    yield
    export_hardware.forget()


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("given"))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "machine"
    folder.mkdir()
    script = folder / "ffmpeg"
    script.write_text(MACHINE)
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VIDGEN_FFMPEG", str(script))
    return folder


def asked(machine: Path, encoder: str) -> list[str]:
    lines = (machine / "asked").read_text().splitlines()
    return [line for line in lines if encoder in line.split()]


def test_one_that_works_is_used_and_tried_once(
    machine: Path, given: Material, tmp_path: Path, work: Work
) -> None:
    for _ in range(2):
        made = exported(given, order("mp4", encoder=Encoder.NVENC), tmp_path, work)
        assert made.notes == ()
        measured = shape(Path(made.path))
        assert measured.video
        assert len(measured.video.times) == sum(FRAMES)
        Path(made.path).unlink()
    trials = [line for line in asked(machine, "h264_nvenc") if "lavfi" in line.split()]
    assert (len(trials), len(asked(machine, "h264_nvenc"))) == (1, 3)


def test_automatic_takes_the_first_that_works(
    machine: Path, given: Material, tmp_path: Path, work: Work
) -> None:
    made = exported(given, order("mp4", width=160), tmp_path, work)
    assert made.notes == ()
    assert len(asked(machine, "h264_nvenc")) == 2
    assert asked(machine, "libx264") == []


def test_one_that_fails_later_is_replaced_with_a_note(
    machine: Path, given: Material, tmp_path: Path, work: Work
) -> None:
    (machine / "broken").touch()
    made = exported(given, order("mp4", encoder=Encoder.NVENC), tmp_path, work)
    assert made.notes == (
        "NVENC does not work for this on this machine, so x264 encoded the video.",
    )
    measured = shape(Path(made.path))
    assert measured.video
    assert len(measured.video.times) == sum(FRAMES)
    assert len(asked(machine, "libx264")) == 1


def test_one_that_hangs_is_given_up(machine: Path, work: Work) -> None:
    (machine / "hangs").touch()
    codec, notes = export_hardware.choose(Encoder.NVENC, ExportKind.MP4, work, longest_trial=1.0)
    assert codec.name == "x264"
    assert len(notes) == 1


def test_one_that_hung_costs_the_wait_again_only_who_chooses_it(machine: Path, work: Work) -> None:
    (machine / "hangs").touch()
    export_hardware.choose(Encoder.AUTO, ExportKind.MP4, work, longest_trial=1.0)
    (machine / "hangs").unlink()
    assert export_hardware.choose(Encoder.AUTO, ExportKind.MP4, work)[0].name == "x264"
    assert export_hardware.choose(Encoder.NVENC, ExportKind.MP4, work)[0].name == "NVENC"


def test_one_that_refused_is_tried_again_for_who_chooses_it(machine: Path, work: Work) -> None:
    (machine / "busy").touch()
    _, notes = export_hardware.choose(Encoder.NVENC, ExportKind.MP4, work)
    assert len(notes) == 1
    (machine / "busy").unlink()
    tried = len(asked(machine, "h264_nvenc"))
    assert export_hardware.choose(Encoder.AUTO, ExportKind.MP4, work)[0].name == "x264"
    assert len(asked(machine, "h264_nvenc")) == tried
    codec, notes = export_hardware.choose(Encoder.NVENC, ExportKind.MP4, work)
    assert (codec.name, notes) == ("NVENC", ())
    assert export_hardware.choose(Encoder.AUTO, ExportKind.MP4, work)[0].name == "NVENC"


def test_a_cancel_during_a_trial_is_no_verdict(machine: Path, work: Work) -> None:
    (machine / "hangs").touch()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        export_hardware.choose(Encoder.NVENC, ExportKind.MP4, Work(token, work.scratch))
    (machine / "hangs").unlink()
    codec, notes = export_hardware.choose(Encoder.NVENC, ExportKind.MP4, work)
    assert (codec.name, notes) == ("NVENC", ())


@pytest.mark.parametrize("encoder", HARDWARE)
@pytest.mark.parametrize("kind", [ExportKind.MP4, ExportKind.HEVC, ExportKind.WEBM, ExportKind.AV1])
def test_on_this_very_machine_each_works_or_is_replaced(
    encoder: Encoder, kind: ExportKind, work: Work
) -> None:
    codec, notes = export_hardware.choose(encoder, kind, work)
    own = hardware(encoder, kind)
    works = own is not None and export_hardware.works(encoder, kind, own, work)
    assert (codec == own) is works
    assert bool(notes) is not works
