"""Reading a prompt as a person would: what is said, what is seen, what is a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from vidgen_desktop.providers.builtin.words import marks

_SQUARE = re.compile(r"\[([^\[\]]*)\]|【([^【】]*)】")
_ROUND = re.compile(r"[(（]([^()（）]*)[)）]")
_CITATION = re.compile(r"^(?:\d{1,3}|citation needed|sic|\^?\w?)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟:;]['\"”’»)]*$")
_WRAPPED_FROM = 50  # characters: shorter lines were ended on purpose
_LONGEST_HEADING = 8  # words
_LONGEST_NOTE = 4  # words
_LONGEST_SOUND_NOTE = 2  # words, amid a line


@dataclass
class Part:
    """A paragraph or scene: its lines (each ends a sentence), heading and directions."""

    heading: str = ""
    lines: list[str] = field(default_factory=list[str])
    label: str = ""  # what stands beside "Scene 3": a heading or the first words
    seen: list[str] = field(default_factory=list[str])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said or seen."""
        return not self.lines and not self.seen and not self.label


@dataclass
class Reading:
    """What a prompt holds: a title where one is written, and its parts in order."""

    title: str
    parts: list[Part]
    is_marked: bool  # whether the person wrote a script or notes, not plain text


class _Reader:
    """Walks the lines once; a part is open until a blank line, heading or scene ends it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._parts = [Part()]
        self._in_scene = False
        self._run: list[str] = []  # plain lines that may be one wrapped paragraph
        self._is_numbered = _has_numbers(lines)
        self._has_scenes = any(_scene(line) for line in lines)
        self.title = ""
        self.is_marked = self._has_scenes or self._is_numbered

    def read(self) -> list[Part]:
        for line in self._lines:
            self._line(line.strip())
        self._end_run()
        return [part for part in self._parts if not part.is_empty or part.heading]

    def _line(self, line: str) -> None:
        if not line:
            self._end_run()
            if not self._in_scene:
                self._open()
        elif marks.UNDERLINE.match(line) and len(self._run) == 1 and _is_short(self._run[0]):
            heading = self._run.pop()
            self._open(heading)
            self.is_marked = True
        elif marks.RULE.match(line):
            self._end_run()
            self._in_scene = False
            self._open()
        elif not self._structure(line):
            self._text(line)

    def _structure(self, line: str) -> bool:
        """Headings, scenes and the labels of a script; False if the line is none of these."""
        if match := marks.HEADING.match(line):
            self._end_run()
            self._in_scene = False
            self._open(marks.without_emphasis(match["rest"]))
        elif (match := marks.TITLE.match(line)) and not self.title and self._is_blank():
            self.title = match["rest"].strip("*_ ")
        elif scene := _scene(line):
            self._begin_scene(*scene)
        elif match := marks.SLUG.match(line):
            self._begin_scene("", match["rest"].capitalize())
        elif match := marks.SPEAKER.match(line):
            self._end_run()
            if match["rest"]:
                self._text(match["rest"])
        elif self._has_scenes and (match := marks.SEEN.match(line)):
            self._end_run()
            self._parts[-1].seen.append(match["rest"].strip("*_ "))
        elif self._has_scenes and marks.HEARD.match(line):
            self._end_run()
        else:
            return False
        self.is_marked = True
        return True

    def _begin_scene(self, label: str, seen: str) -> None:
        self._end_run()
        if not (self._in_scene and seen and not self._parts[-1].lines):
            self._open()  # "[Scene: a hive]" below "Scene 1" is the same scene
        self._in_scene = True
        text, notes = split_notes(marks.without_emphasis(label))
        self._parts[-1].label = self._parts[-1].label or text
        self._parts[-1].seen.extend([seen, *notes] if seen else notes)

    def _text(self, line: str) -> None:
        line = marks.QUOTED.sub("", line)
        untimed = marks.TIMES.sub("", line) if self.is_marked or self._in_scene else line
        itemless = marks.BULLET.sub("", untimed)
        if self._is_numbered:
            itemless = marks.NUMBERED.sub("", itemless)
        is_item = itemless != untimed
        text, seen = split_notes(marks.without_emphasis(itemless))
        self._parts[-1].seen.extend(seen)
        if is_item:
            self._end_run()
        if text:
            self._run.append(text)
        if is_item:
            self.is_marked = True
            self._end_run()

    def _end_run(self) -> None:
        run, self._run = self._run, []
        if run and all(len(line) >= _WRAPPED_FROM for line in run[:-1]):
            run = [_joined(run)]
        self._parts[-1].lines.extend(run)

    def _open(self, heading: str = "") -> None:
        if self._parts[-1].is_empty and not self._parts[-1].heading:
            self._parts[-1].heading = heading
        else:
            self._parts.append(Part(heading))

    def _is_blank(self) -> bool:
        return not self._run and all(part.is_empty for part in self._parts)


def read(text: str) -> Reading:
    """The parts of `text`. Words are never changed; only marks are taken away."""
    reader = _Reader(text.split("\n"))
    parts = reader.read()
    for part in parts:
        _place_label(part)
        _lift_heading(part)
    title = reader.title or next((part.heading for part in parts if part.heading), "")
    return Reading(title, _spoken_or_headings(parts), reader.is_marked)


def split_notes(line: str) -> tuple[str, list[str]]:
    """A line's spoken text, and what its notes in brackets say should be seen."""
    seen: list[str] = []

    def square(match: re.Match[str]) -> str:
        note = (match[1] or match[2] or "").strip()
        if not (_CITATION.match(note) or marks.SOUND_NOTE.search(note)):
            scene = marks.SCENE.match(note)
            seen.append(scene["rest"] if scene else note)
        return " "

    def rounded(match: re.Match[str]) -> str:
        note = match[1].strip()
        whole_line = match[0] == line.strip()
        if len(note.split()) > _LONGEST_NOTE * (3 if whole_line else 1):
            return match[0]
        if marks.SIGHT_NOTE.search(note) and whole_line:
            seen.append(note)
            return " "
        if marks.SOUND_NOTE.search(note) and (
            whole_line or len(note.split()) <= _LONGEST_SOUND_NOTE
        ):
            return " "
        return match[0]

    text = _ROUND.sub(rounded, _SQUARE.sub(square, line))
    is_changed, text = text != line, " ".join(text.split())
    text = re.sub(r" ([,.;:!?…])", r"\1", text) if is_changed else text
    return text, [note for note in seen if note]


