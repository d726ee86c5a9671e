"""What is done beside an exercise without touching it: notes, "what if", and going over to another branch."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.live import notes
from sim.live.branches import Branch, family, family_with, of_exercise
from sim.live.exercise import Exercise
from sim.live.journal import JournalError
from sim.live.msel import desk
from sim.live.notes import FINDING, OBSERVATION, OUTLOOK, RATING, Notes
from sim.live.outlook import MOST_REPS, Asking, Question
from sim.live.record import Recorder
from sim.live.seats import Role, Seat
from sim.live.session import Refused
from sim.scenario.rating import shipped_templates
from sim.terms.errors import InvariantBroken
from sim.words import both

if TYPE_CHECKING:
    from sim.live.room import Room

Body = Mapping[str, Any]
_WRITE: Final = {"observe": OBSERVATION, "rate": RATING, "find": FINDING}
_LOG_WAIT_S: Final = 120.0
_EVALUATE: Final = (Role.EVALUATOR, Role.FACILITATOR)


class Aside:
    """What a room knows beside the exercise.

    Parameters
    ----------
    room
        The room.

    Attributes
    ----------
    asking
        The question "what if" that was asked last; None where none was.
    """

    def __init__(self, room: "Room") -> None:
        self._room = room
        self.asking: Asking | None = None
        self._seen = -1
        self._kept = True
        self._recorder: Recorder | None = None
        self._recorded = False
        self._family: list[Branch] = []
        self.look_round()

    def look_round(self) -> None:
        """Look which branches there are: when one is begun or gone over to."""
        self._family = family_with(self._room.exercise)
        self._recorder, self._recorded = None, False

    def tick(self) -> None:
        """Let what has come in be shown, and keep an answer that is whole."""
        self._record()
        if self.asking is None:
            return
        outlook = self.asking.outlook
        state = outlook.done + outlook.over
        if state != self._seen:
            self._seen = state
            self._room.version += 1
        self._keep()

    def _keep(self) -> None:
        """Keep an answer that is whole, in the file of the exercise that was asked about."""
        if self.asking is not None and self.asking.outlook.over and not self._kept:
            self._kept = True
            outlook = self.asking.outlook
            self.notes.add(outlook.t_ms, "facilitator", OUTLOOK, outlook.plain())

    def leave(self) -> None:
        """Keep what is known of the answer in the branch that is left: it is about no other."""
        if self.asking is not None:
            self.asking.stop()
            self._keep()
        self.asking = None

    def _record(self) -> None:
        """Write the log of an exercise that has reached its end, once."""
        exercise = self._room.exercise
        if self._recorder is None and exercise.session.over and not self._room.fault:
            self._recorder = Recorder(exercise.session, exercise.journal.path)
        elif self._recorder is not None and not self._recorder.busy and not self._recorded:
            self._recorded = True
            self._room.version += 1

    @property
    def record_folder(self) -> Path | None:
        """Where the log stands, once it is written."""
        known = self._recorder is not None and self._recorded and self._recorder.written
        return self._recorder.folder if self._recorder is not None and known else None

    @property
    def record_fault(self) -> str:
        """Why the log could not be written; empty where nothing went wrong."""
        return self._recorder.fault if self._recorder is not None and self._recorded else ""

    @property
    def notes(self) -> Notes:
        """Notes in the file that is being played."""
        return Notes(self._room.exercise.journal)

    def shown(self) -> dict[str, Any]:
        """Return what those see who see everything."""
        own = of_exercise(self._room.exercise)
        branches = [own if branch.file == own.file else branch for branch in self._family]
        return {
            "branches": [branch._asdict() for branch in branches],
            "outlook": None if self.asking is None else self.asking.outlook.plain(),
            "log": None if self.record_folder is None else self.record_folder.name,
            "log_fault": self.record_fault,
            "notes": [note._asdict() for note in self.notes.all() if note.kind != OUTLOOK],
        }

    def close(self) -> None:
        """Give up what is being asked, and let a log that is being written be written."""
        if self.asking is not None:
            self.asking.stop()
            self.asking.wait()
        if self._recorder is not None:
            self._recorder.wait(_LOG_WAIT_S)

    def ask(self, t_ms: int, until_ms: int, reps: int) -> None:
        """Ask what if, from a time on."""
        if self.asking is not None:
            self.asking.stop()
        session = self._room.exercise.session
        question = Question.of(session.header, session.acts, t_ms, session.now_ms, until_ms)
        self.asking, self._seen, self._kept = Asking(question, reps).start(), -1, False


@cache
def templates() -> list[dict[str, Any]]:
    """Return the templates of evaluation that come with the program, as plain data for pages."""
    return [template.model_dump(mode="json") for template in shipped_templates().values()]


# --- what can be asked for


def _note(room: "Room", seat: Seat, body: Body) -> int:
    if seat.role not in _EVALUATE:
        raise Refused(both("evaluators write this").en_zh)
    now_ms, t_ms = room.exercise.session.now_ms, body.get("t", room.exercise.session.now_ms)
    if type(t_ms) is not int or not 0 <= t_ms <= now_ms:
        raise Refused(both("only what has happened").en_zh)
    kind = _WRITE[body["kind"]]
    return room.aside.notes.add(t_ms, seat.name, kind, notes.checked(kind, body))


def _withdraw(room: "Room", seat: Seat, body: Body) -> None:
    number = body.get("number")
    if seat.role not in _EVALUATE or type(number) is not int or not room.aside.notes.withdraw(number):
        raise Refused(both("no such note").en_zh)


def _what_if(room: "Room", seat: Seat, body: Body) -> None:
    """Ask what if: from `t` on, until now or the end, with so many other lucks."""
    session = room.exercise.session
    t_ms, reps, to_end = body.get("t", session.now_ms), body.get("reps", 20), body.get("to_end", True)
    if type(t_ms) is not int or not 0 <= t_ms <= session.now_ms:
        raise Refused(both("from a time that has been played").en_zh)
    if type(reps) is not int or not 1 <= reps <= MOST_REPS:
        raise Refused(both("1 to {most} replications").fill(most=MOST_REPS).en_zh)
    until_ms = session.header.horizon_ms if to_end else session.now_ms
    if until_ms <= t_ms:
        raise Refused(both("nothing lies between").en_zh)
    room.aside.ask(t_ms, until_ms, reps)


def _stop(room: "Room", seat: Seat, body: Body) -> None:
    if room.aside.asking is not None:
        room.aside.asking.stop()


def _switch(room: "Room", seat: Seat, body: Body) -> str:
    """Go over to another branch, and leave this one as it is."""
    old, name = room.exercise, str(body.get("file"))
    own = old.journal.path
    if name == own.name or name not in {branch.file for branch in family(own)}:
        raise Refused(both("no such branch").en_zh)
    path = own.with_name(name)
    try:
        other = Exercise.resume(path)
    except (JournalError, InvariantBroken) as error:
        raise Refused(str(error)) from error
    room.running = False
    room.settle()
    other.journal.admit_as(old.journal)
    return room.go_over(other, desk.script_of(other))


_Action = Callable[["Room", Seat, Body], Any]
ACTIONS: Final[dict[str, _Action]] = {
    "observe": _note,
    "rate": _note,
    "find": _note,
    "withdraw": _withdraw,
    "whatif": _what_if,
    "stop": _stop,
    "switch": _switch,
}
"""What can be asked for, by kind."""
OF_FACILITATORS: Final[tuple[_Action, ...]] = (_what_if, _stop, _switch)
