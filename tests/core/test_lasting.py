"""What is finished is brought to the disk beside the program's work."""

import errno
import os
from pathlib import Path

import pytest

from vidgen_desktop.core.files.lasting import flush, flush_beside


def test_a_file_keeps_its_content(tmp_path: Path) -> None:
    (tmp_path / "video.mp4").write_bytes(b"frames")
    flush(tmp_path / "video.mp4")
    assert (tmp_path / "video.mp4").read_bytes() == b"frames"


def test_what_the_disk_says_is_raised(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOENT)):
        flush(tmp_path / "nothing.mp4")


def test_a_file_that_is_gone_keeps_no_other_from_the_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "b.mp4").write_bytes(b"frames")
    with caplog.at_level("INFO", "vidgen.pipeline"):
        flush_beside([tmp_path / "a.mp4", tmp_path / "b.mp4"], 7).join()
    assert [record.message.split(" ")[0] for record in caplog.records] == ["a.mp4"]
