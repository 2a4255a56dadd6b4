"""Voice and captions are where the pictures are."""

import pytest

from vidgen_desktop.core.cueing import between
from vidgen_desktop.core.model import Cue, Scene, Speech, SpokenWord, VideoFormat
from vidgen_desktop.core.timeline import (
    LEAD_IN,
    TAIL,
    fit_to_speech,
    length,
    reading_seconds,
    scene_cues,
    starts,
    video_cues,
)

FORMAT = VideoFormat(1280, 720, 24)


def scene(number: int, seconds: float, narration: str = "Bees dance.") -> Scene:
    return Scene(number, narration, "bees", seconds)


def speech(number: int, seconds: float, *cues: Cue) -> Speech:
    return Speech(number, f"voice-{number}.wav", seconds, cues, "builtin", "en")


def test_a_scene_lasts_at_least_as_long_as_its_voice():
    fitted = fit_to_speech(scene(1, 2.0), speech(1, 4.0))
    assert fitted.seconds == pytest.approx(LEAD_IN + 4.0 + TAIL)


def test_a_scene_longer_than_its_voice_keeps_its_length():
    assert fit_to_speech(scene(1, 8.0), speech(1, 4.0)).seconds == 8.0


def test_a_scene_is_longer_by_what_overlaps_the_next_one():
    assert fit_to_speech(scene(1, 2.0), None, overlap=0.4).seconds == pytest.approx(2.4)


def test_scenes_start_after_the_whole_frames_of_those_before_them():
    placed = starts([scene(1, 3.26), scene(2, 3)], FORMAT)
    assert [start.at for start in placed] == [0, 78 / 24]
    assert length(placed) == pytest.approx(3 + 78 / 24)


def test_an_overlap_brings_the_next_scene_forward():
    placed = starts([scene(1, 3), scene(2, 3)], FORMAT, {1: 12})
    assert [start.at for start in placed] == [0, 2.5]
    assert length(placed) == pytest.approx(5.5)


def test_captions_follow_the_speech_into_the_video():
    placed = starts([scene(1, 3), scene(2, 3)], FORMAT)
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


def spoken(start: float, end: float, text: str, *words: SpokenWord) -> Cue:
    return Cue(start, end, text, words)


DANCE = spoken(
    0.1, 1.9, "Bees  dance.", SpokenWord(0.1, 0.8, "Bees"), SpokenWord(0.8, 1.9, "dance.")
)


def test_words_move_with_their_sentence_into_the_video():
    scenes = [scene(1, 3), scene(2, 3)]
    placed = starts(scenes, FORMAT)
    (_first, cue) = video_cues(placed, {2: speech(2, 2, DANCE)})
    at = 3 + LEAD_IN
    assert [(word.start, word.end, word.text) for word in cue.words] == [
        (pytest.approx(at + 0.1), pytest.approx(at + 0.8), "Bees"),
        (pytest.approx(at + 0.8), pytest.approx(at + 1.9), "dance."),
    ]


def test_of_a_sentence_that_is_cut_those_words_stay_that_are_heard():
    late = between(DANCE, 1.0, 9)
    assert late == spoken(1.0, 1.9, "dance.", SpokenWord(1.0, 1.9, "dance."))
    early = between(DANCE, 0, 0.5)
    assert early == spoken(0.1, 0.5, "Bees", SpokenWord(0.1, 0.5, "Bees"))
    assert between(DANCE, 0, 9) == DANCE
    assert between(DANCE, 1.9, 9) is None


def test_a_sentence_whose_words_have_impossible_times_is_kept_whole():
    strange = spoken(0, 4, "Bees dance.", SpokenWord(8, 9, "Bees"), SpokenWord(9, 9, "dance."))
    assert between(strange, 1, 2) == Cue(1, 2, "Bees dance.")


def test_of_a_cue_whose_words_nobody_timed_those_stay_that_have_their_share_there():
    untold = Cue(0.0, 10.0, "Four four,  four four. Five!")
    assert between(untold, 0.0, 10.0) == untold
    assert between(untold, 4.5, 20.0) == Cue(4.5, 10.0, "four four. Five!")
    assert between(untold, -1.0, 1.0) == Cue(0.0, 1.0, "Four")
