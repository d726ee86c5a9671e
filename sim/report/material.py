"""Everything a report is made of, read once from a log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.metric.comms_rows import BROUGHT
from sim.record.header import Header
from sim.report.named import Named, called
from sim.report.say import known
from sim.report.words import Both, Lang, term
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.words import both, same

if TYPE_CHECKING:
    from sim.metric.fold import Fold, Readable
    from sim.metric.levels import Levels as ResponseLevels
    from sim.metric.people import PeopleLevel
    from sim.metric.service import Level
    from sim.metric.situation import Situation
    from sim.metric.tables import Tables
    from sim.record.hazard_fields import Look


@dataclass(frozen=True)
class Material:
    """A run as a report sees it.

    Attributes
    ----------
    scenario
        The scenario inside the log's header.
    header
        The log's header.
    digest
        The log's digest.
    tables
        The run as tables.
    summary
        The run in a few numbers.
    levels
        Shares of the people with a road, mains and word, from when on.
    situation
        What was closed, dark and silent, at any time.
    response
        What became of response levels; None where the scenario has none.
    crowd
        People at risk by state, from when on.
    hazards
        Tells what hazards were like at any time; None where only the log is asked.
    """

    scenario: Scenario
    header: Header
    digest: str
    tables: "Tables"
    summary: Mapping[str, Any]
    levels: "Sequence[Level]"
    situation: "Situation"
    response: "ResponseLevels | None" = None
    crowd: "Sequence[PeopleLevel]" = ()
    hazards: "Look | None" = None

    @classmethod
    def of(
        cls, log: "Readable | Material", found: "Fold | None" = None, hazards: "Look | None" = None
    ) -> "Material":
        """Return what a log tells, unless that is what is given; `found` is its fold if there is one."""
        from sim.metric.fold import fold
        from sim.metric.tables import summary, tables

        if isinstance(log, Material):
            return log
        found = found or fold(log)
        told = tables(log, found), summary(log, found)
        response = found.levels if found.levels.active else None
        shares, situation, crowd = found.service.levels, found.situation, found.crowd.levels
        over = (shares, situation)
        return cls(found.scenario, log.header, log.digest, *told, *over, response, crowd, hazards)

    @property
    def start(self) -> datetime:
        """When the run starts."""
        return datetime.fromisoformat(self.header.start)

    @cached_property
    def township_minutes(self) -> dict[str, float | None]:
        """Median response time of each township in minutes; None where no unit arrived."""
        table = self.tables.townships
        return {
            township: seconds / 60 if known(seconds) else None
            for township, seconds in zip(table["township"], table["p50_response_s"], strict=True)
        }

    @cached_property
    def kinds(self) -> dict[str, Both]:
        """Names of the kinds of incident, by id."""
        return {
            key: Both(kind.name.zh, kind.name.en) for key, kind in sorted(self.scenario.demand.kinds.items())
        }

    @cached_property
    def townships(self) -> dict[str, Both]:
        """Names of the townships, by id."""
        return _names(self.scenario.townships)

    @cached_property
    def stations(self) -> dict[str, Both]:
        """Names of the stations, by id."""
        return _names(self.scenario.stations)

    @cached_property
    def parties(self) -> dict[tuple[str, str], Both]:
        """Names of those who communicate, by kind of party and id."""
        tables: dict[Party, tuple[Named, ...]] = {
            Party.TOWNSHIP: self.scenario.townships,
            Party.STATION: self.scenario.stations,
            Party.UNIT: self.scenario.units,
            Party.VILLAGE: self.scenario.villages,
            Party.KEY_UNIT: self.scenario.key_units,
            Party.BUS: self.scenario.buses,
            Party.COMMS_TEAM: self.scenario.comms_teams,
            Party.CREW: self.scenario.teams,
        }
        found = {
            (kind.value, key): name for kind, rows in tables.items() for key, name in _names(rows).items()
        }
        found |= {(post.kind.value, post.id): called(post) for post in self.scenario.posts}
        outside = (Party.PUBLIC, Party.DISPATCH_CENTRE, Party.WEATHER)
        return found | {(kind.value, kind.value): term(kind) for kind in outside}

    @cached_property
    def facilities(self) -> dict[tuple[str, str], Both]:
        """Names of what may be out, by kind and id; mains are those of townships, a cable has two ends."""
        scenario = self.scenario
        telecom = _names(scenario.telecom)
        radio = _names(scenario.sites)
        between = same("{a}–{b}")
        fibres = {fibre.id: between.fill(a=telecom[fibre.a], b=telecom[fibre.b]) for fibre in scenario.fibres}
        teams = _names(scenario.comms_teams)
        portable = both("portable site {n}")
        radio |= {f"{BROUGHT}{i}": portable.fill(n=str(i)) for i in range(1, len(teams) + 1)}
        tables = {"mains": self.townships, "telecom": telecom | teams, "fibre": fibres}
        tables |= {"radio370": radio, "radio370_degraded": radio}
        return {(kind, key): name for kind, names in tables.items() for key, name in names.items()}


def _names(rows: "tuple[Named, ...]") -> dict[str, Both]:
    return {row.id: called(row) for row in rows}


def in_lang(names: Mapping[str, Both], lang: Lang) -> dict[str, str]:
    """Return names in one language."""
    return {key: name.of(lang) for key, name in names.items()}
