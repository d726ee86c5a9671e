"""The figures of a run as pandas tables, and its headline figures as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sim.metric import (
    aid_rows,
    comms_rows,
    control_rows,
    grouped,
    level_rows,
    people_rows,
    power_rows,
    repair_rows,
    rows,
)
from sim.metric.columns import COLUMNS
from sim.metric.fold import Fold, Readable, fold
from sim.metric.review.rows import loss_rows
from sim.metric.summary import summary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Tables", "summary", "tables"]


@dataclass(frozen=True, eq=False)
class Tables:
    """The figures of a run; `COLUMNS` says what each column of each table holds.

    Ids are those of the scenario; a figure that does not exist is NaN.

    Attributes
    ----------
    calls, responses
        One row for each call 警情, and for each unit sent to one 出动.
    segments
        Stages of the response (NFPA 1710) with their percentiles.
    townships, kinds, stations, units
        By township 镇街, kind of incident, station and unit.
    timeline
        By hour of the run.
    messages, failures
        By network and by bearer 承载; by the reason for which messages failed.
    undelivered
        Orders that never arrived 未送达指令.
    posts, sites, spells, teams
        Posts that could not be heard 失联, sites, mains and cables out of service 退服, each such span, and
        what teams of communications did.
    word
        How word of each call came 报警途径.
    loads, power
        What each load of the power network lacked 断电; people without power, by hour.
    damages, crews
        What was broken and how long it waited for what 抢修经过, and what professional teams did and could do
        人装适配.
    first_minutes, water
        Who found fires, and what neighbours did before the first unit 初起火灾处置; water of fires 火场供水.
    aid_requests, aid_answers, loans
        Requests for aid and what came of them 增援请求, what each neighbour answered and why it lent nothing
        增援应答, and units that neighbours lent 借调.
    levels, rounds
        When each post knew at which level to act 响应等级获知, and consultations 会商.
    losses
        Where the time of each call went 时间去向.
    warnings, evacuation, shelters
        Warnings and who confirmed them 叫应; what people at risk did, by village; who is in which shelter.
    measures
        What became of each standing order 管控措施.
    casualties, hospitals
        Each casualty 伤员, and what each hospital could take and turned away.
    places_short, consignments
        Places that lived on what they had 断供, and what was brought to them by what.
    capabilities
        What incidents needed beyond engines, and what came of it 专业能力.
    quakes
        Earthquakes and their early warnings 地震预警.
    """

    calls: pd.DataFrame
    responses: pd.DataFrame
    segments: pd.DataFrame
    townships: pd.DataFrame
    kinds: pd.DataFrame
    stations: pd.DataFrame
    units: pd.DataFrame
    timeline: pd.DataFrame
    messages: pd.DataFrame
    failures: pd.DataFrame
    undelivered: pd.DataFrame
    posts: pd.DataFrame
    sites: pd.DataFrame
    spells: pd.DataFrame
    teams: pd.DataFrame
    word: pd.DataFrame
    loads: pd.DataFrame
    power: pd.DataFrame
    damages: pd.DataFrame
    crews: pd.DataFrame
    first_minutes: pd.DataFrame
    water: pd.DataFrame
    aid_requests: pd.DataFrame
    aid_answers: pd.DataFrame
    loans: pd.DataFrame
    levels: pd.DataFrame
    rounds: pd.DataFrame
    losses: pd.DataFrame
    warnings: pd.DataFrame
    evacuation: pd.DataFrame
    shelters: pd.DataFrame
    measures: pd.DataFrame
    casualties: pd.DataFrame
    hospitals: pd.DataFrame
    places_short: pd.DataFrame
    consignments: pd.DataFrame
    capabilities: pd.DataFrame
    quakes: pd.DataFrame

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield each table with its name."""
        for each in fields(self):
            yield each.name, getattr(self, each.name)


def tables(log: Readable, folded: Fold | None = None) -> Tables:
    """Return the figures of a run as pandas tables.

    Parameters
    ----------
    log
        In memory or in a file.
    folded
        The fold of the log, where it was made already: then the log is not read again.

    Examples
    --------
    >>> from sim.metric.columns import COLUMNS
    >>> COLUMNS["calls"]["response_s"].unit
    's'
    """
    content = contents(fold(log) if folded is None else folded)
    return Tables(**{name: _frame(name, content[name]) for name in COLUMNS})


def contents(found: Fold) -> dict[str, Sequence[tuple[Any, ...]]]:
    """Return the rows of every table by its name, as tuples, without pandas."""
    calls, responses = rows.call_rows(found), rows.response_rows(found)
    units = rows.unit_rows(found)
    return {
        "calls": calls,
        "responses": responses,
        "segments": grouped.segment_rows(calls),
        "townships": grouped.township_rows(found, calls),
        "kinds": grouped.kind_rows(found, calls),
        "stations": grouped.station_rows(found, units, responses),
        "units": units,
        "timeline": [(hour, *figures) for hour, figures in enumerate(found.duty.hours)],
        "messages": comms_rows.message_rows(found),
        "failures": comms_rows.failure_rows(found),
        "undelivered": comms_rows.order_rows(found),
        "posts": comms_rows.post_rows(found),
        "sites": comms_rows.site_rows(found),
        "spells": comms_rows.spell_rows(found),
        "teams": comms_rows.team_rows(found),
        "word": comms_rows.word_rows(found),
        "loads": power_rows.load_rows(found),
        "power": power_rows.hour_rows(found),
        "damages": repair_rows.damage_rows(found),
        "crews": repair_rows.crew_rows(found),
        "first_minutes": found.first_minutes.rows(),
        "water": found.water.rows(),
        "aid_requests": aid_rows.request_rows(found),
        "aid_answers": found.lending.rows(),
        "loans": aid_rows.loan_rows(found),
        "levels": level_rows.level_rows(found),
        "rounds": level_rows.round_rows(found),
        "losses": loss_rows(found),
        "warnings": people_rows.warning_rows(found),
        "evacuation": people_rows.village_rows(found),
        "shelters": people_rows.shelter_rows(found),
        "measures": control_rows.measure_rows(found),
        "casualties": found.casualties.rows(),
        "hospitals": found.casualties.hospital_rows(),
        "places_short": found.wants.rows(),
        "consignments": found.wants.mode_rows(),
        "capabilities": found.capabilities.rows(),
        "quakes": found.alarms.rows(),
    }


def _frame(name: str, content: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    import pandas as pd

    columns = list(COLUMNS[name])
    return pd.DataFrame.from_records([tuple(row) for row in content], columns=columns)
