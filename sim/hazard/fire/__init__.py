"""Wildfires 森林火灾: the land they burn on, how they spread, and what their flames and smoke do."""
