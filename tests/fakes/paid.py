"""A service that films for money and keeps its own books on disk, and who buys from it."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.fakes.house import FakeHouse
from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.errors import UnknownPurchase
from vidgen_desktop.core.model import Take
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.core.run.context import Providers

ESTIMATE, PRICE = 120_000, 111_000  # micro-dollars for a clip
POINTS = ("prepared", "sent", "submitted", "done")


@dataclass(frozen=True)
class Shop:
    """Each create is one line in the books, and billed; nothing is ever crossed out."""

    books: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def create(self, key: str, what: str) -> str:
        """Take an order; the job's id."""
        with self._lock:
            job = f"job-{len(self.orders()) + 1}"
            with self.books.open("a") as book:
                book.write(json.dumps({"job": job, "key": key, "what": what}) + "\n")
                book.flush()
                os.fsync(book.fileno())
        return job

    def orders(self) -> list[dict[str, str]]:
        """Everything that was ordered, in order."""
        if not self.books.exists():
            return []
        return [json.loads(line) for line in self.books.read_text().splitlines()]

    def find(self, key: str) -> str | None:
        """The job of an order with this key."""
        return next((order["job"] for order in self.orders() if order["key"] == key), None)

    @property
    def billed(self) -> int:
        """What the customer owes."""
        return PRICE * len(self.orders())


@dataclass
class PaidClips:
    """`core.ports.ClipMaker`: buys as `core.buying.purchase` says. `at` is called at each point."""

    shop: Shop
    at: Callable[[str, int, Work], None]
    name: str = "shop/film"
    parallel: int = 1
    unpriced: bool = False
    source: PriceSource = PriceSource.REPORTED

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Buy the clip, or fetch what was bought before."""
        number = order.scene.number
        what = f"Scene {number}"
        estimate = 0 if self.unpriced else ESTIMATE
        wanted = Wanted(
            *(f"clip/{number}", "shop", "film", what, estimate, f"print of {number}"),
            unpriced=self.unpriced,
        )
        purchase = work.purse.open(wanted)
        if purchase.state is PurchaseState.PREPARED:
            purchase = self._ordered(purchase, number, work)
        elif purchase.job is None:
            purchase = self._found(purchase, work)
        if purchase.state is PurchaseState.SUBMITTED:
            micros = 0 if self.source is PriceSource.UNKNOWN else PRICE
            work.purse.done(purchase, micros, self.source)
            self.at("done", number, work)
        order.out.write_text(f"scene {number}")
        order.poster.write_text(f"poster {number}")
        return Take(number, str(order.out), str(order.poster), order.scene.seconds, self.name)

    def _ordered(self, purchase: Purchase, number: int, work: Work) -> Purchase:
        self.at("prepared", number, work)
        job = self.shop.create(purchase.key, purchase.wanted.what)
        self.at("sent", number, work)
        purchase = work.purse.submitted(purchase, job)
        self.at("submitted", number, work)
        return purchase

    def _found(self, purchase: Purchase, work: Work) -> Purchase:
        job = self.shop.find(purchase.key)
        if job is None:
            work.purse.unknown(purchase)
            raise UnknownPurchase("The shop does not know it.", "Buy it anew.")
        return work.purse.submitted(purchase, job)


class PayingHouse(FakeHouse):
    """A house whose clips come from the shop; its books lie beside the database."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.hook: Callable[[str, int, Work], None] = lambda *_: None
        self.shop = Shop(self.folder / "books.jsonl")
        self.paid = PaidClips(self.shop, self._at)
        opened = self.house.providers

        def providers(*asked: object) -> Providers:
            return replace(opened(*asked), clips=self.paid)  # pyright: ignore[reportArgumentType]

        self.house = replace(self.house, providers=providers)

    def _at(self, point: str, number: int, work: Work) -> None:
        self.hook(point, number, work)


def run_and_die(folder: Path, generation: int, point: str, scene: int) -> None:
    """Run the generation, and be killed at a point of a scene, without a chance to tidy up."""
    house = PayingHouse(folder)

    def hook(here: str, number: int, _: Work) -> None:
        if (here, number) == (point, scene):
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    house.hook = hook
    house.run(house.store.get(generation))


if __name__ == "__main__":
    run_and_die(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
