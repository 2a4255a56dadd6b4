"""The options that say who makes a video: a named quality, or a provider for each role."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from vidgen_desktop.cli.assembling import absolute
from vidgen_desktop.config import Settings
from vidgen_desktop.core.casting import (
    BUILTIN,
    BUILTIN_CAST,
    Cast,
    Choice,
    Quality,
    Role,
    same_name,
)
from vidgen_desktop.core.errors import InvalidRequest

F = TypeVar("F", bound=Callable[..., Any])

BUILTIN_QUALITY = Quality("Built-in", BUILTIN_CAST)

_ROLES = ("text_by", "clips_by", "drawn_by", "voice_by")


class Who(click.ParamType[Choice]):
    """A provider and its model, as "openrouter:maker/film-1", or "builtin"."""

    name = "who"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Choice:
        """What was typed. Models have colons in their names, short names have none."""
        if isinstance(value, Choice):
            return value
        provider, _, model = str(value).strip().partition(":")
        if not provider:
            self.fail(f"{value!r} names no provider: write it as in openrouter:model.", param, ctx)
        return Choice(provider, model) if provider != BUILTIN else Choice()


_CAST = [
    click.option(
        "--text", "text_by", type=Who(), metavar="ID:MODEL", help="Who writes, or builtin."
    ),
    click.option("--clips", "clips_by", type=Who(), metavar="ID:MODEL", help="Who films videos."),
    click.option(
        "--pictures", "drawn_by", type=Who(), metavar="ID:MODEL", help="Who draws, instead."
    ),
    click.option("--voice-by", "voice_by", type=Who(), metavar="ID:MODEL", help="Who speaks."),
]
_QUALITY = click.option("--quality", metavar="NAME", help="See: vidgen qualities")
_REFERENCE = click.option(
    "--reference", metavar="FILE", help="A picture of the look or a character, for all scenes."
)


def cast_options(command: F) -> F:
    """Give a command the options for each role."""
    for option in reversed(_CAST):
        command = option(command)
    return command


def casting_options(command: F) -> F:
    """Give a command the options for a quality, each role, and the reference picture."""
    return _QUALITY(cast_options(_REFERENCE(command)))


def taken_cast(settings: Settings, chosen: dict[str, Any]) -> dict[str, Any]:
    """Take these options out of `chosen`; the fields of a request that they decide.

    A chosen quality, else the person's usual one, and then each role that was chosen. The
    quality's own voice and speed come along.
    """
    quality = quality_named(settings, chosen.pop("quality", None) or settings.quality)
    fields: dict[str, Any] = {"cast": with_roles(quality.cast, chosen)}
    if quality.cast != BUILTIN_CAST:
        fields |= {"voice": quality.voice, "speed": quality.speed}
    if reference := chosen.pop("reference", None):
        fields["reference"] = absolute(reference)
    return fields


def with_roles(cast: Cast, chosen: dict[str, Any]) -> Cast:
    """The cast with the roles that were chosen, which are taken out of `chosen`."""
    text, filmed, drawn, voice = (chosen.pop(name, None) for name in _ROLES)
    if filmed is not None and drawn is not None:
        raise click.UsageError("Scenes are either filmed or drawn: --clips or --pictures.")
    if text is not None:
        cast = replace(cast, text=text)
    if filmed is not None:
        cast = replace(cast, clips=filmed, clips_by=Role.VIDEO)
    if drawn is not None:
        cast = replace(cast, clips=drawn, clips_by=Role.PICTURE)
    return cast if voice is None else replace(cast, voice=voice)


def quality_named(settings: Settings, name: str) -> Quality:
    """The quality of this name, in any case; without a name, the built-in one."""
    known = all_qualities(settings)
    if not name or same_name(name, BUILTIN):
        return BUILTIN_QUALITY
    for quality in known:
        if same_name(quality.name, name):
            return quality
    raise InvalidRequest(
        f"There is no quality “{name}”.",
        f"There are: {', '.join(quality.name for quality in known)}.",
        field="quality",
    )


def all_qualities(settings: Settings) -> tuple[Quality, ...]:
    """The built-in one, which always exists, and the person's."""
    own = (one for one in settings.qualities if not same_name(one.name, BUILTIN_QUALITY.name))
    return (BUILTIN_QUALITY, *own)
