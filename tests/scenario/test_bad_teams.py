"""Professional teams that are wrong: what is said of each, all at once, and what holds of others."""

import pytest
from broken import gone, row, staffed, yaml

from sim.scenario.load import check, load
from sim.scenario.tables import Team
from sim.scenario.teams import TeamType
from sim.scenario.work import matching

FILE = "teams.csv:2"
ROWS = [
    pytest.param(
        [row("teams.csv", 2, "N01", "N09")],
        [f"{FILE}:4: node: expected an id in nodes.csv (got 'N09'); did you mean 'N02'?"],
        id="team with a base that is not there",
    ),
    pytest.param(
        [row("teams.csv", 2, "N01", "")],
        [f"{FILE}:4: node: expected a value, but the cell is empty"],
        id="team without a base",
    ),
    pytest.param(
        [row("teams.csv", 2, "diggers", "digers")],
        [
            f"{FILE}:3: type: expected an id in team_types of scenario.yaml (got 'digers'); "
            "did you mean 'diggers'?"
        ],
        id="type that is not there",
    ),
    pytest.param(
        [row("teams.csv", 2, "PT,20,3", "PT,2,3")],
        [f"{FILE}:6: people: expected people for the operators, 3 (got 2)"],
        id="more operators than people",
    ),
    pytest.param(
        [row("teams.csv", 2, "PT,20", "PTT,20")],
        [
            f"{FILE}:5: post: expected a post of kind team in posts.csv, or nothing (got 'PTT'); "
            "did you mean 'PT'?"
        ],
        id="headquarters that are not there",
    ),
    pytest.param(
        [row("teams.csv", 2, "PT,20", "DC,20")],
        [f"{FILE}:5: post: expected a post of kind team in posts.csv, or nothing (got 'DC')"],
        id="headquarters that are another post",
    ),
    pytest.param(
        [row("teams.csv", 2, "3,4,60", "3,-4,60")],
        [f"{FILE}:8: machines: expected a number of at least 0 (got -4)"],
        id="fewer machines than none",
    ),
    pytest.param(
        [row("posts.csv", 3, "eoc", "neighbour")],
        ["posts.csv: kind: expected a post of kind eoc in posts.csv, as there are teams for it to send"],
        id="nobody to send them",
    ),
]


def told(folder, acts):
    """Break a good scenario in a folder and return what the check says."""
    world = staffed(folder / "world")
    for act in acts:
        act(world)
    return [str(fault) for fault in check(world)]


@pytest.mark.parametrize(("acts", "faults"), ROWS)
def test_each_fault_is_said_with_its_place_and_what_was_expected(acts, faults, tmp_path):
    assert told(tmp_path, acts) == faults


def test_all_faults_are_said_at_once(tmp_path):
    acts = [
        row("teams.csv", 2, "N01", "N09"),
        row("teams.csv", 2, "PT,20,3", "DC,2,3"),
        yaml('capabilities: ["road_clearing"]', 'capabilities: ["dig"]'),
    ]
    found = told(tmp_path, acts)
    assert len(found) == 4
    assert any("capabilities" in fault and "road_clearing" in fault for fault in found)


@pytest.mark.parametrize(("column", "old"), [("people", "20"), ("operators", "3"), ("machines", "4")])
def test_people_and_machines_are_counted_in_whole_numbers(column, old, tmp_path):
    cells = "PT,20,3,4,60"
    parts = ["20", "3", "4"]
    half = "PT," + ",".join(f"{part}.5" if part == old else part for part in parts) + ",60"
    (fault,) = told(tmp_path, [row("teams.csv", 2, cells, half)])
    assert f"{column}: expected a whole number" in fault


def test_a_scenario_without_teams_needs_nobody_to_send_them(tmp_path):
    world = staffed(tmp_path / "world")
    for file in ("teams.csv", "posts.csv", "gauges.csv", "stages.csv"):
        gone(file)(world)
    assert check(world) == []


def test_a_figure_of_a_team_can_be_set(tmp_path):
    world = staffed(tmp_path / "world")
    found = load(world, ["teams.TM1.machines=7", "team_types.diggers.crew=5", "repair.policy=nearest"])
    assert (found.teams[0].machines, found.team_types["diggers"].crew.value) == (7, 5)
    assert found.repair.policy == "nearest"


def team(machines, operators, people, shifts=1):
    note = {"label": "assumption", "source": "made for a test", "name_zh": "队", "id": "T", "type": "t"}
    return Team.model_validate(
        {
            **note,
            "node": "N",
            "people": people,
            "operators": operators,
            "machines": machines,
            "shifts": shifts,
            "ready_min": 0.0,
        },
        strict=False,
    )


@pytest.mark.parametrize(
    ("machines", "operators", "people", "shifts", "usable"),
    [
        (3, 6, 30, 1, 3),
        (3, 5, 30, 1, 2),
        (3, 6, 9, 1, 1),
        (3, 6, 30, 2, 1),
        (0, 6, 30, 1, 0),
        (3, 1, 30, 1, 0),
    ],
)
def test_a_machine_works_with_operators_and_people_or_not_at_all(machines, operators, people, shifts, usable):
    title = {"zh": "队", "en": "team"}
    kind = TeamType.model_validate(
        {"name": title, "machine": title, "capabilities": ("gas",), "operators": 2, "crew": 5}, strict=False
    )
    assert matching(team(machines, operators, people, shifts), kind).usable == usable
