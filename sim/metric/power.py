"""What each load ran on 负荷供电: since when, and for how long in the dark."""

from typing import Final, NamedTuple

from sim.metric.reader import Reader
from sim.record.power_facts import LoadChanged
from sim.scenario.loads import load_people
from sim.scenario.model import Scenario
from sim.terms.enums import PowerSource

DARK: Final = PowerSource.DARK.value
MAINS: Final = PowerSource.MAINS.value
GENERATOR: Final = PowerSource.GENERATOR.value


class Stretch(NamedTuple):
    """A span in which a load ran on one source; its end is that of the run where nothing came after."""

    source: str
    from_ms: int
    until_ms: int


class Power:
    """Follows every load, from the truth that the log tells.

    Attributes
    ----------
    people
        Who lives on each load, by row of ``loads.csv``.
    stretches
        What each load ran on, one span after the other; empty where it never lacked the mains.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.people = load_people(scenario)
        self.stretches: list[list[Stretch]] = [[] for _ in scenario.loads]
        self._now = [(0, MAINS)] * len(scenario.loads)
        self.readers: dict[type, Reader] = {LoadChanged: self._change}

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is so stays so."""
        for load, (since_ms, source) in enumerate(self._now):
            if self.stretches[load] and t > since_ms:
                self.stretches[load].append(Stretch(source, since_ms, t))

    def _change(self, seq: int, t: int, fact: LoadChanged) -> None:
        since_ms, source = self._now[fact.load]
        self.stretches[fact.load].append(Stretch(source, since_ms, t))
        self._now[fact.load] = t, fact.source
