"""What the tests of video providers share: a scene to film, and who watches."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tests.providers.purses import MemoryPurse
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Scene, Storyboard, VideoFormat
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.core.run.workspace import BOUGHT
from vidgen_desktop.setups import ProviderKind, ProviderSetup

WIDE = VideoFormat(1280, 720, 24)
TEN_CENTS = (Rate(Unit.SECOND, 100_000, "the table", date(2026, 11, 1)),)
SCENE = Scene(
    number=1,
    narration="Bees dance to show the way.",
    visual="A honeybee dances on a comb, lit from the side",
    seconds=3.5,
)


@dataclass
class Studio:
    """A folder to work in, a purse, and what was told of the progress."""

    folder: Path
    purse: MemoryPurse = field(default_factory=MemoryPurse)
    token: CancelToken = field(default_factory=CancelToken)
    told: list[float] = field(default_factory=list)
    _cancel_at: int = 0

    def work(self) -> Work:
        def progress(fraction: float) -> None:
            self.told.append(fraction)
            if len(self.told) == self._cancel_at:
                self.token.cancel()

        return Work(self.token, self.folder / "scratch", progress, self.purse)

    def cancel_at(self, times: int) -> None:
        """Have the person cancel when progress is told for the so-manieth time."""
        self._cancel_at = times

    def order(self, scene: Scene = SCENE, **more: object) -> ClipOrder:
        order = ClipOrder(
            scene=scene,
            storyboard=Storyboard("Bees", "en", (scene,)),
            format=WIDE,
            look=Look.AUTO,
            seed=7,
            out=self.folder / "take-1.mp4",
            poster=self.folder / "take-1.png",
        )
        return replace(order, **more)

    def forget(self) -> None:
        """The files that were fetched are lost."""
        for file in (self.order().out, *self.bought):
            file.unlink()

    @property
    def bought(self) -> list[Path]:
        """What is kept for a later run."""
        return list((self.folder / "scratch").glob(f"{BOUGHT}*"))

    @property
    def left_behind(self) -> list[str]:
        """Files that are no take."""
        return [
            path.name
            for path in set(self.folder.rglob("*")) - set(self.bought)
            if path.is_file() and path.suffix in {".part", ".mp4"} and path.name != "take-1.mp4"
        ]


def setup_at(url: str, kind: ProviderKind = ProviderKind.SHAPED, **more: object) -> ProviderSetup:
    """A provider there, entered by the person."""
    fields = {"title": "Studio", "address": url, "entered_by_person": True, **more}
    return ProviderSetup("studio", kind, **fields)
