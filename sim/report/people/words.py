"""The words of the section on warnings and people at risk, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

PEOPLE_WORDS: Final[dict[str, Both]] = {
    "section_people": both("Warnings and people at risk"),
    "people_told": both(
        "Warnings by “{variant}”: {warnings}, of which {lifted} lift one. {at_risk} people "
        "are at risk ({groups} groups of ten households); {people} of them were to leave: "
        "{w15}, {w30} and {w60} heard so within 15, 30 and 60 min, {all} in the end, half of "
        "those who heard within {p50} min, nine in ten within {p90} min; {safe} came into "
        "shelters, {back} people are at home again at the end. Before a road at their "
        "village was hit {before} had left; times that a slide found nobody at home because "
        "they had: {spared}."
    ),
    "variant_broadcast": both("telephones alone"),
    "variant_chain": both("warning chain"),
    "variant_chain+neighbours": both("warning chain and ten-household groups"),
    "people_note": both(
        "How many are at risk, heed a warning, and how soon they set out are assumptions, listed at the end."
    ),
    "caption_evacuation": both(
        "People at risk by state: from below in shelters, on the way home, on the way there, "
        "in vehicles, waiting for one, getting ready, before closed roads, staying, warned "
        "of what does not ask them to leave, at home again, unaware."
    ),
    "town_and_village": both("Communities and villages"),
    "of_whom": both_in("people", "Of"),
    "to_leave_n": both("To leave"),
    "table_shelters": both("shelters"),
    "within_15": both("Within 15 min"),
    "within_30": both("Within 30 min"),
    "within_60": both("Within 60 min"),
    "ever": both("In the end"),
    "p50_told": both_in("control", "Median (min)"),
    "p90_told": both("90 % (min)"),
    "sheltered_share": both("In shelters"),
    "all_at_risk": both("All"),
    "communities_at_risk": both("Communities"),
    "villages_at_risk": both("Villages"),
    "told_by_head": both("How people first heard that they are to leave"),
    "told_by": both("By"),
    "people_count": both_in("people", "People"),
    "unconfirmed_head": both("Calls that were not confirmed in time"),
    "unconfirmed_told": both(
        "Of townships {t} of {ta} calls, of villages {v} of {va}: the district did not know "
        "in time that they have the warning."
    ),
    "nobody_called": both("Nobody is called in this way, and nobody confirms."),
    "shelters_head": both("Shelters ({n} with people)"),
    "shelter": both("Shelter"),
    "capacity": both("Room"),
    "taken_share": both("Taken"),
    "people_axis": both("People at risk"),
}
"""Words by key: (Chinese, English)."""
