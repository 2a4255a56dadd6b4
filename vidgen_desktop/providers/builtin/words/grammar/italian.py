"""Italian."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

ITALIAN = Grammar(
    articles=listed(
        "il lo la i gli le l' un uno una un' nostro nostra nostri nostre tuo tua tuoi tue mio mia"
        " ogni molti molte tutti tutte nessun nessuna"
    ),
    silent=listed(
        "suo sua suoi sue loro questo questa questi queste quel quello quella quelli quelle alcuni"
        " alcune altri altre altro altra al allo alla all' ai agli alle nel nello nella nell' nei"
        " negli nelle sul sullo sulla sull' sui sugli sulle dal dallo dalla dall' dai dagli dalle"
        " col"
    ),
    indefinite=listed("un uno una un'"),
    numbers=listed(
        "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
        " quindici venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille"
        " mila centomila diecimila duemila milione milioni miliardo miliardi"
    ),
    prepositions=listed(
        "a in con su per tra fra da senza sotto sopra dentro verso contro durante dopo prima presso"
        " come che"
    ),
    of=listed("di del dello della dell' dei degli delle d'"),
    conjunctions=listed("e ed o oppure"),
    pronouns=listed(
        "io tu lui lei noi voi essi esse mi ti si ci vi ne li lo niente nulla nessuno qualcosa"
        " qualcuno qui qua lì là ciò"
    ),
    auxiliaries=listed(
        "è sono era erano essere stato stata stati state ha hanno aveva avere ho hai abbiamo può"
        " possono deve devono va vanno fa fanno fu furono sarà viene vengono"
    ),
    links=listed(
        "come perché quando dove chi cosa quale se ma anche mentre sebbene poiché quindi però cui"
    ),
    small=listed(
        "non mai sempre spesso ora adesso poi oggi domani ieri ancora già solo anche molto più"
        " meno quasi circa insieme lontano bene male così allora inoltre troppo poco tanto ciao"
        " grazie sì"
    ),
    adjectives=listed(
        "grande grandi gran piccolo piccola piccoli piccole nuovo nuova nuovi nuove vecchio"
        " vecchia buon buono buona buoni bel bello bella primo prima primi prime ultimo ultima"
        " migliore stesso stessa proprio propria unico unica famoso famosa antico antica enorme"
        " alto alta lungo lunga vero vera minimo minima secondo seconda terzo terza"
    ),
    adverb=re.compile(r"(?<=\w{3})mente$"),
    adjective_after=re.compile(
        r"(?:[tnls]ic[oai]|[tnls]iche|ali|ale|os[oaei]|abil[ei]|ibil[ei]|iv[oaei]|ari[oa]?|an[aei]|uman[oaei]|italian[oaei])$"
        r"|^(?:ner[oaei]|bianc[oa]|bianch[ei]|ross[oaei]|verd[ei]|blu|giall[oaei]|dritt[oaei]|lung[oa]"
        r"|cort[oaei]|cald[oaei]|fredd[oaei]|fresc[oa]|dolc[ei]|fort[ei]|veloc[ei]|piccol[oaei]"
        r"|grand[ei]|profond[oaei]|inter[oaei]|nuov[oaei]|liber[oaei]|solar[ei]|chiar[oaei])$"
    ),
    infinitive=re.compile(r"(?<!^m)(?<!alt)(?<=\w{2})[aei]r(?:e|si|lo|la)$"),
    elided=re.compile(
        r"^(?:l|un|d|c|dell|all|nell|sull|dall|quell|quest|s|m|t|v)['’](?=\w)", re.IGNORECASE
    ),
    generic=listed(
        "parte parti modo maniera cosa cose tempo volta volte giorno giorni anno anni settimana"
        " mese ora ore minuto minuti momento fine lato luogo tipo esempio caso numero centinaia"
        " migliaia sera mattina bordi bordo maggior"
    ),
)
