"""The words of the section on capabilities that incidents needed, in Chinese and English."""

from typing import Final

from sim.words import Both, both

CAPABILITY_WORDS: Final[dict[str, Both]] = {
    "section_capabilities": both("Capabilities that incidents needed"),
    "capabilities_told": both(
        "{needed} needs: the district was told of {known}, sent teams to {sent}, teams came "
        "to {there}, {done} were done, {never} were not by the end; orders to go where it "
        "was not needed: {vain}."
    ),
    "capability_col": both("Capability"),
    "needed_col": both("Needed"),
    "known_after_col": both("Known (min)"),
    "sent_after_col": both("Sent (min)"),
    "there_after_col": both("On scene (min)"),
    "done_after_col": both("Done (min)"),
    "finished_col": both("Finished"),
    "never_col": both("Never"),
    "reason_col": both("Why never"),
    "reason_unable": both("no team able"),
    "reason_unknown": both("district not told"),
    "reason_unsent": both("none sent"),
    "reason_unreached": both("none came"),
    "reason_unfinished": both("not finished"),
    "capabilities_note": both(
        "Times are medians since the beginning of the incident, of the needs that came so "
        "far. Without that capability on scene units hold, and the incident does not end. "
        "Which incidents need what, and how much work it is, are assumptions; see their "
        "table."
    ),
    "fire_told": both("Wildfire {name}: {ha} ha burnt, {line} m of line closed, {end}."),
    "fire_contained": both("contained after {hours} h"),
    "fire_burnt_out": both("out after {hours} h, not contained"),
    "fire_burning": both("still burning at the end"),
}
"""Words by key: (Chinese, English)."""
