"""French."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

FRENCH = Grammar(
    articles=listed(
        "le la les l' un une notre nos votre vos mon ma mes chaque toutes tous plusieurs aucun"
    ),
    silent=listed(
        "son sa ses leur leurs ce cet cette ces quelques certains certaines toute tout au aux"
        " quelle quel"
    ),
    indefinite=listed("un une"),
    numbers=listed(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
        " vingt trente quarante cinquante soixante cent cents mille million millions milliard"
        " milliards"
    ),
    prepositions=listed(
        "à en dans sur sous avec sans pour par vers chez contre entre depuis pendant avant après"
        " derrière devant jusqu'à jusque selon malgré dès comme que"
    ),
    of=listed("de du des d'"),
    conjunctions=listed("et ou ni"),
    pronouns=listed(
        "je tu il elle on nous vous ils elles me te se lui eux y j' m' t' s' n' c' ça cela ceci"
        " celui celle rien personne"
    ),
    auxiliaries=listed(
        "est sont était étaient être été suis es sommes êtes ai as a avons avez ont avait avaient"
        " avoir eu sera seront peut peuvent pouvez doit doivent va vont fait font faire fut"
    ),
    links=listed(
        "comment pourquoi quand où que qu' qui dont si parce lorsque lorsqu' puisque car mais donc"
        " quoi"
    ),
    small=listed(
        "ne pas jamais toujours souvent parfois bientôt maintenant puis ensuite aujourd'hui demain"
        " hier encore déjà seulement aussi même très trop assez presque environ ensemble loin plus"
        " moins bien mal ici là voici voilà enfin alors ainsi peu beaucoup tant partir travers"
        " bonjour merci oui non"
    ),
    adjectives=listed(
        "grand grande grands grandes petit petite petits petites nouveau nouvel nouvelle nouveaux"
        " nouvelles vieux vieille bon bonne bons bonnes beau belle beaux belles premier première"
        " premiers premières dernier dernière jeune jeunes long longue gros grosse meilleur"
        " meilleure même autre autres double moindre seul seule simple vrai vraie ancien ancienne"
        " énorme immense célèbre véritable minuscule haut haute"
    ),
    adverb=re.compile(r"(?<=[a-zé]{4})(?:ement|amment|emment)$"),
    adjective_after=re.compile(
        r"(?<!expl)(?<!ind)(?<!appl)(?<!fabr)(?<!commun)(?:iques?|aires?|ales?|al|aux|(?<!app)(?<!rapp)elles?|els?|euses?|eux|ables?|ibles?|ives?|ifs?|aines?|ains?"
        r"|iens?|iennes?|aises?|ais)$"
        r"|^(?:droite?s?|noire?s?|blanch?e?s?|rouges?|verte?s?|bleue?s?|chaude?s?|froide?s?|fraîche?s?"
        r"|frais|forte?s?|douce?s?|doux|entière?s?|rapides?|simples?|vides?|pleine?s?|profonde?s?"
        r"|humaine?s?|jaunes?|dure?s?|sucrée?s?|salée?s?|fine?s?|libres?|courte?s?)$"
    ),
    infinitive=re.compile(
        r"(?<!hiv)(?<!^m)(?<!^f)(?<!pap)(?<!métier)(?<=[a-zé]{2})er$|(?<!plais)(?<!ven)ir$"
        r"|^(?:faire|prendre|mettre|rendre|boire|vivre|dire|lire|écrire|être|avoir|voir)$"
    ),
    elided=re.compile(r"^(?:[ldjmtsnc]|qu|lorsqu|puisqu|jusqu)['’](?=\w)", re.IGNORECASE),
    generic=listed(
        "partie parties façon manière chose choses temps fois jour jours an ans année années"
        " semaine mois heure heures minute minutes moment fin côté lieu sorte type exemple cas"
        " nombre centaines milliers dizaines cinquième matin soir bord plupart"
    ),
)
