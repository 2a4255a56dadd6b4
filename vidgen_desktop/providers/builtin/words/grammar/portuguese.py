"""Portuguese."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

PORTUGUESE = Grammar(
    articles=listed(
        "o a os as um uma nosso nossa nossos nossas seu meu minha cada muitos muitas muita todos"
        " todas nenhum nenhuma"
    ),
    silent=listed(
        "sua seus suas este esta estes estas esse essa esses essas aquele aquela alguns algumas uns"
        " umas outro outra outros outras vários várias ao aos à às no na nos nas num numa pelo pela"
        " pelos pelas todo toda teu tua"
    ),
    indefinite=listed("um uma"),
    numbers=listed(
        "dois duas três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze vinte"
        " trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil milhão milhões"
        " bilhão bilhões"
    ),
    prepositions=listed(
        "em com sem por para pra sobre sob entre desde até contra durante após ante como que"
    ),
    of=listed("de do da dos das"),
    conjunctions=listed("e ou nem"),
    pronouns=listed(
        "eu tu você ele ela nós vós vocês eles elas me te se lhe lhes isso isto aquilo nada ninguém"
        " algo alguém aqui ali lá"
    ),
    auxiliaries=listed(
        "é são era eram ser sido foi foram está estão estar estava há tem têm tinha ter pode podem"
        " deve devem vai vão faz fazem será"
    ),
    links=listed(
        "como porque quando onde quem qual quê se mas embora enquanto pois porém logo cujo"
    ),
    small=listed(
        "não nunca sempre já agora depois antes hoje amanhã ontem ainda só também muito mais menos"
        " quase cerca juntos longe perto bem mal assim então além pouco tanto olá obrigado sim"
    ),
    adjectives=listed(
        "grande grandes pequeno pequena novo nova novos novas velho velha bom boa bons boas mau má"
        " primeiro primeira primeiros primeiras último última melhor melhores pior mesmo mesma"
        " próprio própria único única famoso famosa antigo antiga enorme pequenos pequenas alto"
        " alta longo longa verdadeiro verdadeira maior menor segundo segunda terceiro terceira"
    ),
    adverb=re.compile(r"mente$"),
    adjective_after=re.compile(
        r"(?:[áéíóúâêô]\w{1,3}ic[oa]s?|ais|al|os[oa]s?|áve[li]s?|íve[li]s?|iv[oa]s?|ári[oa]s?|an[oa]s?)$"
        r"|^(?:pret[oa]s?|branc[oa]s?|vermelh[oa]s?|verdes?|azu(?:l|is)|amarel[oa]s?|ret[oa]s?|long[oa]s?"
        r"|curt[oa]s?|quentes?|fri[oa]s?|fresc[oa]s?|doces?|fortes?|rápid[oa]s?|pequen[oa]s?|grandes?"
        r"|profund[oa]s?|inteir[oa]s?|nov[oa]s?|livres?|negr[oa]s?|solar(?:es)?)$"
    ),
    infinitive=re.compile(r"(?<!^m)(?<!lug)(?<!mulh)(?<!açúc)(?<=\w)[aeiô]r(?:-se)?$"),
    generic=listed(
        "parte partes maneira forma coisa coisas tempo vez vezes dia dias ano anos semana mês hora"
        " horas minuto minutos momento fim lado lugar tipo exemplo caso número centenas milhares"
        " noite manhã borda maioria"
    ),
)
