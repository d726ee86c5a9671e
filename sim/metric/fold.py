"""The fold of a log: all figures of a run, gathered in one pass, while it runs or afterwards."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

from sim.metric.aid import Loans
from sim.metric.basin import Rivers
from sim.metric.capability import Capabilities
from sim.metric.casualties import Casualties
from sim.metric.contact import Contact
from sim.metric.control import Controls
from sim.metric.coverage import Coverage
from sim.metric.duty import Duty
from sim.metric.first_minutes import FirstMinutes
from sim.metric.lending import Lending
from sim.metric.levels import Levels
from sim.metric.municipal import Municipal
from sim.metric.people import Crowd
from sim.metric.power import Power
from sim.metric.reader import joined
from sim.metric.repairs import Repairs
from sim.metric.rescue import Rescue
from sim.metric.responses import Responses
from sim.metric.review.cases import Cases
from sim.metric.review.rows import Spent, spent
from sim.metric.review.teams import TeamWaits
from sim.metric.rides import Rides
from sim.metric.seismic import Alarms
from sim.metric.service import Service
from sim.metric.situation import Situation
from sim.metric.succession import Successions
from sim.metric.supplies import Wants
from sim.metric.support import Trucks
from sim.metric.traffic import Traffic
from sim.metric.uav import Scouting
from sim.metric.utilities import UtilityUse
from sim.metric.water import WaterUse
from sim.metric.word import Words
from sim.record.facts import Fact, RunEnded
from sim.record.header import Header
from sim.record.rows import Batch, Cause
from sim.scenario.model import Scenario


class Readable(Protocol):
    """A log that can be read, in memory or in a file."""

    @property
    def header(self) -> Header:
        """What it is a log of."""
        ...

    @property
    def digest(self) -> str:
        """Its digest."""
        ...

    def batches(self) -> Iterator[Batch]:
        """Yield its entries."""
        ...


class Fold:
    """Everything that tables and summary need, gathered as entries come by; a sink of a log.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    responses, duty, coverage, traffic, contact, power, rescue, repairs, service, situation, aid, levels
        The parts of the fold.
    lending, first_minutes, water, crowd, municipal, controls, rides, trucks, uavs, casualties, wants, alarms
        Further parts, of what is off unless a scenario asks for it.
    capabilities, team_waits, utilities, successions, rivers
        What incidents needed beyond engines, where waiting for it went, mains and pumps, who led, rivers
        upstream; off too unless a scenario asks for it.
    words
        How word of calls came; None where messages are ideal, and there is nothing to tell.
    cases
        What a review needs beyond these.
    end_ms
        When the run ended; None as long as it has not.

    Examples
    --------
    As a sink the fold needs no second pass, and the log need not be kept::

        fold = Fold(scenario)
        log = Log(header, path, keep=False, sinks=[fold])
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.responses = Responses(scenario)
        self.duty = Duty(scenario)
        self.coverage = Coverage(scenario)
        self.traffic = Traffic()
        self.contact = Contact(scenario)
        self.power = Power(scenario)
        self.rescue = Rescue()
        self.repairs = Repairs(scenario)
        self.service = Service(scenario)
        self.situation = Situation()
        self.first_minutes = FirstMinutes()
        self.water = WaterUse()
        self.aid, self.lending = Loans(scenario), Lending(scenario)
        self.levels = Levels(scenario)
        self.crowd = Crowd(scenario)
        self.municipal = Municipal(scenario)
        self.controls = Controls(scenario)
        self.rides = Rides(scenario)
        self.trucks, self.uavs = Trucks(scenario), Scouting(scenario)
        self.casualties, self.wants = Casualties(scenario), Wants(scenario)
        self.capabilities, self.team_waits = Capabilities(scenario), TeamWaits(scenario)
        self.alarms, self.successions = Alarms(scenario), Successions(scenario)
        self.utilities, self.rivers = UtilityUse(scenario), Rivers(scenario)
        self.words = None if scenario.comms == "ideal" else Words()
        self.cases = Cases(scenario)
        self.end_ms: int | None = None
        self._now_ms = 0
        parts = (self.responses, self.duty, self.coverage, self.traffic, self.contact, self.power)
        others = (self.rescue, self.repairs, self.service, self.situation, self.municipal)
        people = (self.levels, self.crowd, self.controls, self.rides, self.casualties, self.wants)
        teams = (self.trucks, self.uavs, self.capabilities, self.team_waits, self.alarms, self.utilities)
        late = (self.first_minutes, self.water, self.aid, self.lending, self.successions, self.rivers)
        optional = (*late, *people, *teams)
        self._parts = (*parts, *others, *optional)
        self._readers = joined(*(part.readers for part in self._parts))
        self._readers[RunEnded] = lambda seq, t, fact: self.finish()

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Take in a batch of entries."""
        readers = self._readers
        self._now_ms = times[-1]
        for seq, (t, fact) in enumerate(zip(times, facts, strict=True), first_seq):
            reader = readers.get(type(fact))
            if reader is not None:
                reader(seq, t, fact)
        if self.words is not None:
            self.words(first_seq, times, causes, facts)
        self.cases(first_seq, times, causes, facts)

    @cached_property
    def spent(self) -> list[Spent]:
        """Where the time of each incident went, by number; to be asked for once the run has ended."""
        return spent(self)

    def finish(self) -> None:
        """Take the run to end at the last entry: at the end of the run, or of a log that was cut short."""
        if self.end_ms is None:
            self.end_ms = self._now_ms
            for part in self._parts:
                part.finish(self._now_ms)


def fold(log: Readable) -> Fold:
    """Fold a whole log.

    Parameters
    ----------
    log
        In memory or in a file.

    Raises
    ------
    ForeignScenario
        If its scenario is of another version.
    """
    found = Fold(Scenario.of(log.header.scenario))
    for batch in log.batches():
        found(*batch)
    found.finish()
    return found
