"""The room of an exercise 推演室: its clock, what is shown at each seat, and what may be done there."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from sim.live import aside
from sim.live.branches import free_path
from sim.live.coverage import Coverage
from sim.live.exercise import Exercise
from sim.live.msel import desk
from sim.live.msel.script import KEY, Script
from sim.live.orders import order_of
from sim.live.seats import Role, Seat, tags_of
from sim.live.session import Refused
from sim.live.view import picture_view, truth_view
from sim.record.facts import OrderGiven
from sim.record.seat_facts import SeatChanged, WordGiven
from sim.record.text import json_text
from sim.terms.errors import InvariantBroken, SanduanError
from sim.terms.ids import PUBLIC, Band
from sim.terms.units import HOUR_MS
from sim.words import both

Body = Mapping[str, Any]
"""What a browser asks for: ``{"kind": "order", "form": {...}}``."""
SPEEDS: Final = (1, 5, 10, 30, 60, 120, 300, 600)
"""Simulated seconds in a second."""
MOST_STEP_MS: Final = 24 * HOUR_MS
_TICK_AT_MOST_S: Final = 1.0  # after a long pause of the machine time does not jump
_LOOK_FOR_S: Final = 5.0
_LOOK_FOR_MS: Final = 6 * HOUR_MS


class Room:
    """An exercise with its seats and its clock; one caller at a time.

    Parameters
    ----------
    exercise
        What is played.
    seats
        By name.

    Attributes
    ----------
    exercise, seats
        As given; a rewind takes a branch for the exercise.
    running, speed
        Whether time passes by itself, and how many simulated seconds in a second.
    fault
        What broke the clock; empty where nothing did.
    version
        Counts what has changed: nobody need be shown the same twice.
    script
        What facilitators mean to play.
    """

    def __init__(self, exercise: Exercise, seats: Mapping[str, Seat]) -> None:
        self.exercise, self.seats = exercise, dict(seats)
        self.running, self.speed, self.fault, self.version = False, 1, "", 0
        self.present: dict[str, int] = dict.fromkeys(self.seats, 0)
        self.script = desk.script_of(exercise)
        self.aside = aside.Aside(self)
        self.coverage = Coverage()

    # --- the clock

    def tick(self, wall_s: float) -> None:
        """Let some seconds pass on the wall; whatever goes wrong stops the clock and is said."""
        self._supervised(self.aside.tick, changes=False)
        if not self.running:
            return
        passed_ms = round(min(wall_s, _TICK_AT_MOST_S) * self.speed * 1000)
        self._supervised(lambda: self._pass(self.exercise.session.now_ms + passed_ms))
        if self.exercise.session.over:
            self.running = False

    def _pass(self, until_ms: int) -> int:
        """Let time pass, playing the script; return how many of its lines were played."""
        return desk.advance(self.exercise, self.script, until_ms)

    def settle(self) -> None:
        """Write down how far time has come, before anybody is shown it; not what comes after a fault."""
        if not self.fault:
            self._supervised(self.exercise.settle, changes=False)

    def _supervised(self, what: Callable[[], object], changes: bool = True) -> None:
        try:
            what()
        except BaseException as error:  # a router in Rust that panics raises no Exception
            self.fail(error)
        else:
            self.version += changes

    def fail(self, error: BaseException) -> None:
        """Pause because of what broke, and let it be said: once, though it may break at every screen."""
        fault = f"{type(error).__name__}: {error}"
        self.version += self.running or fault != self.fault
        self.running, self.fault = False, fault

    # --- what is shown

    def frame(self, name: str, look: str | None = None) -> str:
        """Return what is shown at a seat, as JSON, or what broke while that was made.

        Parameters
        ----------
        name
            Of the seat.
        look
            Whose picture those who see everything look at; None for the truth.
        """
        seat, session = self.seats[name], self.exercise.session
        shown: dict[str, Any] = {"kind": "view", "picture": None, "truth": None}
        self._supervised(lambda: shown.update(self._views(seat, look)), changes=False)
        shown |= {"t": session.now_ms, "over": session.over}
        shown |= {"running": self.running, "speed": self.speed, "fault": self.fault}
        return json_text(shown)

    def _views(self, seat: Seat, look: str | None) -> dict[str, Any]:
        """Return the picture that is shown at a seat, and all else where everything is seen."""
        shown: dict[str, Any] = {}
        session = self.exercise.session
        looked_at = self.seats.get(look or "") if seat.all_seeing else seat
        if looked_at is not None and looked_at.address is not None:
            shown["picture"] = picture_view(session, looked_at.address)
        if seat.all_seeing:
            shown["look"] = looked_at.name if looked_at is not None and looked_at.address else None
            shown["truth"] = truth_view(session)
            shown["msel"] = self.script.shown(session)
            shown["seats"] = [self._seat(each) for each in self.seats.values()]
            shown["marks"] = self.exercise.journal.marks()
            shown["file"] = self.exercise.journal.path.name
            shown |= self.aside.shown()
        return shown

    def hello(self, name: str) -> str:
        """Return what a browser is told when it comes in: which seat it has, what it may order."""
        seat = self.seats[name]
        about: dict[str, Any] = {"kind": "hello", "seat": name, "role": seat.role.value}
        about |= {"zh": seat.zh, "en": seat.en, "address": seat.address}
        contacts, world = self._contacts(), self.exercise.session.world
        means = {str(address): world.means_of(address) for address in (*contacts, PUBLIC)}
        about |= {"orders": self._orders(seat), "speeds": SPEEDS, "contacts": contacts, "means": means}
        about["speaks"] = seat.speaks
        about |= {"templates": aside.templates()} if seat.all_seeing else {}
        return json.dumps(about, ensure_ascii=False)

    def _orders(self, seat: Seat) -> list[str]:
        """Return the kinds of orders that are given at a seat in this exercise."""
        post = None if seat.address is None else self.exercise.session.world.post(seat.address)
        return [] if post is None else tags_of(kind for kind in seat.allowed if post.gives(kind))

    def _contacts(self) -> list[int]:
        """Return the addresses that can be told something."""
        session = self.exercise.session
        scenario, seated = session.scenario, [seat.address for seat in self.seats.values()]
        bands = (
            (Band.TOWNSHIP, scenario.townships),
            (Band.STATION, scenario.stations),
            (Band.POST, scenario.posts),
        )
        found = [address for address in seated if address is not None]
        found += [band.address(row) for band, rows in bands for row in range(len(rows))]
        return [address for address in dict.fromkeys(found) if session.world.picture(address) is not None]

    def _seat(self, seat: Seat) -> dict[str, Any]:
        manned = seat.address is not None and self.exercise.session.manned(seat.address)
        return {
            "name": seat.name,
            "zh": seat.zh,
            "en": seat.en,
            "address": seat.address,
            "role": seat.role.value,
            "decides": bool(self._orders(seat)),
            "speaks": seat.speaks,
            "manned": manned,
            "present": self.present[seat.name],
        }

    # --- what is done

    def do(self, name: str, body: Body) -> Any:
        """Do what somebody at a seat asks for, and return what is to be answered.

        Raises
        ------
        Refused
            If it may not or cannot be done there; that is in the audit table.
        """
        seat, kind = self.seats[name], body.get("kind")
        action = _ACTIONS.get(kind) if isinstance(kind, str) else None
        try:
            if action is None or (action in _OF_FACILITATORS and seat.role is not Role.FACILITATOR):
                raise Refused(both("this cannot be done at this seat").en_zh)
            if self.fault and action in _IN_THE_WORLD:
                raise Refused(both("paused by a fault: go back to before it").en_zh)
            answer = action(self, seat, body)
        except Refused as error:
            if not error.noted:
                self.refuse(name, body, str(error))
            raise
        except BaseException as error:
            self.fail(error)
            raise SanduanError(str(error) if isinstance(error, OSError) else self.fault) from error
        self.version += action not in (Room._eta, Room._cover)
        if action in _OF_FACILITATORS:
            self.exercise.journal.control(self.exercise.session.now_ms, name, json.dumps(dict(body)))
        return answer

    def refuse(self, name: str, what: object, reason: str) -> None:
        """Write down what was refused."""
        self.exercise.journal.refuse(self.exercise.session.now_ms, name, str(what), reason)

    def link(self, name: str) -> str:
        """Return a new token that lets one browser in to a seat."""
        token = secrets.token_urlsafe(16)
        self.exercise.journal.admit("token", token, name)
        return token

    def _take(self, seat: Seat, body: Body) -> int:
        return self.exercise.do(seat.name, SeatChanged(_address(seat), True))

    def _back(self, seat: Seat, body: Body) -> int:
        return self.exercise.do(seat.name, SeatChanged(_address(seat), False))

    def _order(self, seat: Seat, body: Body) -> int:
        address, form = _address(seat), body.get("form")
        picture = self.exercise.session.world.picture(address)
        if picture is None or not isinstance(form, Mapping):
            raise Refused(both("no such order").en_zh)
        order = order_of(form, picture, self.exercise.session.scenario)
        if type(order) not in seat.allowed:
            raise Refused(both("this order is not given at this seat").en_zh)
        return self.exercise.do(seat.name, OrderGiven(order, address))

    def _tell(self, seat: Seat, body: Body) -> int:
        """Let somebody tell somebody something; facilitators speak for whom they like: an inject by hand."""
        sender, to, text = body.get("from", seat.address), body.get("to"), body.get("text")
        bearer, precedence = body.get("bearer", ""), body.get("precedence", "")
        if not isinstance(bearer, str) or not isinstance(precedence, str) or not seat.speaks:
            raise Refused(both("nothing is told so from this seat").en_zh)
        if type(sender) is not int or type(to) is not int or not isinstance(text, str):
            raise Refused(both("say who tells whom what").en_zh)
        if seat.role is not Role.FACILITATOR and sender != seat.address:
            raise Refused(both("one speaks for one's own seat").en_zh)
        return self.exercise.do(seat.name, WordGiven(sender, to, text.strip(), bearer, precedence))

    def _cover(self, seat: Seat, body: Body) -> dict[str, Any]:
        """Return what free forces reach, as a post believes: one's own, or one that is looked at."""
        looked_at = self.seats.get(str(body.get("seat"))) if seat.all_seeing else seat
        if looked_at is None or looked_at.address is None:
            raise Refused(both("look at a post first").en_zh)
        return self.coverage.ask(self.exercise.session, looked_at.address)

    def _eta(self, seat: Seat, body: Body) -> list[tuple[int, int | None]]:
        """Return how long each unit would take to a call, by the roads as the post believes them."""
        session = self.exercise.session
        picture = session.world.picture(_address(seat))
        call = body.get("call")
        if picture is None or type(call) is not int or call not in picture.calls:
            raise Refused(both("the post knows of no such call").en_zh)
        goal, found = picture.calls[call].node, []
        for unit in sorted(picture.units):
            row = session.scenario.units[unit]
            travel = session.world.context.roads.travel[session.scenario.unit_types[row.type].vehicle]
            found.append((unit, travel.time(picture.units[unit].node, goal, picture.closed)))
        return found

    # --- what facilitators do

    def _clock(self, seat: Seat, body: Body) -> None:
        running = body.get("running")
        if not isinstance(running, bool) or (running and (self.exercise.session.over or self.fault)):
            raise Refused(both("the clock cannot run").en_zh)
        self.running = running

    def _speed(self, seat: Seat, body: Body) -> None:
        speed = body.get("speed")
        if type(speed) is not int or not 1 <= speed <= SPEEDS[-1]:
            raise Refused(both("speed must be 1 to {most}").fill(most=SPEEDS[-1]).en_zh)
        self.speed = speed

    def _step(self, seat: Seat, body: Body) -> int:
        step_ms = body.get("ms")
        if type(step_ms) is not int or not 0 < step_ms <= MOST_STEP_MS:
            raise Refused(both("a step is at most a day").en_zh)
        self.running = False
        self._supervised(lambda: self._pass(self.exercise.session.now_ms + step_ms))
        return self.exercise.session.now_ms

    def _next(self, seat: Seat, body: Body) -> int:
        """Go on until a message comes to a post that has a seat, or to where the next line is due."""
        self.running = False
        self._supervised(self._until_line if body.get("to") == "line" else self._until_word)
        return self.exercise.session.now_ms

    def _until_word(self) -> None:
        session, begun = self.exercise.session, time.monotonic()
        before, until_ms = self._words(), session.now_ms + _LOOK_FOR_MS
        while self._words() == before and not session.over and session.now_ms < until_ms:
            self._pass(session.next_event_ms())
            if time.monotonic() - begun > _LOOK_FOR_S:
                break

    def _until_line(self) -> None:
        due_ms = desk.next_due_ms(self.exercise, self.script)
        if due_ms is None:
            self._until_word()
        else:
            self._pass(due_ms)

    def _msel(self, seat: Seat, body: Body) -> None:
        desk.change(self.exercise, self.script, seat.name, body)

    def bring_in(self, script: Script) -> None:
        """Take a script in the place of the one there is; what was played of its numbers stays so."""
        self.script = script
        self.exercise.journal.set(KEY, script.keep())
        self.exercise.journal.control(self.exercise.session.now_ms, "facilitator", "brought in a script")
        self.version += 1

    def _words(self) -> int:
        traffic = self.exercise.session.traffic.came
        return sum(traffic.get(seat.address, 0) for seat in self.seats.values() if seat.address is not None)

    def _mark(self, seat: Seat, body: Body) -> None:
        name = body.get("name")
        self.exercise.journal.mark(self.exercise.session.now_ms, name if isinstance(name, str) else "")

    def _rewind(self, seat: Seat, body: Body) -> str:
        """Go back to a time, as a new branch in a file beside the old one."""
        t_ms, old = body.get("t"), self.exercise
        if type(t_ms) is not int or not 0 <= t_ms <= old.session.now_ms:
            raise Refused(both("one can only go back").en_zh)
        self.running = False
        self.settle()
        try:
            branch = old.branch(free_path(old.journal.path), t_ms)
        except InvariantBroken as error:
            raise Refused(both("what broke comes before that time").en_zh) from error
        return self.go_over(branch, desk.go_back(branch))

    def go_over(self, branch: Exercise, script: Script) -> str:
        """Take a branch, with its script, for the exercise, and leave the old one; return its file's name."""
        self.aside.leave()
        old, self.exercise, self.script, self.fault = self.exercise, branch, script, ""
        old.close()
        self.coverage.forget()
        self.aside.look_round()
        return branch.journal.path.name

    def _release(self, seat: Seat, body: Body) -> int:
        """Hand a seat back to its policy for somebody who has left."""
        of = self.seats.get(str(body.get("seat")))
        if of is None or of.address is None:
            raise Refused(both("no such seat").en_zh)
        return self.exercise.do(seat.name, SeatChanged(of.address, False))

    def _link(self, seat: Seat, body: Body) -> str:
        """Return a new link to a seat."""
        if body.get("seat") not in self.seats:
            raise Refused(both("no such seat").en_zh)
        return self.link(str(body["seat"]))


def _address(seat: Seat) -> int:
    if seat.address is None or not seat.decides:
        raise Refused(both("no post decides there").en_zh)
    return seat.address


_Action = Callable[[Room, Seat, Body], Any]
_ACTIONS: Final[dict[str, _Action]] = {
    "take": Room._take,
    "back": Room._back,
    "order": Room._order,
    "tell": Room._tell,
    "eta": Room._eta,
    "cover": Room._cover,
    "clock": Room._clock,
    "speed": Room._speed,
    "step": Room._step,
    "next": Room._next,
    "mark": Room._mark,
    "rewind": Room._rewind,
    "release": Room._release,
    "link": Room._link,
    "msel": Room._msel,
    **aside.ACTIONS,
}
_IN_THE_WORLD: Final[tuple[_Action, ...]] = (
    Room._take,
    Room._back,
    Room._order,
    Room._tell,
    Room._step,
    Room._next,
    Room._release,
    Room._msel,
)
_OF_FACILITATORS: Final[tuple[_Action, ...]] = (
    Room._clock,
    Room._speed,
    Room._step,
    Room._next,
    Room._mark,
    Room._rewind,
    Room._release,
    Room._link,
    Room._msel,
    *aside.OF_FACILITATORS,
)
