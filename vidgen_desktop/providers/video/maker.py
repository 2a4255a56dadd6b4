"""A clip maker on any video service: what it sends, what it keeps here, what it checks."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.buying.purchase import Wanted
from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import MediaError, ProviderError, ProviderFault
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.media_info import MediaInfo, MediaKind
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Take
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.video.buying import Order, buy_clip
from vidgen_desktop.providers.video.fingerprint import fingerprint_of
from vidgen_desktop.providers.video.pictures import first_frame, reference
from vidgen_desktop.providers.video.prices import clip_bill
from vidgen_desktop.providers.video.prompts import NEGATIVE, prompt_for
from vidgen_desktop.providers.video.service import Shot, VideoService
from vidgen_desktop.providers.video.shape import Shape, shape_for
from vidgen_desktop.setups import ProviderSetup

_SEEDS = 2**31 - 1
_SHORTEST = 0.2  # seconds: less is no clip
_LONGEST = 600.0
_SMALLEST = 64  # pixels


class VideoClips(ABC):
    """`core.ports.ClipMaker` on a video service. The person's own clips stay here, and so do
    their pictures where the model does not begin with one: the built-in maker films those.
    """

    usual_parallel = 2

    def __init__(
        self,
        setup: ProviderSetup,
        key: Key | None,
        model: str,
        media: MediaTool,
        rates: Sequence[Rate] = (),
    ) -> None:
        self.setup = setup
        self.key = key
        self.model = model
        self.name = f"{setup.id}/{model}"
        self.parallel = setup.parallel or self.usual_parallel
        self._media = media
        self._builtin = BuiltinClips(media)
        self._rates = tuple(rates)
        self._lock = threading.Lock()
        self._known: ModelInfo | None = None

    @abstractmethod
    def about(self, token: CancelToken) -> ModelInfo:
        """What the service tells of the model; raises ProviderError where it must know it."""

    @abstractmethod
    def service(self, filming: Filming) -> VideoService:
        """The service, for a model with these limits."""

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Have the scene filmed, or fetch what was ordered before."""
        work.token.check()
        own = self._own_picture(order, work)
        if order.scene.picture is not None and own is None:
            return self._builtin.make(order, work)
        step = f"clip/{order.scene.number}"
        fingerprint = fingerprint_of(order, self.setup, self.model, self.more())
        info = self._info_for(step, fingerprint, work)
        filming = info.filming or Filming()
        if own is not None and not filming.first_frame:
            return self._builtin.make(order, work)
        shot = self._shot(order, filming, own)
        bill = clip_bill(self.setup, info, self._rates, shot.shape, sound=shot.sound)
        wanted = Wanted(
            step=step,
            provider=self.setup.id,
            model=self.model,
            what=f"Scene {order.scene.number}, {shot.shape.seconds} s of video",
            estimate_micros=bill.micros,
            fingerprint=fingerprint,
            unpriced=bill.unpriced,
        )
        seconds = self._buy(Order(shot, wanted, bill, order.out, lambda _: None), filming, work)
        return Take(order.scene.number, str(order.out), str(order.poster), seconds, self.name)

    def _buy(self, order: Order, filming: Filming, work: Work) -> float:
        """The length of the clip, which now is in its place."""
        found: list[float] = []

        def check(path: Path) -> None:
            found.append(self._checked(path, work))

        whole = Order(order.shot, order.wanted, order.estimate, order.out, check)
        buy_clip(self.service(filming), whole, work)
        return found[-1]

    def _checked(self, path: Path, work: Work) -> float:
        """Its seconds; raises MediaError where it is no clip that could be used."""
        info = self._media.probe(path, work)
        if info.kind is not MediaKind.VIDEO:
            raise MediaError("It is not a video.")
        if not info.is_whole:
            raise MediaError("Its end is missing.")
        if not _SHORTEST <= info.seconds <= _LONGEST:
            raise MediaError(f"It is {info.seconds:.3g} seconds long.")
        if min(info.width, info.height) < _SMALLEST:
            raise MediaError(f"It has only {info.width}×{info.height} pixels.")
        return info.seconds

    def _own_picture(self, order: ClipOrder, work: Work) -> Path | None:
        """The person's picture for the scene; None where it is a clip, gone, or there is none."""
        if order.scene.picture is None or not Path(order.scene.picture).is_file():
            return None
        path = Path(order.scene.picture)
        info: MediaInfo = self._media.probe(path, work)
        return path if info.kind is MediaKind.PICTURE else None

    def _info_for(self, step: str, fingerprint: str, work: Work) -> ModelInfo:
        """What the service tells of the model; what was ordered before is fetched whatever has
        become of the model since.
        """
        try:
            return self._info(work.token)
        except ProviderError:
            if not work.purse.is_ordered(step, fingerprint):
                raise
            roles = frozenset({Role.VIDEO})
            return ModelInfo(self.model, self.model, roles, filming=Filming(first_frame=True))

    def _info(self, token: CancelToken) -> ModelInfo:
        """What the service tells, asked for once."""
        with self._lock:
            if self._known is None:
                self._known = self.about(token)
            return self._known

    def _shot(self, order: ClipOrder, filming: Filming, own: Path | None) -> Shot:
        shape = self.shape(order, filming)
        whole = Path(order.reference) if order.reference else None
        frame = own or (whole if filming.needs_frame else None)
        if filming.needs_frame and frame is None:
            raise ProviderError(
                f"The model {self.model} of {self.setup.name} makes clips from pictures only, "
                f"and scene {order.scene.number} has none.",
                "Give the scene a picture, choose a reference picture, or another model.",
                fault=ProviderFault.REFUSED,
            )
        as_example = frame is None and filming.reference and whole is not None
        return Shot(
            scene=order.scene.number,
            model=self.model,
            prompt=prompt_for(order),
            negative=NEGATIVE,
            shape=shape,
            seed=(order.seed * 1_000_003 + order.scene.number) % _SEEDS,
            fps=order.format.fps,
            sound=order.sound and filming.sound,
            frame=first_frame(frame, shape.size) if frame else None,
            reference=reference(whole) if as_example and whole else None,
        )

    def shape(self, order: ClipOrder, filming: Filming) -> Shape:
        """Length and size to ask for."""
        return shape_for(filming, order.scene.seconds, order.format)

    def more(self) -> tuple[str, ...]:
        """What else decides what comes back."""
        return ()
