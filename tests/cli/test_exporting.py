"""`vidgen export`."""

import os
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work

PROMPT = "Bees dance. They show the way. Flowers wait."


@pytest.fixture
def video(vidgen: CommandLine) -> Path:
    """A finished generation with the number 1."""
    return Path(vidgen("generate", PROMPT).out.strip())


def test_prints_the_path_and_nothing_else(vidgen: CommandLine, video: Path) -> None:
    said = vidgen("export", "1", "--as", "gif", "--start", "0:02", "--seconds", "3")
    assert said.code == 0
    assert said.out == f"{video.with_suffix('.gif')}\n"
    assert Path(said.out.strip()).read_text().endswith("from 2.00")


def test_prints_json_lines(vidgen: CommandLine, video: Path, tmp_path: Path) -> None:
    said = vidgen("export", "1", "--as", "webm", "-o", str(tmp_path / "x.webm"), "--json")
    assert said.records[-1] == {
        "generation": 1,
        "event": "ended",
        "outcome": "completed",
        "kind": "webm",
        "path": str(tmp_path / "x.webm"),
        "notes": [],
    }
    assert {record["event"] for record in said.records[:-1]} <= {"exporting"}
    assert video.is_file()


@pytest.mark.usefixtures("video")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["9", "--as", "mp4"], 3, "There is no generation 9."),
        (["1", "--as", "avi"], 2, "'avi' is not one of"),
        (["1"], 2, "Missing option '--as'"),
        (["1", "--as", "wav", "--width", "640"], 2, "WAV has no choice of width."),
        (["1", "--as", "mp4", "--start", "9:00"], 2, "cannot start at 540 s"),
        (["1", "--as", "mp4", "-o", "x.gif"], 2, "does not end in .mp4"),
    ],
)
def test_bad_orders_have_their_exit_codes(
    arguments: list[str], code: int, sentence: str, vidgen: CommandLine
) -> None:
    said = vidgen("export", *arguments)
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err


@pytest.mark.usefixtures("video")
def test_anothers_video_is_not_exported(vidgen: CommandLine) -> None:
    assert vidgen("--profile", "other", "export", "1", "--as", "mp4").code == 4


@pytest.mark.usefixtures("video")
def test_a_fault_is_a_sentence(vidgen: CommandLine) -> None:
    def fail(_work: Work) -> None:
        raise MediaError("The encoder fell over.", "Choose another one.")

    vidgen.diary.hooks["export"] = fail
    said = vidgen("export", "1", "--as", "hevc")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[-2:] == ["The encoder fell over.", "Choose another one."]


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way")
@pytest.mark.parametrize("as_json", [False, True])
def test_ctrl_c_cancels_and_leaves_nothing(as_json: bool, vidgen: CommandLine, video: Path) -> None:
    def interrupt(work: Work) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        work.token.wait(10)

    vidgen.diary.hooks["export"] = interrupt
    before = sorted(video.parent.iterdir())
    said = vidgen("export", "1", "--as", "webm", *(["--json"] if as_json else []))
    assert said.code == 130
    assert said.err.splitlines()[-2:] == ["Cancelling.", "Cancelled. Nothing was written."]
    assert [record["outcome"] for record in said.records if "outcome" in record] == (
        ["cancelled"] if as_json else []
    )
    assert sorted(video.parent.iterdir()) == before
