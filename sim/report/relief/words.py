"""The words of the sections on casualties and on relief supplies, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

RELIEF_WORDS: Final[dict[str, Both]] = {
    "section_casualties": both_in("relief", "Casualties"),
    "casualties_told": both(
        "{people} casualties (red {red}, yellow {yellow}, green {green}, black {black}). "
        "{treated} were treated, half of them within {p50} min, nine in ten within {p90} "
        "min; at the end {inside} are in hospital, {discharged} discharged, {open} still "
        "wait or are under way. Dead at once: {at_once}; died waiting: {died}, of whom not "
        "fetched {not_fetched}, under way {under_way}, at the door of a hospital "
        "{at_a_door}, in its queue {in_the_queue}."
    ),
    "hospitals_told": both(
        "Turned away by hospitals: {full} times full, {dark} times dark; {n} hospitals were "
        "without power, for {h} h in all. Carried by ambulance {ambulance}, by other "
        "vehicles {vehicle}, on foot {foot}."
    ),
    "moved_on_told": both(
        "{moved} were moved on by hospitals that were dark or full; others took in {settled} of them."
    ),
    "casualties_note": both(
        "Shares of triage, how long casualties last, beds taken, surge and treatment times "
        "are assumptions, listed at the end."
    ),
    "of_casualties": both_in("relief", "Of"),
    "all_casualties": both("All but those dead at once"),
    "red_casualties": both("Red at first"),
    "town_casualties": both("Communities"),
    "village_casualties": both("Villages"),
    "number_n": both_in("people", "People"),
    "treated_n": both("Treated"),
    "treated_p50": both_in("control", "Median (min)"),
    "treated_p90": both("90 % (min)"),
    "died_n": both("Died waiting"),
    "hospitals_head": both("Hospitals ({n} took or turned away casualties)"),
    "hospital": both("Hospital"),
    "beds_n": both("Beds"),
    "came_n": both("Took in"),
    "most_n": both("Most in beds"),
    "full_n": both("Turned away, full"),
    "dark_n": both("Turned away, dark"),
    "sent_on_n": both("Moved on"),
    "dark_h": both("Without power (h)"),
    "section_supplies": both("Relief supplies and shelters"),
    "supplies_told": both(
        "{places} villages and communities with at most {people} people lived on what they "
        "had; the district heard of {known}, half of those within {known_h} h; supplies came "
        "to {reached}, half of those within {first_h} h. Person-days without water {water}, "
        "food {food}, roof {tent}."
    ),
    "modes_told": both(
        "Consignments delivered of those sent: by truck {truck}, boat {boat}, on foot "
        "{foot}, by air {air}. Dual-use places opened: {opened}, not opened: {shut}."
    ),
    "supplies_note": both(
        "Stocks, loads, what is at home and what is needed are assumptions; taps run as long "
        "as there is power. Need of which no word came is not served."
    ),
    "of_places": both_in("relief.of_places", "Of"),
    "all_places": both("All"),
    "places_n": both_in("relief", "Places"),
    "known_share": both("Known"),
    "reached_share": both("Supplied"),
    "first_h": both("First supplies, median (h)"),
    "water_pd": both("No water (person-days)"),
    "food_pd": both("No food (person-days)"),
    "tent_pd": both("No roof (person-days)"),
    "short_head": both("Places that lacked most (the first {n})"),
    "place": both_in("relief", "Place"),
    "short_people": both_in("people", "People"),
    "need_h": both("Cut off (h)"),
    "known_h": both("Known after (h)"),
}
"""Words by key: (Chinese, English)."""
