"""What is true of the seats of an exercise 席位."""

from sim.record.item import Item


class SeatChanged(Item, frozen=True, tag="seat"):
    """A person takes a seat, and the policy of that post rests; or hands it back 接管与交还.

    `address` is that of the post.
    """

    address: int
    taken: bool
