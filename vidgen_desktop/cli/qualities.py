"""The commands about named qualities: who makes a video, under a name."""

from dataclasses import asdict, replace

import click

from vidgen_desktop.cli.casting import (
    BUILTIN_QUALITY,
    all_qualities,
    cast_options,
    quality_named,
    with_roles,
)
from vidgen_desktop.cli.exits import DONE, say
from vidgen_desktop.cli.records import print_record
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.config import Settings, load_settings, save_settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Choice, Quality, Role, same_name
from vidgen_desktop.core.errors import InvalidRequest

_LONGEST_NAME = 40


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.pass_context
def qualities(context: click.Context, *, as_json: bool) -> int:
    """List the named qualities, or change them."""
    settings = load_settings()
    if context.invoked_subcommand is not None:
        return DONE
    for quality in all_qualities(settings):
        usual = same_name(quality.name, settings.quality or BUILTIN_QUALITY.name)
        if as_json:
            print_record({**asdict(quality), "usual": usual})
        else:
            click.echo(f"{'*' if usual else ' '} {_row(quality)}")
    return DONE


@qualities.command()
@click.option("--save", is_flag=True, help="Keep them, in place of those of the same names.")
@click.pass_obj
def suggest(surroundings: Surroundings, *, save: bool) -> int:
    """Suggest Draft, Standard and Best from the providers that are set up."""
    found = surroundings.service().suggested_qualities(CancelToken())
    if not found:
        say("There is nothing to suggest from yet. The command “vidgen providers add” adds one.")
    for one in found:
        click.echo(f"  {_row(one.quality)}")
        click.echo(f"  {'':<12} {one.reason}")
    if save and found:
        settings = load_settings()
        for one in found:
            settings = _with(settings, one.quality)
        save_settings(settings)
        say(f"They are kept. One of them: vidgen generate --quality {found[0].quality.name} “…”")
    return DONE


@qualities.command("save")
@click.argument("name")
@cast_options
@click.option("--voice", metavar="ID|auto", default="auto", help="Of the provider that speaks.")
@click.option("--speed", type=click.FloatRange(0.5, 2.0), default=1.0, help="Of the voice.")
def save_quality(name: str, *, voice: str, speed: float, **chosen: object) -> int:
    """Keep a quality under NAME; what is not said stays as it was, or is built in."""
    from vidgen_desktop.providers.catalog import check_cast

    wanted = _sound_name(name)
    settings = load_settings()
    known = next((one for one in settings.qualities if same_name(one.name, wanted)), None)
    cast = with_roles(known.cast if known else BUILTIN_QUALITY.cast, chosen)
    check_cast(cast, settings.providers)
    save_settings(_with(settings, Quality(wanted, cast, voice, speed)))
    return DONE


@qualities.command()
@click.argument("name")
def remove(name: str) -> int:
    """Forget the quality of this NAME."""
    settings = load_settings()
    gone = quality_named(settings, name)
    if gone is BUILTIN_QUALITY:
        raise InvalidRequest("The built-in quality always stays.", field="quality")
    left = tuple(one for one in settings.qualities if one is not gone)
    usual = "" if same_name(settings.quality, gone.name) else settings.quality
    save_settings(replace(settings, qualities=left, quality=usual))
    return DONE


@qualities.command()
@click.argument("name")
def use(name: str) -> int:
    """Begin new videos with the quality of this NAME."""
    settings = load_settings()
    quality = quality_named(settings, name)
    usual = "" if quality is BUILTIN_QUALITY else quality.name
    save_settings(replace(settings, quality=usual))
    return DONE


def _sound_name(name: str) -> str:
    wanted = name.strip()
    if not wanted or not wanted.isprintable() or len(wanted) > _LONGEST_NAME:
        raise InvalidRequest(
            f"A quality's name has 1 to {_LONGEST_NAME} printable characters.", field="quality"
        )
    if same_name(wanted, BUILTIN_QUALITY.name):
        raise InvalidRequest(
            "The built-in quality stays as it is.", "Choose another name.", field="quality"
        )
    return wanted


def _with(settings: Settings, quality: Quality) -> Settings:
    """In the place of the one with the same name, or at the end."""
    kept = [one if not same_name(one.name, quality.name) else quality for one in settings.qualities]
    if quality not in kept:
        kept.append(quality)
    return replace(settings, qualities=tuple(kept))


def _row(quality: Quality) -> str:
    cast = quality.cast
    clips = "pictures by" if cast.clips_by is Role.PICTURE else "film by"
    return (
        f"{quality.name:<12} script by {_who(cast.text)}, {clips} {_who(cast.clips)}, "
        f"voice by {_who(cast.voice)}"
    )


def _who(choice: Choice) -> str:
    return "the built-in engine" if choice.is_builtin else f"{choice.provider}:{choice.model}"
