"""The words of the section on who led the district, in Chinese and English."""

from typing import Final

from sim.words import Both, both

SUCCESSION_WORDS: Final[dict[str, Both]] = {
    "section_succession": both("Who led the district"),
    "succession_told": both(
        "The operations centre was lost {lost} times, for {lost_h} hours; in {alone} of them "
        "nobody led the district. Its alternate took command {taken} times and led for {led} "
        "hours, in {both} of which the centre was there as well."
    ),
    "succession_knew": both(
        "Word of who leads went to {asked} and reached {told}, half of them within {p50} "
        "minutes; orders flowed again {flows} hours after the loss, {orders} in all while "
        "the alternate led."
    ),
    "succession_vehicle": both(
        "The command vehicle had its satellite station up {set_up} hours after it set off."
    ),
    "deputies_told": both(
        "The neighbouring township stood in for one that could not be raised {turned} times, "
        "for {townships} townships in all."
    ),
    "succession_note": both(
        "The alternate takes command by messages alone, and decides from those: it heard "
        "nothing for long, or was told by those who left a dark building."
    ),
}
"""Words by key: (Chinese, English)."""
