"""The words of the section on rivers upstream, in Chinese and English."""

from typing import Final

from sim.words import Both, both

BASIN_WORDS: Final[dict[str, Both]] = {
    "section_basin": both("Floods told of from upstream"),
    "basin_none": both("A flood came from upstream and nobody was told of it: {water}."),
    "basin_told": both(
        "Stages upstream were told to {to}: first after {told} hours; after {judged} hours "
        "they called for a warning; {water}, {told_lead} hours after the first word and "
        "{judged_lead} after that judgement. Of {words} words {delivered} arrived, half of "
        "them within {p50} minutes, nine in ten within {p90}."
    ),
    "basin_to_district": both("the operations centre"),
    "basin_to_direct": both("the operations centre and the townships along the rivers"),
    "basin_water": both("the water was first on a road or in a village after {at} hours"),
    "basin_dry": both("the water came to no road and no village"),
    "basin_people": both(
        "The rivers stood in {villages} villages with {people} people at risk: told to leave "
        "before the water {heard} ({heard_share}), away from home by then {away} "
        "({away_share})."
    ),
    "basin_roads": both(
        "The rivers flooded {flooded} roads, {before} of which had been barred before "
        "(median {ahead} hours ahead); {barred} were barred in all, {vain} of which stayed "
        "dry."
    ),
    "basin_note": both(
        "The district knows stages from words that reached it alone. What arrives differs "
        "from what was foretold, and banks from what the map says, by chance that nobody "
        "knows beforehand. Stages, times of travel and shares that arrive: see the basis at "
        "the end."
    ),
    "table_gauges": both("gauges upstream"),
    "table_stages": both("stages upstream"),
    "gauge": both("Gauge"),
    "gauge_river": both("River"),
    "gauge_peak": both("Crest (m)"),
    "gauge_warning": both("At warning mark (h)"),
    "gauge_guarantee": both("At guarantee mark (h)"),
    "gauge_told": both("District told (h)"),
}
"""Words by key: (Chinese, English)."""
