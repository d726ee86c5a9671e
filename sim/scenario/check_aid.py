"""What no single value shows of mutual aid: neighbours that cannot be asked, and two ways of having them."""

from typing import Final

from sim.scenario.source import Mark
from sim.scenario.view import View
from sim.terms.enums import Party, StationKind

_PARTIES: Final = frozenset(party.value for party in Party)


def check_aid(view: View) -> None:
    """Tell of every fault that shows only when tables and settings of aid are seen together."""
    policy = view.setting("aid", "policy")
    if policy == "none":
        return
    if view.setting("forces", "neighbours") is True:
        view.tell(("forces", "neighbours"), "aid_or_own", policy=policy)
    posts = [row for _, row in view.rows("posts")]
    if not view.known("posts") or not all(row.get("kind") in _PARTIES for row in posts):
        return  # who they are cannot be read
    if not any(row.get("kind") == Party.EOC.value for row in posts):
        view.faults.add(Mark(view.draft.tables["posts"].file), "kind", "aid_command", policy=policy)
    _posts(view, policy, [row.get("node") for row in posts if row.get("kind") == Party.NEIGHBOUR.value])


def _posts(view: View, policy: str, nodes: list[object]) -> None:
    """Let every neighbour that has units have a post that can be asked for them."""
    district = {row.get("id"): row.get("district") for _, row in view.rows("nodes")}
    if not view.known("stations") or not all(node in district for node in nodes):
        return  # where they are cannot be read
    spoken_for = {district[node] for node in nodes}
    stations = [
        (number, row)
        for number, row in view.rows("stations")
        if row.get("kind") == StationKind.NEIGHBOUR.value
    ]
    if not stations:
        view.tell(("aid", "policy"), "aid_nobody")
    for number, row in stations:
        if row.get("district") not in spoken_for:
            view.tell(("stations", number, "district"), "aid_post", policy=policy)
