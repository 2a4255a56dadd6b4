"""Sentences with the headings one would accept for them, and what makes a heading bad."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.providers.writing import written
from vidgen_desktop.providers.builtin.scenes.showing import Showing

_FOLDER = Path(__file__).parent / "headings"
_NONE = "-"
# An article at the front is a matter of taste, except where it shows a case (German "den").
_ARTICLES = re.compile(
    r"^(?:(?:the|an?|der|die|das|eine?|les?|une?|el|los|las|il|lo|gli|os?|as|de|het|een)\s+"
    r"|l['’])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """A text, and the headings that are good for it ("-": none is better than any)."""

    language: str
    text: str
    good: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What the writer sets over a scene that says this."""
        script = written(self.text, language=self.language)
        said = " ".join(sentence for part in script.paragraphs for sentence in part)
        return Showing(script).heading(said, "", is_first=True)

    @property
    def is_good(self) -> bool:
        """Whether the heading is one of those accepted."""
        return bare(self.heading or _NONE) in {bare(heading) for heading in self.good}


def cases(name: str) -> list[Case]:
    """The cases of one file."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    fields = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [Case(language, text, tuple(good.split(" / "))) for language, text, good in fields]


def bare(heading: str) -> str:
    """A heading without its article, in small letters."""
    return _ARTICLES.sub("", heading.strip()).casefold()
