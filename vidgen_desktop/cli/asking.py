"""The options of a request, and the request that they make."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import click

from vidgen_desktop.cli.assembling import absolute, assembled, assembly_options, choices
from vidgen_desktop.cli.casting import casting_options, taken_cast
from vidgen_desktop.config import Settings
from vidgen_desktop.core.choices import Aspect, Look, Resolution
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request

F = TypeVar("F", bound=Callable[..., Any])

_DESCRIBED = (
    *("seconds", "aspect", "resolution", "fps", "look", "voice", "speed"),
    *("pictures", "seed", "language"),
)
_MOST_BYTES = 400_000  # of standard input: several times the longest prompt in UTF-8


class Length(click.ParamType[float]):
    """Seconds, as "45", "45s", "1.5m" or "1:30"."""

    name = "length"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Seconds of what was typed."""
        if isinstance(value, float):
            return value
        text = str(value).strip().lower()
        try:
            if ":" in text:
                minutes, seconds = text.split(":")
                return int(minutes) * 60 + float(seconds)
            if text.endswith("m"):
                return float(text[:-1]) * 60
            return float(text.removesuffix("s"))
        except ValueError:
            self.fail(f"{value!r} is no length: write seconds, as in 45, or 1:30.", param, ctx)


_OPTIONS = [
    click.option("--length", "seconds", type=Length(), help="5 to 600 seconds, or 1:30."),
    click.option("--aspect", type=choices(Aspect), help="The shape."),
    click.option("--resolution", type=choices(Resolution), help="The shorter side."),
    click.option("--fps", type=click.Choice(["24", "30"]), help="Frames per second."),
    click.option("--look", type=choices(Look), help="The palette and mood."),
    click.option("--voice", metavar="ID|auto|none", help="See: vidgen voices"),
    click.option("--speed", type=float, metavar="FACTOR", help="Of the voice, 0.5 to 2."),
    click.option(
        "--picture",
        "pictures",
        multiple=True,
        metavar="FILE",
        help="Your picture or clip for the next scene; may be repeated.",
    ),
    click.option("--seed", type=int, metavar="N", help="Other pictures for the same words."),
    click.option("--language", metavar="CODE", help="Of the prompt, e.g. en or pt-BR."),
]


def request_options(command: F) -> F:
    """Give a command the options that describe a video."""
    command = assembly_options(casting_options(command))
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def request_of(settings: Settings, prompt: str, chosen: dict[str, Any]) -> Request:
    """The request: what was chosen, else the person's defaults. Files become absolute."""
    given = {name: value for name, value in chosen.items() if value not in (None, ())}
    cast = taken_cast(settings, given)
    described = {name: given.pop(name) for name in _DESCRIBED if name in given}
    if "pictures" in described:
        described["pictures"] = tuple(absolute(path) for path in described["pictures"])
    for name, kind in {
        "aspect": Aspect,
        "resolution": Resolution,
        "look": Look,
        "fps": int,
    }.items():
        if name in described:
            described[name] = kind(described[name])
    whole: dict[str, Any] = {**asdict(settings.defaults), **cast, "prompt": prompt, **described}
    request = assembled(Request(**whole), given)
    check_texts(request)
    return request


def read_prompt(argument: str) -> str:
    """The prompt as given; "-" reads it from standard input as UTF-8."""
    if argument != "-":
        return argument
    try:
        # A prompt that is far too long is refused later; it need not be read to its end.
        return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            "Standard input is not UTF-8 text.", "Convert it first.", field="prompt"
        ) from error


def check_texts(request: Request) -> None:
    """Refuse bytes that the system could not read as text: they can be kept nowhere."""
    texts = {
        "prompt": [request.prompt],
        "output": [request.output or ""],
        "music": [request.music],
        "voice": [request.voice],
        "language": [request.language or ""],
        "pictures": request.pictures,
        "reference": [request.reference or ""],
        "model": [choice.model for _, choice in request.cast.choices()],
    }
    for name, values in texts.items():
        for value in values:
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise InvalidRequest(
                    f"The {name} holds bytes that are not text in this terminal's encoding.",
                    "Use a terminal with UTF-8.",
                    field=name,
                ) from error
