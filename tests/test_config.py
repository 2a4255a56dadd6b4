"""Settings and folders."""

import sys
from pathlib import Path

import pytest

from vidgen_desktop.config import (
    Appearance,
    Defaults,
    Settings,
    folders,
    home,
    load_settings,
    own_command,
    save_settings,
)
from vidgen_desktop.core.choices import Aspect, Captions, Look, Resolution
from vidgen_desktop.core.errors import StoreError


def test_without_a_file_the_settings_are_the_defaults(own_home: Path) -> None:
    assert load_settings() == Settings()
    assert list(own_home.iterdir()) == []


def test_settings_come_back_as_they_were(own_home: Path) -> None:
    settings = Settings(
        videos_folder="/films/été",
        at_a_time=3,
        appearance=Appearance.DARK,
        defaults=Defaults(45.0, Aspect.TALL, Resolution.FULL_HD, 30, Look.WARM, "none"),
        volume=0.25,
        profile="Åsa",
    )
    save_settings(settings)
    assert load_settings() == settings
    assert [path.name for path in own_home.iterdir()] == ["settings.json"]


def test_settings_of_an_older_and_of_a_newer_program_are_read(own_home: Path) -> None:
    (own_home / "settings.json").write_text('{"at_a_time": 4, "of_tomorrow": [1]}')
    assert load_settings() == Settings(at_a_time=4)
    (own_home / "settings.json").write_text('{"defaults": {"captions": "burned"}}')
    assert load_settings().defaults == Defaults(captions=Captions.BURNED)
    assert load_settings().providers == ()


@pytest.mark.parametrize("content", [b"", b"{", b'{"at_a_time": "many"}', b"\xff\xfe"])
def test_damaged_settings_are_told_and_kept(own_home: Path, content: bytes) -> None:
    path = own_home / "settings.json"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="cannot be read") as told:
        load_settings()
    assert "Move it away" in told.value.advice
    assert path.read_bytes() == content


def test_settings_that_cannot_be_saved_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("VIDGEN_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(StoreError, match="could not be saved"):
        save_settings(Settings())


def test_a_failed_save_keeps_the_old_settings(own_home: Path) -> None:
    save_settings(Settings(at_a_time=5))
    (own_home / "settings.part").mkdir()
    with pytest.raises(StoreError):
        save_settings(Settings(at_a_time=1))
    assert load_settings().at_a_time == 5


def test_vidgen_home_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VIDGEN_HOME", str(tmp_path / "elsewhere"))
    where = folders(Settings())
    places = [where.data, where.videos, where.database, where.workspaces, where.logs]
    assert all(place.is_relative_to(tmp_path / "elsewhere") for place in places)
    assert where.settings == tmp_path / "elsewhere" / "settings.json"


def test_a_relative_or_homely_vidgen_home_is_made_absolute(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIDGEN_HOME", "data")
    assert home() == tmp_path / "data"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("VIDGEN_HOME", "~/mine")
    if sys.platform != "win32":
        assert home() == tmp_path / "mine"


def test_without_it_the_platforms_places_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIDGEN_HOME")
    where = folders(Settings())
    assert where.data.name == "vidgen"
    assert where.videos.name == "Vidgen"
    assert where.data != where.videos


def test_the_persons_videos_folder_wins(tmp_path: Path) -> None:
    assert folders(Settings(videos_folder=str(tmp_path))).videos == tmp_path


def test_naming_the_folders_makes_none(own_home: Path) -> None:
    folders(Settings())
    assert list(own_home.iterdir()) == []


def test_the_program_can_start_itself() -> None:
    assert own_command() == [sys.executable, "-m", "vidgen_desktop"]
    assert own_command(bundled=True) == [sys.executable]
