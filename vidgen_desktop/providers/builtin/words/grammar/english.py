"""English."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, listed

ENGLISH = Grammar(
    articles=listed("the a an every each our your my no both another many half"),
    silent=listed(
        "its their his her this that these those some any all most much more few several such"
        " other enough own whose less fewer own one's own"
    ),
    indefinite=listed("a an another"),
    numbers=listed(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty"
        " ninety hundred thousand million billion trillion dozen"
    ),
    prepositions=listed(
        "in on at by for with from into onto over under through across about against among around"
        " before after behind below above beneath beside between beyond during near inside outside"
        " since toward towards until till upon within without via per along amid despite like"
        " unlike to off up down out as than versus vs"
    ),
    of=listed("of"),
    conjunctions=listed("and or nor & plus"),
    pronouns=listed(
        "i you he she it we they me him us them myself yourself himself herself itself ourselves"
        " yourselves themselves nobody somebody everybody anybody someone anyone everyone"
        " everything nothing something anything none there here mine yours ours theirs i'm you're"
        " he's she's it's we're they're i've you've we've they've i'll you'll he'll she'll it'll"
        " we'll they'll i'd you'd he'd she'd we'd they'd that's there's here's let's"
    ),
    auxiliaries=listed(
        "is are was were be been being am has have had having do does did will would shall should"
        " can could may might must cannot can't won't don't doesn't didn't isn't aren't wasn't"
        " weren't hasn't haven't hadn't wouldn't couldn't shouldn't ought becomes become became"
        " remains remain stays stay seems seem looks"
    ),
    links=listed(
        "how why when where what which who whom that if because while although though so but"
        " unless whether whenever wherever once what's how's who's where's"
    ),
    small=listed(
        "not never always often sometimes usually soon now then today tomorrow yesterday tonight"
        " again still already just only even also too very really quite almost rather perhaps maybe"
        " together apart away back forward ago twice ever yet else instead once first second"
        " finally next last later early late least most more less well far long enough everywhere"
        " somewhere nowhere anywhere home overnight alone ahead aside abroad upstairs outdoors"
        " indoors indeed otherwise however therefore meanwhile please yes okay hello hi goodbye"
        " welcome thanks etc own same much exactly forever afterwards sooner better worse best"
    ),
    adjectives=listed(
        "able absolute afraid alive angry available awake aware bad beautiful big bitter black"
        " blue bold brave bright brilliant broad broken brown calm careful cheap clean clear clever"
        " cold colourful common complete complex cool crisp curious daily dangerous dark dead deep"
        " dense different difficult dirty dry dull eager early easy empty enormous equal essential"
        " exact faint fair false familiar famous fast fierce fine firm flat free fresh friendly"
        " full funny gentle giant gold golden good grand great green grey hand happy hard healthy"
        " heavy hidden high hollow hot huge hungry ill important impossible inner large late lazy"
        " light likely little local lonely long loose loud low lucky main massive mild modern moist"
        " narrow natural near neat new nice noisy normal odd old open ordinary outer pale perfect"
        " pink plain pleasant poor popular possible precise pretty proud pure purple quick quiet"
        " rare raw ready real red rich right ripe rough round sad safe salty same sharp shiny short"
        " sick silent silver similar simple single slow small smart smooth soft solid special"
        " steady stiff strange strong sudden sure sweet tall tender thick thin tight tiny tired"
        " tough true ugly unique unknown useful usual vast vital warm weak wet white whole wide"
        " wild wise wonderful wooden wrong yellow young closer faster slower bigger smaller larger"
        " longer shorter higher lower deeper hotter colder older younger cheaper stronger warmer"
        " largest biggest smallest fastest highest longest oldest first second third last next"
        " early late same final"
    )
    - listed("light hand gold silver giant open"),
    generic=listed(
        "way ways thing things part parts kind kinds sort sorts type types lot lots bit piece"
        " pieces group groups number numbers amount day days year years week weeks month months"
        " hour hours minute minutes second seconds time times moment moments morning evening night"
        " noon end side sides place places people fact reason example case course size rest top"
        " bottom middle hundreds thousands millions billions dozens half quarter total least"
        " someone person result results while shape hand one ones back front use order"
    ),
    adverb=re.compile(
        r"(?<!famil)(?<!suppl)(?<!repl)(?<!jel)(?<!bel)(?<!li)(?<!ital)(?<!ju)(?<!assemb)(?<!f)"
        r"(?<!bul)(?<!hol)(?<!al)(?<!anoma)(?<!monopo)(?<=[a-z]{3})ly$"
    ),
)

# The forms of "to be" and the like: what follows may be a predicate, or a participle.
MODALS = listed(
    "will would shall should can could may might must cannot can't won't wouldn't couldn't"
    " shouldn't do does did don't doesn't didn't"
)
RELATIVE = listed("that which who")
# Plural in meaning or form without -s, and those in -s that come before another noun.
PLURALS = listed(
    "people children men women police fish sheep deer mice geese teeth feet humans cattle"
    " scientists bacteria algae fungi larvae"
)
BEFORE_NOUNS = listed("sports arms news sales systems customs goods games arts earth's species")
SINGULAR_ENDS = ("ss", "us", "is", "'s", "’s")
SINGULAR = listed("a an each every another one")
# Never nouns after a noun: "below the surface lie mountains".
ONLY_VERBS = listed(
    "lie lies live lives exist exists become begin begins come comes go goes happen happens need"
    " needs get gets make makes take takes give gives keep keeps have want wants"
)
ING_NOUNS = listed(
    "king ring wing string spring thing building morning evening ceiling painting wedding feeling"
    " meeting beginning lightning pudding clothing housing sibling duckling earring herring"
    " printing recycling landing learning training shopping marketing banking"
)
ED_NOUNS = listed("seed speed breed weed feed need bed shed hundred reed bleed greed creed steed")
