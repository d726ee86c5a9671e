"""What no single value shows of warnings: townships that are not there, nobody to issue or carry them."""

from sim.scenario.people import VARIANTS
from sim.scenario.source import Mark
from sim.scenario.view import View
from sim.terms.enums import Party


def check_people(view: View) -> None:
    """Tell of every fault that shows only when tables and settings of warnings are seen together."""
    for i in range(len(view.entries("warning", "scripted"))):
        for j, name in enumerate(view.entries("warning", "scripted", i, "townships")):
            if isinstance(name, str) and view.known("townships") and name not in view.ids("townships"):
                file = view.draft.tables["townships"].file
                view.tell(
                    ("warning", "scripted", i, "townships", j), "reference", view.ids("townships"), table=file
                )
    if view.setting("warning", "variant") not in VARIANTS[1:]:
        return
    if view.setting("comms") != "bearers":
        view.tell(("warning", "variant"), "warning_bearers")
    posts = view.draft.tables["posts"]
    read = view.known("posts") and "kind" not in posts.faulty
    if read and not any(row.get("kind") == Party.EOC.value for _, row in view.rows("posts")):
        view.faults.add(Mark(posts.file), "kind", "warning_command")
