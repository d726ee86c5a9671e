"""What a post knows, and how old each fact is."""

from sim.picture.picture import Picture
from sim.picture.views import CallView, TeamView, UnitView

__all__ = ["CallView", "Picture", "TeamView", "UnitView"]
