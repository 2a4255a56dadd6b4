"""Exports get their names whole, in one go, and never over another file."""

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.house import PROMPT, FakeHouse
from vidgen_desktop.core.assembly import Seam
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.choices import Boundary, Captions, Fit, Transition
from vidgen_desktop.core.errors import InvalidRequest, MediaError, NotFound, StoreError
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.export import Exported, ExportKind, ExportOrder, Material
from vidgen_desktop.core.exporting import export, gather
from vidgen_desktop.core.model import Generation, Request, Result
from vidgen_desktop.core.ports import Work


@pytest.fixture
def house(tmp_path: Path) -> Iterator[FakeHouse]:
    house = FakeHouse(tmp_path)
    yield house
    house.close()


@pytest.fixture
def finished(house: FakeHouse) -> Generation:
    generation = house.submit()
    house.run(generation)
    return house.store.get(generation.id)


def result_of(generation: Generation) -> Result:
    assert generation.result is not None
    return generation.result


def exported(house: FakeHouse, generation: Generation, order: ExportOrder) -> Exported:
    return export(house.house, generation.id, order, CancelToken(), lambda _: None)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_it_lies_beside_the_video_under_its_name(house: FakeHouse, finished: Generation) -> None:
    video = Path(result_of(finished).video)
    made = exported(house, finished, ExportOrder(ExportKind.GIF))
    assert Path(made.path) == video.with_suffix(".gif")
    assert Path(made.path).read_text() == f"gif of {finished.title} from 0.00"
    assert hidden(video.parent) == []


def test_a_name_that_is_taken_gets_a_number(
    house: FakeHouse, finished: Generation, tmp_path: Path
) -> None:
    order = ExportOrder(ExportKind.WAV, out=str(tmp_path / "Bees 蜂.wav"))
    names = [Path(exported(house, finished, order).path).name for _ in range(3)]
    assert names == ["Bees 蜂.wav", "Bees 蜂 (2).wav", "Bees 蜂 (3).wav"]
    assert len({(tmp_path / name).stat().st_ino for name in names}) == 3


def test_a_project_has_a_folder_of_its_own(
    house: FakeHouse, finished: Generation, tmp_path: Path
) -> None:
    order = ExportOrder(ExportKind.OTIO, out=str(tmp_path))
    stem = Path(result_of(finished).video).stem
    first, second = (Path(exported(house, finished, order).path) for _ in range(2))
    assert first == tmp_path / f"{stem} project" / f"{stem}.otio"
    assert second == tmp_path / f"{stem} project (2)" / f"{stem}.otio"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("kind", [ExportKind.WEBM, ExportKind.OTIO])
