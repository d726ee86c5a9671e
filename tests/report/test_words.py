"""Laws of words, numbers and colours in reports."""

import math
import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report import say, style
from sim.report.words import WORDS, Both, Lang, same, term
from sim.report.words import say as word
from sim.terms.enums import Label, RoadClass, StationKind, UnitStatus


def gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_word_is_said_in_both_languages_with_the_same_gaps(key: str) -> None:
    zh, en = WORDS[key]
    assert zh.strip()
    assert en.strip()
    assert gaps(zh) == gaps(en)


@pytest.mark.parametrize("key", sorted(WORDS))
def test_english_words_hold_no_chinese(key: str) -> None:
    assert not any("\u4e00" <= character <= "\u9fff" for character in WORDS[key].en)


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        word("no such word", Lang.ZH)


@pytest.mark.parametrize("member", [*RoadClass, *StationKind, *UnitStatus, *Label])
def test_every_term_has_a_name_in_both_languages(
    member: RoadClass | StationKind | UnitStatus | Label,
) -> None:
    zh, en = term(member)
    assert zh == member.zh
    assert en
    assert "_" not in en


def test_what_is_in_both_languages_fills_each_with_its_own() -> None:
    filled = Both("{name}:{n}", "{name}: {n}").fill(name=Both("涪陵", "Fuling"), n=same("3"))
    assert filled == Both("涪陵:3", "Fuling: 3")
    assert filled.of(Lang.EN) == "Fuling: 3"


@given(st.floats(0, 1e6))
def test_a_longer_time_never_has_a_lower_class(time: float) -> None:
    step = style.step_of(time)
    later = style.step_of(time + 1)
    assert step is not None
    assert later is not None
    assert 0 <= step <= later < len(style.RAMP)


def test_no_time_has_no_class_and_is_grey() -> None:
    assert style.step_of(None) is None
    assert style.step_of(math.nan) is None
    assert style.colour_of(None) == style.NO_CALLS


def test_the_classes_of_time_differ_in_lightness_alone() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    lights = [light(colour) for colour in style.RAMP]
    assert all(one > other + 5 for one, other in pairwise(lights))


def test_every_kind_of_station_and_class_of_road_has_its_own_mark() -> None:
    assert set(style.STATIONS) == set(StationKind)
    assert set(style.ROADS) == set(RoadClass)
    assert len({mark.marker for mark in style.STATIONS.values()}) == len(StationKind)


@given(st.integers(0, 10**7))
def test_a_clock_reads_back_as_its_seconds(seconds: int) -> None:
    parts = [int(piece) for piece in say.clock(seconds).split(":")]
    total = 0
    for piece in parts:
        total = total * 60 + piece
    assert total == seconds


@pytest.mark.parametrize("how", [say.clock, say.minutes, say.percent])
def test_what_is_not_a_number_is_a_dash(how: object) -> None:
    assert callable(how)
    assert how(None) == how(math.nan) == say.DASH


def test_a_share_is_never_said_without_its_whole() -> None:
    assert say.part(1, 3) == "33.3% (1/3)"
    assert say.part(0, 0) == f"{say.DASH} (0/0)"
