"""Laws of calls: in order, each once, each with one end."""

from array import array
from enum import IntEnum

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import CallAnswered, CallEnded, CallTaken, IncidentBegan
from sim.record.hazard_facts import PeopleTrapped
from sim.terms.enums import CallStage


class Stage(IntEnum):
    """How far a call has come."""

    BEGUN = 0
    HEARD = 1
    ANSWERED = 2
    TAKEN = 3
    ENDED = 4
    LEFT_OPEN = 5


class CallLaws:
    """Follows every call from its beginning to its end.

    Attributes
    ----------
    stage
        How far each call has come, by number.
    node
        Node of each call.
    """

    def __init__(self) -> None:
        self.stage = bytearray()
        self.node = array("q")
        self._worked = bytearray()
        self._trapped: set[int] = set()
        self._first_open: tuple[int, int] | None = None

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            IncidentBegan: self._begin,
            CallAnswered: self._answer,
            CallTaken: self._take,
            CallEnded: self._end,
            PeopleTrapped: self._trap,
        }

    def hear(self, seq: int, t: int, call: int) -> None:
        """Note that word of a call has reached the centre."""
        if self._stage(seq, t, "heard", call) == Stage.BEGUN:
            self.stage[call] = Stage.HEARD

    def work(self, call: int) -> None:
        """Note that a unit is at a call."""
        self._worked[call] = True

    def is_worked(self, call: int) -> bool:
        """Whether a unit was at a call."""
        return bool(self._worked[call])

    def is_unheard(self, call: int) -> bool:
        """Whether a call has begun, and no word of it has reached the centre."""
        return 0 <= call < len(self.stage) and self.stage[call] == Stage.BEGUN

    def is_taken(self, call: int) -> bool:
        """Whether a call was taken."""
        return 0 <= call < len(self.stage) and self.stage[call] >= Stage.TAKEN

    def is_open(self, call: int | None) -> bool:
        """Whether a call has begun and not ended."""
        return call is not None and 0 <= call < len(self.stage) and self.stage[call] < Stage.ENDED

    def is_ended(self, call: int | None) -> bool:
        """Whether a call was closed or handed over."""
        return call is not None and self.stage[call] == Stage.ENDED

    def finish(self, seq: int, t: int) -> None:
        """Look whether every call has ended, and no call was left open before now."""
        for call, stage in enumerate(self.stage):
            if stage < Stage.ENDED:
                raise broken("ended", seq, t, f"call {call} has no end")
        if self._first_open is not None and self._first_open[1] != t:
            raise broken("open", *self._first_open, f"a call is left open, but the run ends at {t} ms")

    def _stage(self, seq: int, t: int, law: str, call: int) -> int:
        if not 0 <= call < len(self.stage):
            raise broken(law, seq, t, f"call {call} has not begun")
        return self.stage[call]

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        if fact.call != len(self.stage):
            raise broken("birth", seq, t, f"call {fact.call} where call {len(self.stage)} is next")
        self.stage.append(Stage.BEGUN)
        self._worked.append(False)
        self.node.append(fact.node)

    def _trap(self, seq: int, t: int, fact: PeopleTrapped) -> None:
        if self._stage(seq, t, "trapped", fact.call) != Stage.BEGUN or fact.call in self._trapped:
            raise broken("trapped", seq, t, f"people are trapped at call {fact.call}, which is under way")
        self._trapped.add(fact.call)

    def _answer(self, seq: int, t: int, fact: CallAnswered) -> None:
        stage = self._stage(seq, t, "stages", fact.call)
        if stage == Stage.BEGUN:
            raise broken("heard", seq, t, f"call {fact.call} is answered, but no word of it was delivered")
        self._advance(seq, t, fact.call, Stage.HEARD, Stage.ANSWERED)

    def _take(self, seq: int, t: int, fact: CallTaken) -> None:
        self._advance(seq, t, fact.call, Stage.ANSWERED, Stage.TAKEN)

    def _advance(self, seq: int, t: int, call: int, before: Stage, after: Stage) -> None:
        stage = self._stage(seq, t, "stages", call)
        if stage != before:
            raise broken("stages", seq, t, f"call {call} was {Stage(stage).name} and is now {after.name}")
        self.stage[call] = after

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        stage = self._stage(seq, t, "stages", fact.call)
        if fact.stage == CallStage.OPEN.value and stage < Stage.ENDED:
            self._first_open = self._first_open or (seq, t)
            self.stage[fact.call] = Stage.LEFT_OPEN
            return
        if fact.stage not in _ENDS or stage != Stage.TAKEN:
            raise broken(
                "stages", seq, t, f"call {fact.call} was {Stage(stage).name} and ends {fact.stage!r}"
            )
        if fact.stage == CallStage.CLOSED.value and not self._worked[fact.call]:
            raise broken("worked", seq, t, f"call {fact.call} is closed, but no unit was there")
        self.stage[fact.call] = Stage.ENDED


_ENDS = frozenset({CallStage.CLOSED.value, CallStage.HANDED_OVER.value})
