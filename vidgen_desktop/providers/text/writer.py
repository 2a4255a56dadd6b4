"""A script writer on any text model."""

from collections.abc import Callable

from vidgen_desktop.core.model import Request, Script, Storyboard
from vidgen_desktop.core.ports import Work
from vidgen_desktop.providers.text import script as scripts
from vidgen_desktop.providers.text import storyboard as storyboards
from vidgen_desktop.providers.text.asking import TextModel


class ModelWriter:
    """`core.ports.ScriptWriter`: the model writes and imagines, what it says is checked."""

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self.name = model.service.name

    def write(self, request: Request, work: Work) -> Script:
        """The narration: written for the prompt, or the person's own script word for word.

        Raises ProviderError, UnknownPurchase, BudgetExceeded or Cancelled.
        """
        return scripts.write(self._model, request, work)

    def plan(
        self, script: Script, request: Request, spoken: Callable[[str], float], work: Work
    ) -> Storyboard:
        """Scenes with visual prompts in English; lengths as the built-in planner sets them."""
        return storyboards.plan(self._model, script, request, spoken, work)
