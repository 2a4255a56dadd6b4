"""Hostile texts: the same ones for the same seed. Many name the bait."""

import random
from dataclasses import dataclass
from pathlib import Path

LONGEST = 300  # characters, of those that are made of pieces
HUGE = 10_000_000  # characters of the few that are very long

# {file} and {url} lead to the bait.
LURES = (
    *("file://{file}", "{url}", "{file}", "../../../../../../..{file}", "concat:{file}|{file}"),
    *("subtitles={file}", "movie={file}[out]", "movie={url}", "ass={file}", "amovie={file}"),
    *("[in]drawtext=textfile={file}[out]", "drawtext=text=%{{metadata\\:{file}}}", "':{file}:'"),
    *("ffconcat version 1.0\nfile {file}\n", "file '{file}'\nduration 1", "#EXTM3U\n{url}\n"),
    *("pipe:0", "subfile,,start,0,end,64,,:{file}", "data:text/plain,x", "crypto:{file}"),
    *("<img src='file://{file}'>", "<img src={url}>", '<audio src="{url}"/>', "![x]({url})"),
    *("<speak><audio src='{file}'/></speak>", "<?xml version='1.0'?><!DOCTYPE x SYSTEM '{url}'>"),
    *("<!ENTITY x SYSTEM 'file://{file}'>&x;", "[[@{file}]]", "@{file}", "-i {file}", "< {file}"),
    *(
        "$(cat {file})",
        "`cat {file}`",
        ";cat {file};",
        "| cat {file}",
        "&& curl {url} &&",
        "\n{url}",
    ),
    *('=HYPERLINK("{url}")', "=cmd|'/C calc'!A0", "@SUM(1+1)", "+1+cmd|x", "-2+3", "\t=1", "\r=1"),
    *("＝1+1", " =1+1", "%{{file}}", "{{\\fn{file}}}", "{{\\p1}}m 0 0", "{{\\an8\\move(0,0,9,9)}}"),
    *("!include {file}", "import {file}", "__import__('os').open('{file}',0)", "{{0.__class__}}"),
)
MARKS = (
    *(
        "'",
        '"',
        "\\",
        "\\N",
        "\\n",
        "\\h",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x1b[2J",
        "\x07",
        "\x1a",
    ),
    *(
        "{",
        "}",
        "{}",
        "{0}",
        "{{",
        "%",
        "%s",
        "%d%n",
        "%{pts}",
        "%{eif:1:d}",
        "$HOME",
        "${x}",
        "~",
        "*",
    ),
    *(
        "?",
        "[",
        "]",
        "[a]",
        ",",
        ";",
        ":",
        "=",
        "|",
        "&",
        "&&",
        ">",
        "<",
        "-->",
        "--",
        "-rf",
        "-y",
        "#",
    ),
    *(
        "\u202e",
        "\u202d",
        "\u2066",
        "\u2069",
        "\u200f",
        "\u061c",
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
    ),
    *(
        "\u2028",
        "\u2029",
        "\x85",
        "\ufffd",
        "\ufffe",
        "\U0010ffff",
        "\ue000",
        "\ud800",
        "\udfff\ud83d",
    ),
    *(
        "e" + "\u0301" * 40,
        "ก" + "็" * 30,
        "\u20dd" * 9,
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈" * 9,
        "🇫🇷🇩",
        "👍🏿",
        "1️⃣",
        "𝕳",
        "ﷺ",
    ),
    *(
        "</b>",
        "<c.red>",
        "<00:00:01.000>",
        "&lt;",
        "&#0;",
        "&x;",
        "]]>",
        "<!--",
        "NOTE",
        "STYLE",
        "1",
    ),
    *(
        "WEBVTT",
        "00:00:01,000 --> 00:00:02,000",
        "[Events]",
        "Dialogue: 0,",
        "[Script Info]",
        "Scene 1:",
    ),
    *(
        "VISUAL:",
        "# ",
        "- ",
        "1. ",
        "Narrator: ",
        "Title: ",
        '{"title":"',
        "null",
        "NaN",
        "1e999",
        "\\u0000",
    ),
)
WORDS = (
    *(
        "Bees dance",
        "the way home",
        "Make a video about tea.",
        "25 kg",
        "Why?",
        "…",
        "x" * 80,
        "a.b.c",
    ),
    *(
        "蜜蜂会跳舞。",
        "花はどこ",
        "ผึ้งทำน้ำผึ้ง",
        "النحل يرقص",
        "הדבורים",
        "मधुमक्खी",
        "꿀벌은 춤춘다",
        "Жук",
        "ß",
        "İı",
    ),
)


@dataclass(frozen=True)
class Bait:
    """A file that nobody may open, and an address that nobody may ask."""

    file: Path
    url: str

    def lure(self, template: str) -> str:
        """A lure that leads here."""
        return template.format(file=self.file, url=self.url)


def hostile_texts(seed: int, count: int, bait: Bait) -> list[str]:
    """So many texts: each lure and mark alone first, then all kinds of mixtures."""
    dice = random.Random(seed)
    alone = [*map(bait.lure, LURES), *MARKS]
    return [*alone, *(_mixture(dice, bait) for _ in range(count - len(alone)))][:count]


def huge(text: str) -> str:
    """The text again and again, to ten million characters."""
    return text * (HUGE // len(text))


def _mixture(dice: random.Random, bait: Bait) -> str:
    parts: list[str] = []
    for _ in range(dice.randint(1, 9)):
        kind = dice.random()
        if kind < 0.25:
            parts.append(bait.lure(dice.choice(LURES)))
        elif kind < 0.6:
            parts.append(dice.choice(MARKS) * dice.choice((1, 1, 1, 2, 7)))
        elif kind < 0.9:
            parts.append(dice.choice(WORDS))
        else:
            parts.append("".join(chr(dice.randrange(0x110000)) for _ in range(dice.randint(1, 12))))
    return dice.choice(("", " ", " ")).join(parts)[:LONGEST]
