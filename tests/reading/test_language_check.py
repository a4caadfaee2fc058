import pytest

from detente.errors import ReadingError
from detente.reading.language_check import check_english


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister said on Tuesday that his country was ready to resume the negotiations.",
        "Zelensky, Kyiv",  # too short to tell
        "“Мы готовы”, the Russian envoy told reporters in Geneva, adding that talks would resume next week in the same place.",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39",
        "",
    ],
)
def test_passes(text: str) -> None:
    check_english(text, "x.txt")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le ministre des affaires étrangères a déclaré que son pays était prêt à reprendre les négociations.", "French"),
        ("Der Außenminister sagte am Dienstag, sein Land sei bereit, die Verhandlungen wieder aufzunehmen.", "German"),
        (
            "Dışişleri bakanı salı günü yaptığı açıklamada ülkesinin müzakerelere yeniden başlamaya hazır olduğunu söyledi.",
            "Turkish",
        ),
        ("Министр иностранных дел заявил во вторник, что его страна готова возобновить переговоры.", "not Latin"),
        ("قال وزير الخارجية يوم الثلاثاء إن بلاده مستعدة لاستئناف المفاوضات مع الجانب الآخر.", "not Latin"),
    ],
)
def test_refuses(text: str, name: str) -> None:
    with pytest.raises(ReadingError, match="Only English is read") as error:
        check_english(text, "x.txt")
    assert name in error.value.cause


@pytest.mark.parametrize("declared", ["en", "en-GB", "EN_us", "eng", "English"])
def test_believes_a_declaration_of_english(declared: str) -> None:
    check_english("Der Außenminister sagte am Dienstag, sein Land sei bereit zu Verhandlungen.", "x", declared)


def test_believes_a_declaration_of_another_language() -> None:
    with pytest.raises(ReadingError, match="given as 'fr'"):
        check_english("The minister said so.", "x", "fr")
