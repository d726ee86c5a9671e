"""The words of the section on aid from above, flights and dispatch centres, in Chinese and English."""

from typing import Final

from sim.words import Both, both

MUNICIPAL_WORDS: Final[dict[str, Both]] = {
    "section_municipal": both("Aid from above, and who commanded"),
    "upper_told": both(
        "What neighbours could not give went up: the municipality approved {municipal} "
        "requests, and {municipal_in} of its units checked in; the nation approved "
        "{national}, and {national_in} checked in. The municipality ordered neighbours "
        "{ordered} times to lend their reserve. Helicopters flew {flights} legs, {flown} "
        "hours in all; night held them {night} times, and hard rain {rain} times."
    ),
    "centres_told": both(
        "The dispatch centre was lost {lost} times, for {lost_h} hours; in {alone} of them "
        "nobody led. The second centre took command {taken} times and held it for {second} "
        "hours; for {split} hours two centres both held that they commanded."
    ),
    "vehicle_told": both(
        "The post on a vehicle had its satellite station up {set_up} hours after it set off."
    ),
    "municipal_note": both(
        "The second centre judges by messages alone: it takes command when it has heard "
        "nothing for so long, and knows then what had been delivered to it."
    ),
    "order_ao": both("order to lend"),
    "order_cnotice": both("notice of the centre in command"),
}
"""Words by key: (Chinese, English)."""
