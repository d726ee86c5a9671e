"""Laws of the first minutes: a fire is found once and before it is heard of, neighbours are in one place."""

from sim.metric.laws.calls import CallLaws
from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import IncidentBegan
from sim.record.first_minutes import FireFound, FireHeld, NeighboursChanged
from sim.terms.enums import NeighbourStatus

_GOING, _HERE, _HOME = (status.value for status in NeighbourStatus)
_NEXT = {_HOME: frozenset({_GOING}), _GOING: frozenset({_HERE, _HOME}), _HERE: frozenset({_HOME})}


class FirstMinutesLaws:
    """Follows who finds fires, and the neighbours who go there.

    Parameters
    ----------
    calls
        The calls as they stand.
    """

    def __init__(self, calls: CallLaws) -> None:
        self._calls = calls
        self._found: set[int] = set()
        self._held: set[int] = set()
        self._groups: dict[int, NeighboursChanged] = {}
        self._work_ms: dict[int, int] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            IncidentBegan: self._begin,
            FireFound: self._find,
            NeighboursChanged: self._change,
            FireHeld: self._hold,
        }

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self._work_ms[fact.call] = fact.work_ms

    def _find(self, seq: int, t: int, fact: FireFound) -> None:
        if fact.call in self._found or not self._calls.is_unheard(fact.call):
            raise broken("found", seq, t, f"call {fact.call} is found, but was known before")
        self._found.add(fact.call)

    def _change(self, seq: int, t: int, fact: NeighboursChanged) -> None:
        old, village = self._groups.get(fact.village), f"those of village {fact.village}"
        before, call = (_HOME, fact.call) if old is None else (old.status, old.call)
        if fact.status not in _NEXT[before] or (before != _HOME and call != fact.call):
            found = f"{village} were {before} for call {call} and are {fact.status} for call {fact.call}"
            raise broken("neighbours", seq, t, found)
        if fact.people < 0 or (fact.people > 0) is (fact.status == _HOME):
            raise broken("neighbours", seq, t, f"{fact.people} of {village} are {fact.status}")
        self._groups[fact.village] = fact

    def _hold(self, seq: int, t: int, fact: FireHeld) -> None:
        group, village = self._groups.get(fact.village), f"those of village {fact.village}"
        if group is None or (group.status, group.call) != (_HERE, fact.call):
            raise broken("neighbours", seq, t, f"{village} hold call {fact.call}, where they are not")
        if fact.call in self._held or self._calls.is_worked(fact.call):
            raise broken("neighbours", seq, t, f"call {fact.call} is held again, or after a unit came")
        if not 0 <= fact.saved_ms <= self._work_ms[fact.call]:
            raise broken("neighbours", seq, t, f"{village} save {fact.saved_ms} ms of work")
        self._held.add(fact.call)
