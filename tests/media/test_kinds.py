"""Takes of other encoders: made to fit and put together, every frame plays as it should."""

from pathlib import Path

import numpy as np
import pytest

from tests.measure import frame_hashes
from tests.media.pieces import SMALL, take, track
from tests.media.test_bridge import brightness, likeness
from vidgen_desktop.core.assembly import Film, Fitted, Fitting, Piece
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

FRAMES = 36
SECONDS = FRAMES / SMALL.fps
ENCODERS = {
    "ours": [],
    "references": ["-refs", "5"],
    "ultrafast": ["-preset", "ultrafast"],
    "main": ["-profile:v", "main", "-preset", "slow"],
    "mpeg4": ["-c:v", "mpeg4", "-profile:v", "0", "-bf", "2", "-q:v", "2"],
    "hevc": ["-c:v", "libx265", "-profile:v", "main", "-x265-params", "log-level=error"],
    "vp9": [*("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"), "-profile:v", "0"],
}


@pytest.fixture(scope="module")
def takes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("takes")
    return {
        name: take(folder / f"{name}.mp4", FRAMES, more=options)
        for name, options in ENCODERS.items()
    }


def assemble(tool: FfmpegTool, work: Work, fitted: list[Fitted], out: Path) -> None:
    pieces = tuple(Piece(Path(one.path), one.frames) for one in fitted)
    tool.assemble(Film(pieces, SMALL), out, work)


def test_takes_of_all_encoders_play_frame_by_frame(
    tool: FfmpegTool, work: Work, takes: dict[str, Path], tmp_path: Path
) -> None:
    """What is of our kind is copied, the rest is encoded once, and nothing is shifted."""
    fitting = Fitting(SMALL, SECONDS, ours=True)
    fitted = [
        tool.conform(path, fitting, tmp_path / f"fitted-{name}.mp4", work)
        for name, path in takes.items()
    ]
    assert [one.encoded for one in fitted] == [name != "ours" for name in takes]
    assemble(tool, work, fitted, tmp_path / "film.mp4")
    made = brightness(tmp_path / "film.mp4")
    wanted = np.concatenate([brightness(path) for path in takes.values()])
    assert made.shape == wanted.shape
    for number, frame in enumerate(made):
        assert likeness(frame, wanted[number]) > 33, number
        if number + 1 < len(wanted):
            assert likeness(frame, wanted[number + 1]) < likeness(frame, wanted[number]), number


@pytest.mark.parametrize("name", ["references", "ultrafast", "main"])
def test_takes_of_one_foreign_encoder_are_copied(
    tool: FfmpegTool, work: Work, takes: dict[str, Path], tmp_path: Path, name: str
) -> None:
    other = take(tmp_path / "other.mp4", FRAMES, more=ENCODERS[name])
    fitted = [
        tool.conform(path, Fitting(SMALL, SECONDS), tmp_path / f"fitted-{number}.mp4", work)
        for number, path in enumerate((takes[name], other))
    ]
    assert not any(one.encoded or one.is_ours for one in fitted)
    assert len({one.kind for one in fitted}) == 1
    assert fitted[0].kind == track(takes[name]).kind
    assemble(tool, work, fitted, tmp_path / "film.mp4")
    wanted = frame_hashes(takes[name]) + frame_hashes(other)
    assert frame_hashes(tmp_path / "film.mp4") == wanted
