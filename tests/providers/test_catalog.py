"""The catalog knows every provider by name."""

import pytest

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.builtin.music import BuiltinComposer
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.writer import BuiltinWriter
from vidgen_desktop.providers.catalog import BUILTIN, PROVIDERS, open_providers


def test_the_built_in_provider_has_all_its_parts() -> None:
    opened = open_providers(BUILTIN, FfmpegTool())
    assert isinstance(opened.writer, BuiltinWriter)
    assert isinstance(opened.clips, BuiltinClips)
    assert isinstance(opened.narrator, BuiltinNarrator)
    assert isinstance(opened.composer, BuiltinComposer)
    assert not PROVIDERS[BUILTIN].needs_network


def test_every_listing_is_under_its_own_name() -> None:
    assert all(name == listing.name for name, listing in PROVIDERS.items())


def test_an_unknown_provider_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidRequest, match="builtin") as fault:
        open_providers("nobody", FfmpegTool())
    assert fault.value.field == "provider"
