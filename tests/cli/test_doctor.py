"""`vidgen doctor` on this machine, and on ones that lack something."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.cli.checks import CHECKS, Finding, Level, findings
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.cli.terminal import has_display
from vidgen_desktop.media.children import binary
from vidgen_desktop.resource_files import resource


def test_every_check_finds_something(vidgen: CommandLine) -> None:
    said = vidgen("doctor", "--json")
    assert said.code == 0
    found = {record["name"]: record for record in said.records}
    assert list(found) == [
        *("vidgen", "settings", "data folder", "videos folder", "database", "ffmpeg", "voice"),
        *("keychain", "providers", "fonts", "window"),
    ]
    assert all(record["level"] in ("good", "warning") for record in found.values())
    assert found["ffmpeg"]["level"] == "good"
    assert "journal" in found["database"]["found"]


def test_people_get_a_line_for_each(vidgen: CommandLine) -> None:
    said = vidgen("doctor")
    assert said.code == 0
    for name in CHECKS:
        assert f"{name}:" in said.out
    if not has_display():
        assert "no display" in said.out or "no window" in said.out  # the latter where Qt is not


def test_a_missing_ffmpeg_is_bad(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(binary.OVERRIDE, str(tmp_path / "none"))
    said = vidgen("doctor", "--json")
    (record,) = [r for r in said.records if r["name"] == "ffmpeg"]
    assert said.code == 1
    assert record["level"] == "bad"
    assert "VIDGEN_FFMPEG" in record["advice"]


def test_an_ffmpeg_that_does_not_start_is_bad(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv(binary.OVERRIDE, str(broken))
    said = vidgen("doctor", "--json")
    (record,) = [r for r in said.records if r["name"] == "ffmpeg"]
    assert (said.code, record["level"]) == (1, "bad")
    assert "does not start" in record["found"]


def test_a_poorer_ffmpeg_says_what_it_lacks(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    poor = tmp_path / "ffmpeg"
    poor.write_text(
        "#!/bin/sh\ncase \"$2\" in -version) echo 'ffmpeg version 4.2-poor';; "
        "-filters) echo ' ... scale             V->V       Scale.';; esac\n"
    )
    poor.chmod(0o755)
    monkeypatch.setenv(binary.OVERRIDE, str(poor))
    (record,) = [r for r in vidgen("doctor", "--json").records if r["name"] == "ffmpeg"]
    assert record["level"] == "bad"
    assert "4.2-poor" in record["found"]
    assert "libx264" in record["found"]
    assert "ass," in record["found"]
    assert "scale" not in record["found"]


def test_damaged_settings_do_not_keep_the_doctor_away(vidgen: CommandLine) -> None:
    (vidgen.home / "settings.json").write_text("{")
    said = vidgen("doctor", "--json")
    found = {record["name"]: record["level"] for record in said.records}
    assert said.code == 1
    assert found["settings"] == "bad"
    assert found["ffmpeg"] == "good"


def test_a_damaged_database_is_bad_and_left_alone(vidgen: CommandLine) -> None:
    database = vidgen.home / "vidgen.db"
    database.write_bytes(b"no database " * 500)
    said = vidgen("doctor", "--json")
    found = {record["name"]: record for record in said.records}
    assert said.code == 1
    assert found["database"]["level"] == "bad"
    assert found["database"]["advice"]
    assert database.read_bytes() == b"no database " * 500


def test_a_videos_folder_that_cannot_be_written_is_bad(vidgen: CommandLine) -> None:
    (vidgen.home / "Videos").write_text("in the way")
    said = vidgen("doctor", "--json")
    found = {record["name"]: record["level"] for record in said.records}
    assert said.code == 1
    assert found["videos folder"] == "bad"
    assert found["data folder"] == "good"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems find fonts in other ways")
def test_missing_fonts_are_named_with_what_to_install(tmp_path: Path) -> None:
    """On a machine with our own fonts only."""
    fonts = tmp_path / "fonts"  # a copy: fontconfig may write into the folder
    shutil.copytree(resource("fonts"), fonts)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    outcome = subprocess.run(
        [sys.executable, "-m", "vidgen_desktop", "doctor", "--json"],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    (record,) = [r for r in map(json.loads, outcome.stdout.splitlines()) if r["name"] == "fonts"]
    assert record["level"] == "warning"
    assert "Japanese" in record["found"]
    assert "Latin" not in record["found"]
    assert "fonts-noto-cjk" in record["advice"]


def test_a_check_that_fails_itself_does_not_hide_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def bug(_surroundings: Surroundings) -> Finding:
        raise ZeroDivisionError("seven")

    def fine(_surroundings: Surroundings) -> Finding:
        return Finding("window", Level.GOOD, "There is one.")

    surroundings = Surroundings(lambda *_: 0)
    fonts, window = findings(surroundings, {"fonts": bug, "window": fine})
    assert (fonts.name, fonts.level) == ("fonts", Level.BAD)
    assert "seven" in fonts.found
    assert window.level is Level.GOOD
    assert "ZeroDivisionError" in caplog.text
