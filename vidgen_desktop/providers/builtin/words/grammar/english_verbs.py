"""Common English verbs and their forms."""

import re

from vidgen_desktop.providers.builtin.words.grammar.kinds import listed

# Base forms. Words that are nouns at least as often (water, light, plant) are left out.
BASE = listed(
    """
    absorb accept achieve act adapt add adjust admire admit adopt advise affect agree aim allow
    announce answer appear apply argue arrange arrive ask assemble attach attack attract avoid
    bake balance bark beat become beg begin behave believe belong bend benefit bite blend block
    bloom blow boil book boost borrow bounce break breathe breed bring brush build burn burst
    bury buy calculate call care carry carve catch cause celebrate change charge chase check chew
    chill choose chop circle claim clean clear click climb cling close collapse collect combine
    come compare compete complain complete compose compress conduct confirm connect consider
    consist consume contain continue contribute control convert convince cook cool cope copy
    correct cost count cover crack crash crawl create creep cross crush cry cure cut damage dance
    dare deal decay decide declare decline decorate decrease defend define delay deliver demand
    depend deserve design destroy detect determine develop devour die differ dig digest dip
    disappear discover discuss dissolve dive divide download drag drain draw dream drift drink
    drip drive drop dry earn eat educate emerge emit employ empty enable encourage end enjoy
    ensure enter erupt escape establish estimate evaporate evolve examine exceed exchange excite
    exist expand expect experience explain explode explore export express extend face fail fall
    fasten feed feel fetch fight fill filter find finish fit fix flap flee flip float flow flower
    fly focus fold follow force forget form freeze fry gain gather generate get give glide glow
    go grab graze grill grind grow guard guess guide hang happen harvest hatch hate have hear
    heat help hibernate hide hit hold hop host huddle hunt hurry ignore imagine import improve
    include increase indicate infect influence inform inject inspire install introduce invade
    invent invest invite involve join jump keep kill kiss knead kneel knock know land last laugh
    launch lay lead lean leap learn leave lend let lick lie lift like limit link listen live load
    lock look lose love lower maintain make manage mark match matter mean measure meet melt
    mention merge migrate mine miss mix move multiply need notice obey observe obtain occur offer
    open operate orbit order organise organize outlive overcome own pack paint pass pay perform
    persuade pick plan play pluck polish pollinate pop pour practise practice pray predict
    prefer preheat prepare press prevent print produce promise protect prove provide publish pull
    pump punch purr push put raise ramble ran reach react read realise realize receive recognise
    recognize recommend record recover recycle reduce reflect refuse regret reject relax release
    remain remember remind remove rent repair repeat replace reply report represent require rescue
    resist respond rest restore return reveal ride rise roar roast roll rotate rub rule run rush
    sail save say scan scatter scratch scream search see seek seem sell send separate serve set
    settle shake shape share sharpen shatter shine shoot shop shorten show shrink shut simmer sing
    sink sip sit skip slam sleep slice slide slip slow smell smile smooth sneeze snore snow soak
    solve sort sound speak spend spill spin split spoil spray spread sprinkle squeeze stack stand
    stare start stay steal steam steer step stick sting stir stop store strengthen stretch strike
    struggle study subscribe succeed suck suffer suggest support suppose surprise surround survive
    swallow swim swing switch take talk taste teach tear tell tend thank thicken think thrive
    throw tick tie touch track trade train transform translate transport trap travel treat try
    tumble turn twist understand unfold unite unlock unplug upgrade upload use vanish vary
    vibrate visit vote wait wake walk wander want warm warn wash watch wave wear weigh whisk
    whisper win wipe wish wonder work worry wrap write yell yield
    """
)
# Past forms and participles without -ed, of these and others; few are anything else.
PAST = listed(
    """
    ate beaten became become been begun began bent bitten bled blew blown bought bound bred broke
    broken brought built burnt came caught chose chosen clung cost crept cut dealt did died done
    drank drawn drew driven drove drunk dug eaten fallen fed fell felt flew flown forbade forgave
    forgot forgotten fought found froze frozen gave given gone got grew grown heard held hidden
    hid hit hung kept knew known laid lain leapt learnt led left lent let lit lost made meant
    melted met paid put quit ran rang read ridden risen rode rose rung said sang sank sat saw seen
    sent set shaken shed shone shook shot shown shrank shut slept slid slit sold sought sown spent
    spoke spoken spread sprang spun split stole stolen stood struck stuck stung sung sunk swam
    swept swore swum swung taken taught threw thrown told took tore torn understood woke won wore
    worn wound wove woven written wrote
    """
)
_CLOSED = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")  # may double its end: stop, stopped
_VOWELS = "aeiou"


def third_person(base: str) -> str:
    """The form after "it"."""
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _endings(base: str) -> set[str]:
    """The forms in -ed and -ing."""
    if base.endswith("e"):
        stems = {base[:-1]}
    elif _CLOSED.search(base):
        stems = {base + base[-1], base}
    else:
        stems = {base}
    past = {stem + "ed" for stem in stems}
    if base.endswith("y") and base[-2] not in _VOWELS:
        past = {base[:-1] + "ied"}
    return past | {stem + "ing" for stem in stems}


THIRD = frozenset(third_person(base) for base in BASE)
ENDED = frozenset(form for base in BASE for form in _endings(base))
FORMS = BASE | THIRD | ENDED | PAST
