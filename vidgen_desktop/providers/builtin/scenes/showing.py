"""What each scene shows: its heading, and the words its picture is made from."""

from collections import Counter
from collections.abc import Iterable, Sequence

from vidgen_desktop.core.model import Script
from vidgen_desktop.providers.builtin.words.headings import (
    Phrase,
    beats_of_topic,
    folded,
    phrases_of,
)
from vidgen_desktop.providers.builtin.words.keywords import key_words, words_of
from vidgen_desktop.providers.builtin.words.titles import shortened

_LONGEST_HEADING = 48  # characters of a heading that the person wrote
_LONGEST_VISUAL = 240  # characters
_KEY_WORDS = 6
_FEWEST_WORDS = 3  # that make a picture; the topic lends what is missing
_TOPIC_WORDS = 12
_TOPIC_LENGTH = 8  # words: a prompt of no more is a topic, and each of its words counts
_LEAST_SCORE = -0.5  # a phrase of less says nothing
_LEAST_SILENT = -1.0  # where else there would be no word at all
_REPEATED = 0.12  # for each time that a phrase's word comes again in the text
_MOST_REPEATS = 3
_SHOWN = 0.8  # what a phrase loses whose words were all shown before
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
        # A topic without a full stop is a title; a sentence is none.
        self._is_title_card = said == script.title and len(said) <= _LONGEST_HEADING
        self._topic = key_words(f"{script.title} {said}", script.language, _TOPIC_WORDS)
        words = words_of(said, script.language)
        self._often = Counter(folded(word.text) for word in words)
        self._is_topic = len({word.key for word in words}) <= _TOPIC_LENGTH
        self._used: set[str] = set()
        self._used_keys: set[frozenset[str]] = set()
        self._seen_keys: set[str] = set()
        self._last_visual = ""
        self._view = 0

    def heading(self, text: str, written: str, *, is_first: bool) -> str:
        """The heading of a narrated scene; `written` is the person's own. "" where nothing of
        the text can stand alone.

        The first of all opens with the title, where that is not a sentence that is said anyway.
        """
        if is_first and not written and self._opens_with_title():
            heading = shortened(self._title, _LONGEST_HEADING)
            self._used.add(heading.casefold())  # its words may well come again, one by one
            return heading
        heading = shortened(written, _LONGEST_HEADING)
        return self._remembered(heading or self._best(phrases_of(text, self._language)))

    def silent_heading(self, text: str) -> str:
        """A heading for a scene in which nothing is said: a phrase of the text before it that
        was not shown, in a short topic also a word of it; "" where the words are used up.
        """
        heading = self._best(phrases_of(text, self._language), _LEAST_SILENT)
        if not heading and self._is_topic:
            heading = self._best(beats_of_topic(text, self._language), _LEAST_SILENT)
        return self._remembered(heading)

    def _opens_with_title(self) -> bool:
        return self._is_title_card or not self._title_is_said

    def _best(self, phrases: Iterable[Phrase], least: float = _LEAST_SCORE) -> str:
        """The most telling phrase that was not shown; rather with words not shown either."""
        title = self._title.casefold()
        fresh = [
            phrase
            for phrase in phrases
            if phrase.text.casefold() not in self._used | {title}
            and phrase.keys not in self._used_keys
        ]
        best = max(fresh, key=self._worth, default=None)
        if best is None or self._worth(best) <= least:
            return ""
        self._used_keys.add(best.keys)
        return best.text

    def _worth(self, phrase: Phrase) -> float:
        repeats = max((self._often[key] for key in phrase.keys), default=1) - 1
        shown = len(phrase.keys & self._seen_keys) / max(1, len(phrase.keys))
        return phrase.score + _REPEATED * min(max(repeats, 0), _MOST_REPEATS) - _SHOWN * shown

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
            self._used.add(heading.casefold())
            self._seen_keys.update(folded(word) for word in heading.split())
        return heading


def _rotated(words: Sequence[str], by: int) -> list[str]:
    if not words:
        return []
    by %= len(words)
    return [*words[by:], *words[:by]]
