"""Surveys 勘察 of a world at a time, as plain rows: who reaches whom by what, and what hangs on what."""

from sim.survey.build import OutOfSpan, survey, world_at

__all__ = ["OutOfSpan", "survey", "world_at"]
