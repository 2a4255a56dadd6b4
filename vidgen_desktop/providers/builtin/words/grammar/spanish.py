"""Spanish."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

SPANISH = Grammar(
    articles=listed(
        "el la los las un una nuestro nuestra nuestros nuestras tu tus mi mis cada muchos muchas"
        " tanta tanto todos todas ningún ninguna"
    ),
    silent=listed(
        "su sus este esta estos estas ese esa esos esas aquel aquella algunos algunas unos unas"
        " otro otra otros otras varios varias todo toda al"
    ),
    indefinite=listed("un una"),
    numbers=listed(
        "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte"
        " treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil millón"
        " millones"
    ),
    prepositions=listed(
        "a en con sin por para sobre bajo entre desde hasta hacia contra durante según tras ante"
        " como que"
    ),
    of=listed("de del"),
    conjunctions=listed("y e o u ni"),
    pronouns=listed(
        "yo tú él ella usted nosotros vosotros ellos ellas ustedes me te se nos os lo le les ello"
        " nada nadie algo alguien aquí allí ahí esto eso"
    ),
    auxiliaries=listed(
        "es son era eran ser sido fue fueron está están estar estaba hay ha han había haber he"
        " hemos puede pueden debe deben va van hace hacen tiene tienen"
    ),
    links=listed(
        "cómo qué cuándo dónde quién cuál cuando donde porque si pero aunque mientras quien cual"
        " sino pues"
    ),
    small=listed(
        "no nunca siempre ya ahora luego después antes hoy mañana ayer todavía aún sólo solo"
        " también muy más menos casi juntos lejos cerca bien mal así entonces además tampoco mucho"
        " poco hola gracias sí"
    ),
    adjectives=listed(
        "gran grande grandes pequeño pequeña nuevo nueva nuevos nuevas viejo vieja buen buena"
        " buenos buenas mal mala primer primera primeros primeras último última mejor mejores peor"
        " mismo misma propio propia único única famoso famosa antiguo antigua enorme inmenso"
        " inmensa pequeños pequeñas alto alta largo larga verdadero verdadera mayor menor doble"
        " segundo segunda tercer tercera"
    ),
    adverb=re.compile(r"mente$"),
    adjective_after=re.compile(
        r"(?:[áéíóú]\w{1,3}ic[oa]s?|ales|al|os[oa]s?|ables?|ibles?|iv[oa]s?|ari[oa]s?|an[oa]s?)$"
        r"|^(?:negr[oa]s?|blanc[oa]s?|roj[oa]s?|verdes?|azul(?:es)?|amarill[oa]s?|rect[oa]s?|larg[oa]s?"
        r"|cort[oa]s?|calientes?|frí[oa]s?|fresc[oa]s?|dulces?|fuertes?|rápid[oa]s?|pequeñ[oa]s?"
        r"|grandes?|profund[oa]s?|enter[oa]s?|inmune|nuev[oa]s?|libres?|limpi[oa]s?|solar(?:es)?)$"
    ),
    infinitive=re.compile(
        r"(?<!^m)(?<!lug)(?<!muj)(?<!^b)(?<!hog)(?<!azúc)(?<=\w)[aei]r(?:se|lo|la)?$"
    ),
    generic=listed(
        "parte partes manera forma cosa cosas tiempo vez veces día días año años semana mes hora"
        " horas minuto minutos momento fin lado lugar tipo clase ejemplo caso número cientos miles"
        " noche tarde mayoría"
    ),
)
