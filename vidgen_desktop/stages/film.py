"""The take of a scene, and what makes it fit the video."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vidgen_desktop.core.assembly import Fitted, Fitting, OwnSound, Subtitling
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.model import Scene, Speech, Storyboard, Take
from vidgen_desktop.core.ports import ClipOrder
from vidgen_desktop.core.run.context import StageContext
from vidgen_desktop.core.timeline import scene_cues
from vidgen_desktop.stages.seams import edges

POSTER_AT = 0.4  # share of a clip at which its poster is taken, if its maker left none


def film(
    context: StageContext,
    scene: Scene,
    storyboard: Storyboard,
    progress: Callable[[float], None],
) -> Take:
    """Have the scene filmed."""
    request, maker = context.request, context.providers.clips
    head, tail = edges(context, scene)
    order = ClipOrder(
        scene=scene,
        storyboard=storyboard,
        format=request.format,
        look=request.look,
        seed=request.seed,
        out=context.workspace.keep(f"take-{scene.number}.mp4"),
        poster=context.workspace.keep(f"take-{scene.number}.png"),
        head=head,
        tail=tail,
        reference=request.reference,
        sound=request.take_sound,
    )

    def make() -> Take:
        take = maker.make(order, context.work(progress))
        return take if Path(take.poster).exists() else _with_poster(context, take, order)

    return context.step(
        f"clip/{scene.number}",
        [
            maker.name,
            scene,
            storyboard,
            request.format,
            request.look,
            request.seed,
            identity(scene.picture),
            # Only where there is one: takes of older requests keep their record. Sound is no
            # reason to film again.
            *([identity(request.reference)] if request.reference else []),
        ],
        Take,
        make,
    )


def _with_poster(context: StageContext, take: Take, order: ClipOrder) -> Take:
    """The take with a picture for the window, quickly: JPEG, of some frame in the middle."""
    poster = order.poster.with_suffix(".jpg")
    work = context.work(lambda _: None)
    at = take.seconds * POSTER_AT
    context.media.still(Path(take.path), at, poster, work, near=True)
    return replace(take, poster=str(poster))


def fit(
    context: StageContext,
    scene: Scene,
    speech: Speech | None,
    take: Take,
    progress: Callable[[float], None],
    *,
    ours: bool,
) -> Fitted:
    """Make the take fit its scene: as long, as large, its captions drawn in.

    `ours` asks for the media tool's own kind, which all takes have that are encoded.
    """
    request, number = context.request, scene.number
    head, tail = edges(context, scene)
    fitting = Fitting(
        format=request.format,
        seconds=scene.seconds,
        fit=request.fit,
        captions=_captions(context, scene, speech),
        head=head,
        tail=tail,
        ours=ours,
    )
    key = f"unify/{number}" if ours else f"conform/{number}"
    name = f"fitted-{number}" if ours else f"scene-{number}"
    out = context.workspace.keep(f"{name}.mp4")
    return context.step(
        key,
        [take, fitting, identity(take.path)],
        Fitted,
        lambda: context.media.conform(Path(take.path), fitting, out, context.work(progress)),
    )


def hear(context: StageContext, scene: Scene, take: Take) -> OwnSound:
    """The take's own sound for its scene. It knows nothing of what becomes of the picture, which
    need not be fitted again when the sound is switched on or off.
    """
    format, source = context.request.format, Path(take.path)
    out = context.workspace.keep(f"sound-{scene.number}.wav")
    return context.step(
        f"sound/{scene.number}",
        [take, scene.seconds, format, identity(take.path)],
        OwnSound,
        lambda: context.media.own_sound(
            source, scene.seconds, format, out, context.work(lambda _: None)
        ),
    )


def _captions(context: StageContext, scene: Scene, speech: Speech | None) -> Subtitling | None:
    request = context.request
    if request.captions is not Captions.BURNED:
        return None
    seconds = request.format.frames(scene.seconds) / request.fps
    cues = scene_cues(scene, speech, seconds)
    return Subtitling(cues, request.caption_style, request.caption_words) if cues else None


def identity(path: str | None) -> list[object]:
    """What tells one version of a file from another."""
    if path is None:
        return []
    try:
        state = Path(path).stat()
    except OSError:
        return [path]  # whoever needs the file says that it is gone
    return [path, state.st_size, state.st_mtime_ns]
