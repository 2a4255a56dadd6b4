"""For what was bought a service can be asked later: jobs, and orders that it finds."""

from dataclasses import replace

import pytest

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.model import now
from vidgen_desktop.providers.asking_again import FINDERS, can_be_asked_for
from vidgen_desktop.providers.comfyui_video import ComfyVideo
from vidgen_desktop.providers.fal_video import FalVideo
from vidgen_desktop.providers.openrouter_video import OpenRouterVideo
from vidgen_desktop.providers.shaped_video import ShapedVideo
from vidgen_desktop.setups import ProviderKind, ProviderSetup

SETUPS = [ProviderSetup(kind.value, kind) for kind in ProviderKind]
SERVICES = {
    ProviderKind.SHAPED: ShapedVideo,
    ProviderKind.COMFYUI: ComfyVideo,
    ProviderKind.FAL: FalVideo,
    ProviderKind.OPENROUTER: OpenRouterVideo,
}


def lost(step: str, kind: ProviderKind) -> Purchase:
    """Its answer was lost."""
    wanted = Wanted(step, kind.value, "a model", "What was wanted", 10_000, "print")
    at = now()
    return Purchase(1, 1, "key", wanted, PurchaseState.UNKNOWN, None, None, None, at, at)


@pytest.mark.parametrize("kind", list(SERVICES))
def test_an_order_of_a_clip_is_asked_for_where_the_service_finds_it(kind: ProviderKind) -> None:
    finds = SERVICES[kind].can_find
    assert can_be_asked_for(lost("clip/3", kind), Role.VIDEO, SETUPS) is finds
    assert (kind in FINDERS) is finds


@pytest.mark.parametrize("kind", list(ProviderKind))
def test_a_job_is_asked_for(kind: ProviderKind) -> None:
    begun = replace(lost("clip/3", kind), job="job-3")
    assert can_be_asked_for(begun, Role.VIDEO, SETUPS)


@pytest.mark.parametrize("step", ["enhance", "plan", "voice/3", "voice/3/2"])
def test_a_text_and_a_voice_come_with_the_answer_alone(step: str) -> None:
    for kind in ProviderKind:
        assert not can_be_asked_for(lost(step, kind), Role.VIDEO, SETUPS)


def test_a_picture_comes_with_the_answer_alone() -> None:
    for kind in ProviderKind:
        assert not can_be_asked_for(lost("clip/3", kind), Role.PICTURE, SETUPS)


def test_nobody_is_asked_who_is_not_in_the_settings() -> None:
    assert not can_be_asked_for(lost("clip/3", ProviderKind.SHAPED), Role.VIDEO, ())
