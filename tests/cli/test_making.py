"""`vidgen generate` and `vidgen resume`."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.core.choices import Aspect, Captions, Look, Resolution
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Status
from vidgen_desktop.core.ports import Work

PROMPT = "Bees dance. They show the way. Flowers wait."


def interrupt(*signals: signal.Signals) -> Callable[[Work], None]:
    """A hook that does what Ctrl-C does, and then works on until it is cancelled."""

    def hook(work: Work) -> None:
        for number in signals:
            os.kill(os.getpid(), number)
        work.token.wait(10)

    return hook


class TestGenerate:
    """From a prompt to a path."""

    def test_prints_the_path_of_the_video_and_nothing_else(self, vidgen: CommandLine) -> None:
        said = vidgen("generate", PROMPT)
        assert said.code == 0
        (path,) = said.out.splitlines()
        assert Path(path).is_file()
        assert re.search("Making scene [123] of 3", said.err)  # they are made side by side
        (known,) = vidgen.known()
        assert known.status is Status.COMPLETED
        assert known.result is not None
        assert known.result.video == path

    def test_streams_events_as_json_lines(self, vidgen: CommandLine) -> None:
        said = vidgen("generate", PROMPT, "--json")
        records = said.records
        kinds = [record["event"] for record in records]
        assert kinds[:2] == ["submitted", "started"]
        assert kinds[-1] == "ended"
        assert kinds.count("ended") == 1
        assert {"progressed", "step_changed", "storyboard_ready", "take_ready"} <= set(kinds)
        assert {record["generation"] for record in records} == {1}
        percents = [r["percent"] for r in records if r["event"] == "progressed"]
        assert percents == sorted(percents)
        assert percents[-1] == 100
        assert records[-1]["outcome"] == "completed"
        assert Path(records[-1]["video_path"]).is_file()

    def test_keeps_every_choice(self, vidgen: CommandLine, tmp_path: Path) -> None:
        picture = tmp_path / "my picture.png"
        music = tmp_path / "song.mp3"
        said = vidgen(
            *("generate", "Über uns.", "-o", str(tmp_path / "out.mp4"), "--length", "1:30"),
            *("--aspect", "9:16", "--resolution", "1080P", "--fps", "30", "--look", "night"),
            *("--voice", "fake:en", "--speed", "1.5", "--music", str(music)),
            *("--captions", "burned", "--picture", str(picture), "--picture", "b.png"),
            *("--seed", "7", "--language", "de"),
        )
        assert said.code == 0, said.err
        request = vidgen.known()[0].request
        assert request.prompt == "Über uns."
        assert request.seconds == 90.0
        assert (request.aspect, request.resolution, request.fps) == (
            Aspect.TALL,
            Resolution.FULL_HD,
            30,
        )
        assert (request.look, request.captions) == (Look.NIGHT, Captions.BURNED)
        assert (request.voice, request.speed, request.music) == ("fake:en", 1.5, str(music))
        assert request.pictures == (str(picture), str(Path("b.png").absolute()))
        assert (request.seed, request.language) == (7, "de")
        assert request.output == str(tmp_path / "out.mp4")

    def test_takes_what_is_not_chosen_from_the_settings(self, vidgen: CommandLine) -> None:
        (vidgen.home / "settings.json").write_text('{"defaults": {"seconds": 12, "fps": 30}}')
        vidgen("generate", PROMPT)
        request = vidgen.known()[0].request
        assert (request.seconds, request.fps, request.aspect) == (12.0, 30, Aspect.WIDE)

    @pytest.mark.parametrize(
        ("written", "seconds"), [("45", 45.0), ("45s", 45.0), ("1.5m", 90.0), ("2:05", 125.0)]
    )
    def test_reads_lengths_as_people_write_them(
        self, vidgen: CommandLine, written: str, seconds: float
    ) -> None:
        assert vidgen("generate", PROMPT, "--length", written).code == 0
        assert vidgen.known()[0].request.seconds == seconds

    def test_reads_the_prompt_from_standard_input(self, vidgen: CommandLine) -> None:
        words = "Wale singen. 鯨は歌う。\n".encode()
        assert vidgen("generate", "-", given=b"\xef\xbb\xbf" + words).code == 0
        assert vidgen.known()[0].request.prompt == "Wale singen. 鯨は歌う。"

    def test_a_prompt_may_look_like_an_option_after_two_dashes(self, vidgen: CommandLine) -> None:
        assert vidgen("generate", "--length", "6", "--", "--music is all.").code == 0
        assert vidgen.known()[0].request.prompt == "--music is all."

    @pytest.mark.parametrize(
        ("arguments", "word"),
        [
            (("generate",), "PROMPT"),
            (("generate", ""), "empty"),
            (("generate", " \n\t"), "empty"),
            (("generate", "x" * 20_001), "20,000"),
            (("generate", PROMPT, "--length", "4.9"), "5 s"),
            (("generate", PROMPT, "--length", "601"), "600 s"),
            (("generate", PROMPT, "--length", "nan"), "length"),
            (("generate", PROMPT, "--length", "long"), "length"),
            (("generate", PROMPT, "--length", "1:2:3"), "length"),
            (("generate", PROMPT, "--aspect", "4:3"), "16:9"),
            (("generate", PROMPT, "--fps", "25"), "24"),
            (("generate", PROMPT, "--resolution", "480p"), "720p"),
            (("generate", PROMPT, "--voice", "nobody"), "vidgen voices"),
            (("generate", PROMPT, "--speed", "9"), "speed"),
            (("generate", PROMPT, "--seed", "-1"), "seed"),
            (("generate", PROMPT, "--colour", "red"), "--colour"),
            (("generate", PROMPT, "twice"), "twice"),
            (("generate", "caf\udce9"), "not text"),
            (("generate", PROMPT, "-o", "caf\udce9.mp4"), "not text"),
            (("--profile", " ", "generate", PROMPT), "profile"),
            (("resume", "first"), "first"),
            (("fly",), "fly"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_stores_nothing(
        self, vidgen: CommandLine, arguments: tuple[str, ...], word: str
    ) -> None:
        said = vidgen(*arguments)
        assert said.code == 2
        assert said.out == ""
        assert word in said.err
        assert "Traceback" not in said.err
        assert vidgen.known() == []

    def test_standard_input_that_is_not_text_is_told(self, vidgen: CommandLine) -> None:
        said = vidgen("generate", "-", given=b"\xff\xfe\x00")
        assert said.code == 2
        assert "UTF-8" in said.err
        assert vidgen.known() == []

    def test_a_fault_says_what_and_how_to_go_on(self, vidgen: CommandLine) -> None:
        def break_down(_work: Work) -> None:
            raise MediaError("The clip cannot be read.", "Choose another.")

        vidgen.diary.hooks["clip/2"] = break_down
        said = vidgen("generate", PROMPT)
        assert said.code == 1
        assert said.out == ""
        assert "The clip cannot be read. Choose another." in said.err
        assert "vidgen resume 1" in said.err

    def test_a_bug_is_one_sentence_and_the_log(self, vidgen: CommandLine) -> None:
        def bug(_work: Work) -> None:
            raise ZeroDivisionError("seven")

        vidgen.diary.hooks["clip/2"] = bug
        said = vidgen("generate", PROMPT)
        assert said.code == 1
        assert "Traceback" not in said.err
        assert str(vidgen.home / "logs") in said.err
        assert "ZeroDivisionError: seven" in (vidgen.home / "logs" / "vidgen.log").read_text()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way")
class TestCancel:
    """Ctrl-C."""

    def test_it_cancels_cleanly(self, vidgen: CommandLine) -> None:
        vidgen.diary.hooks["clip/2"] = interrupt(signal.SIGINT)
        before = signal.getsignal(signal.SIGINT)
        said = vidgen("generate", PROMPT)
        assert said.code == 130
        assert said.out == ""
        assert "Cancelling." in said.err
        assert "Cancelled. Nothing was spent." in said.err
        assert "vidgen resume 1" in said.err
        (known,) = vidgen.known()
        assert known.is_cancelled
        assert known.error == "Cancelled by user"
        assert signal.getsignal(signal.SIGINT) is before

    def test_impatience_breaks_nothing(self, vidgen: CommandLine) -> None:
        vidgen.diary.hooks["clip/2"] = interrupt(*[signal.SIGINT] * 5, signal.SIGTERM)
        assert vidgen("generate", PROMPT).code == 130
        assert vidgen.known()[0].is_cancelled

    def test_the_last_json_line_says_cancelled(self, vidgen: CommandLine) -> None:
        vidgen.diary.hooks["clip/1"] = interrupt(signal.SIGINT)
        said = vidgen("generate", PROMPT, "--json")
        assert said.code == 130
        last = said.records[-1]
        assert (last["event"], last["outcome"]) == ("ended", "cancelled")
        assert last["cost_micros"] == 0

    def test_a_resume_does_only_what_is_left(self, vidgen: CommandLine) -> None:
        vidgen.diary.hooks["clip/3"] = interrupt(signal.SIGINT)
        assert vidgen("generate", PROMPT).code == 130
        done = dict(vidgen.diary.done)
        del vidgen.diary.hooks["clip/3"]
        said = vidgen("resume", "1")
        assert said.code == 0
        assert Path(said.out.strip()).is_file()
        again = vidgen.diary.done - type(vidgen.diary.done)(done)
        assert "clip/3" in again
        assert not {"enhance", "plan", "voice/1"} & set(again)

    def test_a_signal_that_was_ignored_stays_ignored(self, vidgen: CommandLine) -> None:
        def hang_up(_work: Work) -> None:
            os.kill(os.getpid(), signal.SIGHUP)

        vidgen.diary.hooks["clip/2"] = hang_up
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
        try:
            assert vidgen("generate", PROMPT).code == 0
        finally:
            signal.signal(signal.SIGHUP, before)

    def test_a_signal_before_anything_is_stored_stores_nothing(self, vidgen: CommandLine) -> None:
        opened = vidgen._service

        def slow(settings: object) -> object:
            os.kill(os.getpid(), signal.SIGINT)
            return opened(settings)  # type: ignore[arg-type]

        vidgen._service = slow  # type: ignore[method-assign, assignment]
        assert vidgen("generate", PROMPT).code == 130
        assert vidgen.known() == []


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way")
class TestStop:
    """The system's request to end: the video is gone on with later."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
    def test_it_stops_without_a_cancel(self, vidgen: CommandLine, number: signal.Signals) -> None:
        vidgen.diary.hooks["clip/2"] = interrupt(number)
        said = vidgen("generate", PROMPT)
        assert (said.code, said.out) == (143, "")
        assert "Stopping." in said.err
        assert "To resume: vidgen resume 1" in said.err
        (known,) = vidgen.known()
        assert (known.status, known.owner, known.error) == (Status.PROCESSING, None, None)
        del vidgen.diary.hooks["clip/2"]
        done = dict(vidgen.diary.done)
        assert vidgen("resume", "1").code == 0
        again = vidgen.diary.done - type(vidgen.diary.done)(done)
        assert "clip/2" in again
        assert not {"enhance", "plan"} & set(again)  # scenes are made side by side

    def test_a_ctrl_c_afterwards_changes_nothing(self, vidgen: CommandLine) -> None:
        def both(work: Work) -> None:
            with work.token.on_cancel(lambda: os.kill(os.getpid(), signal.SIGINT)):
                interrupt(signal.SIGTERM)(work)

        vidgen.diary.hooks["clip/2"] = both
        assert vidgen("generate", PROMPT).code == 143
        assert vidgen.known()[0].status is Status.PROCESSING

    def test_the_last_json_line_says_stopped(self, vidgen: CommandLine) -> None:
        vidgen.diary.hooks["clip/1"] = interrupt(signal.SIGTERM)
        last = vidgen("generate", PROMPT, "--json").records[-1]
        assert (last["event"], last["outcome"]) == ("ended", "stopped")

    def test_all_that_was_interrupted_is_gone_on_with(self, vidgen: CommandLine) -> None:
        vidgen.diary.hooks["clip/1"] = interrupt(signal.SIGTERM)
        for _ in range(2):
            assert vidgen("generate", PROMPT).code == 143
        vidgen.diary.hooks.clear()
        assert vidgen("resume", "--all").code == 0
        assert [one.status for one in vidgen.known()] == [Status.COMPLETED] * 2
        assert "Nothing was interrupted" in vidgen("resume", "--all").err
        assert vidgen("resume").code == vidgen("resume", "1", "--all").code == 2


class TestResume:
    """Going on with what has ended too early."""

    def test_only_what_failed_can_be_resumed(self, vidgen: CommandLine) -> None:
        vidgen("generate", PROMPT)
        said = vidgen("resume", "1")
        assert said.code == 2
        assert "completed" in said.err

    def test_an_unknown_one_is_not_found(self, vidgen: CommandLine) -> None:
        assert vidgen("resume", "99").code == 3
