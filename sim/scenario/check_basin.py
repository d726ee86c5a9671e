"""What no single value shows of rivers upstream: gauges, rivers, posts and waves that do not fit."""

from typing import Any

from sim.scenario.view import View

_FILE = "lines.geojson"


def check_basin(view: View) -> None:
    """Tell of every fault of rivers upstream that no value shows alone."""
    model, shares = view.setting("basin", "model"), view.setting("basin", "shares")
    if model is True and view.known("gauges") and not view.ids("gauges"):
        view.tell(("basin", "model"), "basin_gauges")
    if shares in ("district", "direct") and view.setting("warning", "variant") == "none":
        view.tell(("basin", "shares"), "basin_warned")
    _rivers(view)
    if view.known("posts"):
        view.refer("gauges", "post", view.ids("posts"), view.draft.tables["posts"].file)
    _order(view)


def _rivers(view: View) -> None:
    """Let a gauge stand on a river of the map, and a wave come down a river with a gauge."""
    lines = view.draft.tables["lines"]
    rows = [(row.get("kind"), row.get("name_zh")) for _, row in view.rows("lines")]
    rivers = dict.fromkeys(str(name) for kind, name in rows if kind == "river")
    if lines.whole and all(isinstance(word, str) for row in rows for word in row):
        view.refer("gauges", "river", rivers, lines.file or _FILE)
    gauged = dict.fromkeys(str(row.get("river")) for _, row in view.rows("gauges"))
    if view.known("gauges"):
        view.refer("stages", "river", gauged, view.draft.tables["gauges"].file)


def _order(view: View) -> None:
    """Let the rows of each river go on in time, and marks lie above the usual stage in their order."""
    last: dict[Any, float] = {}
    for number, row in view.rows("stages"):
        at_h = row.get("at_h")
        if isinstance(at_h, int | float):
            if at_h <= last.get(row.get("river"), -1.0):
                view.tell(("stages", number, "at_h"), "basin_later")
            last[row.get("river")] = at_h
    for number, row in view.rows("gauges"):
        marks = [row.get(key) for key in ("usual_m", "warning_m", "guarantee_m")]
        known = [mark for mark in marks if isinstance(mark, int | float)]
        if len(known) == len(marks) and not known[0] < known[1] <= known[2]:
            view.tell(("gauges", number, "warning_m"), "basin_marks")
