"""The catalog opens who is to make a video, and says in words why somebody cannot."""

import subprocess
import sys

import pytest

from vidgen_desktop.core.casting import BUILTIN_CAST, Cast, Choice, Role
from vidgen_desktop.core.errors import InvalidRequest, ProviderError
from vidgen_desktop.core.run.context import Providers
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.builtin.music import BuiltinComposer
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.writer import BuiltinWriter
from vidgen_desktop.providers.catalog import (
    LISTINGS,
    Opener,
    builtin_parts,
    check_cast,
    check_keys,
    roles_of,
)
from vidgen_desktop.setups import ProviderKind, ProviderSetup

ROUTER = ProviderSetup("router", ProviderKind.OPENROUTER)
NEAR = ProviderSetup(
    "near", ProviderKind.SHAPED, "Ollama", "http://127.0.0.1:9/v1", entered_by_person=True
)
FAL = ProviderSetup("fal", ProviderKind.FAL)


def opened_for(cast: Cast, *setups: ProviderSetup) -> Providers:
    media = FfmpegTool()
    return Opener(setups, media, builtin_parts(media)).cast(cast)


def test_the_built_in_cast_is_all_built_in() -> None:
    opened = opened_for(BUILTIN_CAST)
    assert isinstance(opened.writer, BuiltinWriter)
    assert isinstance(opened.clips, BuiltinClips)
    assert isinstance(opened.narrator, BuiltinNarrator)
    assert isinstance(opened.composer, BuiltinComposer)


def test_each_role_is_opened_by_its_own_choice() -> None:
    from vidgen_desktop.providers.shaped_text import ShapedText
    from vidgen_desktop.providers.shaped_video import ShapedClips

    cast = Cast(text=Choice("near", "llama"), clips=Choice("near", "wan"))
    opened = opened_for(cast, ROUTER, NEAR)
    assert isinstance(opened.writer, ShapedText)
    assert opened.writer.name == "near/llama"
    assert isinstance(opened.clips, ShapedClips)
    assert opened.clips.name == "near/wan"
    assert isinstance(opened.narrator, BuiltinNarrator)
    assert isinstance(opened.composer, BuiltinComposer)


@pytest.mark.parametrize(
    ("cast", "sentence"),
    [
        (Cast(text=Choice("openrouter", "m")), "OpenRouter, which .* is not in the settings any"),
        (Cast(text=Choice("gone", "m")), "“gone”, which .* is not in the settings any more"),
        (Cast(voice=Choice("fal", "m")), "fal cannot speak"),
        (Cast(clips=Choice("router", "m"), clips_by=Role.TEXT), "filmed as videos or drawn as"),
        (Cast(clips=Choice("near", " ")), "No model of Ollama was chosen that is to film videos"),
    ],
)
def test_a_cast_that_cannot_be_is_refused_in_words(cast: Cast, sentence: str) -> None:
    with pytest.raises(InvalidRequest, match=sentence) as told:
        check_cast(cast, (ROUTER, NEAR, FAL))
    assert told.value.field == "cast"
    assert told.value.advice


def test_a_missing_key_is_said_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast(text=Choice("router", "m"))
    with pytest.raises(InvalidRequest, match="OpenRouter has no key yet") as told:
        check_keys(cast, (ROUTER,))
    assert "OPENROUTER_API_KEY" in told.value.advice
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-something-long")
    check_keys(cast, (ROUTER,))


def test_another_address_of_a_service_may_do_without_a_key() -> None:
    own = ProviderSetup(
        "own", ProviderKind.OPENROUTER, "", "http://127.0.0.1:9/api/v1", entered_by_person=True
    )
    check_keys(Cast(text=Choice("own", "m")), (own,))


def test_what_is_kept_of_a_video_needs_neither_settings_nor_keys() -> None:
    media = FfmpegTool()
    cast = Cast(text=Choice("gone", "m"), voice=Choice("router", "v"))
    kept = Opener((), media, builtin_parts(media)).kept(cast)
    assert kept.writer.name == "gone/m"
    assert isinstance(kept.clips, BuiltinClips)
    with pytest.raises(ProviderError, match="a version buys nothing"):
        kept.narrator.voice_for("en", "auto")


def test_every_kind_is_listed_and_can_do_something() -> None:
    assert set(LISTINGS) == set(ProviderKind)
    assert roles_of(ProviderKind.SHAPED) >= {Role.TEXT, Role.VIDEO, Role.VOICE}


def test_opening_the_built_in_cast_brings_no_library_of_the_network() -> None:
    check = (
        "import sys; from vidgen_desktop.providers import catalog as c;"
        "from vidgen_desktop.media.tool import FfmpegTool; m = FfmpegTool();"
        "c.Opener((), m, c.builtin_parts(m)).cast(c.Cast());"
        "print([n for n in ('openai', 'httpx2', 'pydantic', 'keyring') if n in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_key_in_the_environment_opens_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDGEN_KEY_ROUTER", "sk-or-something")
    opened = opened_for(Cast(voice=Choice("router", "kokoro")), ROUTER)
    assert opened.narrator.name == "router/kokoro"
