"""Why the repair of a damage took so long, in words: where its hours went, or what it still waits for."""

import math
from typing import Final

from sim.metric.repair_rows import Chain, chain
from sim.metric.repairs import Repair
from sim.report.named import called
from sim.report.words import Both, same
from sim.scenario.model import Scenario
from sim.terms.enums import Skill
from sim.terms.units import HOUR_MS
from sim.words import both

LEAST_H: Final = 0.1
"""Shorter parts are not worth a word."""
_EASED: Final = both("eased after {hours:.1f} h by {team}: {parts}")
_PART: Final = same("{name} {hours:.1f}")
_LONGEST: Final = both("{name} {hours:.1f} (longest)")
_HELD: Final = both("; work was stopped for danger for {hours:.1f} h")
_PARTS: Final = {
    "seen_h": both("until seen"),
    "word_h": both("until told"),
    "order_h": both("until ordered"),
    "receipt_h": both("until the order came"),
    "muster_h": both("mustering"),
    "travel_h": both("on the way"),
    "access_h": both("before closed roads"),
    "survey_h": both("surveying and waiting"),
    "work_h": both("at work"),
}
_UNSEEN: Final = both("nobody had seen it by the end")
_UNHEARD: Final = both("seen after {hours:.1f} h, but no word of it reached who sends teams")
_UNORDERED: Final = both(
    "known after {hours:.1f} h, but no team was sent: of {n} for {skill} none was free and knew a way"
)
_NOTHING_TO_DO: Final = both("known after {hours:.1f} h; nothing could be done but wait")
_UNTAKEN: Final = both("a team was ordered, but the order had not reached it by the end")
_NOT_THERE: Final = both("{team} had the order, but was not there by the end{stranded}")
_STRANDED: Final = both(", and stood before closed roads for {hours:.1f} h")
_NO_WORK: Final = both("{team} was there, but could not begin by the end")
_NOT_DONE: Final = both("{team} was at work, and not done by the end")


def waits(scenario: Scenario, repair: Repair) -> Both:
    """Return in words where the hours of a repair went, or what it was still waiting for at the end.

    Parameters
    ----------
    scenario
        Its teams.
    repair
        What became of the damage.
    """
    if repair.eased_ms is not None and repair.first is not None:
        return _eased(scenario, repair, repair.first)
    if repair.seen_ms is None:
        return _UNSEEN
    if repair.heard_ms is None:
        return _UNHEARD.fill(hours=_h(repair, repair.seen_ms))
    if not repair.errands:
        return _unordered(scenario, repair, _h(repair, repair.heard_ms))
    return _under_way(scenario, repair)


def _unordered(scenario: Scenario, repair: Repair, hours: float) -> Both:
    """Say how many teams there are for what was needed: none of them was sent."""
    if not repair.needs:
        return _NOTHING_TO_DO.fill(hours=hours)
    skill = Skill(repair.needs)
    able = sum(skill in scenario.team_types[team.type].capabilities for team in scenario.teams)
    name = Both(skill.zh, skill.value.replace("_", " "))
    return _UNORDERED.fill(hours=hours, n=able, skill=name)


def _eased(scenario: Scenario, repair: Repair, first: int) -> Both:
    """Say of which parts the time until the first step was made up, and which was the longest."""
    assert repair.eased_ms is not None
    hours = {name: h for name, h in zip(Chain._fields, chain(repair), strict=True) if not math.isnan(h)}
    longest = max(hours, key=lambda name: hours[name])
    parts = [
        (_LONGEST if name == longest else _PART).fill(name=_PARTS[name], hours=h)
        for name, h in hours.items()
        if h >= LEAST_H or name == longest
    ]
    told = _EASED.fill(
        hours=_h(repair, repair.eased_ms),
        team=_team(scenario, first),
        parts=Both("，".join(part.zh for part in parts), ", ".join(part.en for part in parts)),
    )
    if repair.held_ms < LEAST_H * HOUR_MS:
        return told
    held = _HELD.fill(hours=repair.held_ms / HOUR_MS)
    return Both(told.zh + held.zh, told.en + held.en)


def _under_way(scenario: Scenario, repair: Repair) -> Both:
    """Say how far the team that came furthest had come."""
    team, errand = max(
        repair.errands.items(),
        key=lambda item: (
            *(ms is not None for ms in (item[1].work_ms, item[1].there_ms, item[1].taken_ms)),
            -item[0],
        ),
    )
    if errand.work_ms is not None:
        return _NOT_DONE.fill(team=_team(scenario, team))
    if errand.there_ms is not None:
        return _NO_WORK.fill(team=_team(scenario, team))
    if errand.taken_ms is None:
        return _UNTAKEN
    stood = errand.stranded_ms / HOUR_MS
    stranded = _STRANDED.fill(hours=stood) if stood >= LEAST_H else same("")
    return _NOT_THERE.fill(team=_team(scenario, team), stranded=stranded)


def _team(scenario: Scenario, team: int) -> Both:
    return called(scenario.teams[team])


def _h(repair: Repair, t_ms: int) -> float:
    return (t_ms - repair.began_ms) / HOUR_MS
