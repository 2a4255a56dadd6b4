"""The player: a real video is decoded until its frames are seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QMediaDevices
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from vidgen_desktop.core.model import Result
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.playing.player import Player, unplayable
from vidgen_desktop.ui.playing.sound import NO_SOUND

FPS = 24
SPEEDS = pytest.mark.parametrize("speed", ["0.5×", "2×"])


@pytest.fixture
def player(qtbot: QtBot, background: Background) -> Iterator[Player]:
    player = Player(background, volume=0.5)
    qtbot.addWidget(player)
    player.resize(800, 500)
    with qtbot.waitExposed(player):
        player.show()
    yield player
    player.close_media()


@pytest.fixture
def result(video: Path, tmp_path: Path) -> Result:
    poster = tmp_path / "poster.png"
    Image.new("RGB", (320, 180), "#336699").save(poster)
    return Result(str(video), str(poster), 3.0)


def see_frames(qtbot: QtBot, player: Player, count: int) -> None:
    frames: list[None] = []
    player.framed.connect(lambda: frames.append(None))
    qtbot.waitUntil(lambda: len(frames) >= count, timeout=PATIENCE)


def open_paused(qtbot: QtBot, player: Player, result: Result) -> None:
    player.open(result, FPS, play=True)
    see_frames(qtbot, player, 1)
    player.pause()
    qtbot.waitUntil(lambda: not player.is_playing, timeout=PATIENCE)


def test_it_plays_until_frames_arrive(qtbot: QtBot, player: Player, result: Result):
    player.open(result, FPS, play=True)
    see_frames(qtbot, player, 5)
    assert player.is_playing
    assert player.controls.play.accessibleName() == "Pause"
    assert player.surface.image.size().toTuple() == (320, 180)
    assert player.controls.time.text().endswith("/ 0:03")


def test_the_poster_is_there_before_the_first_frame(qtbot: QtBot, player: Player, result: Result):
    player.open(result, FPS, play=False)
    qtbot.waitUntil(lambda: not player.surface.image.isNull(), timeout=PATIENCE)
    assert not player.is_playing


def test_space_pauses_and_plays(qtbot: QtBot, player: Player, result: Result):
    open_paused(qtbot, player, result)
    player.surface.setFocus()
    qtbot.keyClick(player.surface, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.is_playing, timeout=PATIENCE)
    qtbot.keyClick(player.surface, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not player.is_playing, timeout=PATIENCE)


def test_a_key_with_another_is_not_for_the_video(qtbot: QtBot, player: Player, result: Result):
    open_paused(qtbot, player, result)
    qtbot.keyClick(player.surface, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not player.controls.loop.isChecked()
    qtbot.keyClick(player.surface, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert player.controls.loop.isChecked()


def test_one_frame_on_is_one_frame_on(qtbot: QtBot, player: Player, result: Result):
    open_paused(qtbot, player, result)
    player.seek(1000)
    qtbot.waitUntil(lambda: player.media.position() == 1000, timeout=PATIENCE)
    player.controls.forward.click()
    qtbot.waitUntil(lambda: player.media.position() == 1042, timeout=PATIENCE)
    player.controls.back.click()
    qtbot.waitUntil(lambda: player.media.position() == 1000, timeout=PATIENCE)


def test_captions_are_drawn_and_can_be_turned_off(qtbot: QtBot, player: Player, result: Result):
    player.controls.loop.setChecked(True)
    player.open(result, FPS, play=True)
    qtbot.waitUntil(lambda: player.surface.caption == "A quiet tide comes in.", timeout=PATIENCE)
    player.controls.captions.click()
    assert player.surface.caption == ""
    assert player.media.activeSubtitleTrack() == -1


@SPEEDS
def test_speed(qtbot: QtBot, player: Player, result: Result, speed: str):
    open_paused(qtbot, player, result)
    (action,) = [a for a in player.controls.speed.menu().actions() if a.text() == speed]
    action.trigger()
    assert player.media.playbackRate() == float(speed.removesuffix("×"))
    assert player.controls.speed.text() == speed


def test_loop_begins_again(qtbot: QtBot, player: Player, result: Result):
    player.controls.loop.setChecked(True)
    player.open(result, FPS, play=True)
    see_frames(qtbot, player, 1)
    player.seek(2700)
    qtbot.waitUntil(lambda: player.media.position() >= 2700, timeout=PATIENCE)
    qtbot.waitUntil(lambda: player.media.position() < 1000, timeout=PATIENCE)
    assert player.is_playing


def test_volume_and_mute(qtbot: QtBot, player: Player, result: Result):
    open_paused(qtbot, player, result)
    with qtbot.waitSignal(player.volumeChanged) as changed:
        player.controls.volume.setValue(30)
    assert changed.args == [0.3]
    player.controls.mute.click()
    assert player.controls.mute.toolTip() == "Sound on (M)"
    player.controls.mute.click()
    assert player.controls.mute.toolTip() == "Mute (M)"


@pytest.mark.skipif(bool(QMediaDevices.audioOutputs()), reason="there is a sound device")
def test_without_a_sound_device_it_plays_and_says_so(qtbot: QtBot, player: Player, result: Result):
    said: list[str] = []
    player.said.connect(said.append)
    player.open(result, FPS, play=True)
    see_frames(qtbot, player, 3)
    assert said == [NO_SOUND]
    assert not player.sound.is_there


def test_full_screen_and_back(qtbot: QtBot, player: Player, result: Result):
    open_paused(qtbot, player, result)
    player.toggle_full()
    assert player.surface.window() is not player.window()
    assert player.surface.window().isFullScreen()
    qtbot.keyClick(player.surface, Qt.Key.Key_Escape)
    assert player.surface.window() is player.window()
    qtbot.waitUntil(player.surface.isVisible, timeout=PATIENCE)


def test_escape_leaves_the_full_screen_wherever_the_focus_is(
    qtbot: QtBot, player: Player, result: Result
):
    open_paused(qtbot, player, result)
    player.toggle_full()
    qtbot.keyClick(player.controls.position, Qt.Key.Key_Escape)
    assert player.surface.window() is player.window()


def test_closing_the_full_screen_window_brings_the_video_back(
    qtbot: QtBot, player: Player, result: Result
):
    open_paused(qtbot, player, result)
    player.toggle_full()
    player.surface.window().close()
    qtbot.waitUntil(player.surface.isVisible, timeout=PATIENCE)
    assert player.surface.window() is player.window()
    assert player.surface.isVisible()


@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_a_missing_video_is_said_in_a_sentence(qtbot: QtBot, player: Player, tmp_path: Path):
    gone = Result(str(tmp_path / "gone.mp4"), "", 3.0)
    said: list[str] = []
    player.said.connect(said.append)
    player.open(gone, FPS, play=True)
    qtbot.waitUntil(lambda: unplayable() in said, timeout=PATIENCE)


def test_stopping_lets_go_of_the_file(qtbot: QtBot, player: Player, result: Result):
    open_paused(qtbot, player, result)
    player.release(result.video)
    assert player.media.source().isEmpty()
    assert player.surface.image.isNull()
