"""Pictures that the camera moves over: by OpenAI, and by any server with /images/generations."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import httpx2

from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import MediaError, ProviderFault, ToolError
from vidgen_desktop.core.media_info import MediaKind
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Scene, Take
from vidgen_desktop.core.model_info import ModelInfo, having
from vidgen_desktop.core.ports import ClipMaker, ClipOrder, Work
from vidgen_desktop.keys import Key
from vidgen_desktop.providers import model_list
from vidgen_desktop.providers.counter import Bought, Sale, Service, buy
from vidgen_desktop.providers.drawing.answer import link_in
from vidgen_desktop.providers.drawing.asking import Drawing
from vidgen_desktop.providers.drawing.wish import words_for
from vidgen_desktop.providers.judging import judging
from vidgen_desktop.providers.net.buying import paid_and_gone
from vidgen_desktop.providers.net.download import PICTURE, download
from vidgen_desktop.providers.net.faults import ServiceError, unusable
from vidgen_desktop.providers.tariff import Bill, Tariff
from vidgen_desktop.providers.video.pictures import Picture, reference
from vidgen_desktop.setups import ProviderSetup

_DRAWN = 0.6  # of the progress; the rest is the camera's way over the picture
_AT_ONCE = 4  # pictures under way, where the person sets no other number
_DEAD_LINKS = {401, 403, 404, 410}


class ShapedPictures:
    """`core.ports.ClipMaker`: one picture is bought for each scene, and the built-in engine
    (`camera`) films it as it films the person's own.
    """

    def __init__(
        self,
        setup: ProviderSetup,
        key: Key | None,
        model: str,
        media: MediaTool,
        camera: ClipMaker,
        rates: Iterable[Rate] = (),
    ) -> None:
        self._service = Service(setup, key, model, Tariff(setup, rates))
        self._drawing = Drawing(self._service)
        self._media = media
        self._camera = camera
        self.name = self._service.name
        self.parallel = setup.parallel or _AT_ONCE

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Buy the scene's picture and film it. For a scene with the person's own picture or
        clip nothing is bought.

        Raises ProviderError, UnknownPurchase, BudgetExceeded, MediaError, DiskFull or Cancelled.
        """
        if order.scene.picture is not None:
            return self._camera.make(order, work)
        picture = self._picture(order, replace(work, progress=_part(work, 0.0, _DRAWN)))
        work.progress(_DRAWN)
        filmed = self._camera.make(
            _with_picture(order, picture), replace(work, progress=_part(work, _DRAWN, 1.0))
        )
        return replace(filmed, provider=self.name)

    def _picture(self, order: ClipOrder, work: Work) -> Path:
        """The file of the scene's picture, checked."""
        bought = buy(self._service, self._sale(order, work), work)
        kept = bought.path
        link = link_in(kept.read_bytes())
        try:
            if link is not None:
                self._fetch(link, bought, work)
            with judging(kept):
                self._check(kept, work)
        except ToolError:
            raise
        except MediaError as fault:
            bought.discard()
            why = fault.message.replace(f"“{kept.name}”", "it")
            name = self._service.setup.name
            raise unusable(name, f"something that is no picture: {why}") from fault
        return kept

    def _sale(self, order: ClipOrder, work: Work) -> Sale:
        drawing, service = self._drawing, self._service
        takes = drawing.takes_reference(work.token)
        example = _example(order) if takes else None
        words = words_for(order, with_reference=example is not None)
        sizes = drawing.sizes(order.format)
        has_reference = example is not None

        def bill(response: httpx2.Response) -> Bill:
            return drawing.bill(response, words, drawing.size(sizes), has_reference=has_reference)

        number = order.scene.number
        estimate = drawing.estimate(words, drawing.size(sizes), has_reference=has_reference)
        inputs = [words, sizes, order.seed, example.digest if example else None]
        return Sale(
            wanted=service.wanted(
                f"clip/{number}", f"The picture of scene {number}", estimate, inputs
            ),
            send=lambda: drawing.send(words, sizes, example.jpeg if example else None, work.token),
            keep=drawing.keep,
            bill=bill,
            shelf=work.shelf,
        )

    def _fetch(self, link: str, bought: Bought, work: Work) -> None:
        """The picture takes the place of the note with its link."""
        service, kept = self._service, bought.path

        def is_good(path: Path) -> None:
            self._check(path, work)

        try:
            download(link, kept, PICTURE, service.setup, work, key=service.key, is_good=is_good)
        except ServiceError as fault:
            if fault.status in _DEAD_LINKS:
                raise paid_and_gone(work.purse, bought.purchase, fault) from fault
            if fault.fault is ProviderFault.BAD_ANSWER:
                bought.discard()
            raise

    def _check(self, path: Path, work: Work) -> None:
        quiet = Work(work.token, work.scratch)
        if self._media.probe(path, quiet).kind is not MediaKind.PICTURE:
            raise MediaError("It is a video or a sound.")


def models(setup: ProviderSetup, key: Key | None, token: CancelToken) -> Sequence[ModelInfo]:
    """The image models that the server lists."""
    return having(Role.PICTURE, model_list.listed(setup, key, token, only="image"))


def _example(order: ClipOrder) -> Picture | None:
    """The person's reference picture."""
    return reference(Path(order.reference)) if order.reference else None


def _with_picture(order: ClipOrder, picture: Path) -> ClipOrder:
    """The order with the picture as the scene's own, in the storyboard too."""

    def pictured(scene: Scene) -> Scene:
        return replace(scene, picture=str(picture))

    scenes = tuple(
        pictured(scene) if scene.number == order.scene.number else scene
        for scene in order.storyboard.scenes
    )
    return replace(
        order,
        scene=pictured(order.scene),
        storyboard=replace(order.storyboard, scenes=scenes),
    )


def _part(work: Work, start: float, end: float) -> Callable[[float], None]:
    """Progress that fills only a part of the whole."""
    return lambda fraction: work.progress(start + fraction * (end - start))
