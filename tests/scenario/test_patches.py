"""Patches: one value changed, from the command line or from the scenario itself."""

from pathlib import Path

import pytest
from broken import end, good, yaml

from sim.scenario.assumptions import assumptions
from sim.scenario.load import check, load
from sim.scenario.quantity import UNSAID
from sim.terms.enums import Label

SET = [
    ("horizon=31", lambda s: s.horizon.value == 31),
    ("horizon = 31", lambda s: s.horizon.value == 31),
    ("horizon={value: 31, source: order, label: sourced}", lambda s: s.horizon.source == "order"),
    ("forces.town_brigades=false", lambda s: not s.forces.town_brigades),
    ("forces.neighbours=true", lambda s: s.forces.neighbours),
    ("dispatch.call_takers=2", lambda s: s.dispatch.call_takers.whole == 2),
    ("dispatch.queue_limit=0", lambda s: s.dispatch.queue_limit.whole == 0),
    ("demand.kinds.fire.per_1000=0.7", lambda s: s.demand.kinds["fire"].per_1000.value == 0.7),
    ("demand.kinds.fire.run_card.engine=2", lambda s: s.demand.kinds["fire"].run_card == {"engine": 2}),
    (
        "demand.kinds.fire.severities.only.work=2",
        lambda s: s.demand.kinds["fire"].severities[0].work.value == 2,
    ),
    ("demand.kinds.fire.severities.0.work=2", lambda s: s.demand.kinds["fire"].severities[0].work.value == 2),
    ("demand.surges.0.factor=9", lambda s: s.demand.surges[0].factor.value == 9),
    ("demand.surges=[]", lambda s: s.demand.surges == ()),
    ("title.zh=新县", lambda s: s.title.zh == "新县"),
    ("roads.vehicles.engine.urban=33", lambda s: s.roads.vehicles["engine"].urban.value == 33),
    ("roads.vehicles.engine.urban.high=50", lambda s: s.roads.vehicles["engine"].urban.high == 50),
    ("horizon.high=40", lambda s: (s.horizon.value, s.horizon.high) == (30, 40)),
    ("dispatch.answer.high=40", lambda s: (s.dispatch.answer.value, s.dispatch.answer.high) == (5, 40)),
    ("demand.month_weights.values.0=5", lambda s: s.demand.month_weights.values == (5, *[8] * 11)),
    ("demand.hour_weights.values.23=9", lambda s: s.demand.hour_weights.values == (*[1] * 23, 9)),
    (f"demand.hour_weights={[2] * 24}", lambda s: s.demand.hour_weights.values == (2,) * 24),
    ("demand.month_weights.source=order", lambda s: s.demand.month_weights.source == "order"),
    ("unit_types.engine.crew=5", lambda s: s.unit_types["engine"].crew.whole == 5),
    ("demand.kinds.fire.label=sourced", lambda s: s.demand.kinds["fire"].label is Label.SOURCED),
    ("roads.reference.urban=41", lambda s: s.roads.reference.urban.value == 41),
    ("forces.turnout.township.day=120", lambda s: s.forces.turnout["township"].day.ms == 120_000),
    ("unit_types.ladder={name: {zh: 梯, en: l}, capabilities: [ladder]}", lambda s: len(s.unit_types) == 2),
    ("stations.S00.crew=20", lambda s: s.stations[0].crew == 20),
    ("stations.S00.name_zh=007", lambda s: s.stations[0].name_zh == "007"),
    ("stations.S00.name_en='a: b'", lambda s: s.stations[0].name_en == "a: b"),
    ("links.R01.length_km=3", lambda s: s.links[1].length_km == 3),
    ("links.R01.ref_speed_kmh=60", lambda s: s.links[1].ref_speed_kmh == 60),
    ("links.R01.oneway=false", lambda s: not s.links[1].oneway),
    ("calls.0.at=00:00:05", lambda s: s.calls[0].at == "00:00:05"),
    ("calls.0.severity=", lambda s: s.calls[0].severity == ""),
]