def test_a_cancel_and_a_fault_leave_nothing(
    kind: ExportKind, house: FakeHouse, finished: Generation, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    token = CancelToken()

    def cancel(work: Work) -> None:
        token.cancel()
        work.token.check()

    def fail(_work: Work) -> None:
        raise MediaError("The encoder fell over.")

    for hook, fault in ((cancel, Cancelled), (fail, MediaError)):
        house.diary.hooks["export"] = hook
        with pytest.raises(fault):
            export(
                house.house,
                finished.id,
                ExportOrder(kind, out=str(folder / f"x{'.otio' if kind == 'otio' else '.webm'}")),
                token if fault is Cancelled else CancelToken(),
                lambda _: None,
            )
        assert list(folder.iterdir()) == []


def test_a_wrong_ending_and_an_unfinished_video_are_refused(
    house: FakeHouse, finished: Generation, tmp_path: Path
) -> None:
    with pytest.raises(InvalidRequest, match=r"does not end in \.gif"):
        exported(house, finished, ExportOrder(ExportKind.GIF, out=str(tmp_path / "x.mp4")))
    pending = house.submit()
    with pytest.raises(InvalidRequest, match="not finished"):
        exported(house, pending, ExportOrder(ExportKind.GIF))
    with pytest.raises(NotFound):
        exported(house, replace(finished, id=99), ExportOrder(ExportKind.GIF))


def test_a_folder_that_cannot_be_is_said(
    house: FakeHouse, finished: Generation, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    order = ExportOrder(ExportKind.GIF, out=str(tmp_path / "file" / "x.gif"))
    with pytest.raises(StoreError, match=os.strerror(errno.EEXIST)):
        exported(house, finished, order)


def test_what_is_gathered_is_what_was_made(house: FakeHouse, finished: Generation) -> None:
    material = gather(house.house, finished, result_of(finished))
    board = house.store.storyboard(finished.id)
    assert board is not None
    assert [shot.scene for shot in material.shots] == list(board.scenes)
    assert [spoken.speech.scene for spoken in material.spoken] == [1, 2, 3]
    starts = [shot.at for shot in material.shots]
    assert [spoken.at - at for spoken, at in zip(material.spoken, starts, strict=True)] == (
        pytest.approx([0.25] * 3)
    )
    assert material.music == house.folder / "workspaces" / "1" / "run-1" / "music.wav"
    assert len(material.cues) == 3


def test_takes_that_are_gone_are_not_promised(house: FakeHouse, finished: Generation) -> None:
    Path(house.store.takes(finished.id)[1].path).unlink()
    material = gather(house.house, finished, result_of(finished))
    assert material.shots == ()
    assert len(material.cues) == 3  # their times are still known


def finish(house: FakeHouse, request: Request, of: int | None = None) -> Generation:
    generation = house.store.create(request, "Bees", of)
    assert isinstance(house.run(generation), Completed)
    return house.store.get(generation.id)


def gathered(house: FakeHouse, generation: Generation) -> Material:
    return gather(house.house, generation, result_of(generation))


def test_what_is_gathered_is_timed_as_the_video_was_cut(house: FakeHouse) -> None:
    boundaries = (Boundary(2, Transition.DIP),)
    request = Request(PROMPT, seconds=12, transition=Transition.CROSSFADE, boundaries=boundaries)
    finished = finish(house, request)
    material = gathered(house, finished)
    first, second, third = material.shots
    fade, dip = Seam(Transition.CROSSFADE, 10), Seam(Transition.DIP, 7)
    assert [shot.seam for shot in material.shots] == [fade, dip, None]
    frames = [round(shot.scene.seconds * 24) for shot in material.shots]
    starts = [round(shot.at * 24) for shot in (first, second, third)]
    assert starts == [0, frames[0] - 10, frames[0] + frames[1] - 10]
    assert [round((spoken.at - 0.25) * 24) for spoken in material.spoken] == starts
    assert [round((cue.start - 0.25) * 24) for cue in material.cues] == starts
    assert material.seconds == pytest.approx((starts[2] + frames[2]) / 24)


def test_pictures_with_captions_in_them_are_not_given_away(house: FakeHouse) -> None:
    burned = Request(PROMPT, seconds=12, captions=Captions.BURNED, take_sound=True, fit=Fit.CONTAIN)
    finished = finish(house, burned)
    material = gathered(house, finished)
    takes = house.store.takes(finished.id)
    assert [shot.fitted for shot in material.shots] == [None] * 3
    assert [shot.take for shot in material.shots] == list(takes)
    assert material.fit is Fit.CONTAIN
    assert all(shot.sound and shot.sound.is_file() for shot in material.shots)
    soft = finish(house, replace(burned, captions=Captions.SOFT, take_sound=False), finished.id)
    material = gathered(house, soft)
    assert [shot.fitted for shot in material.shots] == [Path(take.path) for take in takes]
    assert [shot.sound for shot in material.shots] == [None] * 3


def test_a_version_is_exported_though_the_first_is_deleted(
    house: FakeHouse, finished: Generation
) -> None:
    version = finish(house, replace(finished.request, music="none"), finished.id)
    house.store.delete(finished.id)
    material = gathered(house, version)
    assert len(material.shots) == len(material.spoken) == 3
    assert material.music is None
    assert material.video == Path(result_of(version).video)


def test_a_video_from_before_cuts_were_recorded_has_plain_ones(
    house: FakeHouse, finished: Generation
) -> None:
    house.store.record(finished.id, "cut", "of another form", "?", files=[], seconds=0.0)
    material = gathered(house, finished)
    assert [shot.seam for shot in material.shots] == [None] * 3
    assert [str(shot.fitted) for shot in material.shots] == [
        take.path for take in house.store.takes(finished.id)
    ]
