"""Dutch."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

DUTCH = Grammar(
    articles=listed("de het een 'n elke ieder iedere onze ons jouw je uw mijn geen alle veel"),
    silent=listed("zijn haar hun dit dat deze die sommige enkele andere"),
    indefinite=listed("een"),
    numbers=listed(
        "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien twintig dertig veertig"
        " vijftig zestig zeventig tachtig negentig honderd duizend miljoen miljard honderden"
        " duizenden"
    ),
    prepositions=listed(
        "in op aan bij met naar uit voor door over onder tegen tussen om zonder tijdens achter"
        " binnen buiten sinds tot vanaf per als dan te"
    ),
    of=listed("van"),
    conjunctions=listed("en of"),
    pronouns=listed(
        "ik jij hij zij ze we wij jullie mij me jou hem ons zich er hier daar men iemand niemand"
        " iets niets wie wat"
    ),
    auxiliaries=listed(
        "is zijn was waren ben bent geweest heeft hebben had hadden wordt worden werd werden kan"
        " kunnen kon moet moeten moest zal zullen zou zouden wil willen mag mogen gaat gaan blijft"
        " doet doen laat laten komt komen"
    ),
    links=listed("hoe waarom wanneer waar welke omdat terwijl hoewel zodat toen maar want indien"),
    small=listed(
        "niet nooit altijd vaak soms nu dan vandaag morgen gisteren weer nog al maar ook zelfs heel"
        " zeer bijna ongeveer samen weg terug eerst daarna ten slotte meer minder zo goed lang"
        " daarom echter alstublieft ja nee hallo welkom wel eens dus ver"
    ),
    adjectives=listed(
        "groot klein nieuw oud mooi goed warm koud zwart wit rood blauw groen diep hoog laag lang"
        " kort snel vers blauw heet licht donker"
    )
    - {"licht"},
    adjectives_end_in_e=True,
    adverb=re.compile(r"(?:lijk|zaam)$"),
    generic=listed(
        "deel delen manier tijd keer dag dagen jaar week maand uur minuten ding dingen soort plaats"
        " einde kant plek aantal"
    ),
)
