"""The built-in clip maker: films every scene itself, with a child process that paints."""

import uuid
from pathlib import Path

from vidgen_desktop.config import own_command
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.placing import place
from vidgen_desktop.core.files.room import Want, disk_full, is_full
from vidgen_desktop.core.media_info import MediaInfo, MediaKind
from vidgen_desktop.core.media_port import FrameSource, MediaTool
from vidgen_desktop.core.model import Take
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.providers.builtin.film.direction import direct
from vidgen_desktop.providers.builtin.film.headings import heading_of
from vidgen_desktop.providers.builtin.film.job import FilmJob

_POSTER = 4_000_000  # bytes of a picture, or nearly


class BuiltinClips:
    """`core.ports.ClipMaker` without account, network or cost."""

    name = "builtin"
    parallel = 2  # each is a painter and an ffmpeg

    def __init__(self, media: MediaTool) -> None:
        self._media = media

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Film a scene: a picture made of its words, or the person's own picture or clip."""
        work.token.check()
        own = self._own_file(order, work)
        if own is not None and own.kind is MediaKind.VIDEO:
            return self._keep(order, own, work)
        self._film(order, work)
        seconds = order.format.frames(order.scene.seconds) / order.format.fps
        return Take(order.scene.number, str(order.out), str(order.poster), seconds, self.name)

    def _own_file(self, order: ClipOrder, work: Work) -> MediaInfo | None:
        if order.scene.picture is None:
            return None
        path = Path(order.scene.picture)
        if not path.is_file():
            raise MediaError(
                f"The file {path.name} for scene {order.scene.number} is no longer there.",
                "Put it back, or choose another one.",
            )
        info = self._media.probe(path, work)
        if info.kind is MediaKind.SOUND:
            raise MediaError(
                f"The file {path.name} for scene {order.scene.number} is a sound, not a picture.",
                "Choose a picture or a clip.",
            )
        return info

    def _keep(self, order: ClipOrder, own: MediaInfo, work: Work) -> Take:
        """Keep the person's clip with the other takes, for versions of the video later on."""
        source = Path(order.scene.picture or "")
        kept = order.out.with_suffix(source.suffix or order.out.suffix)
        try:
            kept.unlink(missing_ok=True)
            place(source, kept, work.token.check)
        except OSError as fault:
            if is_full(fault):
                want = Want(f"a copy of {source.name}", source.stat().st_size)
                raise disk_full(want, kept) from fault
            raise MediaError(
                f"The file {source.name} for scene {order.scene.number} cannot be read "
                f"({fault.strerror}).",
                "Check its permissions.",
            ) from fault
        return Take(order.scene.number, str(kept), str(order.poster), own.seconds, self.name)

    def _film(self, order: ClipOrder, work: Work) -> None:
        scratch = work.scratch / f"poster-{order.scene.number}-{uuid.uuid4().hex}.png"
        job = film_job(order, poster=scratch)
        command = [*own_command(), "_film"]
        cuts = (order.head, job.frames - order.tail)
        source = FrameSource(command, job.to_json(), job.frames, cuts)
        try:
            work.scratch.mkdir(parents=True, exist_ok=True)
            self._media.encode(source, order.format, order.out, work)
            order.poster.parent.mkdir(parents=True, exist_ok=True)
            scratch.replace(order.poster)
        except OSError as fault:
            if is_full(fault):
                raise disk_full(Want("the pictures of a scene", _POSTER), order.out) from fault
            raise MediaError(f"The poster of scene {order.scene.number} was lost.") from fault
        finally:
            scratch.unlink(missing_ok=True)


def film_job(order: ClipOrder, *, poster: Path | None = None) -> FilmJob:
    """What the painter is told. The same order always gives the same job (but the poster)."""
    scene, format = order.scene, order.format
    shot = direct(order.storyboard, order.look, order.seed)[scene.number]
    is_title = scene.number == order.storyboard.scenes[0].number
    return FilmJob(
        width=format.width,
        height=format.height,
        fps=format.fps,
        frames=format.frames(scene.seconds),
        kind=shot.kind,
        family=shot.family,
        variant=shot.variant,
        move=shot.move,
        seed=shot.seed,
        turn=shot.turn,
        heading=heading_of(scene, order.storyboard),
        is_title=is_title,
        language=order.storyboard.language,
        picture=str(Path(scene.picture).absolute()) if scene.picture else "",
        poster=str(poster) if poster else "",
    )
