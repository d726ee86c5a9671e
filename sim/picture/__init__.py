"""What a post knows, and how old each fact is."""

from sim.picture.picture import CallView, Picture, UnitView

__all__ = ["CallView", "Picture", "UnitView"]
