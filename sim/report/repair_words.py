"""The words of the section on repairs, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

REPAIR_WORDS: Final[dict[str, Both]] = {
    "section_repairs": both("Damage and repair"),
    "repairs_told": both(
        "{damages} cases of damage: {seen} were seen, {worked} were worked on, {eased} were "
        "eased in a first step, {whole} are whole. From the beginning to the first step it "
        "took {eased_h} h on average, at most {p90_h} h in nine of ten cases. {teams} "
        "professional teams have {machines} machines, {usable} of which have people who can "
        "use them; machines worked for {machine_h} h."
    ),
    "where_time_went": both("Where the time went (mean, h)"),
    "where_time_note": both(
        "Of the team that worked first; together they are the time until the first step was "
        "done. A dash means that no damage came so far."
    ),
    "chain_seen": both("Seen"),
    "chain_word": both("Told"),
    "chain_order": both("Ordered"),
    "chain_receipt": both("Received"),
    "chain_muster": both("Mustered"),
    "chain_travel": both("On the way"),
    "chain_access": both("Before closed roads"),
    "chain_survey": both("Surveyed"),
    "chain_work": both("At work"),
    "each_damage": both("Each damage ({n})"),
    "damage_kind": both("Damage"),
    "damage_target": both("Where"),
    "damage_size": both("Size"),
    "began_h": both("Began (h)"),
    "heard_after_h": both("Known after (h)"),
    "eased_after_h": both("Eased after (h)"),
    "whole_after_h": both("Whole after (h)"),
    "first_team": both("First team"),
    "teams_at_work": both("Teams that were sent"),
    "no_teams_sent": both_in("report.no_teams_sent", "No team was sent."),
    "team_name": both_in("report.team_name", "Team"),
    "orders_taken": both("Orders"),
    "road_time_h": both("On the road (h)"),
    "stranded_time_h": both("Stranded (h)"),
    "working_time_h": both("At work (h)"),
    "resting_time_h": both("Resting (h)"),
    "utilised": both("Share at work"),
    "mismatch": both("Machines without people, and people without machines"),
    "no_mismatch": both("Every team can use all its machines."),
    "machines_held": both("Machines"),
    "machines_operated": both("Operators for"),
    "machines_manned": both("People for"),
    "machines_usable": both("Usable"),
    "machines_idle": both("Idle machines"),
    "operators_spare": both("Spare operators"),
}
"""Words by key: (Chinese, English)."""
