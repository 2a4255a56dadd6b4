"""`vidgen show` and `vidgen settle` say whether a service can be asked for what it was paid for."""

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.config import Settings, save_settings
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.errors import DiskFull
from vidgen_desktop.core.model import Request, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.setups import ProviderKind, ProviderSetup

SERVER = ProviderSetup("mine", ProviderKind.SHAPED, address="https://films.example/v1")
CLIP, VOICE = "1", "2"


@pytest.fixture
def stopped(vidgen: CommandLine) -> CommandLine:
    """A clip whose answer was lost, and a voice that was paid for and found no room."""
    save_settings(Settings(providers=(SERVER,)))
    with vidgen.store() as store:
        made = store.create(Request("Whales sing."), "Whales").id
        store.claim(made)
        for step in ("clip/1", "voice/1"):
            wanted = Wanted(step, "mine", "model", f"The {step}", 500_000, "f")
            bought = store.prepare(made, wanted, Limits())
            if step == "clip/1":
                store.unknown(bought.id)
            else:
                store.settle(bought.id, PurchaseState.DONE, 480_000, PriceSource.REPORTED)
                store.undelivered(bought.id)
        store.fail(made, DiskFull.code, "There is no room.", now())
    return vidgen


def test_show_says_what_each_word_leads_to(stopped: CommandLine) -> None:
    out = stopped("show", "1").out
    assert "1, The clip/1 by mine, about $0.50: unknown, as its answer was lost" in out
    assert "vidgen settle 1 look       asks the service for it" in out
    assert "2, The voice/1 by mine, about $0.50: paid, but could not be kept or fetched" in out
    assert (
        "vidgen settle 2 look       uses it if it was kept on this disk: "
        "the service cannot be asked" in out
    )


@pytest.mark.parametrize(
    ("purchase", "said"),
    [
        (CLIP, "“The clip/1” will be asked for, not bought."),
        (VOICE, "“The voice/1” will be used if it was kept on this disk, not bought."),
    ],
)
def test_to_look_promises_no_more_than_can_be_kept(
    stopped: CommandLine, purchase: str, said: str
) -> None:
    answer = stopped("settle", purchase, "look")
    assert answer.code == 0
    assert said in answer.err
