"""All providers, by name. For now there is one: the built-in engine, which needs nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from vidgen_desktop.core.context import Providers
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.builtin.music import BuiltinComposer
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.writer import BuiltinWriter

BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Listing:
    """A provider as a person sees it; `open` makes its four parts, on this media tool."""

    name: str
    title: str
    about: str
    needs_network: bool
    open: Callable[[MediaTool], Providers]


def _builtin(media: MediaTool) -> Providers:
    return Providers(
        writer=BuiltinWriter(),
        clips=BuiltinClips(media),
        narrator=BuiltinNarrator(),
        composer=BuiltinComposer(),
    )


PROVIDERS: dict[str, Listing] = {
    BUILTIN: Listing(
        name=BUILTIN,
        title="Built-in",
        about="Works on this computer, without an account or a network. It costs nothing.",
        needs_network=False,
        open=_builtin,
    ),
}


def open_providers(name: str, media: MediaTool) -> Providers:
    """The parts of the provider of this name; raises InvalidRequest where there is none."""
    listing = PROVIDERS.get(name)
    if listing is None:
        raise InvalidRequest(
            f"There is no provider “{name}”.",
            f"Choose one of: {', '.join(PROVIDERS)}.",
            field="provider",
        )
    return listing.open(media)
