"""What an attack is, and how a person goes on after it."""

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.durability import judge as bench
from tests.durability.judge import Before, Verdict
from tests.durability.person import GRACE, Person, Running, Said, settle_in
from tests.durability.studio import FITTING, Studio, open_studio
from tests.durability.temporary import folder

MOST_RESUMES = 8
UNKNOWN = "unknown_purchase"


@dataclass
class Case:
    """One run of an attack: the `number`th, with its own home, provider and chance."""

    person: Person
    studio: Studio
    number: int
    chance: random.Random
    verdict: Verdict = field(default_factory=Verdict)
    before: Before = field(default_factory=Before)
    given_up: frozenset[str] = frozenset()
    looked_for: set[int] = field(default_factory=set[int])
    is_impatient: bool = False  # buys anew without looking, also what is there
    is_double: bool = False  # the same video was wanted twice

    def struck(self, running: Running) -> Said:
        """The end of what was struck, and what that left."""
        said = running.end()
        self.verdict.struck = said.outcome.get("outcome") != "completed"
        self.look_back()
        self.verdict.is_untidied = said.code < 0 and self.person.status == "completed"
        return said

    def look_back(self) -> None:
        """See what is finished, and that no child lives on."""
        _, alive = psutil.wait_procs(self.person.processes(), timeout=GRACE)
        if alive:
            self.verdict.other.append(f"{len(alive)} processes outlived the blow")
        self.before = bench.look_back(self.person, self.verdict)

    def go_on(self) -> None:
        """Do what a person does: resume, decide where asked, and look at the end."""
        if not self.person.exists:
            self.person.generate().end()
        for _ in range(MOST_RESUMES):
            if self.person.status == "completed":
                break
            said = self.person.resume()
            if self.person.status != "completed" and not self._decided(said):
                told = said.outcome.get("error") or said.errors[-400:]
                self.verdict.other.append(f"resume ended with {said.code}: {told}")
                break
        bench.judge(
            self.person,
            self.studio,
            self.before,
            self.verdict,
            self.given_up,
            videos=2 if self.is_double else 1,
        )

    def _decided(self, said: Said) -> bool:
        """Decide about what is unknown: look for it first, and buy it anew if that was in vain."""
        if said.outcome.get("error_code") != UNKNOWN:
            return False
        for one in bench.purchases(self.person):
            if one["state"] != "unknown":
                continue
            again = one["id"] in self.looked_for
            self.looked_for.add(one["id"])
            self.person.types("settle", str(one["id"]), "buy-again" if again else "look")
            self.verdict.asked += 1
            if again:
                self.given_up |= {one["key"]}
                if self.studio.has_clip_of(one["key"]) and not self.is_impatient:
                    self.verdict.bought_twice.append(f"{one['step']} is there, but was not found")
        return True


@dataclass(frozen=True)
class Attack:
    """A way to break it; `blow` strikes, and looks back. `count` is that of the long form."""

    name: str
    count: int
    blow: Callable[[Case], None]
    size: str = FITTING
    looks: int = 1
    ends: Callable[[Case], None] = Case.go_on


@dataclass(frozen=True)
class Run:
    """What came of one."""

    verdict: Verdict
    seconds: float
    seed: int


def run(attack: Attack, number: int, seed: int, keep: Path | None = None) -> Run:
    """One run; where something is wrong, its home is moved below `keep`."""
    began = time.monotonic()
    with folder() as place:
        with open_studio(size=attack.size, looks=attack.looks) as studio:
            person = settle_in(place / "home", studio)
            case = Case(person, studio, number, random.Random(f"{seed} {attack.name} {number}"))
            try:
                attack.blow(case)
                attack.ends(case)
            finally:
                for process in person.processes():
                    process.kill()
        if case.verdict.faults and keep is not None:
            shutil.move(place, keep / f"{attack.name.replace(' ', '-')}-{number}")
        return Run(case.verdict, time.monotonic() - began, seed)
