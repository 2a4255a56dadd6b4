"""What each scene shows: its heading, and the words its picture is made from."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from vidgen_desktop.core.model import Script
from vidgen_desktop.providers.builtin.words.keywords import key_words, words_of
from vidgen_desktop.providers.builtin.words.titles import heading_of, phrases_of, shortened

_LONGEST_HEADING = 48  # characters of a heading that the person wrote
_LONGEST_VISUAL = 240  # characters
_KEY_WORDS = 6
_FEWEST_WORDS = 3  # that make a picture; the topic lends what is missing
_TOPIC_WORDS = 12
_TOPIC_LENGTH = 8  # words: a prompt of no more is a topic, and each of its words counts
_PHRASES_PER_SCENE = 2
_REMEMBERED = 6  # headings back that are not used again
# Ways to look at one thing, for neighbouring scenes about the same words.
_VIEWS = (
    "wide view",
    "close-up",
    "from above",
    "detail",
    "at a distance",
    "from below",
    "soft light",
    "silhouette",
)


class Showing:
    """Gives scenes their headings and visual prompts, in order, no neighbours alike."""

    def __init__(self, script: Script) -> None:
        self._language = script.language
        said = " ".join(sentence for paragraph in script.paragraphs for sentence in paragraph)
        self._title = script.title
        self._title_is_said = said.startswith(script.title.removesuffix("…"))
        self._topic = key_words(f"{script.title} {said}", script.language, _TOPIC_WORDS)
        self._often = Counter(word.key for word in words_of(said, script.language))
        self._is_topic = len(self._often) <= _TOPIC_LENGTH
        self._recent: deque[str] = deque(maxlen=_REMEMBERED)
        self._used: set[str] = set()
        self._last_visual = ""
        self._view = 0

    def heading(self, text: str, written: str, *, is_first: bool) -> str:
        """The heading of a narrated scene; `written` is the person's own.

        The first of all opens with the title, where that is not what is said anyway.
        """
        if is_first and not written and not self._title_is_said:
            written = self._title
        heading = shortened(written, _LONGEST_HEADING)
        if not heading and text:
            heading = heading_of(text, self._language, self._recent)
        return self._remembered(heading)

    def silent_heading(self, text: str, *, is_last: bool) -> str:
        """A heading for a scene in which nothing is said: a key word not yet shown, else none.

        The last scene of all closes with the title.
        """
        if is_last:
            return self._remembered(shortened(self._title, _LONGEST_HEADING))
        for phrase in self._telling(text):
            if phrase.casefold() not in self._used and len(phrase) <= _LONGEST_HEADING:
                return self._remembered(phrase)
        return ""

    def _telling(self, text: str) -> Iterator[str]:
        """What may stand alone: phrases of the text; single words of a topic, and names."""
        phrases = phrases_of(text, self._language)
        yield from [p for p in phrases if " " in p and not self._repeats(p)][:_PHRASES_PER_SCENE]
        for word in (*key_words(text, self._language, _KEY_WORDS), *self._topic):
            if self._is_topic or self._often[word.casefold()] > 1 or word[0].isupper():
                yield word[:1].upper() + word[1:]

    def _repeats(self, phrase: str) -> bool:
        """Whether most of a phrase was shown a moment ago."""
        words = set(phrase.casefold().split())
        return any(len(words & set(old.casefold().split())) * 2 > len(words) for old in self._used)

    def visual(self, text: str, direction: str, rotation: int = 0) -> str:
        """What to see: the direction, then the key words; never the same as just before."""
        words = key_words(text, self._language, _KEY_WORDS)
        for word in self._topic:
            if len(words) >= _FEWEST_WORDS:
                break
            if word.casefold() not in {known.casefold() for known in words}:
                words.append(word)
        words = _rotated(words, rotation)
        visual = ", ".join([direction, *words] if direction else words) or text or self._title
        visual = shortened(visual, _LONGEST_VISUAL)
        if visual == self._last_visual or rotation:
            visual = f"{visual}, {_VIEWS[self._view % len(_VIEWS)]}"
            self._view += 1
        self._last_visual = visual
        return visual

    def _remembered(self, heading: str) -> str:
        if heading:
            self._recent.append(heading)
            self._used.add(heading.casefold())
        return heading


def _rotated(words: Sequence[str], by: int) -> list[str]:
    if not words:
        return []
    by %= len(words)
    return [*words[by:], *words[:by]]
