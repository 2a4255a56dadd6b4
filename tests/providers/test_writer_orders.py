"""An order for a video is not read out; its subject is."""

import pytest

from tests.providers.writing import narration, written


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        ("Make a 30 second video about how bees make honey", "How bees make honey"),
        ("make me a video on the moon.", "The moon"),
        ("Create a short explainer: why the sky is blue", "Why the sky is blue"),
        ("Please create a short, funny animation that explains gravity", "Gravity"),
        ("Can you generate a 1-minute clip about volcanoes?", "Volcanoes?"),
        ("I want a video about Rome", "Rome"),
        ("I'd like you to make a video for my coffee shop", "My coffee shop"),
        ("A short video about black holes", "Black holes"),
        ("Video about black holes", "Black holes"),
        ("Explainer video: how vaccines work", "How vaccines work"),
        ("Ein Video über den Mond", "Den Mond"),
        ("Erstelle bitte ein kurzes Video über den Mond", "Den Mond"),
        ("Mach mir ein 30-sekündiges Video zum Thema Bienen", "Bienen"),
        ("Fais une vidéo sur les abeilles", "Les abeilles"),
        ("Crée une courte vidéo qui explique la photosynthèse", "La photosynthèse"),
        ("Haz un video sobre las abejas", "Las abejas"),
        ("Faça um vídeo sobre as abelhas", "As abelhas"),
        ("Crea un video su come le api fanno il miele", "Come le api fanno il miele"),
        ("Maak een video over bijen", "Bijen"),
        ("Сделай видео про пчёл", "Пчёл"),
        ("请做一个30秒的视频，介绍蜜蜂如何酿蜜", "蜜蜂如何酿蜜"),
        ("制作一个关于蜜蜂的视频", "蜜蜂"),
        ("ミツバチについての動画を作ってください", "ミツバチ"),
        ("꿀벌에 대한 영상을 만들어 주세요", "꿀벌"),
        ("اصنع فيديو قصير عن النحل", "النحل"),
    ],
)
def test_only_the_subject_of_an_order_is_left(prompt: str, subject: str) -> None:
    assert narration(prompt) == [subject]


@pytest.mark.parametrize(
    "prompt",
    [
        "How to make a video about cats",
        "Video games are fun.",
        "A film about Napoleon won the prize.",
        "Film on your phone",
        "Make hay while the sun shines.",
        "Create something every day.",
        "Videos of cats are everywhere. People love them.",
        "Do bees sleep?",
        "The video shows a cat.",
        "Make bread about once a week: it is worth it.",
        "Crea tu propio estilo.",
        "Der Film über Napoleon gewann den Preis.",
        "视频网站很受欢迎。",
    ],
)
def test_a_text_that_is_no_order_is_left_alone(prompt: str) -> None:
    assert " ".join(narration(prompt)) == prompt


def test_wishes_about_the_video_are_not_read_out() -> None:
    script = written(
        "Make a video about the sea. Keep it funny. Use drone footage of waves. "
        "The sea is deep and old."
    )
    assert script.paragraphs == (("The sea", "The sea is deep and old."),)
    assert script.directions == ("Use drone footage of waves",)


def test_the_same_words_are_kept_where_nothing_was_ordered() -> None:
    text = "The sea is deep. Keep it clean. Use a net."
    assert " ".join(narration(text)) == text
