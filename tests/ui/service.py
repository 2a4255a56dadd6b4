"""A service that behaves like the engine, on the real store, without making real videos."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from tests.ui.providing import SCENES, FakeProviders
from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.buying.consent import check_consent
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import (
    CANCELLED_CODE,
    CANCELLED_MESSAGE,
    Cancelled,
    CancelToken,
    Stopped,
)
from vidgen_desktop.core.errors import LeaseLost, VidgenError
from vidgen_desktop.core.events import (
    Completed,
    CostAdded,
    Ended,
    Event,
    Failed,
    Noted,
    Outcome,
    Progressed,
    Started,
    StepChanged,
    StepState,
    StoryboardReady,
    TakeReady,
    WasCancelled,
    WasStopped,
)
from vidgen_desktop.core.export import Exported, ExportOrder
from vidgen_desktop.core.model import (
    Estimate,
    Generation,
    Request,
    Result,
    Scene,
    Status,
    Storyboard,
    Take,
    now,
)
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.revision import check_revision
from vidgen_desktop.core.run.leaving import Left
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.core.validate import checked
from vidgen_desktop.providers.asking_again import can_be_asked_for
from vidgen_desktop.store.repository import SqliteStore

COST = 250_000  # micro-dollars


@dataclass
class FakeService(FakeProviders):
    """`holds` names a step ("clip/2") at which runs wait until `release` is called."""

    store: SqliteStore
    home: Path
    video: Path  # copied as the result
    fault: VidgenError | None = None  # raised in the middle of a run
    bug: Exception | None = None  # escapes from run
    refusal: VidgenError | None = None  # raised by revise
    holds: set[str] = field(default_factory=set[str])
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    ran: list[int] = field(default_factory=list[int])

    def check(self, request: Request) -> Request:
        return checked(request)

    @property
    def folder(self) -> Path:
        return self.home

    def submit(self, request: Request, agreed_micros: int | None = None) -> Generation:
        sound = self.check(request)
        check_consent(self.estimate(sound), self.settings.limits, agreed_micros)
        return self.store.create(sound, sound.prompt.splitlines()[0][:60])

    def resume(self, generation: int, agreed_micros: int | None = None) -> Generation:
        check_consent(self.remaining(generation), self.settings.limits, agreed_micros)
        return self.store.reset(generation)

    def can_look_again(self, purchase: Purchase) -> bool:
        cast = self.store.get(purchase.generation).request.cast
        return can_be_asked_for(purchase, cast.clips_by, self.settings.providers)

    def backups(self) -> Sequence[Backup]:
        return self.store.backups()

    def restore(self, backup: Path) -> Restored:
        if "restore" in self.holds:
            self.reached.set()
            self.released.wait()
        return self.store.restore(backup)

    def left(self) -> Sequence[Left]:
        return [
            Left(known, len(self.store.takes(known.id)), self.remaining(known.id))
            for known in self.store.left()
        ]

    def remaining(self, generation: int) -> Estimate:
        whole = self.estimate(self.store.get(generation).request)
        paid = sum(entry.micros for entry in self.store.costs(generation))
        return replace(whole, micros=max(0, whole.micros - paid))

    def revise(self, generation: int, request: Request) -> Generation:
        if self.refusal is not None:
            raise self.refusal
        known = self.store.get(generation)
        sound = self.check(request)
        check_revision(known.request, sound)
        return self.store.create(sound, known.title, of=generation)

    def cancel(self, generation: int) -> Status:
        return self.store.request_cancel(generation)

    def export(
        self,
        generation: int,
        order: ExportOrder,
        token: CancelToken,
        progress: Callable[[float], None],
    ) -> Exported:
        result = self.store.get(generation).result
        assert result is not None
        token.check()
        target = Path(order.out or self.folder)
        if target.is_dir():
            target /= Path(result.video).name
        shutil.copyfile(result.video, target)
        progress(1.0)
        return Exported(str(target), order.kind)

    def delete(self, generation: int) -> None:
        self.store.delete(generation)

    def release(self) -> None:
        self.released.set()

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        self.ran.append(generation)
        if self.bug is not None:
            raise self.bug
        mine = self.store.claim(generation)
        if mine is None:
            outcome: Outcome = Failed("busy", "This video is not waiting to be made.")
        else:
            listen(Started(generation))
            outcome = self._carry(mine, generation, token, listen)
        listen(Ended(generation, outcome))
        return outcome

    def _carry(
        self, mine: Store, generation: int, token: CancelToken, listen: Callable[[Event], None]
    ) -> Outcome:
        run = _Run(self, mine, generation, token, listen)
        try:
            result = run.make()
            mine.complete(generation, result)
        except Stopped:
            mine.release(generation)
            return WasStopped(len(mine.takes(generation)))
        except Cancelled:
            mine.fail(generation, CANCELLED_CODE, CANCELLED_MESSAGE, now())
            known = mine.get(generation)
            return WasCancelled(known.cost_micros, len(mine.takes(generation)))
        except LeaseLost as fault:
            return Failed(fault.code, fault.message, fault.advice)
        except VidgenError as fault:
            mine.fail(generation, fault.code, str(fault), now())
            return Failed(fault.code, fault.message, fault.advice)
        listen(Progressed(generation, 100.0, StageName.FINISH, ""))
        return Completed(result)


@dataclass
class _Run:
    service: FakeService
    store: Store
    generation: int
    token: CancelToken
    listen: Callable[[Event], None]

    def make(self) -> Result:
        request = self.store.get(self.generation).request
        self.say(0, StageName.ENHANCE, "Writing the script")
        self.point("enhance")
        self.say(10, StageName.PLAN, "Planning the scenes")
        board = storyboard(request, SCENES)
        self.store.save_storyboard(self.generation, board)
        self.listen(StoryboardReady(self.generation, board))
        self.listen(Noted(self.generation, "No voice was found, so the video is silent."))
        self.store.add_note(self.generation, "No voice was found, so the video is silent.")
        for scene in board.scenes:
            self.clip(scene)
        for percent, stage in (
            (70, StageName.STITCH),
            (80, StageName.AUDIO),
            (90, StageName.FINISH),
        ):
            self.say(percent, stage, stage.value)
            self.point(stage.value)
        return self.result(board)

    def clip(self, scene: Scene) -> None:
        step = f"clip/{scene.number}"
        if scene.number in {take.scene for take in self.store.takes(self.generation)}:
            return  # of a version, or kept for a resume
        self.listen(StepChanged(self.generation, step, StepState.STARTED))
        self.say(
            30 + 10 * (scene.number - 1),
            StageName.CLIPS,
            f"Making scene {scene.number} of {SCENES}",
        )
        self.point(step)
        poster = self.folder / f"{self.generation}-{scene.number}.png"
        paint(poster, scene.number)
        take = Take(scene.number, str(poster), str(poster), scene.seconds, "fake")
        self.store.save_take(self.generation, take)
        self.listen(TakeReady(self.generation, take))
        if self.service.price:
            entry = CostEntry(step, "fake", "a clip", self.service.price, PriceSource.COMPUTED)
            total = self.store.charge(self.generation, entry)
            self.listen(CostAdded(self.generation, entry, total))

    def result(self, board: Storyboard) -> Result:
        poster = self.folder / f"{self.generation}.png"
        paint(poster, self.generation)
        video = self.folder / f"{self.generation}.mp4"
        shutil.copyfile(self.service.video, video)
        return Result(str(video), str(poster), board.seconds)

    def say(self, percent: float, stage: StageName, text: str) -> None:
        self.store.save_progress(self.generation, percent, text, now())
        self.listen(Progressed(self.generation, percent, stage, text))

    def point(self, name: str) -> None:
        self.token.check()
        if name in self.service.holds:
            self.service.reached.set()
            while not self.service.released.is_set():
                self.token.wait(0.01)
        if name == "clip/2" and self.service.fault is not None:
            raise self.service.fault

    @property
    def folder(self) -> Path:
        return self.service.folder


def storyboard(request: Request, scenes: int) -> Storyboard:
    """Scenes of equal length, each speaking of itself."""
    seconds = request.seconds / scenes
    return Storyboard(
        request.prompt.splitlines()[0][:60],
        "en",
        tuple(
            Scene(n, f"Scene {n} says what it has to say about the matter.", "a hill", seconds)
            for n in range(1, scenes + 1)
        ),
    )


def paint(path: Path, seed: int) -> None:
    """A small picture in a colour of its own."""
    hue = (seed * 47) % 256
    Image.new("HSV", (320, 180), (hue, 150, 190)).convert("RGB").save(path)


def multiply(path: Path, count: int) -> None:
    """Copy the one stored generation into `count` more, with titles of their own.

    Straight into the file: one by one, each is a transaction that waits for the disk.
    """
    with closing(sqlite3.connect(path)) as database, database:
        names: list[str] = [row[1] for row in database.execute("PRAGMA table_info(generations)")]
        own = {"title": "'Video ' || n", "search_text": "'video ' || n"}
        names.remove("id")
        database.execute(
            f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
            f"WHERE n < {count}) INSERT INTO generations ({', '.join(names)}) "
            f"SELECT {', '.join(own.get(name, name) for name in names)} "
            f"FROM numbers, (SELECT * FROM generations LIMIT 1) ORDER BY n"
        )


def fill(store: SqliteStore, count: int) -> list[Generation]:
    """So many pending generations, oldest first."""
    base = Request("A prompt")
    return [store.create(replace(base, prompt=f"Prompt {n}"), f"Video {n}") for n in range(count)]
