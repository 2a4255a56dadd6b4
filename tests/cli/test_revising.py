"""The choices of assembly in the terminal, and `vidgen revise`."""

import os
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.core.choices import Boundary, Captions, CaptionStyle, Fit, Transition
from vidgen_desktop.core.model import Request, Status
from vidgen_desktop.core.ports import Work

PROMPT = "Bees dance. They show the way. Flowers wait."


@pytest.fixture
def made(vidgen: CommandLine) -> CommandLine:
    """With one finished video of three scenes."""
    said = vidgen("generate", PROMPT, "--transition", "crossfade", "--transition", "2=dip")
    assert said.code == 0, said.err
    vidgen.diary.done.clear()
    return vidgen


def test_a_new_video_keeps_the_choices_of_its_assembly(vidgen: CommandLine) -> None:
    said = vidgen(
        *("generate", PROMPT, "--fit", "contain", "--keep-sound", "--caption-style", "POP"),
        *("--words", "--transition", "1=Dip", "--transition", "crossfade", "--captions", "burned"),
    )
    assert said.code == 0, said.err
    request = vidgen.known()[0].request
    assert (request.fit, request.take_sound) == (Fit.CONTAIN, True)
    assert (request.captions, request.caption_style) == (Captions.BURNED, CaptionStyle.POP)
    assert request.caption_words is True
    assert request.transition is Transition.CROSSFADE
    assert request.boundaries == (Boundary(1, Transition.DIP),)


def test_the_persons_defaults_hold_until_something_else_is_chosen(vidgen: CommandLine) -> None:
    (vidgen.home / "settings.json").write_text(
        '{"defaults": {"take_sound": true, "caption_words": true, "transition": "dip"}}'
    )
    vidgen("generate", PROMPT)
    vidgen("generate", PROMPT, "--no-keep-sound", "--sentences", "--transition", "cut")
    requests = [known.request for known in vidgen.known()]
    chosen = [(r.take_sound, r.caption_words, r.transition) for r in requests]
    assert chosen == [(True, True, Transition.DIP), (False, False, Transition.CUT)]


def test_a_version_is_made_and_its_path_printed(made: CommandLine) -> None:
    said = made("revise", "1", "--captions", "burned", "--music", "none", "--transition", "2=cut")
    assert said.code == 0, said.err
    first, second = made.known()
    assert first.result is not None
    assert second.result is not None
    assert said.out.splitlines() == [second.result.video]
    assert Path(second.result.video).name == "Bees dance (2).mp4"
    assert Path(first.result.video).is_file()
    assert (second.revises, second.status) == (1, Status.COMPLETED)
    assert (second.request.captions, second.request.music) == (Captions.BURNED, "none")
    assert second.request.transition is Transition.CROSSFADE
    assert second.request.boundaries == (Boundary(2, Transition.CUT),)
    assert second.request.prompt == first.request.prompt
    assert set(made.diary.done) == {"conform", "bridge", "mix", "assemble"}


def test_one_transition_for_all_ends_the_exceptions(made: CommandLine) -> None:
    assert made("revise", "1", "--transition", "dip").code == 0
    request = made.known()[1].request
    assert (request.transition, request.boundaries) == (Transition.DIP, ())


def test_a_style_of_captions_draws_them_unless_other_captions_are_asked_for(
    made: CommandLine,
) -> None:
    assert made("revise", "1", "--caption-style", "pop").code == 0
    assert made("revise", "1", "--caption-style", "panel", "--captions", "soft").code == 0
    chosen = [(one.request.captions, one.request.caption_style) for one in made.known()[1:]]
    assert chosen == [(Captions.BURNED, CaptionStyle.POP), (Captions.SOFT, CaptionStyle.PANEL)]


def test_a_version_can_be_revised_and_named(made: CommandLine, tmp_path: Path) -> None:
    assert made("revise", "1", "--captions", "off").code == 0
    out = tmp_path / "Bees.mp4"
    assert made("revise", "2", "--music", "none", "-o", str(out)).out.splitlines() == [str(out)]
    third = made.known()[2]
    assert (third.revises, third.request.captions) == (1, Captions.OFF)


def test_events_are_streamed_as_for_any_video(made: CommandLine) -> None:
    records = made("revise", "1", "--captions", "off", "--json").records
    assert {record["generation"] for record in records} == {2}
    assert (records[0]["event"], records[-1]["outcome"]) == ("submitted", "completed")
    reused = {r["step"] for r in records if r["event"] == "step_changed" and r["state"] == "reused"}
    assert {"enhance", "plan", "clip/1", "clip/3", "voice/2", "mix"} <= reused


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way")
def test_a_cancelled_version_is_resumed(made: CommandLine) -> None:
    def interrupt(work: Work) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        work.token.wait(10)

    made.diary.hooks["assemble"] = interrupt
    said = made("revise", "1", "--captions", "burned")
    assert said.code == 130
    assert "vidgen resume 2" in said.err
    del made.diary.hooks["assemble"]
    assert made("resume", "2").code == 0
    first, second = made.known()
    assert (first.status, second.status) == (Status.COMPLETED, Status.COMPLETED)
    assert made.diary.done["conform"] == 3


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("1",), 2, "Nothing was changed"),
        (("1", "--captions", "soft"), 2, "Nothing was changed"),
        (("1", "--transition", "wipe"), 2, "cut, crossfade, dip"),
        (("1", "--transition", "one=dip"), 2, "3=dip"),
        (("1", "--transition", "cut", "--transition", "dip"), 2, "one --transition"),
        (("1", "--transition", "1=cut", "--transition", "1=dip"), 2, "more than one"),
        (("1", "--transition", "0=dip"), 2, "no scene 0"),
        (("1", "--seconds", "40"), 2, "--seconds"),
        (("1", "--music", "caf\udce9.mp3"), 2, "not text"),
        (("99", "--music", "none"), 3, "no generation 99"),
        (("first", "--music", "none"), 2, "first"),
    ],
)
def test_what_cannot_be_is_said_and_makes_nothing(
    made: CommandLine, arguments: tuple[str, ...], code: int, word: str
) -> None:
    said = made("revise", *arguments)
    assert (said.code, said.out) == (code, "")
    assert word in said.err
    assert len(made.known()) == 1


def test_only_a_finished_video_has_versions(vidgen: CommandLine) -> None:
    with vidgen.store() as store:
        store.create(Request(PROMPT), "Bees")
    said = vidgen("revise", "1", "--music", "none")
    assert said.code == 2
    assert "Only a finished video can be changed" in said.err


def test_show_says_which_version_it_is(made: CommandLine) -> None:
    assert "Version" not in made("show", "1").out
    assert made("show", "1", "--json").records[0]["revises"] is None
    assert made("revise", "1", "--captions", "off").code == 0
    assert "Version:    the first of 2" in made("show", "1").out
    assert "Version:    of generation 1; 2 are kept" in made("show", "2").out
    assert made("show", "2", "--json").records[0]["revises"] == 1
    assert made("delete", "1", "--yes").code == 0
    assert "Version:    of generation 1; the only one left" in made("show", "2").out
