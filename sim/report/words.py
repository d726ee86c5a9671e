"""The words of figures, pages and tables, in Chinese and English. A word stands once, for all of them."""

from typing import Final

from sim.report.aid.words import AID_WORDS
from sim.report.basin.words import BASIN_WORDS
from sim.report.bearer_words import COMMS_WORDS
from sim.report.capability.words import CAPABILITY_WORDS
from sim.report.control.words import CONTROL_WORDS
from sim.report.cut_words import CUT_WORDS
from sim.report.hazard_words import HAZARD_WORDS
from sim.report.levels.words import LEVEL_WORDS
from sim.report.municipal.words import MUNICIPAL_WORDS
from sim.report.people.words import PEOPLE_WORDS
from sim.report.relief.words import RELIEF_WORDS
from sim.report.repair_words import REPAIR_WORDS
from sim.report.seismic.words import SEISMIC_WORDS
from sim.report.succession.words import SUCCESSION_WORDS
from sim.report.utilities.words import UTILITY_WORDS
from sim.terms.enums import Term
from sim.words import Both, Lang, both, both_in, same

__all__ = ["WORDS", "Both", "Lang", "same", "say", "term"]


_WORDS: Final[dict[str, Both]] = {
    # figures
    "minutes": both_in("report", "min"),
    "trapped_told": both(
        "Trapped people: {trapped}; freed alive {alive}, dead {dead}, still waiting at the "
        "end {waiting}, at calls that were handed over {elsewhere}."
    ),
    "response_axis": both("Response time (min): incident begins to first unit on scene"),
    "share_axis": both("Cumulative share of calls reached"),
    "mean_axis": both("Mean time (min)"),
    "busy_axis": both("Share of time busy (number of responses)"),
    "hour_axis": both("Hour of the day"),
    "all_calls": both("All calls"),
    "calls": both_in("report", "Calls"),
    "calls_per_day": both("Calls a day"),
    "calls_per_hour": both("Calls an hour"),
    "busy_units": both("Units busy"),
    "open_calls": both("Open calls"),
    "at_hours": both("At the full hours"),
    "highest": both("Highest at a full hour"),
    "map_p50": both("Median response time"),
    "map_p90": both_in("report", "90th percentile"),
    "no_calls": both("no unit arrived"),
    "legend_roads": both("Roads"),
    "legend_stations": both_in("report", "Stations"),
    "bridge": both("river bridge"),
    "river": both("river"),
    "border": both("district border"),
    "north": both("N"),
    "km": both("km"),
    "inset": both("City core, enlarged"),
    "data": both("Data:"),
    "cells_note": both("Coloured areas: nearest township seat (approximate), not administrative borders"),
    "node_note": both(
        "Coloured areas: the time to the nearest road node (approximate), not administrative borders"
    ),
    # segments of a response, NFPA 1710
    "answer": both("answer"),
    "process": both("processing"),
    "queue": both("queue"),
    "turnout": both_in("review", "turnout"),
    "travel": both_in("report", "travel"),
    "response": both_in("report", "first unit"),
    "full_response": both_in("report", "all units"),
    "work": both_in("report", "work"),
    # headline
    "title": both("{name}: emergency response, run report"),
    "subtitle": both("{start} to {end} ({days} days) · policy {policy} · seed {seed}, replication {rep}"),
    "headline": both(
        "{n} calls in {days} days, {reached} of them reached: half within {p50} minutes, "
        "nine in ten within {p90}; {within} within 10 minutes."
    ),
    "headline_none": both("{n} calls; no unit arrived at any."),
    "headline_quiet": both(
        "No call in {days} days: they are rare here; try another seed, more days or a higher demand.scale."
    ),
    "p50": both("Median response time"),
    "p90": both_in("report", "90th percentile"),
    "of_reached": both("of {n} calls reached"),
    "of_counted": both("{k} of {n} calls reached"),
    "ends": both("{closed} closed, {handed_over} handed over, {open} open at the end"),
    "within_n": both("Within {n} minutes"),
    "uncovered": both("Uncovered share"),
    "uncovered_note": both("no free unit within {limit} min: share of time, weighted by people"),
    "waited": both("Waited for a unit"),
    "waited_note": both("of {n}; never sent: {never}"),
    "cross_boundary": both("Cross-boundary"),
    "caution": both(
        "This is one run, not the mean of several replications: another seed gives other numbers."
    ),
    # sections
    "section_map": both("Response time by township"),
    "section_response": both("Response times and their segments"),
    "section_townships": both("Townships"),
    "section_kinds": both("Kinds of incident"),
    "section_stations": both("Workload of stations"),
    "section_time": both("Over time"),
    "caption_map": both(
        "Colours, and the numbers after the names: median response time in minutes, from the "
        "incident to the first unit."
    ),
    "caption_curves": both("Cumulative response times. Dots mark the shares within 5, 8, 10 and 15 minutes."),
    "caption_segments": both("Where the minutes of a mean response go."),
    "caption_workload": both(
        "Share of time that the units of each station were busy, coloured by kind of station."
    ),
    "caption_timeline": both(
        "Top: calls; middle: units busy and calls open at the full hours (the highest of "
        "each day); bottom: calls by hour of the day."
    ),
    "p50_col": both("Median"),
    "p90_col": same("90%"),
    "segment": both("Segment"),
    "n": both_in("report", "n"),
    "mean": both("Mean"),
    "p80": same("80%"),
    "p95": same("95%"),
    "max": both("Longest"),
    "goal": both("NFPA 1710 goal"),
    "goal_told": both("{goal} for {share}; here {met}"),
    "nobody_reached": both(
        "{calls} calls, none of which a unit reached: there are no response times to draw."
    ),
    "segments_note": both(
        "Times in min:s. Answer: incident to pick-up; processing: until ready to dispatch; "
        "queue: until the first order; turnout and travel are those of the first unit to "
        "arrive. First unit, all units: from the incident. n counts the calls that have the "
        "segment."
    ),
    "townships_told": both("By median response time, slowest first."),
    "few_note": both(
        "* Fewer than {few} calls: percentiles of one run are largely chance. Judge from "
        "several replications."
    ),
    "township": both("Township"),
    "population": both("Population"),
    "p50_min": both_in("report", "Median (min)"),
    "p90_min": both("90th pct (min)"),
    "within_10": both("Within 10"),
    "spread": both("Response times"),
    "kind": both("Kind"),
    "work_min": both("Median work (min)"),
    "units_sent": both("Mean units sent"),
    "stations_folded": both("Figures of each station ({n})"),
    "station": both_in("report", "Station"),
    "station_kind": both("Kind"),
    "units": both_in("report", "Units"),
    "runs": both("Runs"),
    "arrived": both_in("report.arrived", "Arrived"),
    "abroad": both("Abroad"),
    "priority": both("Priority"),
    "people": both("Mean people sent"),
    "waiting": both("Queueing"),
    "queue_of": both("Waiting for"),
    "waiting_for_call_taker": both("a call-taker"),
    "waiting_for_unit": both("a unit"),
    "waited_of": both("Calls that waited"),
    "never_sent": both("Never sent"),
    "messages": both_in("report.messages", "Messages"),
    "bearer": both_in("exercise", "Bearer"),
    "sent": both("Sent"),
    "delivered": both("Delivered"),
    "lost": both_in("exercise", "Lost"),
    "in_flight": both("In flight at the end"),
    "delay_s": both("Mean delay (s)"),
    "busy": both("Busy"),
    # what it rests on
    "basis": both("What the run rests on"),
    "basis_told": both(
        "The scenario holds {all} figures: {assumed} are assumptions, {estimated} estimates, "
        "{user} stated by the user without a source. The results hold only as far as these "
        "do."
    ),
    "rows_by_label": both("How far the rows of the tables can be trusted"),
    "figures_by_label": both("Figures and their sources"),
    "table": both("Table"),
    "rows": both("Rows"),
    "quantity": both_in("report", "Figure"),
    "value": both_in("report", "Value"),
    "unit": both_in("report", "Unit"),
    "range": both("Range"),
    "source": both("Source"),
    "table_districts": both("districts"),
    "table_nodes": both("road nodes"),
    "table_links": both("road links"),
    "table_townships": both("townships"),
    "table_villages": both_in("report", "villages"),
    "table_stations": both_in("comms", "stations"),
    "table_units": both("units"),
    "table_hospitals": both("hospitals"),
    "table_pois": both("points of interest"),
    "table_calls": both("calls of the past"),
    "table_lines": both("rivers and borders"),
    "table_posts": both_in("report.table_posts", "posts"),
    "table_sites": both("370 MHz sites"),
    "table_telecom": both("telecom sites"),
    "table_fibres": both("fibre cables"),
    "table_terminals": both("terminals"),
    "table_comms_teams": both("communications teams"),
    "table_power_nodes": both("power nodes"),
    "table_power_lines": both("power lines"),
    "table_loads": both("power loads"),
    "table_teams": both("professional teams"),
    # how to have it again
    "origin": both("How to have this run again"),
    "scenario": both("Scenario, fingerprint"),
    "policy": both("Policy"),
    "seed_rep": both("Seed / replication"),
    "span": both("Start and length"),
    "version": both("Version"),
    "digest": both("Digest of the log"),
    "again": both(
        "sanduan replay DIR, on the folder of results, runs again from the log's header and "
        "compares digests. With the scenario's files unchanged and the same --set, this line "
        "gives the same log:"
    ),
    "credits": both("Made by sanduan. Results of a model, not records of real operations."),
}

WORDS: Final[dict[str, Both]] = {
    key: words
    for part in (
        *(_WORDS, COMMS_WORDS, REPAIR_WORDS, CUT_WORDS, AID_WORDS, LEVEL_WORDS, PEOPLE_WORDS),
        *(MUNICIPAL_WORDS, CONTROL_WORDS, RELIEF_WORDS, CAPABILITY_WORDS, SEISMIC_WORDS, UTILITY_WORDS),
        *(HAZARD_WORDS, SUCCESSION_WORDS, BASIN_WORDS),
    )
    for key, words in part.items()
}
"""Every word by its key."""


def say(key: str, lang: Lang) -> str:
    """Return a word in a language.

    Raises
    ------
    KeyError
        If there is no such word.

    Examples
    --------
    >>> say("minutes", Lang.EN)
    'min'
    """
    return WORDS[key].of(lang)


def term(member: Term) -> Both:
    """Return the name of an enumeration's member.

    Examples
    --------
    >>> from sim.terms.enums import RoadClass
    >>> term(RoadClass.EXPRESSWAY)
    Both(zh='高速公路', en='expressway')
    """
    return Both(member.zh, member.value.replace("_", " "))