def _scene(line: str) -> tuple[str, str] | None:
    """(heading or first words, direction) of a line that begins a scene; None if it is none."""
    bare = marks.TIMES.sub("", line).strip()
    if (whole := _SQUARE.fullmatch(bare)) and (
        match := marks.SCENE.match((whole[1] or whole[2] or "").strip())
    ):
        return "", match["rest"].strip("*_ ")
    if match := marks.SCENE.match(bare.lstrip("#").strip() if bare.startswith("#") else bare):
        return match["rest"].strip("*_ "), ""
    return None


def _place_label(part: Part) -> None:
    """What stands beside "Scene 3:" is a heading where narration follows, else narration."""
    label, part.label = part.label, ""
    if not label:
        return
    if _is_short(label) and part.lines:
        part.heading = label
    else:
        part.lines.insert(0, label)


def _is_short(line: str) -> bool:
    """Whether a line looks like a heading: few words, and no mark at its end."""
    return len(line.split()) <= _LONGEST_HEADING and not _SENTENCE_END.search(line)


def _lift_heading(part: Part) -> None:
    """A short first line without an end mark, above longer text, is a heading."""
    if part.heading or not part.lines[1:]:
        return
    first, second = part.lines[:2]
    if (
        _is_short(first)
        and len(first) <= _WRAPPED_FROM
        and _SENTENCE_END.search(second)
        and len(second) > len(first)
    ):
        part.heading = part.lines.pop(0)


def _spoken_or_headings(parts: list[Part]) -> list[Part]:
    """Without any spoken line the headings are what there is to say."""
    if any(part.lines for part in parts):
        return _with_headings_below(parts)
    for part in parts:
        if part.heading:
            part.lines.append(part.heading)
            part.heading = ""
    return parts


def _with_headings_below(parts: list[Part]) -> list[Part]:
    """Parts that hold only a heading give it to the next part, unless that has its own."""
    kept: list[Part] = []
    waiting = ""
    for part in parts:
        if part.is_empty:
            waiting = part.heading or waiting
            continue
        part.heading = part.heading or waiting
        waiting = ""
        kept.append(part)
    return kept


def _has_numbers(lines: Sequence[str]) -> bool:
    """Whether the lines hold a list that counts 1, 2, … (a lone "3. Oktober" is none)."""
    numbers = [
        int(match["number"]) for line in lines if (match := marks.NUMBERED.match(line)) is not None
    ]
    return (1, 2) in pairwise(numbers)


def _joined(lines: Sequence[str]) -> str:
    """Wrapped lines as one; Chinese and Japanese need no space between."""
    text = lines[0]
    for line in lines[1:]:
        wide = "\u3000" <= text[-1:] <= "\u9fff" and "\u3000" <= line[:1] <= "\u9fff"
        text += line if wide else f" {line}"
    return text
