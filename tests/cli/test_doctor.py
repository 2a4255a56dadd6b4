"""`vidgen doctor` on this machine, and on ones that lack something."""

import importlib.metadata
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.media import binary, glyphs

CHECKS = [
    "vidgen",
    "settings",
    "data folder",
    "videos folder",
    "database",
    "ffmpeg",
    "voice",
    "keychain",
    "providers",
    "fonts",
    "window",
]


def test_every_check_finds_something(vidgen: CommandLine) -> None:
    said = vidgen("doctor", "--json")
    assert said.code == 0
    found = {record["name"]: record for record in said.records}
    assert list(found) == CHECKS
    assert all(record["level"] in ("good", "warning") for record in found.values())
    assert found["ffmpeg"]["level"] == "good"
    assert "journal" in found["database"]["found"]


def test_people_get_a_line_for_each(vidgen: CommandLine) -> None:
    said = vidgen("doctor")
    assert said.code == 0
    for name in CHECKS:
        assert f"{name}:" in said.out
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


def test_missing_fonts_are_named_with_what_to_install(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine with Latin fonts only.
    font = glyphs.face_for("A")
    monkeypatch.setattr(glyphs, "face_for", lambda char: font if ord(char) <= 0x24F else None)
    said = vidgen("doctor", "--json")
    (record,) = [r for r in said.records if r["name"] == "fonts"]
    assert said.code == 0
    assert record["level"] == "warning"
    assert "Japanese" in record["found"]
    assert "Latin" not in record["found"]
    assert "fonts-noto-cjk" in record["advice"]


def test_a_check_that_fails_itself_does_not_hide_the_others(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(_char: str) -> None:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(glyphs, "face_for", bug)
    said = vidgen("doctor", "--json")
    found = {record["name"]: record for record in said.records}
    assert said.code == 1
    assert list(found) == CHECKS
    assert found["fonts"]["level"] == "bad"
    assert "seven" in found["fonts"]["found"]
    assert "ZeroDivisionError" in (vidgen.home / "logs" / "vidgen.log").read_text()


def test_without_qt_there_is_no_window_but_all_else(
    vidgen: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = importlib.metadata.version

    def without_qt(name: str) -> str:
        if name.startswith("PySide6"):
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", without_qt)
    said = vidgen("doctor", "--json")
    (record,) = [r for r in said.records if r["name"] == "window"]
    assert (said.code, record["level"]) == (0, "warning")
    assert "not installed" in record["found"]
