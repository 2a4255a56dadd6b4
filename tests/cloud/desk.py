"""A desk to buy at: a real database, a real purse, the real ffmpeg, and one generation."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vidgen_desktop.core.buying.purchase import Limits, Purchase, PurchaseState
from vidgen_desktop.core.buying.purse import StorePurse
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Request, Scene, Storyboard, VideoFormat
from vidgen_desktop.core.money import CostEntry
from vidgen_desktop.core.ports import ClipMaker, ClipOrder, Work
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.store.repository import SqliteStore, open_store

# What our servers are said to cost: a cent a second, and a tenth of one for a request.
RATES = (
    Rate(Unit.SECOND, 10_000, "these tests", date(2026, 11, 1)),
    Rate(Unit.REQUEST, 1_000, "these tests", date(2026, 11, 1)),
)
HD = VideoFormat(1280, 720, 24)
SCENE = Scene(1, "The lake is still.", "A mountain lake at dawn", 5.0)


@dataclass
class Desk:
    """One generation under way, and what it has bought so far."""

    folder: Path
    store: SqliteStore
    generation: int
    key: Key
    media: FfmpegTool = field(default_factory=FfmpegTool)
    progress: list[float] = field(default_factory=list[float])

    @property
    def out(self) -> Path:
        """Where the clip goes."""
        return self.folder / "takes" / "scene-01.mp4"

    @property
    def purchases(self) -> list[Purchase]:
        """All of them, oldest first."""
        return list(self.store.purchases(self.generation))

    @property
    def states(self) -> list[PurchaseState]:
        """Where they stand."""
        return [purchase.state for purchase in self.purchases]

    @property
    def ledger(self) -> list[CostEntry]:
        """What was paid."""
        return list(self.store.costs(self.generation))

    @property
    def spent(self) -> int:
        """Micro-dollars, as the generation has them."""
        return self.store.get(self.generation).cost_micros

    def work(self, token: CancelToken | None = None) -> Work:
        """What a provider is given: a fresh token, and the purse of the generation."""
        purse = StorePurse(self.store, self.generation, Limits, lambda _entry, _total: None)
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        return Work(token or CancelToken(), scratch, self.progress.append, purse)

    def film(
        self, maker: ClipMaker, token: CancelToken | None = None, format: VideoFormat = HD
    ) -> VidgenError | None:
        """Have the scene filmed; the fault, if it came to one."""
        poster = self.out.with_suffix(".png")
        board = Storyboard("Lakes", "en", (SCENE,))
        order = ClipOrder(SCENE, board, format, Look.AUTO, 7, self.out, poster)
        try:
            maker.make(order, self.work(token))
        except VidgenError as fault:
            return fault
        return None

    def check_books(self, creates: Counter[str]) -> None:
        """The server's own count of creates, by our keys, is what our books say."""
        assert all(times == 1 for times in creates.values()), f"bought twice: {creates}"
        ours = {purchase.key: purchase for purchase in self.purchases}
        assert creates.keys() <= ours.keys(), "the server has what we never wrote down"
        for key, purchase in ours.items():
            if key not in creates:
                assert purchase.state in {PurchaseState.FAILED, PurchaseState.UNKNOWN}
                assert not purchase.cost_micros
        paid = sum(purchase.cost_micros or 0 for purchase in ours.values())
        assert paid == sum(entry.micros for entry in self.ledger) == self.spent

    def check_nothing_partial(self, *, whole: bool) -> None:
        """What has a final name is whole, and nothing else is left beside it."""
        takes = list(self.out.parent.glob("*")) if self.out.parent.exists() else []
        assert [path.name for path in takes] == ([self.out.name] if whole else [])
        if whole:
            assert self.media.probe(self.out, self.work()).seconds > 4
        assert not list(self.folder.rglob("*.part"))


@contextmanager
def desk(folder: Path, key: str) -> Iterator[Desk]:
    """A desk in this folder."""
    with open_store(folder / "vidgen.db", "default") as store:
        generation = store.create(Request("Lakes", seconds=5), "Lakes").id
        store.claim(generation)
        yield Desk(folder, store, generation, Key(key, Where.SESSION))


def near(url: str, kind: ProviderKind, *, wait: float = 30.0) -> ProviderSetup:
    """A server on loopback as a provider that the person has entered."""
    return ProviderSetup(
        "studio", kind, title="Studio", address=url, entered_by_person=True, wait_seconds=wait
    )
