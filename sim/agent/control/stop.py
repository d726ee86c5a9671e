"""A place in a village where people wait for vehicles 集合点."""

from functools import partial

from sim.agent.context import Context
from sim.agent.people.walk import Party
from sim.record.rides import RideRequest
from sim.terms.ids import Address, Band


class Stop:
    """Parties that wait at a village, and the requests of its post for them.

    Parameters
    ----------
    context
        Of the world.
    village
        Its row.
    township
        Whom its post asks.
    """

    def __init__(self, context: Context, village: int, township: Address) -> None:
        self._context, self._village, self._township = context, village, township
        self._waiting: list[Party] = []
        self._will_ask = False

    @property
    def people(self) -> int:
        """How many people wait."""
        return sum(party.people for party in self._waiting)

    def join(self, party: Party) -> None:
        """Let a party wait; the post asks for vehicles once others have had time to come, too."""
        self._waiting.append(party)
        self._ask_soon(party.cause)

    def drop(self, party: Party) -> None:
        """Let a party wait no more, and those who plan know of it."""
        self._waiting.remove(party)
        self._ask_soon(party.cause)

    def board(self, seats: int) -> list[Party]:
        """Return the parties that get in, in the order in which they came, each whole or not at all."""
        found: list[Party] = []
        for party in self._waiting:
            if party.people <= seats:
                found.append(party)
                seats -= party.people
        self._waiting = [party for party in self._waiting if party not in found]
        return found

    def _ask_soon(self, cause: int | None) -> None:
        if not self._will_ask:
            self._will_ask = True
            gather_ms = self._context.scenario.control.rides.gather.ms
            self._context.clock.call_after(gather_ms, partial(self._ask, cause))

    def _ask(self, cause: int | None) -> None:
        self._will_ask = False
        body = (RideRequest(self._village, self.people),)
        self._context.net.send(Band.VILLAGE.address(self._village), self._township, body, cause)
