"""A cancel while clips are under way: the service is told, the books are true, all is kept."""

from collections.abc import Callable

import pytest

from tests.cloud.desk import near
from tests.cloud.whole import PROMPT, Whole, no_partial_videos, whole
from tests.servers.canary import Canary
from tests.servers.jobs import CANCELLED, Plan
from tests.servers.site import Answer, Asked, Site
from tests.servers.videos import LITELLM, VLLM_OMNI, Videos, Ways
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.events import WasCancelled
from vidgen_desktop.core.model import Request
from vidgen_desktop.setups import ProviderKind


class Watched(Videos):
    """Tells when a job is looked at for the second time: it surely is under way then."""

    def __init__(self, site: Site, ways: Ways, tell: Callable[[], None]) -> None:
        super().__init__(site, ways)
        self.jobs.plan = Plan(looks=None)
        self._tell = tell

    def _retrieve(self, asked: Asked) -> Answer:
        answer = super()._retrieve(asked)
        if all(job.looks > 1 for job in self.jobs.made):
            self._tell()
        return answer


def cancelled(house: Whole, token: CancelToken) -> tuple[int, WasCancelled]:
    request = Request(PROMPT, seconds=5, cast=Cast(clips=Choice("studio", "film-1")), music="none")
    known = house.engine.submit(request)
    outcome = house.engine.run(known.id, token, house.events.append)
    assert isinstance(outcome, WasCancelled), outcome
    return known.id, outcome


@pytest.mark.parametrize("ways", [VLLM_OMNI, LITELLM], ids=lambda ways: ways.name)
def test_a_cancel_reaches_the_service_where_it_can(site: Site, canary: Canary, ways: Ways) -> None:
    token = CancelToken()
    videos = Watched(site, ways, token.cancel)
    with whole(canary.key, near(f"{site.url}/v1", ProviderKind.SHAPED)) as house:
        number, _ = cancelled(house, token)
        states = {one.state for one in house.bought(house.engine.store.get(number))}
        creates = len(videos.jobs.made)
        assert creates == sum(videos.jobs.per_key().values()) >= 1
        if ways.deletes:
            assert {job.state for job in videos.jobs.made} == {CANCELLED}
            assert states == {PurchaseState.FAILED}
            return
        assert states == {PurchaseState.SUBMITTED}
        for job in videos.jobs.made:  # it went on there, and is asked for when work goes on
            job.state = "completed"
        made, outcome = house.again(number)
        house.check_video(outcome, 5.0)
        house.check_books(made)
        assert len(videos.jobs.made) == creates
    no_partial_videos()
