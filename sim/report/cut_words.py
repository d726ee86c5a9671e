"""The words of the maps and the timeline of cuts, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

CUT_WORDS: Final[dict[str, Both]] = {
    "section_cuts": both("Cuts and recovery"),
    "caption_service": both(
        "Share of the people with a road, mains and word, from the first cut to recovery; "
        "road and word by township, mains by the load on which they live."
    ),
    "caption_sequence": both(
        "Maps of the situation before the first cut and some hours after it: closed roads, "
        "dark areas, silent places and teams, as the log tells the truth of them. A team "
        "under way stands where its own estimate of the time puts it. Rain, rivers, fire, "
        "shaking and gas are worked out anew from the same scenario, seed and replication."
    ),
    "panel_before": both("Before {since}"),
    "since_cut": both("the first cut"),
    "since_hazard": both("the hazard began"),
    "panel_after": both("+{hours:g} h after {since}"),
    "panel_end": both("+{hours:.1f} h after {since}, end of the run"),
    "panel_when": both("{name} ({when})"),
    "panel_counts": both(
        "Closed {closed} · slowed {slowed} · no mains {people:,} · silent {silent} · teams: "
        "{working} at work, {moving} moving, {waiting} waiting, {on_air} on air"
    ),
    "panel_hazards": both("Hazards: {kinds}"),
    "panel_no_hazard": both("Hazards: none"),
    "key_roads": both("Roads"),
    "key_cuts": both("Mains and word"),
    "key_teams": both("Teams"),
    "key_ground": both("Ground"),
    "road_closed": both("closed to vehicles"),
    "road_slowed": both("slowed or limited"),
    "road_open": both_in("report", "open"),
    "area_dark": both("without mains (approx.)"),
    "place_silent": both("silent post or station"),
    "site_out": both("site out of service"),
    "fibre_broken": both("fibre broken"),
    "team_working": both("at work"),
    "team_moving": both_in("live", "under way"),
    "team_waiting": both("stranded, waiting or resting"),
    "team_on_air": both("communications team on air"),
    "team_many": both("number: teams in one place"),
    "hazard_reach": both("reach of hazard (as set)"),
    "hazard_spot": both("centre or origin of hazard"),
    "township_seat": both("seat of a township"),
    "places_note": both(
        "Areas: what is nearest to each seat or transformer (approximate), not administrative borders"
    ),
}
"""Words by key: (Chinese, English)."""
