"""The consultation 会商: members are called, a quorum must be on the line, and it takes its time."""

from collections.abc import Callable, Generator
from typing import Any, Final

from sim.agent.context import Context
from sim.record.message import Letter
from sim.record.response import Consult, ConsultationEnded, Present
from sim.terms.ids import Address
from sim.terms.units import MINUTE_MS

_LOOKS_MS: Final = MINUTE_MS
"""How often it is looked whether those who are missing have come, at least (assumption)."""


class Meeting:
    """One round after the other, as a post calls them 会商研判.

    Members who cannot be raised are missing: a round without a quorum waits for them, as long as its head
    has patience, and then is given up.

    Parameters
    ----------
    context
        Of the world.
    address
        Of the post that calls them.
    members
        Returns who is to take part, as the post believes now.
    ended
        Told whether a round was held, and the log entry of its end.

    Attributes
    ----------
    deputies
        For whom somebody answers who takes another's seat: the second dispatch centre for the first.
    """

    def __init__(
        self,
        context: Context,
        address: Address,
        members: Callable[[], tuple[Address, ...]],
        ended: Callable[[bool, int], None],
    ) -> None:
        self.number = 0
        self._context, self._address = context, address
        self._members, self._ended = members, ended
        self._rules = context.scenario.response.consultation
        joint = context.scenario.response.joint
        self._assemble_ms = joint.assemble.ms if joint.on else self._rules.assemble.ms
        self.deputies: dict[int, Address] = {}
        self._present: set[int] = set()
        self._runs = False

    def convene(self, cause: int | None) -> None:
        """Call a round, unless one is under way."""
        if not self._runs:
            self._runs = True
            self._context.clock.start(self._hold(cause))

    def answer(self, letter: Letter) -> None:
        """Note that a member is there."""
        item = letter.body[0]
        assert isinstance(item, Present)
        if self._runs and item.number == self.number:
            self._present.add(self.deputies.get(letter.sender, letter.sender))

    def _hold(self, cause: int | None) -> Generator[Any, Any, None]:
        clock, rules = self._context.clock, self._rules
        self.number, self._present = self.number + 1, set()
        called = self._members()
        for member in called:
            self._context.net.send(self._address, member, (Consult(self.number),), cause)
        yield clock.wait(self._assemble_ms)
        late_ms = 0
        while not self._is_quorate(called) and late_ms < rules.patience.ms:
            step_ms = min(_LOOKS_MS, rules.patience.ms - late_ms)
            yield clock.wait(step_ms)
            late_ms += step_ms
        held = self._is_quorate(called)
        present = tuple(member for member in called if member in self._present)
        missing = tuple(member for member in called if member not in self._present)
        if held:
            yield clock.wait(rules.lasts.ms)
        self._runs = False
        fact = ConsultationEnded(self.number, self._address, present, missing, held, late_ms)
        self._ended(held, self._context.log.add(clock.now, fact, cause))

    def _is_quorate(self, called: tuple[Address, ...]) -> bool:
        return len(self._present) >= self._rules.quorum.value * len(called)
