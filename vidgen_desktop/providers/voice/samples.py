"""Short sentences by which a person can judge a voice."""

from vidgen_desktop.providers.builtin.words.language import primary

_SAMPLES = {
    "en": "This is how I sound. Shall we tell your story together?",
    "de": "So klinge ich. Wollen wir deine Geschichte gemeinsam erzählen?",
    "fr": "Voici ma voix. Racontons-nous votre histoire ensemble ?",
    "es": "Así sueno yo. ¿Contamos juntos tu historia?",
    "it": "Questa è la mia voce. Raccontiamo insieme la tua storia?",
    "pt": "É assim que eu soo. Vamos contar a sua história juntos?",
    "nl": "Zo klink ik. Zullen we samen jouw verhaal vertellen?",
    "sv": "Så här låter jag. Ska vi berätta din historia tillsammans?",
    "pl": "Tak brzmi mój głos. Opowiemy razem twoją historię?",
    "ru": "Вот так я звучу. Расскажем вашу историю вместе?",
    "uk": "Ось так я звучу. Розкажемо вашу історію разом?",
    "tr": "Sesim böyle. Hikâyeni birlikte anlatalım mı?",
    "hi": "मेरी आवाज़ ऐसी है। क्या हम आपकी कहानी साथ में सुनाएँ?",
    "ar": "هكذا يبدو صوتي. هل نروي قصتك معًا؟",
    "ja": "これが私の声です。あなたの物語を一緒に語りましょうか？",
    "zh": "这就是我的声音。我们一起讲你的故事好吗？",
    "ko": "제 목소리는 이렇습니다. 당신의 이야기를 함께 들려줄까요?",
}


def sample(language: str) -> str:
    """A sentence or two in this language; in English where we have none."""
    return _SAMPLES.get(primary(language), _SAMPLES["en"])
