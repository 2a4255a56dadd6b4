"""What became of the texts on one road."""

import traceback
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from vidgen_desktop.core.errors import InvalidRequest


@dataclass
class Tally:
    """How many texts went through, were refused in plain words, or made something crash."""

    texts: int = 0
    refused: int = 0
    crashes: list[str] = field(default_factory=list[str])

    @contextmanager
    def text(self, text: str) -> Generator[None]:
        """One text goes its way: a refusal is an answer, anything else that is raised a crash."""
        with self.batch([text]):
            try:
                yield
            except InvalidRequest:
                self.refused += 1

    @contextmanager
    def batch(self, texts: list[str]) -> Generator[None]:
        """Several texts go together; nothing may be refused."""
        self.texts += len(texts)
        try:
            yield
        except Exception:  # noqa: BLE001 - each is a crash, and told with its text
            shown = ascii(texts[0][:200] if len(texts) == 1 else [text[:60] for text in texts])
            self.crashes.append(f"{shown[:2000]}\n{traceback.format_exc(limit=-6)}")


def parts(texts: Sequence[str], most: int) -> Iterator[list[str]]:
    """The texts, so many at a time."""
    for at in range(0, len(texts), most):
        yield list(texts[at : at + most])
