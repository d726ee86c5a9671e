"""The words of the section on control measures, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

CONTROL_WORDS: Final[dict[str, Both]] = {
    "section_control": both("Control measures and key units"),
    "control_told": both(
        "{given} of {orders} standing orders were given. Carried out, of the places that "
        "were to: entry forbidden {forbid}, work and school stopped {stop}, evacuation "
        "{evacuate}, crowds dispersed {disperse}; {ordered} people were told to leave or to "
        "stay away; calls that did not come about: {averted}. Where a hazard struck {there} "
        "people at risk live, of whom {way} were still in its way."
    ),
    "control_units": both(
        "Key units: {units}, of which {warned} had a warning; {struck} were struck, with "
        "{way} people in them ({would} without measures)."
    ),
    "rides_told": both(
        "Vehicles: {vehicles}, of which {used} made {trips} trips and carried {carried} "
        "people; {asked} villages asked for them; half of those who rode waited {p50} min or "
        "less; {vain} people waited in vain and walked, {on} got off on the way and walked "
        "on."
    ),
    "control_note": both(
        "Compliance and delays are assumptions, listed at the end. Orders go down by what "
        "carries them; where none arrived nothing was done."
    ),
    "table_measures": both("control measures"),
    "table_key_units": both("key units"),
    "table_buses": both("vehicles for people"),
    "standing_order": both("Standing order"),
    "measure_kind": both("Measure"),
    "given_by": both("Given by"),
    "by_district": both_in("control", "district"),
    "by_township": both("township"),
    "towns_given": both("Townships"),
    "places_asked": both_in("control", "Places"),
    "places_taken": both("Carried out"),
    "p50_taken": both_in("control", "Median (min)"),
    "p90_taken": both("90 % (min)"),
    "places_known": both("Known to the district"),
    "calls_averted": both("Calls averted"),
}
"""Words by key: (Chinese, English)."""
