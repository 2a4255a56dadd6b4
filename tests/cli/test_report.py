"""`vidgen report`, and the word on a crash."""

import zipfile
from pathlib import Path

from tests.cli.conftest import CommandLine
from vidgen_desktop.core.model import Request


def test_it_is_saved_and_its_path_printed(vidgen: CommandLine, tmp_path: Path) -> None:
    said = vidgen("report", str(tmp_path / "r.zip"))
    assert said.code == 0
    assert said.out == f"{tmp_path / 'r.zip'}\n"
    assert "Nothing was sent." in said.err
    with zipfile.ZipFile(tmp_path / "r.zip") as packed:
        doctor = packed.read("doctor.txt").decode()
        assert {"versions.json", "settings.json", "database.json"} <= set(packed.namelist())
    assert "ok   ffmpeg:" in doctor


def test_prompts_are_in_it_only_when_asked_for(vidgen: CommandLine) -> None:
    with vidgen.store() as store:
        store.create(Request("The secret life of otters"), "Otters")
    assert "otters" not in vidgen("report", "--show").out
    assert "otters" in vidgen("report", "--show", "--generation", "1", "--with-prompts").out


def test_it_works_where_the_settings_cannot_be_read(vidgen: CommandLine) -> None:
    (vidgen.home / "settings.json").write_text("{")
    said = vidgen("report", "--show")
    assert said.code == 0
    assert "cannot be read" in said.out


def test_an_earlier_crash_is_said_once(vidgen: CommandLine) -> None:
    (vidgen.home / "logs").mkdir()
    (vidgen.home / "logs" / "crash-1-no.txt").write_text("Fatal Python error: Aborted")
    assert "Vidgen crashed on " in vidgen("list").err
    assert "crashed" not in vidgen("list").err
    assert "Fatal Python error: Aborted" in vidgen("report", "--show").out
