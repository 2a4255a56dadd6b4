"""A home in which a person has set up providers and spent money, for the pictures of the window.

Nothing is asked of any service: what they would tell is written where Vidgen keeps it.
"""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CANCELLED_CODE, CANCELLED_MESSAGE
from vidgen_desktop.core.casting import Cast, Choice, Quality, Role
from vidgen_desktop.core.errors import BudgetExceeded, UnknownPurchase
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model import Request, now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import PriceSource, to_micros
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.setups import ProviderKind, ProviderSetup

OPENROUTER = ProviderSetup("openrouter", ProviderKind.OPENROUTER)
FAL = ProviderSetup("fal", ProviderKind.FAL)
OLLAMA = ProviderSetup(
    "my-ollama",
    ProviderKind.SHAPED,
    title="My Ollama",
    address="http://127.0.0.1:11434/v1",
    entered_by_person=True,
)
WRITER, FILM, VOICE = "openai/gpt-6-luna", "minimax/h3", "hexgrad/kokoro-82m"
PRICES = (  # in dollars
    (Role.TEXT, WRITER, ((Unit.MILLION_TOKENS_IN, "0.10"), (Unit.MILLION_TOKENS_OUT, "0.50"))),
    (Role.VIDEO, FILM, ((Unit.SECOND, "0.072"),)),
    (Role.VOICE, VOICE, ((Unit.MILLION_CHARACTERS, "0.62"),)),
)
FILMED = Cast(Choice("openrouter", WRITER), Choice("openrouter", FILM))
SPOKEN = replace(FILMED, voice=Choice("openrouter", VOICE))
QUALITIES = (
    Quality("Draft", Cast(text=Choice("my-ollama", "qwen4:14b"))),
    Quality("Standard", FILMED),
    Quality("Best", SPOKEN),
)
TITLES = ("Why the sky is blue", "A short history of coffee", "Five knots that hold")
SCENE = 360_000  # micro-dollars
VIDEOS, DAYS = 24, 330


def with_providers(settings: Settings) -> Settings:
    """Settings of a person who has three providers, three qualities and limits."""
    return replace(
        settings,
        providers=(OPENROUTER, FAL, OLLAMA),
        qualities=QUALITIES,
        quality="Standard",
        limits=Limits(to_micros(Decimal(5)), to_micros(Decimal(40)), to_micros(Decimal(10))),
    )


def tell_prices(home: Path) -> None:
    """What the services would tell, as it is kept when they have."""
    told = ToldModels(home / "models.json")
    today = now().date()
    for role, model, prices in PRICES:
        rates = tuple(
            Rate(unit, to_micros(Decimal(dollars)), "OpenRouter", today) for unit, dollars in prices
        )
        filming = Filming(seconds=(5, 10)) if role is Role.VIDEO else None
        info = ModelInfo(model, model, frozenset({role}), rates=rates, filming=filming)
        told.remember(OPENROUTER, role, [info])


def spend(store: Store, database: Path) -> None:
    """Almost a year of purchases, some dearer than they were thought to be."""
    chance = random.Random(4)  # noqa: S311 - the same pictures each time
    for number in range(VIDEOS):
        made = store.create(Request(TITLES[number % 3]), TITLES[number % 3])
        for provider in ("openrouter", "fal")[: 1 + number % 2]:
            wanted = scene(number, provider, chance.randint(200_000, 2_000_000))
            bought = store.prepare(made.id, wanted, Limits())
            cost = int(wanted.estimate_micros * chance.uniform(0.85, 1.2))
            store.settle(bought.id, PurchaseState.DONE, cost, PriceSource.REPORTED)
        store.claim(made.id)
        store.fail(made.id, CANCELLED_CODE, CANCELLED_MESSAGE, now())
    with closing(sqlite3.connect(database)) as file, file:
        for (entry,) in file.execute("SELECT id FROM cost_entries").fetchall():
            at = now() - timedelta(days=chance.randint(0, DAYS))
            moment = at.replace(tzinfo=None).isoformat(sep=" ")
            file.execute("UPDATE cost_entries SET created_at = ? WHERE id = ?", (moment, entry))


def scene(number: int, provider: str = "openrouter", micros: int = SCENE) -> Wanted:
    """A clip of five seconds."""
    what = f"Scene {number}, 5 s of video"
    return Wanted(f"clip/{number}", provider, FILM, what, micros, f"{number} {provider}")


def stop_at_limit(store: Store, generation: int) -> None:
    """Stop a generation as a limit does, with two scenes paid for."""
    for number in (1, 2):
        bought = store.prepare(generation, scene(number), Limits())
        store.settle(bought.id, PurchaseState.DONE, SCENE, PriceSource.REPORTED)
    sentence = (
        "“Scene 3, 5 s of video” would cost about $0.36. Your limit for this video is $1.00; "
        "$0.72 is spent for it. Everything so far is kept. Raise the limit per video in the "
        "settings, then resume."
    )
    store.fail(generation, BudgetExceeded.code, sentence, now())


def lose_an_answer(store: Store, generation: int) -> None:
    """Stop a generation with a purchase of which nobody knows the fate."""
    bought = store.prepare(generation, scene(1), Limits())
    store.settle(bought.id, PurchaseState.DONE, SCENE, PriceSource.REPORTED)
    store.unknown(store.prepare(generation, scene(3), Limits()).id)
    sentence = (
        "OpenRouter cannot be asked what became of “Scene 3, 5 s of video”. Look in your account "
        "there, then say to buy it anew."
    )
    store.fail(generation, UnknownPurchase.code, sentence, now())


def lose_what_was_paid(store: Store, generation: int) -> None:
    """Stop a generation with a clip that was paid for and could not be fetched."""
    bought = store.submitted(store.prepare(generation, scene(3), Limits()).id, "job-3")
    store.settle(bought.id, PurchaseState.DONE, SCENE, PriceSource.REPORTED)
    store.undelivered(bought.id)
    sentence = (
        "“Scene 3, 5 s of video” was bought from OpenRouter, and what came could not be kept. Say "
        "to buy it anew."
    )
    store.fail(generation, UnknownPurchase.code, sentence, now())
