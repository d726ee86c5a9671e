"""Numbers that know their unit, range and source; weights and counts."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from worlds import kind, line, scenario

from sim.scenario.assumptions import assumptions
from sim.scenario.model import Scenario
from sim.scenario.quantity import COUNTED, UNSAID, HourProfile, MonthProfile, Quantity, label_of
from sim.scenario.sections import Dispatch, Kind, Severity, UnitType
from sim.terms.enums import Label


def counted(value: float, unit: str) -> Quantity:
    """Return a quantity made by hand."""
    return Quantity(value=value, unit=unit, low=0, high=1e6, label=Label.USER, source="made for a test")


@given(st.integers(0, 1_000_000), st.sampled_from(sorted(COUNTED)))
@settings(max_examples=30)
def test_a_count_is_the_whole_number_that_was_written(number: int, unit: str) -> None:
    whole = counted(float(number), unit).whole
    assert (whole, type(whole)) == (number, int)


@given(st.floats(0, 1_000_000).filter(lambda value: not value.is_integer()), st.sampled_from(sorted(COUNTED)))
@settings(max_examples=30)
def test_what_is_counted_has_no_fractions_and_what_is_measured_may(value: float, unit: str) -> None:
    with pytest.raises(ValidationError, match="number from"):
        counted(value, unit)
    assert counted(value, "km/h").value == value


@pytest.mark.parametrize(
    ("kind_", "key"),
    [(UnitType, "crew"), (UnitType, "crew_min"), (Dispatch, "call_takers"), (Dispatch, "queue_limit")],
)
def test_people_seats_and_calls_are_counted(kind_: type, key: str) -> None:
    assert kind_.model_fields[key].default.is_count  # type: ignore[attr-defined]


def test_a_count_without_a_fraction_may_be_written_with_a_point() -> None:
    found = scenario(line(dispatch={"call_takers": 3.0}))
    assert found.dispatch.call_takers.whole == 3
    assert found.fingerprint == scenario(line(dispatch={"call_takers": 3})).fingerprint


def test_weights_without_a_word_are_the_users() -> None:
    found = scenario(line(demand={"kinds": {"fire": kind()}, "month_weights": [1] * 12})).demand.month_weights
    assert (found.values, found.label, found.source) == ((1.0,) * 12, Label.USER, UNSAID)


def test_weights_with_their_source_keep_it() -> None:
    weights = {"values": [2] * 24, "label": "measured", "source": "own calls of 2024"}
    found = scenario(line(demand={"kinds": {"fire": kind()}, "hour_weights": weights})).demand.hour_weights
    assert (found.values, found.label, found.source) == ((2.0,) * 24, Label.MEASURED, "own calls of 2024")


def test_weights_that_are_left_out_are_the_programs_and_sourced() -> None:
    found = scenario().demand
    assert found.month_weights.label is Label.SOURCED
    assert "28.0 %" in found.month_weights.source
    assert found.hour_weights.label is Label.ASSUMPTION


@pytest.mark.parametrize(("profile", "length"), [(MonthProfile, 12), (HourProfile, 24)])
def test_a_profile_has_a_weight_for_each_part(profile: type[MonthProfile], length: int) -> None:
    assert profile.model_validate([1.0] * length).values == (1.0,) * length
    for wrong in (length - 1, length + 1):
        with pytest.raises(ValidationError):
            profile.model_validate([1.0] * wrong)


@pytest.mark.parametrize("raw", ["spring", 1, None, {"values": "x"}, [True] * 12, {"value": [1.0] * 12}])
def test_what_is_no_list_of_weights_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        MonthProfile.model_validate(raw)


def test_a_scenario_read_from_its_own_text_is_the_same() -> None:
    said = {"label": "estimate", "source": "the brigade"}
    demand = {"kinds": {"fire": {**kind(), **said}}, "month_weights": {"values": [1] * 12, **said}}
    first = scenario(line(demand=demand, dispatch={"queue_limit": 2}))
    again = Scenario.model_validate_json(first.canonical)
    assert again == first
    assert again.fingerprint == first.fingerprint


def test_what_is_said_of_a_kind_is_said_of_its_run_card_and_priority_only() -> None:
    said = {"label": "estimate", "source": "the brigade"}
    found = assumptions(scenario(line(demand={"kinds": {"fire": {**kind(), **said}}})))
    under = {figure.path for figure in found if figure.source == "the brigade"}
    assert under == {"demand.kinds.fire.priority", "demand.kinds.fire.run_card"}


def test_every_vouched_field_is_one_of_the_section() -> None:
    for section in (
        MonthProfile,
        HourProfile,
        Kind,
        Severity,
    ):
        assert section.vouched
        assert set(section.vouched) <= set(section.model_fields)


def test_figures_are_written_as_set_takes_them() -> None:
    card = kind(run_card={"tanker": 1, "engine": 2}, per_1000=0.125)
    found = scenario(line(demand={"kinds": {"fire": card}, "month_weights": [0.5, *[1] * 11]}))
    text = {figure.path: figure.text for figure in assumptions(found)}
    assert text["demand.kinds.fire.run_card"] == "{engine: 2, tanker: 1}"
    assert text["demand.kinds.fire.per_1000"] == "0.125"
    assert json.loads(text["demand.month_weights.values"]) == [0.5, *[1] * 11]
    assert text["dispatch.queue_limit"] == "1000000"


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("assumption: a guess", Label.ASSUMPTION),
        ("estimate from a map", Label.ESTIMATE),
        ("measured on the road", Label.MEASURED),
        ("NFPA 1710", Label.SOURCED),
    ],
)
def test_the_first_word_of_a_source_is_its_label(source: str, label: Label) -> None:
    assert label_of(source) is label
