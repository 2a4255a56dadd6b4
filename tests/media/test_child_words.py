"""What a child said before it failed is in the log, with the generation it worked for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vidgen_desktop import logs
from vidgen_desktop.config import Folders
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.run.scope import scope
from vidgen_desktop.media.children.ffmpeg import run
from vidgen_desktop.media.sounds.aac import write_aac
from vidgen_desktop.media.sounds.blend import Blend
from vidgen_desktop.media.sounds.decode import RATE


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    found = Folders(tmp_path, tmp_path)
    logs.configure_logs(found)
    yield found
    logs.release_logs()


def lines(folders: Folders) -> list[dict[str, Any]]:
    text = (folders.logs / logs.FILE_NAME).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_the_last_words_of_ffmpeg(folders: Folders, tmp_path: Path) -> None:
    missing = tmp_path / "missing.mp4"
    with scope(7, "stitch"), pytest.raises(MediaError):
        run(["-i", str(missing)], Work(CancelToken(), tmp_path), failed="It failed.")
    (line,) = lines(folders)
    assert (line["generation"], line["stage"]) == (7, "stitch")
    assert "No such file or directory" in line["event"]


def test_children_that_work_side_by_side(folders: Folders, tmp_path: Path) -> None:
    silence = Blend(None, None, frames=40 * RATE)
    work = Work(CancelToken(), tmp_path)
    with scope(8, "audio"), pytest.raises(MediaError):
        write_aac(silence, "nonsense", tmp_path, tmp_path / "out.m4a", work, 2)
    found = lines(folders)
    assert {line["generation"] for line in found} == {8}
    assert all("No such filter: 'nonsense'" in line["event"] for line in found)


def test_a_child_that_was_ended_says_nothing(folders: Folders, tmp_path: Path) -> None:
    token = CancelToken()
    endless = ["-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-progress", "pipe:1", "-"]
    with scope(9), pytest.raises(Cancelled):
        run(
            endless,
            Work(token, tmp_path),
            failed="It failed.",
            on_line=lambda _line: token.cancel(),
        )
    assert not (folders.logs / logs.FILE_NAME).exists()
