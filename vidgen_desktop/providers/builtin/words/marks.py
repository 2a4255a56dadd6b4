"""The marks of scripts and notes: what a line means apart from its words."""

import re

_NUMBER = r"(?:\d{1,3}|[ivxlc]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)"
_SCENE_WORDS = (
    "scene|szene|scène|escena|cena|scena|scen|scéna|sahne|adegan|cảnh|сцена|shot|slide|kapitel"
    "|chapter|chapitre|capítulo|capitolo|глава|part|teil|partie|parte|act|akt|clip"
)
_WIDE_NUMBER = r"[0-9０-９一二三四五六七八九十]"
_CJK_SCENE = (
    rf"第?\s*{_WIDE_NUMBER}+\s*[幕场場节節章]"
    rf"|(?:场景|場景|镜头|シーン|場面|장면|씬)\s*{_WIDE_NUMBER}*"
)
_BOLD = r"[*_]{0,3}"

# "Scene 3:", "**Scene 3 - The hive**", "[Scene: a hive at dawn]" without its brackets.
SCENE = re.compile(
    rf"^{_BOLD}(?:(?:{_SCENE_WORDS})\s*(?:#?\s*{_NUMBER}\b{_BOLD}\s*(?:[:：.)–—-]+\s*|$)"
    rf"|{_BOLD}[:：]\s*)|(?:{_CJK_SCENE}){_BOLD}\s*(?:[:：.、–—-]+\s*|$)){_BOLD}(?P<rest>.*)$",
    re.IGNORECASE,
)
SLUG = re.compile(r"^(?:INT|EXT|INT\./EXT|I/E)[./]\s*(?P<rest>\S.*)$")
HEADING = re.compile(r"^#{1,6}\s+(?P<rest>.*?)\s*#*$")
UNDERLINE = re.compile(r"^(?:={3,}|-{3,})$")
RULE = re.compile(r"^(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,})$")
TITLE = re.compile(
    rf"^{_BOLD}(?:title|titel|titre|título|titolo|tytuł|заголовок|название|标题|標題|タイトル|제목)"
    rf"{_BOLD}\s*[:：]{_BOLD}\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
SPEAKER = re.compile(
    rf"^{_BOLD}(?:narrator|narration|voice[- ]?over|v\.?/?o\.?|speaker|host|sprecher(?:in)?"
    r"|erzähler(?:in)?|narrateur|narratrice|voix off|narrador[a]?|locutora?|voz en off"
    r"|narratore|narratrice|voce fuori campo|lektor|verteller|диктор|рассказчик|закадровый голос"
    rf"|旁白|解说|解說|ナレーション|ナレーター|내레이션|내레이터|해설){_BOLD}"
    rf"\s*(?:[(（][^)）]{{0,40}}[)）])?\s*[:：]{_BOLD}\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
SEEN = re.compile(
    rf"^{_BOLD}(?:visuals?|video|picture|image|b-?roll|camera|shot|on[- ]?screen(?: text)?|footage"
    rf"|bild|bilder|visuel|imagen|immagine|画面|映像|화면|кадр){_BOLD}\s*[:：]{_BOLD}\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
HEARD = re.compile(
    rf"^{_BOLD}(?:music|sound|sounds|sfx|fx|audio|musik|ton|musique|son|música|sonido|musica"
    rf"|suono|музыка|звук|音乐|音樂|音楽|효과음|음악){_BOLD}\s*[:：]{_BOLD}\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
TIMES = re.compile(
    r"^\s*[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:-|–|—|to)\s*\d{1,2}:\d{2}(?::\d{2})?)?[\])]?"
    r"\s*(?:[:–—-]\s+|(?=\s)|$)"
)
BULLET = re.compile(r"^\s*[-*+•‣▪◦·–—]\s+(?=\S)")
NUMBERED = re.compile(r"^\s*[(]?(?P<number>\d{1,3})[.)、．]\s*(?=\S)")
QUOTED = re.compile(r"^\s*>+\s?")
# A sound or stage note in parentheses: short, and about nothing that is said.
SOUND_NOTE = re.compile(
    r"\b(?:music|sfx|sounds?|pause|beat|silence|applause|laughs?|laughter|sighs?|musik|stille"
    r"|applaus|musique|silence|applaudissements|música|pausa|aplausos|musica|applausi|музыка"
    r"|пауза|аплодисменты)\b|音乐|音樂|音楽|掌声|拍手|停顿|음악|박수",
    re.IGNORECASE,
)
SIGHT_NOTE = re.compile(
    r"\b(?:zooms?|close-?up|cut to|fade[sd]?|pan(?:s|ning)?|wide shot|aerial|drone|camera"
    r"|on[- ]screen|slow motion|timelapse|montage|schnitt|nahaufnahme|gros plan|primer plano)\b",
    re.IGNORECASE,
)
_EMPHASIS = (
    (re.compile(r"!\[([^\[\]]*)\]\([^()]*\)"), r"[\1]"),  # a picture becomes a direction
    (re.compile(r"(?<!!)\[([^\[\]]+)\]\((?:[^()\s]+)(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\*\*(?=\S)((?:[^*]|\*(?!\*))+)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)((?:[^_]|_(?!_))+)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"~~(?=\S)((?:[^~]|~(?!~))+)(?<=\S)~~"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def without_emphasis(line: str) -> str:
    """The line without Markdown's stars, underscores, backticks and link addresses."""
    for pattern, kept in _EMPHASIS:
        line = pattern.sub(kept, line)
    return line
