"""Make a person's or provider's clip fit the format and the scene."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.assembly import Fitted, Fitting
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.drawing import drawing
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.children.slots import ENCODES
from vidgen_desktop.media.fitting.copying import can_be_copied, copy_picture, fits, stays_as_it_is
from vidgen_desktop.media.fitting.fit_filters import picture_filters
from vidgen_desktop.media.fitting.in_step import pace, sound_beside
from vidgen_desktop.media.fitting.mezzanine import cuts, encoder, expected_bytes
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mp4.index import VideoTrack, read_index
from vidgen_desktop.media.probing.kind import own_kind, remember, written_track
from vidgen_desktop.media.probing.look import Look, look_at

FAILED = "The clip could not be made to fit."


@dataclass(frozen=True, slots=True)
class _Task:
    """A clip, the scene that it must fit, and where it goes."""

    source: Path
    fitting: Fitting
    out: Path
    work: Work

    @property
    def format(self) -> VideoFormat:
        return self.fitting.format

    @property
    def frames(self) -> int:
        return self.format.frames(self.fitting.seconds)

    @property
    def draws(self) -> bool:
        return self.fitting.captions is not None and bool(self.fitting.captions.cues)

    @property
    def failed(self) -> str:
        return f"“{self.source.name}” could not be made to fit the video."


class _DoesNotFit(Exception):
    """What was copied turned out not to be what the video needs."""


def conform(source: Path, fitting: Fitting, out: Path, work: Work) -> Fitted:
    """See `core.media_port.MediaTool.conform`. The least that does: nothing, then copying the
    stream, then encoding.
    """
    task = _Task(source, fitting, out, work)
    work.token.check()
    if not task.draws and (found := _as_it_is(task)):
        return found
    look = look_at(source, task.frames / task.format.fps, work, task.failed)
    if not task.draws and can_be_copied(look, task.format, task.frames):
        with suppress(_DoesNotFit):
            return _copied(task, look)
    return _encoded(task, look)


def _as_it_is(task: _Task) -> Fitted | None:
    """The source itself, where there is nothing to do."""
    try:
        index = read_index(task.source)
    except MediaError:
        return None  # ffmpeg may understand more, and says what is wrong otherwise
    if index is None or index.video is None:
        return None
    if not stays_as_it_is(index, task.source, task.format, task.frames):
        return None
    if task.fitting.ours and index.video.kind != own_kind(task.format, task.work):
        return None
    if not _can_be_cut(task, index.video):
        return None
    task.work.progress(1.0)
    return _fitted(task, task.source, index.video, encoded=False)


def _copied(task: _Task, look: Look) -> Fitted:
    """The stream, taken over; raises _DoesNotFit where that does not do."""
    with _landing(task) as part:
        copy_picture(
            task.source,
            look,
            format=task.format,
            frames=task.frames,
            out=part,
            work=task.work,
        )
        track = written_track(part, task.failed)
        if not fits(track, part, task.format, task.frames) or not _can_be_cut(task, track):
            raise _DoesNotFit
        if task.fitting.ours and track.kind != own_kind(task.format, task.work):
            raise _DoesNotFit
    return _fitted(task, task.out, track, encoded=False)


def _encoded(task: _Task, look: Look) -> Fitted:
    """Fitted, drawn into and encoded, in one run."""
    slower = pace(look, task.format, task.frames)
    with (
        ENCODES.taken(task.work.token),
        _landing(task) as part,
        drawing(task.fitting.captions, task.format, task.work) as (drawn, folder),
    ):
        graph = picture_filters(
            look, task.format, task.fitting.fit, task.frames, slower, drawn=drawn
        )
        run(
            [
                *given(task.source, "-reinit_filter", "0"),
                *("-map", "0:V:0", "-vf", graph),
                *("-frames:v", str(task.frames), "-abort_on", "empty_output"),
                *cuts((task.fitting.head, task.frames - task.fitting.tail), task.frames),
                *encoder(task.format, threads=min(4, os.cpu_count() or 1)),
                *PROGRESS,
                named(part),
                *sound_beside(look, task.frames / task.format.fps),
            ],
            task.work,
            failed=task.failed,
            out=task.out,
            on_line=FrameProgress(task.frames, task.work.progress),
            cwd=folder,
        )
        track = written_track(part, task.failed)
        if track.frames != task.frames:
            raise MediaError(f"“{task.source.name}” gave {track.frames} of {task.frames} frames.")
    remember(task.format, track.kind)
    return _fitted(task, task.out, track, encoded=True)


def _fitted(task: _Task, path: Path, track: VideoTrack, *, encoded: bool) -> Fitted:
    return Fitted(
        path=str(path),
        frames=task.frames,
        kind=track.kind,
        is_ours=encoded or track.kind == own_kind(task.format, task.work),
        encoded=encoded,
    )


@contextmanager
def _landing(task: _Task) -> Generator[Path]:
    """Where the picture is written."""
    want = Want("a scene", expected_bytes(task.format, task.frames))
    with landing(task.out, FAILED, want) as part:
        yield part


def _can_be_cut(task: _Task, track: VideoTrack) -> bool:
    """Whether transitions at both ends would leave each other's frames alone: each takes all
    up to a keyframe. One alone may take the whole clip.
    """
    head, end = task.fitting.head, task.frames - task.fitting.tail
    return head == 0 or end == task.frames or any(head <= cut <= end for cut in track.cuts)
