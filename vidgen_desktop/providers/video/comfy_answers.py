"""What ComfyUI answers when it is given a workflow, or a picture for it."""

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.providers.bodies import part_of, parts_in, texts_of
from vidgen_desktop.providers.net.answers import body_of, refusal, tidy
from vidgen_desktop.providers.net.faults import ServiceError

if TYPE_CHECKING:
    import httpx2


def saves_nothing(told: Mapping[str, Any], savers: Set[str]) -> bool:
    """Whether it leaves out, of a workflow that it takes, all that would save a film: `savers` are
    the numbers of those nodes.
    """
    errors = part_of(told, "node_errors")
    left_out = {
        str(number)
        for node in errors
        for number in texts_of(part_of(errors, node), "dependent_outputs")
    }
    return bool(savers) and savers <= left_out


def refused(answer: "httpx2.Response", name: str) -> ServiceError:
    """The fault of a workflow; what is wrong in which node says more than that something is."""
    told = refusal(answer, name)
    if answer.is_success:
        told.message = f"{name} cannot save a video with this workflow."
    for number, node in part_of(body_of(answer) or {}, "node_errors").items():
        errors = parts_in(part_of({"node": node}, "node").get("errors"))
        words = [f"{one.get('message', '')} {one.get('details', '')}".strip() for one in errors]
        if words:
            told.message = f"{told.message} Node {number}: {tidy('; '.join(words))}"
            break
    told.advice = "Open the workflow in ComfyUI, mend it, and save it again."
    return told


def input_name(told: Mapping[str, Any], name: str) -> str:
    """What a workflow calls a picture that was sent; ProviderError where it was not taken."""
    file, folder = told.get("name"), told.get("subfolder")
    if not isinstance(file, str) or not file:
        raise ProviderError(
            f"{name} did not take the picture.", "Try again.", fault=ProviderFault.BAD_ANSWER
        )
    return f"{folder}/{file}" if isinstance(folder, str) and folder else file
