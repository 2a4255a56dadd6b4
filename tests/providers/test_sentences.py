"""Where a sentence that is too long is parted."""

import pytest

from vidgen_desktop.providers.builtin.words.sentences import halves_of


@pytest.mark.parametrize(
    ("language", "text", "halves"),
    [
        (
            "th",
            "เมื่อคนเลี้ยงแพะสังเกตว่าแพะของเขากระปรี้กระเปร่ามากหลังจากกินผลไม้สีแดง",
            ("เมื่อคนเลี้ยงแพะสังเกตว่าแพะของเขา", "กระปรี้กระเปร่ามากหลังจากกินผลไม้สีแดง"),
        ),
        (
            "ja",
            "羊飼いが赤い実を食べたヤギたちがとても元気になったことに気づいたのです。",
            ("羊飼いが赤い実を食べたヤギたちがとても", "元気になったことに気づいたのです。"),
        ),
        (
            "zh",
            "一位牧羊人发现他的山羊吃了红色的果实之后变得非常活跃",
            ("一位牧羊人发现他的山羊吃了", "红色的果实之后变得非常活跃"),
        ),
    ],
)
def test_where_there_are_no_spaces_no_word_is_parted(
    language: str, text: str, halves: tuple[str, str]
) -> None:
    assert halves_of(text, language) == halves


def test_a_letter_keeps_its_marks_where_no_phrases_are_known() -> None:
    khmer = "ខ្ញុំ" * 5  # the middle is within the third
    assert halves_of(khmer, "km") == ("ខ្ញុំ" * 2, "ខ្ញុំ" * 3)


def test_one_phrase_alone_is_parted_all_the_same() -> None:
    assert halves_of("字" * 21, "zh") == ("字" * 10, "字" * 11)
