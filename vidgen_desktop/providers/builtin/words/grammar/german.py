"""German. Nouns have a capital; articles in an oblique case are not shown."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

_POSSESSIVES = ("mein", "dein", "sein", "ihr", "unser", "unsr", "euer", "eur", "kein", "ein")
_OBLIQUE = {stem + end for stem in _POSSESSIVES for end in ("en", "em", "er", "es")}

GERMAN = Grammar(
    articles=listed(
        "der die das ein eine kein keine mein meine dein deine unser unsere euer eure jede jedes"
        " jeder viele beide alle"
    ),
    silent=frozenset(_OBLIQUE)
    | listed(
        "den dem des sein seine ihr ihre dieser diese dieses diesem diesen jener jene jenes jedem"
        " jeden vielen allen einige einigen manche mehrere wenige beiden welche welcher am im zum"
        " zur vom beim ins ans aufs"
    ),
    indefinite=listed("ein eine"),
    numbers=listed(
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn zwanzig dreißig vierzig"
        " fünfzig sechzig siebzig achtzig neunzig hundert tausend millionen milliarden"
    ),
    prepositions=listed(
        "in an auf aus bei mit nach seit zu durch für gegen ohne um über unter vor hinter neben"
        " zwischen während wegen trotz bis ab je pro"
    ),
    of=listed("von"),
    conjunctions=listed("und oder sowie"),
    pronouns=listed(
        "ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihn ihnen man jemand niemand"
        " etwas nichts dort hier da davon damit dabei dafür daran darauf darin"
    ),
    auxiliaries=listed(
        "ist sind war waren bin bist sein gewesen hat haben hatte hatten habe wird werden wurde"
        " wurden worden kann können konnte konnten muss müssen musste soll sollen sollte will"
        " wollen wollte darf dürfen mag möchte möchten bleibt bleiben"
    ),
    links=listed(
        "wie warum wieso weshalb wann wo was wer wen wem dass weil wenn als ob obwohl damit sodass"
        " bevor nachdem aber doch sondern denn"
    ),
    small=listed(
        "nicht nie immer oft manchmal bald jetzt dann heute morgen gestern wieder noch schon nur"
        " auch sogar sehr ganz fast etwa rund circa ungefähr knapp zusammen weg zurück zuerst"
        " zuletzt schließlich mehr weniger so halb viel wenig gut lang lange bereits deshalb daher"
        " jedoch außerdem bitte ja nein hallo willkommen nun mal eben erst mindestens höchstens"
    ),
    adverb=re.compile(r"(?:lich|weise|sam|wärts|ig|isch)$"),
    generic=listed(
        "teil teile art weise zeit tag tage tagen jahr jahre jahren woche monat stunde stunden"
        " minute minuten mal ende seite ort ding dinge menge reihe hunderte tausende millionen"
        " beispiel fall grund anfang morgen abend"
    ),
)
