"""Which file opens what: one small function per kind of provider and role.

Each imports its provider inside, because that brings the libraries of the network along.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.ports import ClipMaker, Narrator, ScriptWriter
from vidgen_desktop.core.rates import Rate
from vidgen_desktop.keys import Key
from vidgen_desktop.setups import ProviderKind, ProviderSetup


@dataclass(frozen=True, slots=True)
class At:
    """Whom to open, with which key and model, and the prices that are known of it."""

    setup: ProviderSetup
    key: Key | None
    model: str
    media: MediaTool
    rates: tuple[Rate, ...] = ()


ListModels = Callable[[ProviderSetup, Key | None, CancelToken], Sequence[ModelInfo]]


def _openai_writer(at: At) -> ScriptWriter:
    from vidgen_desktop.providers.openai_text import OpenAIText

    return OpenAIText(at.setup, at.key, at.model, at.rates)


def _shaped_writer(at: At) -> ScriptWriter:
    from vidgen_desktop.providers.shaped_text import ShapedText

    return ShapedText(at.setup, at.key, at.model, at.rates)


def _openrouter_clips(at: At) -> ClipMaker:
    from vidgen_desktop.providers.openrouter_video import OpenRouterClips

    return OpenRouterClips(at.setup, at.key, at.model, at.media, at.rates)


def _shaped_clips(at: At) -> ClipMaker:
    from vidgen_desktop.providers.shaped_video import ShapedClips

    return ShapedClips(at.setup, at.key, at.model, at.media, at.rates)


def _shaped_narrator(at: At) -> Narrator:
    from vidgen_desktop.providers.shaped_voice import ShapedVoice

    return ShapedVoice(at.setup, at.key, at.model, at.media, at.rates)


def _openai_texts(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    from vidgen_desktop.providers.openai_text import models

    return models(setup, key, token)


def _shaped_texts(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    from vidgen_desktop.providers.shaped_text import models

    return models(setup, key, token)


def _openrouter_films(
    setup: ProviderSetup, key: Key | None, token: CancelToken
) -> Sequence[ModelInfo]:
    from vidgen_desktop.providers.openrouter_video import models

    return models(setup, key, token)


def _shaped_films(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    from vidgen_desktop.providers.shaped_video import models

    return models(setup, key, token)


def _shaped_voices(
    setup: ProviderSetup, key: Key | None, token: CancelToken
) -> Sequence[ModelInfo]:
    from vidgen_desktop.providers.shaped_voice import models

    return models(setup, key, token)


WRITERS: Mapping[ProviderKind, Callable[[At], ScriptWriter]] = {
    ProviderKind.OPENAI: _openai_writer,
    ProviderKind.OPENROUTER: _shaped_writer,
    ProviderKind.SHAPED: _shaped_writer,
}

# A clip is filmed as a video, or drawn as a picture that the camera moves over.
CLIPS: Mapping[tuple[ProviderKind, Role], Callable[[At], ClipMaker]] = {
    (ProviderKind.OPENROUTER, Role.VIDEO): _openrouter_clips,
    (ProviderKind.SHAPED, Role.VIDEO): _shaped_clips,
}

NARRATORS: Mapping[ProviderKind, Callable[[At], Narrator]] = {
    ProviderKind.OPENAI: _shaped_narrator,
    ProviderKind.OPENROUTER: _shaped_narrator,
    ProviderKind.SHAPED: _shaped_narrator,
}

LISTS: Mapping[tuple[ProviderKind, Role], ListModels] = {
    (ProviderKind.OPENAI, Role.TEXT): _openai_texts,
    (ProviderKind.OPENROUTER, Role.TEXT): _shaped_texts,
    (ProviderKind.SHAPED, Role.TEXT): _shaped_texts,
    (ProviderKind.OPENROUTER, Role.VIDEO): _openrouter_films,
    (ProviderKind.SHAPED, Role.VIDEO): _shaped_films,
    (ProviderKind.OPENAI, Role.VOICE): _shaped_voices,
    (ProviderKind.OPENROUTER, Role.VOICE): _shaped_voices,
    (ProviderKind.SHAPED, Role.VOICE): _shaped_voices,
}
