"""The music bed: as long as asked, quiet, whole, and the same for the same wishes."""

import json
import os
import sys
import threading
import wave
from pathlib import Path

import numpy as np
import psutil
import pytest

from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.errors import DiskFull, MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.builtin.band.score import Score
from vidgen_desktop.providers.builtin.band.theory import Mode, chord, voiced
from vidgen_desktop.providers.builtin.music import BuiltinComposer

RATE = 48_000


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(CancelToken(), tmp_path)


def heard(path: Path) -> np.ndarray:
    """Samples from -1 to 1, of shape (frames, 2)."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return samples.reshape(-1, 2) / 32_768


def decibels(samples: np.ndarray) -> float:
    return 20 * np.log10(np.sqrt((samples**2).mean()) + 1e-9)


@pytest.mark.parametrize("look", list(Look))
def test_the_bed_is_quiet_even_and_without_faults(look: Look, work: Work, tmp_path: Path) -> None:
    out = tmp_path / "music.wav"
    BuiltinComposer().compose(30.0, look, 1, out, work)
    samples = heard(out)
    assert len(samples) == 30 * RATE
    assert -26 < decibels(samples) < -18
    assert np.abs(samples).max() < 0.7
    assert abs(samples.mean()) < 0.001
    seconds = [decibels(samples[at : at + RATE]) for at in range(2 * RATE, 25 * RATE, RATE)]
    assert min(seconds) > -30
    assert max(seconds) - min(seconds) < 10
    assert np.abs(np.diff(samples, axis=0)).max() < 0.2  # nothing clicks
    assert np.corrcoef(samples[:, 0], samples[:, 1])[0, 1] < 0.8  # it is wide
    assert np.corrcoef(samples[:, 0], samples[:, 1])[0, 1] > -0.2  # and survives in mono


def test_it_comes_and_goes_softly(work: Work, tmp_path: Path) -> None:
    out = tmp_path / "music.wav"
    BuiltinComposer().compose(20.0, Look.CALM, 1, out, work)
    samples = heard(out)
    assert np.abs(samples[: RATE // 100]).max() < 0.001
    assert np.abs(samples[-RATE // 100 :]).max() < 0.001
    assert decibels(samples[-RATE // 2 :]) < decibels(samples[-4 * RATE : -3 * RATE]) - 12


def test_most_of_it_leaves_room_for_a_voice(work: Work, tmp_path: Path) -> None:
    out = tmp_path / "music.wav"
    BuiltinComposer().compose(20.0, Look.BOLD, 1, out, work)
    power = np.abs(np.fft.rfft(heard(out).mean(axis=1))) ** 2
    hertz = np.fft.rfftfreq(20 * RATE, 1 / RATE)
    total = power.sum()
    assert power[hertz < 30].sum() / total < 0.001
    assert power[hertz > 1_000].sum() / total < 0.1
    assert power[hertz > 1_000].sum() / total > 0.001  # nor is it dull


@pytest.mark.parametrize("seconds", [5.0, 7.3, 61.7])
def test_any_length_is_met_to_the_frame(seconds: float, work: Work, tmp_path: Path) -> None:
    out = tmp_path / "music.wav"
    BuiltinComposer().compose(seconds, Look.WARM, 5, out, work)
    samples = heard(out)
    assert len(samples) == round(seconds * RATE)
    assert decibels(samples[len(samples) // 4 : -len(samples) // 3]) > -28


def test_the_same_wishes_give_the_same_music_and_others_do_not(work: Work, tmp_path: Path) -> None:
    def made(name: str, look: Look, seed: int) -> bytes:
        out = tmp_path / name
        BuiltinComposer().compose(6.0, look, seed, out, work)
        return out.read_bytes()

    first = made("a", Look.CALM, 1)
    assert made("b", Look.CALM, 1) == first
    assert made("c", Look.CALM, 2) != first
    assert made("d", Look.NIGHT, 1) != first


def test_progress_is_told_and_ends_at_one(tmp_path: Path) -> None:
    told: list[float] = []
    work = Work(CancelToken(), tmp_path, told.append)
    BuiltinComposer().compose(12.0, Look.CALM, 1, tmp_path / "music.wav", work)
    assert len(told) >= 3
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_cancel_ends_the_child_and_leaves_no_file(tmp_path: Path) -> None:
    token = CancelToken()
    work = Work(token, tmp_path, lambda _fraction: token.cancel())
    with pytest.raises(Cancelled):
        BuiltinComposer().compose(600.0, Look.CALM, 1, tmp_path / "music.wav", work)
    assert list(tmp_path.iterdir()) == []
    assert not psutil.Process().children()


def test_a_cancel_reaches_a_child_that_says_nothing(tmp_path: Path) -> None:
    token = CancelToken()
    begun = tmp_path / "begun"
    mute = f"open({str(begun)!r}, 'w').close(); import threading; threading.Event().wait()"
    composer = BuiltinComposer([sys.executable, "-c", mute])

    def cancel() -> None:
        while not begun.exists():
            token.wait(0.01)
        token.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    with pytest.raises(Cancelled):
        composer.compose(6.0, Look.CALM, 1, tmp_path / "music.wav", Work(token, tmp_path))
    thread.join()
    assert not psutil.Process().children()


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are POSIX")
def test_the_terminals_ctrl_c_does_not_reach_the_child(tmp_path: Path) -> None:
    groups: list[int] = []

    def look(_fraction: float) -> None:
        groups.extend(os.getpgid(child.pid) for child in psutil.Process().children())

    work = Work(CancelToken(), tmp_path, look)
    BuiltinComposer().compose(30.0, Look.CALM, 1, tmp_path / "music.wav", work)
    assert groups
    assert os.getpgrp() not in groups


@pytest.mark.parametrize(("errno", "kind"), [(28, DiskFull), (30, MediaError)])
def test_a_fault_of_the_disk_is_told(
    errno: int, kind: type[Exception], work: Work, tmp_path: Path
) -> None:
    told = json.dumps({"errno": errno, "text": "as it happens"})
    code = f"import sys; sys.stdin.read(); sys.exit({told!r})"
    composer = BuiltinComposer([sys.executable, "-c", code])
    with pytest.raises(kind):
        composer.compose(6.0, Look.CALM, 1, tmp_path / "music.wav", work)
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_crashes_is_a_fault_with_advice(work: Work, tmp_path: Path) -> None:
    composer = BuiltinComposer([sys.executable, "-c", "raise SystemExit('it broke')"])
    with pytest.raises(MediaError, match="it broke") as fault:
        composer.compose(6.0, Look.CALM, 1, tmp_path / "music.wav", work)
    assert fault.value.advice


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("seed", range(5))
def test_a_piece_ends_at_home(look: Look, seed: int) -> None:
    score = Score(40.0, look, seed)
    bars = list(score.bars())
    assert len(bars) == score.plan.bars
    assert score.plan.bar_seconds * (score.plan.bars - 1) < 40
    lowest = min(note.pitch for note in bars[-1] if note.player == "bass")
    tonic = next(iter(chord(score.tonic, score.mood.mode, 0, rich=False)))
    assert (lowest - tonic) % 12 == 0


def test_chords_move_by_small_steps() -> None:
    before: tuple[int, ...] = ()
    for degree in (0, 4, 5, 3, 0, 2, 3, 4):
        now = voiced(chord(48, Mode.MAJOR, degree, rich=True), before)
        assert list(now) == sorted(now)
        if before:
            moved = [min(abs(note - old) for old in before) for note in now]
            assert max(moved) <= 5
        before = now
