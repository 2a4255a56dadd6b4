"""Voice and captions are where the pictures are."""

import pytest

from vidgen_desktop.core.model import Cue, Scene, Speech, Take
from vidgen_desktop.core.timeline import (
    LEAD_IN,
    TAIL,
    fit_to_speech,
    reading_seconds,
    scene_cues,
    starts,
    video_cues,
)


def scene(number: int, seconds: float, narration: str = "Bees dance.") -> Scene:
    return Scene(number, narration, "bees", seconds)


def speech(number: int, seconds: float, *cues: Cue) -> Speech:
    return Speech(number, f"voice-{number}.wav", seconds, cues, "builtin", "en")


def take(number: int, seconds: float) -> Take:
    return Take(number, f"take-{number}.mp4", f"take-{number}.png", seconds, "builtin")


def test_a_scene_lasts_at_least_as_long_as_its_voice():
    fitted = fit_to_speech(scene(1, 2.0), speech(1, 4.0))
    assert fitted.seconds == pytest.approx(LEAD_IN + 4.0 + TAIL)


def test_a_scene_longer_than_its_voice_keeps_its_length():
    assert fit_to_speech(scene(1, 8.0), speech(1, 4.0)).seconds == 8.0


def test_scenes_start_where_the_takes_before_them_really_end():
    placed = starts([scene(1, 3), scene(2, 3)], {1: take(1, 3.25), 2: take(2, 3)})
    assert [start.at for start in placed] == [0, 3.25]


def test_captions_follow_the_speech_into_the_video():
    scenes = [scene(1, 3), scene(2, 3)]
    placed = starts(scenes, {1: take(1, 3), 2: take(2, 3)})
    spoken = {2: speech(2, 2, Cue(0.1, 1.9, "Bees dance."))}
    second = video_cues(placed, spoken)[-1]
    assert second == Cue(3 + LEAD_IN + 0.1, 3 + LEAD_IN + 1.9, "Bees dance.")


def test_without_a_voice_the_narration_is_shown_within_its_scene():
    (cue,) = scene_cues(scene(1, 5), None, 5)
    assert 0 <= cue.start < cue.end <= 5


def test_no_caption_outlives_its_scene():
    long = speech(1, 9, Cue(0, 1, "One."), Cue(1, 9, "Two."), Cue(9, 10, "Never."))
    cues = scene_cues(scene(1, 3), long, 3)
    assert [cue.text for cue in cues] == ["One.", "Two."]
    assert cues[-1].end == 3


def test_a_silent_scene_has_no_caption():
    assert scene_cues(scene(1, 5, narration="  "), None, 5) == ()


def test_reading_pace_counts_words_and_wide_characters():
    assert reading_seconds("one two three") == pytest.approx(1.0)
    assert reading_seconds("咖啡很好喝") == pytest.approx(1.0)
    assert reading_seconds("") == 0
