"""Laws of response levels: decided by one post, known by order, done where known; command is in one place."""

from sim.metric.laws.law import broken
from sim.metric.laws.units import UnitLaws
from sim.metric.leaders import of_kind
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.response import (
    CommandMoved,
    ConsultationEnded,
    DeskServed,
    LevelDecided,
    LevelKnown,
    LevelOrder,
    MeasureTaken,
)
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import Address, Band
from sim.terms.levels import LEVELS, NONE, covers

_UNKNOWN = NONE, 0


class ResponseLaws:
    """Follows who acts at which level, and who may.

    Parameters
    ----------
    scenario
        Its measures, and where command is at the beginning.
    units
        Told of people who come to stations and go.
    """

    def __init__(self, scenario: Scenario, units: UnitLaws) -> None:
        self._scenario, self._units = scenario, units
        self._at: dict[int, tuple[int, int]] = {}
        self._sent: dict[int, tuple[int, int, int]] = {}
        self._may: set[tuple[int, int, int]] = set()
        self._amounts: dict[tuple[int, str], int] = {}
        self._read: set[int] = set()
        self._holder = next(iter(of_kind(scenario, Party.EOC)), None)

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        found: dict[type, Reader] = {
            LevelDecided: self._decide,
            LevelKnown: self._know,
            MeasureTaken: self._take,
            ConsultationEnded: self._consult,
            DeskServed: self._serve,
            CommandMoved: self._move,
        }
        if self._scenario.response.levels:
            found |= {MessageSent: self._send, MessageDelivered: self._deliver}
        return found

    def _decide(self, seq: int, t: int, fact: LevelDecided) -> None:
        level, number = self._at.get(fact.post, _UNKNOWN)
        if fact.level not in LEVELS or fact.level == level or fact.number <= number:
            said = f"is at {level} by decision {number}, decides {fact.level} by {fact.number}"
            raise broken("level_decided", seq, t, f"post {fact.post} {said}")
        self._at[fact.post] = fact.level, fact.number

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is LevelOrder:
            if self._at.get(fact.sender, _UNKNOWN) != (item.level, item.number):
                raise broken(
                    "level_decided", seq, t, f"{fact.sender} orders level {item.level}, nobody decided so"
                )
            self._sent[seq] = fact.receiver, item.level, item.number

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        sent = self._sent.pop(fact.message, None)
        if sent is not None:
            self._may.add(sent)

    def _know(self, seq: int, t: int, fact: LevelKnown) -> None:
        if (fact.address, fact.level, fact.number) not in self._may:
            raise broken("level_known", seq, t, f"{fact.address} acts at level {fact.level} without an order")
        if fact.number <= self._at.get(fact.address, _UNKNOWN)[1]:
            raise broken(
                "level_one", seq, t, f"{fact.address} goes back to level {fact.level}, of {fact.number}"
            )
        self._at[fact.address] = fact.level, fact.number

    def _take(self, seq: int, t: int, fact: MeasureTaken) -> None:
        level, key = self._at.get(fact.address, _UNKNOWN)[0], (fact.address, fact.measure)
        least = self._scenario.response.level_of(fact.measure, self._name(fact.address))
        self._amounts[key] = self._amounts.get(key, 0) + fact.amount
        if (fact.amount > 0 and not covers(level, least)) or self._amounts[key] < 0:
            said = f"{fact.address} takes measure {fact.measure} ({fact.amount}) at level {level}"
            raise broken("measure", seq, t, said)
        if fact.measure == "call_in":
            self._units.reinforce(fact.address - Band.STATION, fact.amount)

    def _name(self, address: int) -> str:
        """Return the id of who may have a plan of their own."""
        tables = {
            Band.TOWNSHIP: self._scenario.townships,
            Band.STATION: self._scenario.stations,
            Band.CREW: self._scenario.teams,
        }
        band, row = Band.split(Address(address)) or (Band.POST, 0)
        return tables[band][row].id if band in tables else ""

    def _consult(self, seq: int, t: int, fact: ConsultationEnded) -> None:
        members = len(fact.present) + len(fact.missing)
        quorate = len(fact.present) >= self._scenario.response.consultation.quorum.value * members
        if fact.held is not quorate or set(fact.present) & set(fact.missing):
            said = f"round {fact.number} of {fact.post}: {len(fact.present)} of {members}, held: {fact.held}"
            raise broken("quorum", seq, t, said)

    def _serve(self, seq: int, t: int, fact: DeskServed) -> None:
        if fact.message in self._read or fact.waited_ms < 0:
            raise broken("read", seq, t, f"post {fact.post} reads message {fact.message} again")
        self._read.add(fact.message)

    def _move(self, seq: int, t: int, fact: CommandMoved) -> None:
        if fact.sender != self._holder or fact.receiver == self._holder:
            said = f"from {fact.sender} to {fact.receiver}, while {self._holder} holds it"
            raise broken("holder", seq, t, f"command moves {said}")
        self._holder = Address(fact.receiver)
