"""The typed scenario 想定: tables, figures with their sources, loading, checking, fingerprint."""

from sim.scenario.load import check, load

__all__ = ["check", "load"]
