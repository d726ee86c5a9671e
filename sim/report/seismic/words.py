"""The words of the section on earthquake early warning, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

SEISMIC_WORDS: Final[dict[str, Both]] = {
    "section_early_warning": both("Earthquake early warning"),
    "early_told": both(
        "The strongest shock, of magnitude {magnitude}, met {live} of {stations} stations at "
        "work; it was located {detected} s after it began, telephones rang after {told} s, "
        "at most {longest} s before the shaking. Of {people} people, {warned} were where the "
        "warning came first ({warned_share}): less than 3 s before {under_3s}, 3 to 10 s "
        "{under_10s}, 10 to 20 s {under_20s}, longer {more}; {blind} in the blind zone "
        "({blind_share}); {dark} had time, but no cell ({dark_share})."
    ),
    "early_unlocated": both(
        "The strongest shock, of magnitude {magnitude}, met {live} of {stations} stations at "
        "work, too few to locate it: nobody was warned."
    ),
    "early_none": both("No earthquake was strong enough for a warning."),
    "early_spared": both(
        "Shocks strong enough for a warning: {quakes}, of which {located} were located; "
        "people who had taken cover and were not trapped for that: {spared}."
    ),
    "early_aired": both(
        "The strongest shock: {television} people live where televisions and radios told in "
        "time, as there was power; {sirens} where loudspeakers did."
    ),
    "early_note": both(
        "Seconds are those before the S wave; people are those who live where the warning "
        "came first. The share who notice it and take cover, and what that spares them, are "
        "assumptions or estimates, listed at the end. Stations and cells count as they were "
        "when the shock began: what it breaks is missing at the next."
    ),
    "table_quakes": both("earthquake early warnings"),
    "quake_at": both("At (h)"),
    "quake_magnitude": both("Magnitude"),
    "quake_stations": both_in("seismic", "Stations"),
    "quake_told": both("Rang (s)"),
    "quake_warned": both("Warned"),
    "quake_3s": both("3 s or more"),
    "quake_blind": both("Blind zone"),
    "quake_dark": both("No cell"),
    "quake_spared": both("Spared"),
}
"""Words by key: (Chinese, English)."""
