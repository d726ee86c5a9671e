"""What no single value shows of the first minutes: kinds of incident that are not there."""

from sim.scenario.view import IN_YAML, View


def check_at_hand(view: View) -> None:
    """Tell of every kind that is named, but is none; the one by default may be missing."""
    kinds = view.mapping("demand", "kinds")
    for place, name in enumerate(view.entries("first_minutes", "kinds")):
        if isinstance(name, str) and name not in kinds:
            view.tell(("first_minutes", "kinds", place), "reference", kinds, table=f"demand.kinds {IN_YAML}")
