"""The words of the section on mains and pumps, in Chinese and English."""

from typing import Final

from sim.words import Both, both

UTILITY_WORDS: Final[dict[str, Both]] = {
    "section_utilities": both("Gas and water mains, pumps"),
    "mains_gas": both(
        "Gas mains broke at {places} places; {shut} were shut off (after {shut_mean_h} h on "
        "the mean) and {whole} mended. Calls that came of gas: {calls}; streets closed "
        "beside it: {cordons}."
    ),
    "mains_water": both(
        "Water mains broke at {places} places; {whole} were mended (after {whole_mean_h} h "
        "on the mean). Hydrants were dry in {dry_villages} villages of {dry_people} people, "
        "for {dry_person_h} person-hours; hospitals at {wards} places had no water, for "
        "{wards_h} h in all."
    ),
    "pumps_told": both(
        "Pumps drained {m3} m3 off {floods} flooded places; {dry} were dry, {sooner_h} h "
        "sooner on the mean than by nature."
    ),
    "mains_note": both(
        "Lengths of mains follow from population; rates of breaks, repairs and calls are "
        "assumptions or published, listed at the end. Hydrants run dry where a main breaks, "
        "not where it leaks; what homes do without gas and water is not modelled. When a "
        "place was dry and when it would have been are of this run."
    ),
    "table_mains": both("broken mains"),
    "main_kind": both("Main"),
    "main_village": both("Village"),
    "main_breaks": both("Breaks"),
    "main_began": both("Broke (h)"),
    "main_shut": both("Shut off after (h)"),
    "main_whole": both("Mended after (h)"),
}
"""Words by key: (Chinese, English)."""
