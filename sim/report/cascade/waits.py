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

LEAST_H: Final = 0.1
"""Shorter parts are not worth a word."""
_EASED: Final = Both(
    "{hours:.1f} 时初步恢复（{team}）：{parts}", "eased after {hours:.1f} h by {team}: {parts}"
)
_PART: Final = Both("{name} {hours:.1f}", "{name} {hours:.1f}")
_LONGEST: Final = Both("{name} {hours:.1f}（最长）", "{name} {hours:.1f} (longest)")
_HELD: Final = Both("；其间停工避险 {hours:.1f} 时", "; work was stopped for danger for {hours:.1f} h")
_PARTS: Final = {
    "seen_h": Both("发现", "until seen"),
    "word_h": Both("上报", "until told"),
    "order_h": Both("派工", "until ordered"),
    "receipt_h": Both("收令", "until the order came"),
    "muster_h": Both("集结", "mustering"),
    "travel_h": Both("行进", "on the way"),
    "access_h": Both("受阻", "before closed roads"),
    "survey_h": Both("勘查", "surveying and waiting"),
    "work_h": Both("作业", "at work"),
}
_UNSEEN: Final = Both("至期末无人发现", "nobody had seen it by the end")
_UNHEARD: Final = Both(
    "{hours:.1f} 时后被发现，至期末未报到派工方",
    "seen after {hours:.1f} h, but no word of it reached who sends teams",
)
_UNORDERED: Final = Both(
    "{hours:.1f} 时后获知，至期末未派队伍：{skill}队伍共 {n} 支，无一空闲可达",
    "known after {hours:.1f} h, but no team was sent: of {n} for {skill} none was free and knew a way",
)
_NOTHING_TO_DO: Final = Both(
    "{hours:.1f} 时后获知，只能等险情自行消退", "known after {hours:.1f} h; nothing could be done but wait"
)
_UNTAKEN: Final = Both(
    "已派工，指令至期末未送达", "a team was ordered, but the order had not reached it by the end"
)
_NOT_THERE: Final = Both(
    "{team} 已受领，至期末未到场{stranded}", "{team} had the order, but was not there by the end{stranded}"
)
_STRANDED: Final = Both("，受阻 {hours:.1f} 时", ", and stood before closed roads for {hours:.1f} h")
_NO_WORK: Final = Both("{team} 已到场，至期末未能开工", "{team} was there, but could not begin by the end")
_NOT_DONE: Final = Both("{team} 已开工，至期末未完成", "{team} was at work, and not done by the end")


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
