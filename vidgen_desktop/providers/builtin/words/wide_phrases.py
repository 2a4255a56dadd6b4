"""Noun phrases of Chinese, Japanese and Korean, by scripts and particles."""

import re
from collections.abc import Iterator

from vidgen_desktop.providers.builtin.words.grammar.kinds import listed

WIDE = frozenset({"zh", "yue", "wuu", "ja", "ko"})

_DIGITS = r"[0-9０-９一二三四五六七八九十百千万萬億亿两兩几数.,]"
_LONGEST = 8  # characters of a phrase
_SHORT = 4  # characters that read at a glance
_FEW = 2
_MARKS = re.compile(r"[\s，。、！？；：「」『』（）()《》“”‘’…,.!?;:\"'—\-]+")

# Chinese: what stands between noun phrases. Words that contain such a character come first.
_ZH_KEPT = (
    "中国|中國|中心|中央|中文|中间|上海|上帝|地下水|地上|社会|社會|机会|机會|会议|重要|主要|目的|目标"
    "|将来|对象|过程|过滤|向日葵|方向|大小|大自然|自然|国家|家庭|有机|有限|不同|水里|公里|英里|海里"
    "|千里|里程|要求|要素|作用|用户|太阳能|能量|能源|功能|智能|性能|热能|电能|能力|和平|与会|从前|都市"
    "|首都|等级|让步|把手|被子|着陆|着火|得分|地球|地板|地面|地方|地区|地图|土地|大地|基地|草地|陆地"
    "|月亮|是非|在线|所在|比赛|比例|成年|行为|保护区|人为|做法|飞机|看法|走廊|住宅|开水|开关|年轻|生长"
    "|合成|组成"
)
_ZH_BREAKS = (
    "一下|一些|一个|一种|认识|因为|所以|但是|如果|我们|他们|它们|你们|这些|那些|可以|什么|怎么|为什么|为何|如何|怎样|怎么样|生活|以及|并且|为了|通过|每天"
    "|今天|现在|已经|正在|大约|非常|只有|还有|没有|就是|不是|需要|使用|利用|采集|变成|变为|拉动|跳动|位于|成为"
    "|产生|形成|帮助|包括|提供|开始|发现|认为|存在|组成|生成|生产|到达|得到|有助于|属于|来自|通常|可能|不断|其中"
    "|之间|以前|以后|自己|很多|只需|学会|学习|制造|发明|建造|吸引|围绕|带来|保护|改变|减少|增加|影响|了解|知道"
    "|只|的|了|在|是|和|与|把|从|到|被|着|过|就|也|都|很|我|你|他|她|它|这|那|个|之|其|为|以|而|或|等|会|要|将"
    "|让|给|对|向|上|下|里|中|不|有|由|用|更|最|还|又|再|才|能|约|每|去|来|吃|喝|做|请|比|长$|长达|叫|如|像|随|因"
)
_ZH = re.compile(rf"(?P<kept>{_ZH_KEPT})|(?P<broken>{_ZH_BREAKS})")
_ZH_MEASURES = (
    r"[多余]?(?:公里|千米|厘米|毫米|米|英里|次|万年|亿年|年|个月|天|小时|分钟|秒钟|秒|岁|度|美元|欧元|元|吨|公斤|千克"
    r"|克|倍|升|毫升|%|％)"
)
_ZH_CLASSIFIERS = "种杯只个颗名位条座片张本家"  # a noun follows
_ZH_COUNTED = re.compile(rf"{_DIGITS}+(?P<measure>{_ZH_MEASURES}|[{_ZH_CLASSIFIERS}])")

_JA_KATAKANA = r"[\u30a1-\u30fa\u30fc]"
_JA_KANJI = r"[\u3400-\u9fff々〆]"
_JA_WORD = rf"(?:{_JA_KATAKANA}+|{_JA_KANJI}+|[A-Za-z0-9]+)+"
_JA_AFTER = (
    r"(?=(?:から|まで|より|など|では|には|とは|にも|でも|だけ|です|でした|だった"
    r"|[はがをにでとのもへや])|[\s、。！？」]|$)"
)
_JA = re.compile(rf"(?:お|ご)?{_JA_WORD}(?:{_JA_AFTER}|[ぁ-ん]{{1,2}}(?=を))")
_JA_COUNTED = re.compile(
    rf"約?{_DIGITS}+(?:万|億|千)?(?:年前|年間|年|日間|回|人|個|本|匹|時間|分間|分|秒間|秒|度|円|キロ|メートル|センチ"
    r"|グラム|トン|倍|種類|歳|%|％|つ)"
)
_JA_SMALL = listed(
    "一番 今日 昨日 明日 毎日 毎年 今 時 事 物 方 中 上 下 前 後 間 人 一日"
    " 自分 私 彼 彼女 何 特 次 常 更 実 非常 本当 他 全 多 少 一 二 三 最"
    " 最も 一緒 必 例 主 約 同 誰 僕 君 皆 度 的 場合 為 内 外"
)

