"""Laws of the words of studies."""

import string

import pytest

from sim.report.study_words import STUDY_WORDS, level_told, method_told, number, tell, told
from sim.report.words import Lang


def gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(STUDY_WORDS))
def test_every_word_of_a_study_is_said_in_both_languages_with_the_same_gaps(key: str) -> None:
    zh, en = STUDY_WORDS[key]
    assert zh.strip()
    assert en.strip()
    assert gaps(zh) == gaps(en)
    assert not any("\u4e00" <= character <= "\u9fff" for character in en)


def test_a_gap_that_is_left_open_is_an_error() -> None:
    with pytest.raises(KeyError):
        told("target")
    with pytest.raises(KeyError):
        tell("no such words", Lang.ZH)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (0.00123, "0.00123"),
        (12.345, "12.3"),
        (123456.7, "123457"),
        (-1234.5, "-1234"),
        (1e7, "1e+07"),
    ],
)
def test_a_number_has_three_digits_or_all_before_the_point(value: float, said: str) -> None:
    assert number(value) == said


def test_an_open_end_is_told_as_such() -> None:
    assert (number(float("inf")), number(float("-inf"))) == ("∞", "-∞")


def test_a_level_is_a_percentage() -> None:
    assert [level_told(level) for level in (0.95, 0.9875, 0.9)] == ["95 %", "98.75 %", "90 %"]


def test_methods_have_chinese_names_and_english_ones_stay() -> None:
    method = "bootstrap of rows, jackknife of replications"
    assert method_told(method, Lang.EN) == method
    assert method_told(method, Lang.ZH) == "按行自助法, 按重复刀切法"
    assert method_told("t", Lang.ZH) == "t"