@pytest.mark.parametrize(("patch", "holds"), SET, ids=[patch for patch, _ in SET])
def test_a_patch_sets_its_value(patch, holds, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = good(tmp_path / "w")
    yaml("  surges:", f"  month_weights: {[8] * 12}\n  surges:")(folder)
    assert holds(load(folder, [patch]))


REFUSED = [
    ("horzon=3", "--set: horzon: expected a key of the scenario; did you mean 'horizon'?"),
    ("horizon", "--set: expected path=value (got 'horizon')"),
    ("=3", "--set: expected path=value (got '=3')"),
    ("demand..kinds=3", "--set: expected path=value (got 'demand..kinds=3')"),
    ("horizon=-3", "--set: horizon: expected a number from 0.001 to 36500 d (got -3)"),
    ("horizon=[", "--set: expected valid YAML; expected the node content"),
    ("horizon=&a 3", "--set: expected no anchors and aliases (& and *): write the value out"),
    ("horizon.valu=3", "--set: horizon.valu: expected a key of the scenario; did you mean 'value'?"),
    ("horizon.value.x=3", "--set: horizon.value.x: expected a path that ends at the value horizon.value"),
    ("name.x=3", "--set: name.x: expected a path that ends at the value name"),
    (
        "demand.kinds.fier.per_1000=1",
        "--set: demand.kinds.fier.per_1000: expected a key of the scenario; did you mean 'fire'?",
    ),
    (
        "demand.kinds.fire.run_card.engin=2",
        "--set: demand.kinds.fire.run_card.engin: expected a capability of "
        "one of the unit types (got 'engin'); did you mean 'engine'?",
    ),
    (
        "demand.kinds.fire.severities.big.work=2",
        "--set: demand.kinds.fire.severities.big.work: expected a number "
        "from 0 to 0, the position in the list",
    ),
    (
        "demand.surges.1.factor=2",
        "--set: demand.surges.1.factor: expected a number from 0 to 0, the position in the list",
    ),
    (
        "roads.R01.length_km=3",
        "--set: roads.R01.length_km: expected a key of the scenario; did you mean 'links.R01'?",
    ),
    (
        "station.S00.crew=3",
        "--set: station.S00.crew: expected a key of the scenario; did you mean 'stations'?",
    ),
    (
        "forces.turnout.townshp.day=5",
        "--set: forces.turnout.townshp.day: expected a key of the scenario; did you mean 'township'?",
    ),
    (
        "stations.S01.crew=3",
        "--set: stations.S01.crew: expected the id of a row in stations.csv; did you mean 'S00'?",
    ),
    (
        "stations.S00.crw=3",
        "--set: stations.S00.crw: expected a column of stations.csv; did you mean 'crew'?",
    ),
    (
        "stations.S00=3",
        "--set: stations.S00: expected a cell, written stations.<id>.<column>=value, or a row, "
        "stations.<id>={...} or null",
    ),
    (
        "lines.0.kind=x",
        "--set: lines.0.kind: expected a cell, written lines.<id>.<column>=value, or a row, "
        "lines.<id>={...} or null",
    ),
    (
        "calls.0=null",
        "--set: calls.0: expected a cell, written calls.<id>.<column>=value, or a row, "
        "calls.<id>={...} or null",
    ),
    (
        "stations.S00=",
        "--set: stations.S00: expected a cell, written stations.<id>.<column>=value, or a row, "
        "stations.<id>={...} or null",
    ),
    ("stations.S00={}", "--set: stations.S00: expected an id that stands in no row of stations.csv yet"),
    (
        "stations.S01=null",
        "--set: stations.S01: expected the id of a row in stations.csv; did you mean 'S00'?",
    ),
    ("stations.S01={nod: 1}", "--set: stations.S01: expected a column of stations.csv; did you mean 'node'?"),
    (
        "stations.S01={id: S02}",
        "--set: stations.S01: expected a column of stations.csv; did you mean 'kind'?",
    ),
    (
        "stations.S00.crew=many",
        "--set: stations.S00.crew: expected a whole number in digits, without decimals and "
        "separators (got 'many')",
    ),
    ("stations.S00.crew=", "--set: stations.S00.crew: expected a value, but the cell is empty"),
    (
        "units.U000.type=engin",
        "--set: units.U000.type: expected an id in unit_types of scenario.yaml "
        "(got 'engin'); did you mean 'engine'?",
    ),
    ("calls.7.at=3", "--set: calls.7.at: expected a number from 0 to 0, the position in the list"),
    (
        "unit_types.engine.vehicle=truck",
        "--set: unit_types.engine.vehicle: expected an id in roads.vehicles of scenario.yaml (got 'truck')",
    ),
    ("forces.neighbours=yes", "--set: forces.neighbours: expected true or false (got 'yes')"),
    ("name=\udcff", "--set: expected valid YAML; unacceptable character"),
    ("na\nme=x", "--set: na\\nme: expected a key of the scenario; did you mean 'name'?"),
]


@pytest.mark.parametrize(("patch", "message"), REFUSED, ids=[ascii(patch) for patch, _ in REFUSED])
def test_a_patch_that_fits_nowhere_is_told(patch: str, message: str, tmp_path: Path) -> None:
    told = [str(fault) for fault in check(good(tmp_path / "w"), [patch])]
    assert len(told) == 1
    assert told[0].startswith(message)
    assert told[0] == message or "YAML" in message


def test_the_last_of_two_patches_of_a_value_holds(tmp_path: Path) -> None:
    assert load(good(tmp_path / "w"), ["horizon=3", "horizon=4"]).horizon.value == 4


def test_a_table_that_is_absent_or_empty_has_no_row_to_patch(tmp_path: Path) -> None:
    folder = good(tmp_path / "w", calls=[], hospitals=[], loads=[])
    told = [str(fault) for fault in check(folder, ["calls.0.at=3", "hospitals.H1.beds=3"])]
    assert told == [
        "--set: calls.0.at: expected an entry in the list, which is empty",
        "--set: hospitals.H1.beds: expected the id of a row in hospitals.csv",
    ]


def test_an_entry_of_a_list_that_was_left_out_cannot_be_patched(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml('  rain: [{"begin": 1, "end": 2}]\n', "")(folder)
    assert [fault.expected for fault in check(folder, ["roads.rain.0.end=3"])] == [
        "an entry in the list, which is empty"
    ]


def test_a_patch_in_the_file_is_shown_with_its_line(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    end("scenario.yaml", "patch:\n- horizon=31\n- hospitals.H1.beds=-1\n")(folder)
    assert [str(fault) for fault in check(folder)] == [
        "scenario.yaml:53:3: hospitals.H1.beds: expected a number of at least 0 (got -1)"
    ]


def test_a_single_patch_in_the_file_needs_no_list(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    end("scenario.yaml", "patch: horizon=31\n")(folder)
    assert load(folder).horizon.value == 31


def test_a_patched_value_does_not_keep_the_source_of_the_old_one(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml("urban: 40", "urban: {value: 45, label: sourced, source: the police}")(folder)
    found = load(folder, ["roads.vehicles.engine.urban.value=30", "stations.S00.crew=9"])
    assert found.roads.vehicles["engine"].urban.label is Label.USER
    assert found.stations[0].label is Label.USER
    assert found.stations[0].source == "made for a test; crew as patched"


def test_a_patched_label_stands(tmp_path: Path) -> None:
    found = load(good(tmp_path / "w"), ["stations.S00.crew=9", "stations.S00.label=sourced"])
    assert found.stations[0].label is Label.SOURCED


VOUCHED = "label: sourced, source: the brigade"


@pytest.mark.parametrize(
    "patch", ["run_card.engine=2", "run_card={engine: 2}", "priority=1", "severities.only.needs.engine=2"]
)
def test_a_patched_run_card_or_need_does_not_keep_the_source_of_the_old_one(
    patch: str, tmp_path: Path
) -> None:
    folder = good(tmp_path / "w")
    yaml("      priority: 3", "      label: sourced\n      source: the brigade\n      priority: 3")(folder)
    yaml('"needs": {"engine": 1}', '"needs": {"engine": 1}, "label": "sourced", "source": "the brigade"')(
        folder
    )
    kind = load(folder, [f"demand.kinds.fire.{patch}"]).demand.kinds["fire"]
    changed, same = kind, kind.severities[0]
    if "needs" in patch:
        changed, same = same, changed
    assert (changed.label, changed.source) == (Label.USER, UNSAID)
    assert (same.label, same.source) == (Label.SOURCED, "the brigade")


def test_patched_weights_do_not_keep_the_source_of_the_old_ones(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml("  surges:", f"  month_weights: {{values: {[8] * 12}, {VOUCHED}}}\n  surges:")(folder)
    assert load(folder).demand.month_weights.source == "the brigade"
    found = load(folder, ["demand.month_weights.values.0=5"]).demand.month_weights
    assert (found.values[:2], found.label, found.source) == ((5, 8), Label.USER, UNSAID)


def test_every_figure_can_be_patched_under_its_path(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    before = assumptions(load(folder))
    after = assumptions(load(folder, [f"{figure.path}={figure.text}" for figure in before]))
    assert [figure[:5] for figure in after] == [figure[:5] for figure in before]


NAMED = [
    ("unit_types={fire.engine: {name: {zh: a, en: a}, capabilities: [engine]}}", "unit_types.fire.engine"),
    ("roads.vehicles={engine: {}, a.b: {}}", "roads.vehicles.a.b"),
    ("stations.S00.id=S0.0", "stations.S0.0.id"),
    ("name=v1.2", "name"),
]


@pytest.mark.parametrize(("patch", "key"), NAMED)
def test_no_id_holds_a_dot_which_parts_the_keys_of_a_path(patch: str, key: str, tmp_path: Path) -> None:
    wanted = "an identifier of 1 to 40 characters without spaces, commas, semicolons and dots"
    assert (key, wanted) in [(fault.key, fault.expected) for fault in check(good(tmp_path / "w"), [patch])]


# --- whole rows

PHONE = "terminals.SP1={holder: station, bearer: tiantong, battery_h: 24}"


def test_a_row_may_be_added_and_is_then_the_users_own() -> None:
    before, after = load("hamlet-silent"), load("hamlet-silent", [PHONE])
    new = [row for row in after.terminals if row not in before.terminals]
    assert [(row.id, row.holder, row.battery_h, row.label) for row in new] == [
        ("SP1", "station", 24, Label.USER)
    ]
    assert after.fingerprint != before.fingerprint


def test_a_row_that_was_added_can_be_patched_and_taken_out_again() -> None:
    patched = load("hamlet-silent", [PHONE, "terminals.SP1.battery_h=48"])
    assert next(row for row in patched.terminals if row.id == "SP1").battery_h == 48
    assert (
        load("hamlet-silent", [PHONE, "terminals.SP1=null"]).fingerprint == load("hamlet-silent").fingerprint
    )


def test_a_row_says_its_own_label_and_source_if_it_has_them() -> None:
    text = (
        "terminals.SP1={holder: station, bearer: tiantong, battery_h: 24, label: sourced, source: an order}"
    )
    row = next(row for row in load("hamlet-silent", [text]).terminals if row.id == "SP1")
    assert (row.label, row.source) == (Label.SOURCED, "an order")


def test_a_fault_of_an_added_row_stands_where_it_was_written() -> None:
    found = check("hamlet-silent", ["terminals.SP1={holder: nobody, bearer: tiantong, battery_h: -1}"])
    assert sorted(str(fault).partition(" (got")[0] for fault in found)[0].startswith(
        "--set: terminals.SP1.battery_h: expected a number from 0 to 10000"
    )
    assert any(str(fault).startswith("--set: terminals.SP1.holder: expected an id") for fault in found)


def test_an_added_row_that_lacks_a_cell_is_told_so() -> None:
    found = check("hamlet-silent", ["terminals.SP1={holder: station, bearer: [1]}"])
    assert any(
        "terminals.SP1.battery_h: expected a value, but the cell is empty" in str(each) for each in found
    )
    assert all(str(each).startswith("--set: terminals.SP1") for each in found)


def test_with_a_radio_site_go_its_losses_and_its_load() -> None:
    before, after = load("fuling"), load("fuling", ["sites.HS24=null"])
    assert len(after.sites) == len(before.sites) - 1
    assert {row.site for row in before.losses} - {row.site for row in after.losses} == {"HS24"}
    assert {row.target for row in before.loads} - {row.target for row in after.loads} == {"HS24"}
    assert len(after.loads) == len(before.loads) - 1


def test_a_row_on_which_another_hangs_cannot_go() -> None:
    found = check("fuling", ["sites.HS18=null"])
    assert [str(fault).partition(" (got")[0] for fault in found] == [
        "sites.csv:2:9: backhaul: expected an id in sites.csv or telecom.csv"
    ]


def test_positions_hold_behind_a_row_that_was_taken_out() -> None:
    found = check(
        "hamlet-silent", ["terminals.dispatch_centre-fixed=null", "terminals.dispatch_centre-vsat.holder=x"]
    )
    assert [str(fault).partition(": expected")[0] for fault in found] == [
        "--set: terminals.dispatch_centre-vsat.holder"
    ]
