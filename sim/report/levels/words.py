"""The words of the section on response levels, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

LEVEL_WORDS: Final[dict[str, Both]] = {
    "section_levels": both("Response levels and command"),
    "caption_levels": both(
        "Response levels: the one that the truth warranted, the one that was decided, and "
        "the share of those who were to act at it that had been told."
    ),
    "levels_told": both(
        "{decisions} decisions on the level, the highest {highest}. Of {orders} orders to "
        "act at a level {known} arrived and were followed, half of them within {p50} of the "
        "decision, nine of ten within {p90} (min:s). Of {rounds} consultations {held} had a "
        "quorum; command moved {moves} times."
    ),
    "levels_desk": both(
        "The staff of the operations centre read {n} messages; they waited {mean} on "
        "average, nine of ten at most {p90} (min:s). {span} report to each officer, where "
        "{best} would be best."
    ),
    "levels_when": both("When each level was warranted, and decided"),
    "level_col": both("Level (or higher)"),
    "warranted_col": both("Warranted (h)"),
    "decided_col": both("Decided (h)"),
    "lag_col": both("Lag (h)"),
    "levels_note": both(
        "Hours since the start. A negative lag: the level was raised before the truth warranted it."
    ),
    "measures_taken": both("Measures taken"),
    "measure_col": both("Measure"),
    "takers_col": both("Times"),
    "amount_col": both("Amount"),
    "measure_report": both("Townships report oftener"),
    "measure_call_in": both("Crews called in (people)"),
    "measure_muster": both("Teams mustered"),
    "measure_seats": both("More seats manned (seats)"),
    "measure_hold_back": both("Calls that are not urgent handed over"),
    "measure_scout": both("Silent townships looked after sooner"),
    "measure_tell": both("Neighbours told"),
    "warranted_line": both("Warranted (truth)"),
    "decided_line": both("Decided"),
    "known_line": both("Told of the decision"),
    "level_axis": both("Level"),
    "hours_axis": both_in("cascade", "Hours since the start"),
}
"""Words by key: (Chinese, English)."""
