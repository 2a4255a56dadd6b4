"""What a running generation tells the world: a union of small frozen dataclasses."""

from dataclasses import dataclass
from enum import StrEnum

from vidgen_desktop.core.model import Result, Speech, Storyboard, Take
from vidgen_desktop.core.money import CostEntry
from vidgen_desktop.core.progress import StageName


class StepState(StrEnum):
    """What happened to a step; REUSED means that its recorded result was believed."""

    STARTED = "started"
    DONE = "done"
    REUSED = "reused"


@dataclass(frozen=True, slots=True)
class Started:
    """The generation left the queue and is processing."""

    generation: int


@dataclass(frozen=True, slots=True)
class Progressed:
    """The bar moved: percent 0 to 100, never smaller than before."""

    generation: int
    percent: float
    stage: StageName
    text: str


@dataclass(frozen=True, slots=True)
class StepChanged:
    """A step began, was done, or was found done."""

    generation: int
    step: str
    state: StepState


@dataclass(frozen=True, slots=True)
class StoryboardReady:
    """The scenes are known; sent again when their lengths change."""

    generation: int
    storyboard: Storyboard


@dataclass(frozen=True, slots=True)
class SpeechReady:
    """The narration of a scene was spoken."""

    generation: int
    speech: Speech


@dataclass(frozen=True, slots=True)
class TakeReady:
    """A scene has a take, with a poster picture to show."""

    generation: int
    take: Take


@dataclass(frozen=True, slots=True)
class CostAdded:
    """A ledger entry was written; `total_micros` is the generation's cost now."""

    generation: int
    entry: CostEntry
    total_micros: int


@dataclass(frozen=True, slots=True)
class Noted:
    """Something the person should know, in one sentence."""

    generation: int
    text: str


@dataclass(frozen=True, slots=True)
class Completed:
    """The video is finished."""

    result: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """The generation failed with a fault the person can act on, or with a bug.

    `open_purchases` are not settled: `open_micros`, by their estimates, may still be billed, and
    more where `open_unpriced` says that nobody knows the price of some.
    """

    code: str
    message: str
    advice: str = ""
    open_purchases: int = 0
    open_micros: int = 0
    open_unpriced: bool = False


@dataclass(frozen=True, slots=True)
class WasCancelled:
    """The person stopped it; what was spent (at least, if `cost_unknown`) and how many takes were
    kept for a resume.

    `open_purchases` were under way, and may still be billed; see `Failed`.
    """

    spent_micros: int
    kept_takes: int
    open_purchases: int = 0
    open_micros: int = 0
    open_unpriced: bool = False
    cost_unknown: bool = False


@dataclass(frozen=True, slots=True)
class WasStopped:
    """The program ended, and the generation can be gone on with; the takes that were kept.

    `open_purchases` were under way and go on at their services: they will be billed (see
    `Failed`), and what they bring is asked for when the generation goes on.
    """

    kept_takes: int
    open_purchases: int = 0
    open_micros: int = 0
    open_unpriced: bool = False


Outcome = Completed | Failed | WasCancelled | WasStopped


@dataclass(frozen=True, slots=True)
class Ended:
    """The last event of every run, exactly once."""

    generation: int
    outcome: Outcome


Event = (
    Started
    | Progressed
    | StepChanged
    | StoryboardReady
    | SpeechReady
    | TakeReady
    | CostAdded
    | Noted
    | Ended
)
