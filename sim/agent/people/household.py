"""A household at risk 受威胁户, with its luck."""

from dataclasses import dataclass

from sim.terms.enums import PeopleState


@dataclass(slots=True)
class Household:
    """A household with all that luck decides about it, drawn before anybody acts.

    Attributes
    ----------
    people
        How many they are.
    heeds
        They leave if they are told in a way that so large a share heeds, or a larger one.
    slow
        How much longer than usual they take to set out, in standard deviations of the logarithm.
    is_old
        Whether they walk at the pace of somebody old.
    state
        What they do.
    """

    people: int
    heeds: float
    slow: float
    is_old: bool
    state: PeopleState = PeopleState.UNAWARE
