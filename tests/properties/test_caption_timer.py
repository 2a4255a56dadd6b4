"""From the voice to the picture: every word in its time, every caption in its place."""

import re
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.media.test_captions import shown_by_ffmpeg, times
from tests.profiles import examples
from tests.properties.texts import PIECES
from vidgen_desktop.core.assembly import Subtitling
from vidgen_desktop.core.choices import CaptionStyle
from vidgen_desktop.core.model import Cue, Scene, Speech, SpokenWord, VideoFormat
from vidgen_desktop.core.timeline import starts, video_cues
from vidgen_desktop.media.captions.files import JOINER, PAGE, write_captions
from vidgen_desktop.media.captions.layout import lay_out
from vidgen_desktop.media.captions.presets import margins
from vidgen_desktop.media.captions.style import script
from vidgen_desktop.media.captions.text import cleaned, visible

FORMATS = [VideoFormat(1280, 720, 24), VideoFormat(720, 1280, 30), VideoFormat(720, 720, 24)]
_EVENT = re.compile(r"^Dialogue: (\d+),(\d+:\d+:\d+\.\d+),(\d+:\d+:\d+\.\d+),.*?\\pos\(([^)]*)\)")
plain = st.text("abc xyz é蜜蜂م.,!?", max_size=40) | st.sampled_from(["x" * 200, "a " * 40])
sentences = plain | st.lists(st.sampled_from(PIECES), max_size=3).map("".join)


@st.composite
def spoken(draw: st.DrawFn, number: int, texts: st.SearchStrategy[str]) -> tuple[Scene, Speech]:
    """A scene and its voice: sentences one after the other, with or without words' times."""
    cues: list[Cue] = []
    at = 0.0
    for text in draw(st.lists(texts, max_size=3)):
        start = at + draw(st.floats(0, 0.6))
        at = start + draw(st.floats(0.05, 6))
        words = text.split()
        share = (at - start) / max(1, len(words))
        told = tuple(
            SpokenWord(start + share * place, start + share * (place + 1), word)
            for place, word in enumerate(words)
        )
        cues.append(Cue(start, at, text, draw(st.sampled_from([(), told]))))
    narration = " ".join(cue.text for cue in cues)
    scene = Scene(number, narration, "", max(0.5, at + draw(st.floats(-1, 2))))
    return scene, Speech(number, "voice.wav", at, tuple(cues), "test", "en")


@st.composite
def videos(
    draw: st.DrawFn, texts: st.SearchStrategy[str] = sentences
) -> list[tuple[Scene, Speech]]:
    """A few scenes with their voices."""
    return [draw(spoken(number, texts)) for number in range(1, draw(st.integers(1, 4)) + 1)]


def cues_of(video: list[tuple[Scene, Speech]], format: VideoFormat) -> tuple[Cue, ...]:
    """The captions as the finish stage has them."""
    placed = starts([scene for scene, _ in video], format)
    return video_cues(placed, {scene.number: speech for scene, speech in video})


@given(videos(), st.sampled_from(FORMATS))
@examples(60)
def test_each_cue_stays_in_its_scene_and_its_words_in_the_cue(
    video: list[tuple[Scene, Speech]], format: VideoFormat
) -> None:
    placed = starts([scene for scene, _ in video], format)
    for start, (scene, speech) in zip(placed, video, strict=True):
        for cue in video_cues([start], {scene.number: speech}):
            assert start.at - 1e-6 <= cue.start < cue.end <= start.at + start.seconds + 1e-6
            moments = [time for word in cue.words for time in (word.start, word.end)]
            assert all(cue.start - 1e-6 <= time <= cue.end + 1e-6 for time in moments)
            assert moments == sorted(moments)


@given(videos(), st.sampled_from(FORMATS))
@examples(60)
def test_captions_never_overlap_and_lose_no_word(
    video: list[tuple[Scene, Speech]], format: VideoFormat
) -> None:
    cues = cues_of(video, format)
    laid = lay_out(cues, PAGE)
    for caption in laid:
        assert caption.start < caption.end
        assert 1 <= len(caption.lines) <= 2
        assert all(PAGE.measure(line) <= PAGE.most for line in caption.text.split("\n"))
    for one, after in pairwise(laid):
        assert one.end <= after.start
    shown = "".join(visible(caption.text) for caption in laid)
    assert shown == "".join(visible(cleaned(cue.text)) for cue in cues)


@given(
    videos(plain),
    st.sampled_from(FORMATS),
    st.sampled_from(CaptionStyle),
    st.booleans(),
)
@examples(25)
def test_drawn_captions_stay_where_phones_leave_room(
    video: list[tuple[Scene, Speech]],
    format: VideoFormat,
    style: CaptionStyle,
    by_word: bool,
) -> None:
    free = margins(format)
    text = script(Subtitling(cues_of(video, format), style, by_word), format)
    ends: dict[str, float] = {}
    for line in text.splitlines():
        if not (found := _EVENT.match(line)):
            assert not line.startswith("Dialogue:")
            continue
        layer, start, end, place = found.groups()
        assert ends.get(layer, 0.0) <= _seconds(start) < _seconds(end) or ends[layer] == _seconds(
            end
        )
        ends[layer] = _seconds(end)
        x, y = map(float, place.split(","))
        assert format.height * free.top < y <= format.height * (1 - free.bottom / 2)
        assert x == format.width / 2 if layer == "1" else x >= format.width * free.side / 2


@given(st.lists(st.text("abcdéж蜂 .,?", min_size=1, max_size=60), min_size=1, max_size=8))
@examples(5)
def test_another_reader_finds_the_same_words_at_the_same_times(texts: list[str]) -> None:
    cues = [Cue(at * 5.0, at * 5.0 + 4.5, text) for at, text in enumerate(texts)]
    expected = "".join(visible(cleaned(text)) for text in texts)
    with TemporaryDirectory() as name:
        srt, vtt, ass = (Path(name, f"c.{kind}") for kind in ("srt", "vtt", "ass"))
        write_captions(cues, srt, vtt)
        ass.write_text(script(Subtitling(tuple(cues)), FORMATS[0]), encoding="utf-8")
        for file in (srt, vtt) if expected else ():
            assert visible(shown_by_ffmpeg(file).replace(JOINER, "")) == expected
            written = times(file.read_text("utf-8"))
            assert written == [(round(c.start, 3), round(c.end, 3)) for c in lay_out(cues, PAGE)]
        drawn = re.sub(r"\{[^}]*\}", "", shown_by_ffmpeg(ass)) if expected else ""
        assert visible(drawn) == expected


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
