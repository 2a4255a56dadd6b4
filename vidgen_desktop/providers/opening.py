"""Which file opens what: one small function per kind of provider and role.

Each imports its provider inside, because that brings the libraries of the network along.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.ports import ClipMaker, Narrator, ScriptWriter
from vidgen_desktop.keys import Key
from vidgen_desktop.setups import ProviderKind, ProviderSetup


@dataclass(frozen=True, slots=True)
class At:
    """Whom to open, with which key and model, and the prices that are known of it. `camera`
    is the built-in maker, which moves over pictures.
    """

    setup: ProviderSetup
    key: Key | None
    model: str
    media: MediaTool
    camera: ClipMaker
    rates: tuple[Rate, ...] = ()


ListModels = Callable[[ProviderSetup, Key | None, CancelToken], Sequence[ModelInfo]]
AboutModel = Callable[[ProviderSetup, Key | None, str, CancelToken], ModelInfo]


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


def _fal_clips(at: At) -> ClipMaker:
    from vidgen_desktop.providers.fal_video import FalClips

    return FalClips(at.setup, at.key, at.model, at.media, at.rates)


def _comfy_clips(at: At) -> ClipMaker:
    from vidgen_desktop.providers.comfyui_video import ComfyClips

    return ComfyClips(at.setup, at.key, at.model, at.media, at.rates)


def _drawn_clips(at: At) -> ClipMaker:
    from vidgen_desktop.providers.shaped_pictures import ShapedPictures

    return ShapedPictures(at.setup, at.key, at.model, at.media, at.camera, at.rates)


def _openrouter_drawn(at: At) -> ClipMaker:
    from vidgen_desktop.providers.openrouter_pictures import OpenRouterPictures

    return OpenRouterPictures(at.setup, at.key, at.model, at.media, at.camera, at.rates)


def _shaped_narrator(at: At) -> Narrator:
    from vidgen_desktop.providers.shaped_voice import ShapedVoice

    return ShapedVoice(at.setup, at.key, at.model, at.media, at.rates)


def _openai_texts() -> ListModels:
    from vidgen_desktop.providers.openai_text import models

    return models


def _shaped_texts() -> ListModels:
    from vidgen_desktop.providers.shaped_text import models

    return models


def _openrouter_films() -> ListModels:
    from vidgen_desktop.providers.openrouter_video import models

    return models


def _shaped_films() -> ListModels:
    from vidgen_desktop.providers.shaped_video import models

    return models


def _fal_films() -> ListModels:
    from vidgen_desktop.providers.fal_video import models

    return models


def _comfy_films() -> ListModels:
    from vidgen_desktop.providers.comfyui_video import models

    return models


def _pictures() -> ListModels:
    from vidgen_desktop.providers.shaped_pictures import models

    return models


def _openrouter_pictures() -> ListModels:
    from vidgen_desktop.providers.openrouter_pictures import models

    return models


def _voices() -> ListModels:
    from vidgen_desktop.providers.shaped_voice import models

    return models


def _fal_film() -> AboutModel:
    from vidgen_desktop.providers.fal_video import capabilities

    return capabilities


_OPENAI, _OPENROUTER, _SHAPED = ProviderKind.OPENAI, ProviderKind.OPENROUTER, ProviderKind.SHAPED

WRITERS: Mapping[ProviderKind, Callable[[At], ScriptWriter]] = {
    _OPENAI: _openai_writer,
    _OPENROUTER: _shaped_writer,
    _SHAPED: _shaped_writer,
}

# A clip is filmed as a video, or drawn as a picture that the camera moves over.
CLIPS: Mapping[tuple[ProviderKind, Role], Callable[[At], ClipMaker]] = {
    (_OPENAI, Role.PICTURE): _drawn_clips,
    (_OPENROUTER, Role.VIDEO): _openrouter_clips,
    (_OPENROUTER, Role.PICTURE): _openrouter_drawn,
    (_SHAPED, Role.VIDEO): _shaped_clips,
    (_SHAPED, Role.PICTURE): _drawn_clips,
    (ProviderKind.FAL, Role.VIDEO): _fal_clips,
    (ProviderKind.COMFYUI, Role.VIDEO): _comfy_clips,
}

NARRATORS: Mapping[ProviderKind, Callable[[At], Narrator]] = {
    _OPENAI: _shaped_narrator,
    _OPENROUTER: _shaped_narrator,
    _SHAPED: _shaped_narrator,
}

# Each gives, when it is called, the function that asks the service.
LISTS: Mapping[tuple[ProviderKind, Role], Callable[[], ListModels]] = {
    (_OPENAI, Role.TEXT): _openai_texts,
    (_OPENROUTER, Role.TEXT): _shaped_texts,
    (_SHAPED, Role.TEXT): _shaped_texts,
    (_OPENROUTER, Role.VIDEO): _openrouter_films,
    (_SHAPED, Role.VIDEO): _shaped_films,
    (ProviderKind.FAL, Role.VIDEO): _fal_films,
    (ProviderKind.COMFYUI, Role.VIDEO): _comfy_films,
    (_OPENAI, Role.PICTURE): _pictures,
    (_OPENROUTER, Role.PICTURE): _openrouter_pictures,
    (_SHAPED, Role.PICTURE): _pictures,
    (_OPENAI, Role.VOICE): _voices,
    (_OPENROUTER, Role.VOICE): _voices,
    (_SHAPED, Role.VOICE): _voices,
}

# Whose lists tell no prices, but who tells that of a single model to who asks for it.
TOLD_SINGLY: Mapping[tuple[ProviderKind, Role], Callable[[], AboutModel]] = {
    (ProviderKind.FAL, Role.VIDEO): _fal_film,
}
