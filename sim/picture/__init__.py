"""What a post knows, and how old each fact is."""

from sim.picture.picture import CallView, Picture, TeamView, UnitView

__all__ = ["CallView", "Picture", "TeamView", "UnitView"]
