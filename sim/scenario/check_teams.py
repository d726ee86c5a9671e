"""What no single value shows of professional teams: types that are not there, operators beyond people."""

from typing import Final

from sim.scenario.fields import default_of
from sim.scenario.source import Mark
from sim.scenario.tables import Team
from sim.scenario.view import IN_YAML, View
from sim.terms.enums import Party

_HEADQUARTERS: Final = Party.TEAM.value
_EOC: Final = Party.EOC.value


def check_teams(view: View) -> None:
    """Tell of every fault that shows only when tables and settings of teams are seen together."""
    view.refer("teams", "type", view.mapping("team_types"), f"team_types {IN_YAML}")
    _vehicles(view)
    _people(view)
    _posts(view)


def _vehicles(view: View) -> None:
    """Let teams drive only what the roads know; also where the vehicle is the one by default."""
    usual = default_of(Team, "vehicle")
    for number, row in view.rows("teams"):
        view.drives(("teams", number, "vehicle"), row.get("vehicle", usual))


def _people(view: View) -> None:
    """Let nobody count operators who are not among the people."""
    for number, row in view.rows("teams"):
        people, operators = row.get("people"), row.get("operators")
        if isinstance(people, int) and isinstance(operators, int) and 0 <= people < operators:
            view.tell(("teams", number, "people"), "team_people", operators=operators)


def _posts(view: View) -> None:
    """Let boards hang in headquarters that there are, and somebody be there who sends the teams."""
    if not view.known("posts") or "kind" in view.draft.tables["posts"].faulty:
        return
    kinds = [(row.get("id"), row.get("kind")) for _, row in view.rows("posts")]
    offices = [name for name, kind in kinds if kind == _HEADQUARTERS]
    for number, row in view.rows("teams"):
        if row.get("post") and row["post"] not in offices:
            view.tell(("teams", number, "post"), "team_post", [str(name) for name in offices])
    if any(True for _ in view.rows("teams")) and not any(kind == _EOC for _, kind in kinds):
        view.faults.add(Mark(view.draft.tables["posts"].file), "kind", "team_command")
