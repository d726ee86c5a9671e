"""Earthquakes 地震: shocks and their aftershocks, how hard the ground shakes, what breaks, who is trapped."""
