"""Communications that are wrong: what is said of each table, plan and failure, all at once, exit code 2."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from broken import Act, content, end, gone, good, row, swap, told, yaml
from typer.testing import CliRunner

from sim.cli import app
from sim.scenario.assumptions import assumptions
from sim.scenario.load import check, load
from sim.terms.enums import BearerKind, Party

HOLDERS = (
    "townships.csv, villages.csv, key_units.csv, buses.csv, stations.csv, units.csv, "
    "comms_teams.csv, teams.csv, posts.csv"
)
MEANS = "voice, fixed, cellular, radio370, mesh, vsat, tiantong, beidou, courier"
ROWS = [
    # tables
    pytest.param(
        [row("sites.csv", 2, "107.0", "")],
        ["sites.csv:2:3: lon: expected a value, but the cell is empty"],
        id="site without position",
    ),
    pytest.param(
        [row("sites.csv", 2, "107.0,29.0", "29.0,107.0")],
        [
            (
                "sites.csv:2:4: lat: expected a number from -60 to 72.9 (got 107.0); longitude and latitude "
                "swapped?"
            ),
        ],
        id="site with its position swapped",
    ),
    pytest.param(
        [row("sites.csv", 3, "HS1", "HS9")],
        [
            (
                "sites.csv:3:7: backhaul: expected an id in sites.csv or telecom.csv (got 'HS9'); did you "
                "mean 'HS2'?"
            )
        ],
        id="backhaul on nothing",
    ),
    pytest.param(
        [row("sites.csv", 3, "T00,HS1", "T00,HS2")],
        ["sites.csv:3:7: backhaul: expected another site than this one (got 'HS2')"],
        id="backhaul on itself",
    ),
    pytest.param(
        [row("sites.csv", 2, "T00,CO", "T00,HS2")],
        [
            (
                "sites.csv:2:7: backhaul: expected sites that lead to the public network, not back to one "
                "of them (HS1 > HS2 > HS1) (got 'HS2')"
            )
        ],
        id="backhaul in a loop",
    ),
    pytest.param(
        [row("sites.csv", 2, "T00", "T77")],
        ["sites.csv:2:6: township: expected an id in townships.csv (got 'T77')"],
        id="site on the mains of nowhere",
    ),
    pytest.param(
        [
            swap("sites.csv", "elev_m,", "elev_m,battery_h,"),
            row("sites.csv", 2, "900", "900,-1"),
            row("sites.csv", 3, "800", "800,"),
        ],
        ["sites.csv:2:6: battery_h: expected a number from 0 to 1000 (got -1)"],
        id="negative battery of a site",
    ),
    pytest.param(
        [row("radio_loss.csv", 2, "HS1", "HS3")],
        ["radio_loss.csv:2:1: site: expected an id in sites.csv (got 'HS3'); did you mean 'HS2'?"],
        id="loss of an unknown site",
    ),
    pytest.param(
        [gone("radio_loss.csv"), content("radio_loss.csv", "site,node,loss_db\nHS1,N00,0.5\n")],
        ["radio_loss.csv:2:3: loss_db: expected a number from 20 to 400 (got 0.5)"],
        id="loss below that of a stone's throw",
    ),
    pytest.param(
        [row("terminals.csv", 2, "radio370", "radio")],
        [(f"terminals.csv:2:3: bearer: expected one of {MEANS} (got 'radio'); did you mean 'radio370'?")],
        id="terminal of an unknown bearer",
    ),
    pytest.param(
        [row("terminals.csv", 2, "radio370", "")],
        ["terminals.csv:2:3: bearer: expected a value, but the cell is empty"],
        id="terminal of no bearer",
    ),
    pytest.param(
        [row("terminals.csv", 2, "station", "statoin")],
        [f"terminals.csv:2:2: holder: expected an id in {HOLDERS} (got 'statoin'); did you mean 'station'?"],
        id="terminal of nobody",
    ),
    pytest.param(
        [row("terminals.csv", 2, "12", "-12")],
        ["terminals.csv:2:4: battery_h: expected a number from 0 to 10000 (got -12)"],
        id="negative battery of a terminal",
    ),
    pytest.param(
        [end("terminals.csv", "TE1,unit,vsat,1,assumption,test\n")],
        ["terminals.csv:4:1: id: expected each id once; it stands already in terminals.csv:2 (got 'TE1')"],
        id="terminal twice",
    ),
    pytest.param(
        [row("posts.csv", 2, "dispatch_centre", "dispatch_center")],
        [
            (
                "posts.csv:2:3: kind: expected one of dispatch_centre, eoc, team, neighbour (got "
                "'dispatch_center'); did you mean 'dispatch_centre'?"
            )
        ],
        id="post of an unknown kind",
    ),
    pytest.param(
        [row("posts.csv", 2, "dispatch_centre", "station")],
        [
            "posts.csv:2:3: kind: expected one of dispatch_centre, eoc, team, neighbour (got 'station')",
        ],
        id="post of a kind that has its own table",
    ),
    pytest.param(
        [row("telecom.csv", 3, "cell", "cel")],
        ["telecom.csv:3:3: kind: expected one of core, hub, cell (got 'cel'); did you mean 'cell'?"],
        id="telecom site of an unknown kind",
    ),
    pytest.param(
        [row("fibre.csv", 2, "CE", "CX")],
        ["fibre.csv:2:3: b: expected an id in telecom.csv (got 'CX')"],
        id="fibre to nowhere",
    ),
    pytest.param(
        [row("fibre.csv", 2, "10.0", "0")],
        ["fibre.csv:2:4: length_km: expected a number above 0 (got 0)"],
        id="fibre of no length",
    ),
    pytest.param(
        [swap("comms_teams.csv", "id,", "vehicle,id,"), row("comms_teams.csv", 2, "CT1", "boat,CT1")],
        ["comms_teams.csv:2:1: vehicle: expected an id in roads.vehicles of scenario.yaml (got 'boat')"],
        id="team with an unknown vehicle",
    ),
    pytest.param(
        [row("comms_teams.csv", 2, "scout", "scouts")],
        [
            (
                "comms_teams.csv:2:3: kind: expected one of radio_site, vsat, uav_cell, mesh, scout (got "
                "'scouts'); did you mean 'scout'?"
            )
        ],
        id="team of an unknown kind",
    ),
    # plans
    pytest.param(
        [yaml("  reports:", "  pace: {station: [voice, vsat]}\n  reports:")],
        [
            (
                "scenario.yaml:37:27: bearers.pace.station.1: expected a means that a station carries: "
                "terminals.csv gives it none of this kind (got 'vsat')"
            )
        ],
        id="plan with a means that nobody carries",
    ),
    pytest.param(
        [yaml("  reports:", "  pace: {station: [radio370, courier, radio370]}\n  reports:")],
        ["scenario.yaml:37:39: bearers.pace.station.2: expected each means once (got 'radio370')"],
        id="plan with a means twice",
    ),
    pytest.param(
        [yaml("  reports:", "  pace: {station: [radio]}\n  reports:")],
        [
            (
                f"scenario.yaml:37:20: bearers.pace.station.0: expected one of {MEANS} (got 'radio'); did "
                "you mean 'radio370'?"
            )
        ],
        id="plan with an unknown means",
    ),
    pytest.param(
        [yaml("  reports:", "  pace: {staton: [courier]}\n  reports:")],
        [
            (
                "scenario.yaml:37:10: bearers.pace.staton: expected one of public, dispatch_centre, eoc, "
                "station, unit, township, village, team, neighbour, comms_team, site_commander, crew, "
                "weather_office, key_unit, bus, facility "
                "(got 'staton'); did you "
                "mean 'station'?"
            )
        ],
        id="plan of an unknown party",
    ),
    # talk groups
    pytest.param(
        [yaml("  reports:", "  radio: {groups: {fire: [station, station]}}\n  reports:")],
        [
            (
                "scenario.yaml:37:36: bearers.radio.groups.fire.1: expected each kind of party once "
                "(got 'station')"
            )
        ],
        id="talk group with a kind of party twice",
    ),
    pytest.param(
        [yaml("  reports:", "  radio: {groups: {fire: [public]}}\n  reports:")],
        [
            (
                "scenario.yaml:37:27: bearers.radio.groups.fire.0: expected a kind of party that carries "
                "radios: terminals.csv gives public none (got 'public')"
            )
        ],
        id="talk group of those who carry no radio",
    ),
    # scripted failures
    pytest.param(
        [yaml('"target": "T00"', "target: T99")],
        ["scenario.yaml:41:39: bearers.outages.0.target: expected an id in townships.csv (got 'T99')"],
        id="mains of an unknown township",
    ),
    pytest.param(
        [yaml('"what": "mains", "target": "T00"', "what: site, target: HS7")],
        [
            (
                "scenario.yaml:41:34: bearers.outages.0.target: expected an id in sites.csv (got 'HS7'); did "
                "you mean 'HS2'?"
            )
        ],
        id="outage of an unknown site",
    ),
    pytest.param(
        [yaml('"what": "mains", "target": "T00"', "what: backhaul, target: CO")],
        ["scenario.yaml:41:38: bearers.outages.0.target: expected an id in sites.csv (got 'CO')"],
        id="backhaul of what is no site",
    ),
    pytest.param(
        [yaml('"what": "mains", "target": "T00"', "what: telecom, target: CX")],
        ["scenario.yaml:41:37: bearers.outages.0.target: expected an id in telecom.csv (got 'CX')"],
        id="outage of an unknown telecom site",
    ),
    pytest.param(
        [yaml('"what": "mains", "target": "T00"', "what: telecom, target: CO")],
        [
            (
                "scenario.yaml:41:37: bearers.outages.0.target: expected an id in telecom.csv other than a "
                "core's (got 'CO')"
            )
        ],
        id="outage of the core, which does not fail",
    ),
    pytest.param(
        [yaml('"what": "mains", "target": "T00"', "what: fibre, target: F2")],
        ["scenario.yaml:41:35: bearers.outages.0.target: expected an id in fibre.csv (got 'F2')"],
        id="outage of an unknown fibre",
    ),
    pytest.param(
        [yaml('"what": "mains"', "what: power")],
        [
            (
                "scenario.yaml:41:20: bearers.outages.0.what: expected one of mains, site, backhaul, "
                "telecom, fibre, power_node, power_line (got 'power'); did you mean 'power_node'?"
            )
        ],
        id="outage of an unknown kind",
    ),
    pytest.param(
        [
            yaml(
                '"what": "mains", "target": "T00"',
                "id: O1, what: mains, target: T01}, {id: O1, what: mains, target: T00",
            )
        ],
        [
            (
                "scenario.yaml:41:54: bearers.outages.O1.id: expected each id once; it stands already in "
                "scenario.yaml:41 (got 'O1')"
            )
        ],
        id="two outages of one name",
    ),
    pytest.param(
        [yaml('"at": 3, "until": 8', "at: 8, until: 8")],
        ["scenario.yaml:41:62: bearers.outages.0.until: expected an end after the begin, 8 h (got 8)"],
        id="outage that ends before it begins",
    ),
    pytest.param(
        [yaml('"begin": 4, "end": 6', "begin: 7, end: 6")],
        ["scenario.yaml:40:28: bearers.crowds.0.end: expected an end after the begin, 7 h (got 6)"],
        id="crowd that goes before it comes",
    ),
    pytest.param(
        [yaml("    end: 9", "    end: 1")],
        ["scenario.yaml:39:10: bearers.reports.end: expected an end after the begin, 1 h (got 1)"],
        id="reports that end before they begin",
    ),
    pytest.param(
        [
            yaml("  reports:", "  courier: {vehicle: mule}\n  reports:"),
            end("scenario.yaml", "comms: bearers\n"),
        ],
        [
            (
                "scenario.yaml:37:22: bearers.courier.vehicle: expected an id in roads.vehicles of "
                "scenario.yaml (got 'mule')"
            )
        ],
        id="courier with an unknown vehicle",
    ),
    pytest.param(
        [end("scenario.yaml", "comms: pigeons\n")],
        ["scenario.yaml:51:8: comms: expected one of ideal, bearers (got 'pigeons')"],
        id="unknown communications",
    ),
]


@pytest.mark.parametrize(("acts", "messages"), ROWS)
def test_each_fault_is_told_with_its_place(acts: Sequence[Act], messages: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, acts) == messages


MANY = [
    row("sites.csv", 2, "107.0", ""),
    row("terminals.csv", 2, "radio370", "radio"),
    row("terminals.csv", 3, "T00", "T99"),
    row("terminals.csv", 3, "24", "-1"),
    row("posts.csv", 2, "dispatch_centre", "village"),
    row("fibre.csv", 2, "CE", "nowhere"),
    yaml('"target": "T00"', "target: T99"),
    yaml('"at": 3', "at: 33"),
]


def _broken(folder: Path) -> Path:
    world = good(folder / "world")
    for act in MANY:
        act(world)
    return world


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert [(fault.file, fault.line, fault.key) for fault in check(_broken(tmp_path))] == [
        ("fibre.csv", 2, "b"),
        ("posts.csv", 2, "kind"),
        ("scenario.yaml", 41, "bearers.outages.0.target"),
        ("scenario.yaml", 41, "bearers.outages.0.until"),
        ("sites.csv", 2, "lon"),
        ("terminals.csv", 2, "bearer"),
        ("terminals.csv", 3, "holder"),
        ("terminals.csv", 3, "battery_h"),
    ]


@pytest.mark.parametrize("command", ["check", "run"])
def test_the_command_says_the_same_and_leaves_with_code_two(command: str, tmp_path: Path) -> None:
    world = _broken(tmp_path)
    result = CliRunner().invoke(app, [command, str(world)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [str(fault) for fault in check(world)]


@pytest.mark.parametrize(
    "change",
    [
        "bearers.outages.0.target=T99",
        "bearers.outages.0.until=2",
        "terminals.TE2.holder=T99",
        "terminals.TE1.battery_h=-1",
        "sites.HS2.backhaul=HS2",
        "comms_teams.CT1.vehicle=boat",
    ],
)
def test_a_change_is_held_to_the_same(change: str, tmp_path: Path) -> None:
    (fault,) = check(good(tmp_path / "w"), [change])
    assert (fault.file, fault.line) == ("--set", None)
    assert fault.key.rpartition(".")[2] in change


# --- what is no fault


@pytest.mark.parametrize("party", [party.value for party in Party if party is not Party.SITE_COMMANDER])
def test_terminals_may_go_to_every_kind_of_party(party: str, tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    row("terminals.csv", 2, "station", party)(world)
    assert check(world) == []


@pytest.mark.parametrize("holder", ["T01", "V01", "S00", "U000", "DC", "CT1"])
def test_terminals_may_go_to_one_of_each_table(holder: str, tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    row("terminals.csv", 2, "station", holder)(world)
    assert check(world) == []


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("mains", "all"),
        ("site", "HS2"),
        ("backhaul", "HS1"),
        ("telecom", "CE"),
        ("fibre", "F1"),
        ("fibre", "all"),
    ],
)
def test_whatever_is_there_may_fail_and_all_of_it_too(what: str, name: str, tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml('"what": "mains", "target": "T00"', f"what: {what}, target: {name}")(world)
    assert check(world) == []


@pytest.mark.parametrize(
    ("party", "means"),
    [
        ("station", "radio370"),  # its kind carries it
        ("township", "tiantong"),  # one township carries it
        ("station", "courier"),  # nobody carries a courier
        ("village", "voice"),
        ("public", "cellular"),  # people carry what they like
    ],
)
def test_a_plan_may_name_what_anybody_of_the_kind_carries(party: str, means: str, tmp_path: Path) -> None:
    plan = json.dumps({party: [means]})
    found = load(good(tmp_path / "w"), [f"bearers.pace={plan}"])
    assert found.bearers.plan(Party(party)) == (BearerKind(means),)


def test_without_a_plan_of_its_own_a_party_has_the_usual_one(tmp_path: Path) -> None:
    found = load(good(tmp_path / "w"), ['bearers.pace={"station": ["radio370"]}'])
    assert found.bearers.plan(Party.TOWNSHIP)[0] is BearerKind.VOICE
    assert found.bearers.plan(Party.UNIT) != found.bearers.plan(Party.STATION)


@pytest.mark.parametrize(
    "act",
    [
        row("terminals.csv", 3, "tiantong", "pigeon"),
        row("terminals.csv", 3, "T00", "nobody"),
        row("terminals.csv", 1, "bearer", "bearr"),
        row("terminals.csv", 2, ",12", ""),
    ],
)
def test_what_cannot_be_read_is_not_held_against_a_plan(act: Act, tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml("  reports:", "  pace: {station: [vsat]}\n  reports:")(world)
    assert "bearers.pace.station.0" in {fault.key for fault in check(world)}
    act(world)
    assert {fault.file for fault in check(world)} == {"terminals.csv"}


@pytest.mark.parametrize("file", ["townships.csv", "villages.csv", "units.csv"])
def test_a_holder_is_not_judged_while_a_table_cannot_be_read(file: str, tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    row("terminals.csv", 2, "station", "somebody")(world)
    row(file, 2, ",", "")(world)
    assert "terminals.csv" not in {fault.file for fault in check(world)}


@pytest.mark.parametrize("file", ["sites.csv", "telecom.csv"])
def test_a_backhaul_is_not_judged_while_a_table_cannot_be_read(file: str, tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    row(file, 2, ",", "")(world)
    assert {fault.file for fault in check(world)} == {file}


def test_an_outage_is_not_judged_while_its_table_cannot_be_read(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml('"what": "mains", "target": "T00"', "what: fibre, target: F9")(world)
    row("fibre.csv", 2, ",", "")(world)
    assert {fault.file for fault in check(world)} == {"fibre.csv"}


def test_a_team_drives_the_usual_vehicle_only_where_the_roads_know_it(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml("    light: {}\n", "")(world)
    (fault,) = check(world)
    assert (fault.file, fault.line, fault.key) == ("comms_teams.csv", 2, "vehicle")


def test_the_vehicle_of_a_courier_matters_only_where_messages_travel(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml("    light: {}\n", "")(world)
    gone("comms_teams.csv")(world)
    assert check(world) == []
    assert [fault.key for fault in check(world, ["comms=bearers"])] == ["bearers.courier.vehicle"]


def test_no_reports_need_no_end(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml("    begin: 1\n    end: 9", "    interval: 30")(world)
    assert load(world).bearers.reports.end.value == 0


def test_reports_that_begin_must_end(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml("    end: 9\n", "")(world)
    assert [fault.key for fault in check(world)] == ["bearers.reports.end"]


def test_a_longer_chain_of_sites_may_hang_on_one_site(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    end(
        "sites.csv",
        "HS3,三站,107.1,29.2,700,T00,HS2,assumption,test\nHS4,四站,107.1,29.2,700,T00,HS2,assumption,test\n",
    )(world)
    assert check(world) == []


def test_a_loop_is_told_once_and_those_that_hang_on_it_are_not(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    row("sites.csv", 2, "T00,CO", "T00,HS2")(world)
    end("sites.csv", "HS0,零站,107.1,29.2,700,T00,HS2,assumption,test\n")(world)
    assert [(fault.line, fault.key) for fault in check(world)] == [(2, "backhaul")]


def test_an_outage_goes_by_its_own_id_or_its_position(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    yaml(
        '"what": "mains", "target": "T00"',
        "id: flood, what: mains, target: T00}, {what: mains, target: T00",
    )(world)
    found = load(str(world), ["bearers.outages.flood.at=1", "bearers.outages.1.at=4"])
    assert [outage.at.value for outage in found.bearers.outages] == [1, 4]
    paths = [figure.path for figure in assumptions(found) if figure.path.startswith("bearers.outages")]
    assert paths == [f"bearers.outages.{name}.{key}" for name in ("flood", "1") for key in ("at", "until")]


def test_stations_of_early_warning_are_not_judged_while_their_table_cannot_be_read(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    assert len(check(world, ['early_warning.stations=["CE", "nowhere"]'])) == 1
    row("telecom.csv", 2, ",", "")(world)
    assert {fault.file for fault in check(world, ['early_warning.stations=["CE"]'])} == {"telecom.csv"}


def test_slopes_slow_no_vehicle_that_the_roads_do_not_know(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    (fault,) = check(world, ['roads.slope.heavy=["engine", "barge"]'])
    assert (fault.key, fault.value) == ("roads.slope.heavy.1", "'barge'")
    assert fault.expected.startswith("an id in roads.vehicles")


def test_vehicles_that_slopes_slow_by_default_are_known_to_the_roads_once_slopes_slow_any(
    tmp_path: Path,
) -> None:
    world = good(tmp_path / "w")
    other = ["roads.vehicles={lorry: {}, light: {}}"]
    named = ["roads.slope.on=true", "roads.slope.heavy=[lorry]"]

    def told(sets: list[str]) -> list[str]:
        return [fault.key for fault in check(world, sets) if fault.key.startswith("roads.slope")]

    assert told([*other, "roads.slope.on=true"]) == ["roads.slope.heavy"]
    assert told(other) == told([*other, *named]) == told(["roads.slope.on=true"]) == []
    (fault,) = (each for each in check(world, [*other, "roads.slope.on=true"]) if "slope" in each.key)
    assert fault.expected.startswith("an id in roads.vehicles")
    assert "engine" in fault.value
