"""What no single value shows of mutual aid: neighbours that cannot be asked, and two ways of having them."""

from sim.scenario.source import Mark
from sim.scenario.view import View
from sim.terms.enums import Party, StationKind


def check_aid(view: View) -> None:
    """Tell of every fault that shows only when tables and settings of aid are seen together."""
    policy = view.setting("aid", "policy")
    if policy == "none":
        return
    if view.setting("forces", "neighbours") is True:
        view.tell(("forces", "neighbours"), "aid_or_own", policy=policy)
    if not view.known("posts") or "kind" in view.draft.tables["posts"].faulty:
        return
    posts = [row for _, row in view.rows("posts")]
    if not any(row.get("kind") == Party.EOC.value for row in posts):
        view.faults.add(Mark(view.draft.tables["posts"].file), "kind", "aid_command", policy=policy)
    _posts(view, policy, [row.get("node") for row in posts if row.get("kind") == Party.NEIGHBOUR.value])


def _posts(view: View, policy: str, nodes: list[object]) -> None:
    """Let every neighbour that has units have a post that can be asked for them."""
    if not view.known("nodes") or not view.known("stations"):
        return
    district = {row.get("id"): row.get("district") for _, row in view.rows("nodes")}
    spoken_for = {district.get(node) for node in nodes}
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