_KO_CASE = re.compile(
    r"(?P<word>[가-힣A-Za-z0-9]+?)(?P<end>에서는|에서|으로|에게|까지|부터|을|를|은|는|이|가|의|에|로|와|과|도)$"
)
_KO_COUNTED = re.compile(
    r"(?:약 )?\d[\d,.]*(?:만|억|천)? ?(?:번|년|명|개|분|초|시간|일|도|원|미터|킬로미터|배|살|%)"
)
_KO_SMALL = listed(
    "그 이 저 것 수 때 우리 나 너 당신 모든 하루 오늘 내일 어제 매일 위 안"
    " 밖 앞 뒤 중 가장 많 그것 이것 여기 거기"
)
_AFTER_CONSONANT = frozenset({"을", "은", "이", "과", "으로"})
_AFTER_VOWEL = frozenset({"를", "는", "가", "와"})


def wide_phrases(text: str, language: str) -> list[tuple[str, float]]:
    """(phrase, weight) in order: stretches of `text` between particles."""
    if language == "ja":
        return list(_japanese(text))
    if language == "ko":
        return list(_korean(text))
    return list(_chinese(text))


def _chinese(text: str) -> Iterator[tuple[str, float]]:
    for clause in filter(None, _MARKS.split(text)):
        for match in _ZH_COUNTED.finditer(clause):
            noun = next((run for at, run in _zh_runs(clause) if at == match.end()), "")
            if match["measure"][0] not in _ZH_CLASSIFIERS or noun:
                phrase = match[0] + noun
                yield (phrase if len(phrase) <= _LONGEST + 1 else match[0]), 0.9
        runs = list(_zh_runs(_ZH_COUNTED.sub(_blank, clause)))
        for number, (at, run) in enumerate(runs):
            if 1 < len(run) <= _LONGEST:
                first = 0.2 if number == 0 else 0.0
                yield run, (0.5 if len(run) <= _SHORT else 0.0) + first
            following = runs[number + 1] if number + 1 < len(runs) else None
            if following is None or following[0] != at + len(run) + 1:
                continue
            joined = clause[at : following[0] + len(following[1])]
            parts = (run, following[1])
            if (
                clause[at + len(run)] == "的"
                and max(map(len, parts)) <= _SHORT
                and min(map(len, parts)) > 1
            ):
                yield joined, 0.75


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _zh_runs(clause: str) -> Iterator[tuple[int, str]]:
    """(start, run) between the words that stand between noun phrases."""
    begin = 0
    for match in [*_ZH.finditer(clause), None]:
        if match is not None and match["kept"]:
            continue
        end = len(clause) if match is None else match.start()
        yield from _unblanked(clause, begin, end)
        begin = len(clause) if match is None else match.end()


def _unblanked(clause: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\0]+", clause[begin:end]):
        yield begin + match.start(), match[0]


def _japanese(text: str) -> Iterator[tuple[str, float]]:
    found = [match for match in _JA.finditer(text) if match[0] not in _JA_SMALL]
    for match in _JA_COUNTED.finditer(text):
        if match[0] not in _JA_SMALL:
            yield match[0], 0.6 if len(match[0]) > _FEW else 0.1
    for number, match in enumerate(found):
        word = match[0]
        if len(word) <= _LONGEST + 4 and not word.isdigit():
            yield word, (0.4 if len(word) > 1 else 0.1) + (0.2 if number == 0 else 0.0)
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and text[match.end() : following.start()] == "の":
            joined = text[match.start() : following.end()]
            if len(joined) <= _LONGEST:
                yield joined, 0.7


def _korean(text: str) -> Iterator[tuple[str, float]]:
    for match in _KO_COUNTED.finditer(text):
        yield match[0], 0.6
    before: tuple[str, str] | None = None  # the word before, where it is an owner ("의")
    for number, piece in enumerate(filter(None, re.split(r"[\s,.!?]+", text))):
        match = _KO_CASE.match(piece)
        word = match["word"] if match and _fits(match["word"], match["end"]) else ""
        if not word or word in _KO_SMALL or word[0].isdigit():
            before = None
            continue
        yield word, 0.4 + (0.2 if number == 0 else 0.0) - (0.2 if len(word) == 1 else 0.0)
        if before is not None and f"{before[1]} {word}" in text:
            yield f"{before[1]} {word}", 0.7
        before = (word, piece) if match and match["end"] == "의" else None


def _fits(word: str, end: str) -> bool:
    """Whether the particle has the form that the sound before it asks for."""
    last = word[-1]
    if not "가" <= last <= "힣":
        return True
    closed = (ord(last) - ord("가")) % 28 > 0
    return end not in (_AFTER_VOWEL if closed else _AFTER_CONSONANT)
