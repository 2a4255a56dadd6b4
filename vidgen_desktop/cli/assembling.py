"""The options that say how clips become a video, which can also be changed afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from vidgen_desktop.core.choices import Boundary, Captions, CaptionStyle, Fit, Transition
from vidgen_desktop.core.model import Request

F = TypeVar("F", bound=Callable[..., Any])

_NO_FILES = {"auto", "none"}


class Change(click.ParamType["Boundary | Transition"]):
    """A transition for all boundaries, as "crossfade", or for one, as "3=dip"."""

    name = "transition"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Boundary | Transition:
        """What was typed."""
        scene, between, word = str(value).lower().rpartition("=")
        try:
            transition = Transition(word.strip())
            return Boundary(int(scene), transition) if between else transition
        except ValueError:
            words = ", ".join(Transition)
            self.fail(f"{value!r} is none of {words}, nor as in 3={Transition.DIP}.", param, ctx)


def choices(values: type[StrEnum]) -> click.Choice[str]:
    """One of the values, in any case."""
    return click.Choice([member.value for member in values], case_sensitive=False)


_OPTIONS = [
    click.option("-o", "--output", metavar="FILE", help="Where the video goes (.mp4)."),
    click.option("--music", metavar="auto|none|FILE", help="Generated, none, or your own."),
    click.option("--captions", type=choices(Captions), help="Off, a track, or in the picture."),
    click.option(
        "--caption-style", type=choices(CaptionStyle), help="Their look, drawn into the picture."
    ),
    click.option(
        "--words/--sentences",
        "caption_words",
        default=None,
        help="Mark each word of the captions as it is spoken, or not.",
    ),
    click.option(
        "--transition",
        "transitions",
        multiple=True,
        type=Change(),
        metavar="[N=]cut|crossfade|dip",
        help="Between all scenes, or only after scene N; may be repeated.",
    ),
    click.option("--fit", type=choices(Fit), help="How clips of another shape fill the video."),
    click.option(
        "--keep-sound/--no-keep-sound",
        "take_sound",
        default=None,
        help="Let the clips' own sound be heard under the voice.",
    ),
]


def assembly_options(command: F) -> F:
    """Give a command the options that say how clips become a video."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def assembled(request: Request, chosen: dict[str, Any]) -> Request:
    """The request with what was chosen of these options; files become absolute."""
    given = {name: value for name, value in chosen.items() if value is not None}
    transitions: Sequence[Boundary | Transition] = given.pop("transitions", ())
    for name, kind in {"captions": Captions, "caption_style": CaptionStyle, "fit": Fit}.items():
        if name in given:
            given[name] = kind(given[name])
    if "caption_style" in given:  # no other captions have one
        given.setdefault("captions", Captions.BURNED)
    if "output" in given:
        given["output"] = absolute(given["output"])
    if given.get("music", "auto") not in _NO_FILES:
        given["music"] = absolute(given["music"])
    return _joined(replace(request, **given), transitions)


def _joined(request: Request, changes: Sequence[Boundary | Transition]) -> Request:
    """The request with other transitions. One for all scenes ends the exceptions so far."""
    everywhere = [change for change in changes if isinstance(change, Transition)]
    if len(everywhere) > 1:
        raise click.UsageError("There can be one --transition between all scenes.")
    if everywhere:
        request = replace(request, transition=everywhere[0], boundaries=())
    single = [change for change in changes if isinstance(change, Boundary)]
    changed = {boundary.after for boundary in single}
    kept = [boundary for boundary in request.boundaries if boundary.after not in changed]
    return replace(request, boundaries=(*kept, *single))


def absolute(path: str) -> str:
    """The path from here, with the person's own folder for ~."""
    return str(Path(path).expanduser().absolute())
