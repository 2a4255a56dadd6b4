"""How people order a video, in their languages: the words of `command.py`."""

from typing import NamedTuple


class Grammar(NamedTuple):
    """Alternatives of a regular expression, for each part of an order."""

    verbs: str
    articles: str
    kinds: str
    links: str
    polite: str


GRAMMARS = (
    Grammar(  # English
        verbs=r"make|create|generate|produce|build|write|give|do|film|render|design|prepare",
        articles=r"a|an|the|one|me a|us a|me an|us an|some",
        kinds=(
            r"videos?|clips?|films?|movies?|explainers?|animations?|shorts?|reels?|trailers?"
            r"|documentary|presentation|slideshow|ads?|advert|commercial|tutorial|story|script"
        ),
        links=(
            r"about|on|of|explaining|showing|describing|illustrating|covering|introducing|for"
            r"|that (?:explains|shows|describes|tells|covers)|which (?:explains|shows|describes)"
            r"|titled|called|with the (?:title|text)|where|in which"
        ),
        polite=(
            r"please|can you|could you|would you|will you|hey|hi|hello"
            r"|i(?:'d| would) like(?: you to)?|i want(?: you to)?|i need(?: you to)?|let's|kindly"
        ),
    ),
    Grammar(  # German
        verbs=(
            r"mach(?:e|en)?|erstell(?:e|en)?|erzeug(?:e|en)?|generier(?:e|en)?|produzier(?:e|en)?"
            r"|dreh(?:e|en)?|schreib(?:e|en)?|gib"
        ),
        articles=r"ein|eine|einen|mir ein|mir eine|mir einen|uns ein|uns einen|das|den",
        kinds=(
            r"videos?|kurzvideo|erklärvideo|clip|film|kurzfilm|animation|trailer|werbespot"
            r"|tutorial|kurzclip|reel|lernvideo"
        ),
        links=r"über|zum thema|zu|von|für|das zeigt,?|das erklärt,?|in dem|mit dem titel|darüber,?",
        polite=(
            r"bitte|kannst du|könntest du|können sie|könnten sie"
            r"|ich (?:möchte|will|brauche|hätte gern)"
        ),
    ),
    Grammar(  # French
        verbs=(
            r"fais|faites|faire|crée|créez|créer|génère|générez|réalise|réalisez|produis|produisez"
            r"|prépare|préparez"
        ),
        articles=r"un|une|moi une?|nous une?|la|le|-moi une?|-nous une?",
        kinds=r"vidéos?|video|clip|film|court[- ]métrage|animation|documentaire|tutoriel|reel|spot",
        links=(
            r"sur|à propos d[eu']s?|au sujet d[eu']s?|de|du|des|pour|qui (?:explique|montre)"
            r"|expliquant|montrant|intitulée?|concernant"
        ),
        polite=(
            r"s'il (?:te|vous) plaît|peux-tu|pouvez-vous|pourriez-vous|je (?:veux|voudrais)"
            r"|j'aimerais"
        ),
    ),
    Grammar(  # Spanish and Portuguese
        verbs=(
            r"haz(?:me)?|crea(?:me)?|créame|genera|produce|realiza|prepara|hacer|crear|faça|faz"
            r"|crie|cria|gere|produza|fazer|criar"
        ),
        articles=r"un|una|el|la|me un|me una|um|uma|o|a",
        kinds=(
            r"v[ií]deos?|clip|película|corto|cortometraje|animación|documental|tutorial|reel|filme"
            r"|curta|animação|documentário|anuncio|anúncio"
        ),
        links=(
            r"sobre|acerca del?|de|del|do|da|para"
            r"|que (?:explique|muestre|explica|muestra|mostre|mostra)|explicando|mostrando"
            r"|titulado|a respeito d[eoa]"
        ),
        polite=r"por favor|puedes|podrías|quiero|quisiera|necesito|pode|poderia|quero|preciso de",
    ),
    Grammar(  # Italian
        verbs=r"fai|fammi|crea|creami|genera|realizza|produci|prepara|fare|creare",
        articles=r"un|uno|una|un'|il|la|mi un",
        kinds=r"video|filmato|clip|film|cortometraggio|animazione|documentario|tutorial|reel|spot",
        links=(
            r"su|sul|sulla|sulle|sugli|sui|sull'|riguardo a|di|per"
            r"|che (?:spieghi|mostri|spiega|mostra)|intitolato"
        ),
        polite=r"per favore|puoi|potresti|vorrei|voglio|ho bisogno di",
    ),
    Grammar(  # Dutch
        verbs=r"maak|creëer|genereer|produceer|schrijf|maken",
        articles=r"een|de|het|me een|mij een",
        kinds=r"video|filmpje|clip|film|animatie|documentaire|uitlegvideo|reel",
        links=r"over|van|voor|die (?:uitlegt|laat zien)|waarin",
        polite=r"alsjeblieft|kun je|kan je|kunt u|ik wil|graag",
    ),
    Grammar(  # Polish, Swedish and other neighbours that say "about" with one word
        verbs=(
            r"zrób|stwórz|wygeneruj|przygotuj|nakręć|gör|skapa|lav|lag|luo|tee|yap|oluştur|vytvoř"
            r"|udělej"
        ),
        articles=r"en|ett|et|ein|bir|",
        kinds=r"film|wideo|filmik|animację|video(?:n|yu)?|klipp?|kortfilm",
        links=r"o|om|na temat",
        polite=r"proszę|kan du|snälla|lütfen|prosím",
    ),
    Grammar(  # Russian and Ukrainian
        verbs=(
            r"сделай(?:те)?|создай(?:те)?|сгенерируй(?:те)?|сними(?:те)?|подготовь(?:те)?|зроби"
            r"|створи"
        ),
        articles=r"мне|нам|",
        kinds=r"видео|видеоролик|ролик|клип|фильм|мультфильм|анимацию|відео|ролик|фільм",
        links=r"об?о?|про|на тему|о том,?|который (?:объясняет|показывает)|для",
        polite=r"пожалуйста|можешь|можете|хочу|мне нужно|будь ласка",
    ),
)
