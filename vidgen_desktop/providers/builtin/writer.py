"""The built-in writer: the person's own words, divided as a person would divide them."""

from collections.abc import Callable
from dataclasses import dataclass

from vidgen_desktop.core.model import Request, Script, Storyboard
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.validate import clean_text
from vidgen_desktop.providers.builtin.scenes.planner import plan
from vidgen_desktop.providers.builtin.words import parts
from vidgen_desktop.providers.builtin.words.command import (
    goes_on_ordering,
    orders_picture,
    subject_of,
)
from vidgen_desktop.providers.builtin.words.headings import topic_of
from vidgen_desktop.providers.builtin.words.language import language_of
from vidgen_desktop.providers.builtin.words.sentences import sentences_of
from vidgen_desktop.providers.builtin.words.titles import LONGEST_TITLE, title_of

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    sentences: tuple[str, ...]
    heading: str
    direction: str


class BuiltinWriter:
    """`core.ports.ScriptWriter` without a network: adds nothing, leaves nothing out."""

    name = "builtin"

    def write(self, request: Request, work: Work) -> Script:
        """The narration in the person's words; marks, labels and orders are not read out."""
        work.token.check()
        text = clean_text(request.prompt).replace(_BYTE_ORDER_MARK, "")
        reading = parts.read(text)
        language = language_of(_spoken_text(reading), request.language)
        paragraphs = [_paragraph(part, language) for part in reading.parts]
        if not paragraphs:
            paragraphs = [_Paragraph((" ".join(text.split()),), "", "")]
        if not reading.is_marked:
            paragraphs = _without_order(paragraphs)
        first = next((p.sentences[0] for p in paragraphs if p.sentences), "")
        seen = next((p.direction for p in paragraphs if p.direction), "")
        said = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
        topic = topic_of(said, language) if said and len(said[0]) > LONGEST_TITLE else ""
        work.progress(1.0)
        return Script(
            title=title_of(reading.title, first, seen, text, topic=topic),
            language=language,
            paragraphs=tuple(paragraph.sentences for paragraph in paragraphs),
            headings=tuple(paragraph.heading for paragraph in paragraphs),
            directions=tuple(paragraph.direction for paragraph in paragraphs),
        )

    def plan(
        self, script: Script, request: Request, spoken: Callable[[str], float], work: Work
    ) -> Storyboard:
        """Scenes for the script; see `scenes.planner`."""
        return plan(script, request, spoken, work)


def _spoken_text(reading: parts.Reading) -> str:
    said = "\n".join(line for part in reading.parts for line in part.lines)
    return said or "\n".join(note for part in reading.parts for note in part.seen)


def _paragraph(part: parts.Part, language: str) -> _Paragraph:
    sentences = [sentence for line in part.lines for sentence in sentences_of(line, language)]
    return _Paragraph(tuple(sentences), part.heading, ", ".join(part.seen))


def _without_order(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """The paragraphs without "Make a video about …", where the first sentence is an order."""
    if not paragraphs or not paragraphs[0].sentences:
        return paragraphs
    first = paragraphs[0]
    order = subject_of(first.sentences[0])
    if not order.was_order:
        return paragraphs
    others = [sentence for sentence in first.sentences[1:] if not goes_on_ordering(sentence)]
    wishes = [sentence.rstrip(".!") for sentence in first.sentences[1:] if orders_picture(sentence)]
    direction = ", ".join([first.direction, *wishes] if first.direction else wishes)
    begun = _Paragraph((order.subject, *others), first.heading, direction)
    return [begun, *paragraphs[1:]]
