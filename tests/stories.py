"""A log made by hand: every kind of fact, every stage of a response, at times one can check in the head.

The scenario is a line of five nodes, 10 km and 800 s apart: two engines at node 0, one at node 4.
"""

from collections.abc import Sequence
from typing import Any

import worlds

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallReport,
    CallTaken,
    CourierMoved,
    Dispatch,
    FibreChanged,
    FuelChanged,
    IncidentBegan,
    MainsChanged,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    MoveUp,
    OrderGiven,
    ReachChanged,
    RoadCut,
    RoadOpened,
    RoadReport,
    RunEnded,
    SiteChanged,
    SizeUp,
    TeamChanged,
    UnitChanged,
    UnitReport,
    UnitTurned,
)
from sim.record.header import Header
from sim.record.log import Log
from sim.record.seat_facts import SeatChanged, WordGiven
from sim.scenario.model import Scenario

PUBLIC, CENTRE = 0, 1
FULL_ML = 200_000
END_S = 21_600
ABOUT_A_MESSAGE = MessageTaken | MessageDropped | MessageDelivered | MessageLost


def scenario(crew: int = 12, **changes: Any) -> Scenario:
    """Return the line: two districts, node 4 is in the other; `crew` people in the station at node 0."""
    data = worlds.line(nodes=5, stations={0: 2, 4: 1}, **{"horizon": 0.25, **changes})
    data["stations"][0]["crew"] = crew
    other = {**data["districts"][0], "id": "D2", "name_zh": "乙县", "home": False, "seat": "N04"}
    data["districts"].append(other)
    data["stations"][1]["district"] = data["townships"][4]["district"] = "D2"
    return worlds.scenario(data)


class Story:
    """Entries by name, in any order; `rows` puts them in the order of time and numbers them."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Any]] = {}
        self.of: dict[str, str] = {}

    def add(self, name: str, at_s: float, fact: Any, cause: str | None = None) -> str:
        """Add an entry; its cause is the name of another."""
        assert name not in self.entries
        self.entries[name] = [round(at_s * 1000), cause, fact]
        return name

    def say(self, name: str, at_s: float, way: tuple[int, int], *body: Any, cause: str | None = None) -> str:
        """Add a message delivered at once; ``<name>`` is its delivery, ``<name>/sent`` its sending."""
        self.add(f"{name}/sent", at_s, MessageSent(*way, "ideal", body), cause)
        return self.add(name, at_s, MessageDelivered(0), f"{name}/sent")

    def unit(self, name: str, at_s: float, *what: Any, cause: str | None = None, **more: Any) -> str:
        """Add a change of a unit's status, and its report."""
        fact = UnitChanged(*what, **more)
        self.add(name, at_s, fact, cause)
        self.say(f"{name}!", at_s, (2 + fact.unit, CENTRE), UnitReport(*what[:4]), cause=name)
        return name

    def call(self, number: int, at_s: float, place: int, needs: int = 1) -> None:
        """Add a call that is heard at once, answered after 5 s and taken a minute later."""
        c = f"c{number}"
        need = (("engine", needs),)
        self.add(c, at_s, IncidentBegan(number, 0, 0, place, place, need, 1_800_000, 60_000))
        self.say(f"{c}/heard", at_s, (PUBLIC, CENTRE), CallReport(number, 0, place, place), cause=c)
        self.add(f"{c}/answered", at_s + 5, CallAnswered(number), f"{c}/heard")
        self.add(f"{c}/taken", at_s + 65, CallTaken(number), f"{c}/answered")

    def take(self, name: str, at_s: float, message: str, bearer: str, *via: int) -> None:
        """Let a bearer take a message that goes by the name of its sending."""
        self.add(name, at_s, MessageTaken(0, bearer, via), message)

    def drop(self, name: str, at_s: float, message: str, bearer: str, taken: str) -> None:
        """Let a bearer drop a message that it took."""
        self.add(name, at_s, MessageDropped(0, bearer, "cut_off"), taken)
        self.of[name] = message

    def change(self, name: str, **fields: Any) -> None:
        """Change some fields of a fact."""
        entry = self.entries[name]
        old = {field: getattr(entry[2], field) for field in entry[2].__struct_fields__}
        entry[2] = type(entry[2])(**{**old, **fields})

    def move(self, name: str, at_s: float, cause: str | None = None) -> None:
        """Let an entry happen at another time, for another cause if one is given."""
        self.entries[name][0] = round(at_s * 1000)
        self.entries[name][1] = cause or self.entries[name][1]

    def blank(self, *names: str) -> None:
        """Put something harmless in the place of entries."""
        for name in names:
            self.entries[name][2] = FuelChanged(1, 0, 0, FULL_ML)

    def sending(self, name: str) -> str:
        """Return the entry, most often a sending, from which what became of a message follows."""
        while isinstance(self.entries[name][2], ABOUT_A_MESSAGE):
            name = self.entries[name][1]
        return name

    def rows(self) -> list[tuple[int, int | None, Any]]:
        """Return (time in ms, cause, fact); deliveries name the number of their sending."""
        names = sorted(self.entries, key=lambda name: self.entries[name][0])
        number = {name: seq for seq, name in enumerate(names)}
        found = []
        for name in names:
            t, cause, fact = self.entries[name]
            if isinstance(fact, ABOUT_A_MESSAGE) and fact.message == 0:
                sent = number[self.of[name] if name in self.of else self.sending(name)]
                fact = type(fact)(sent, *(getattr(fact, f) for f in fact.__struct_fields__[1:]))
            found.append((t, None if cause is None else number[cause], fact))
        return found


def whole() -> Story:
    """Return a story in which every law holds and everything happens once."""
    story = Story()
    for unit, node in enumerate((0, 0, 4)):
        story.unit(f"u{unit}/roll", 0, unit, "in_quarters", node, None, 0)
    _plain_call(story)
    _cut_call(story)
    _moving_up(story)
    story.call(2, 12_000, 1)
    story.add("c2/ended", 12_100, CallEnded(2, "handed_over"), "c2/taken")
    story.call(3, 20_000, 1)
    story.add("seated", 20_500, SeatChanged(1, True))
    story.add("spoken", 20_500, WordGiven(1, 100_000, "hold on"))
    story.add("by-hand", 20_500, OrderGiven(Dispatch(0, 3, 1, 1)))
    story.add("flying", 20_500, MessageSent(CENTRE, 2, "radio", (Dispatch(0, 3, 1, 1),)), "by-hand")
    story.add("c3/ended", END_S, CallEnded(3, "open"), "c3/taken")
    story.add("end", END_S, RunEnded(1))
    return story


def _plain_call(story: Story) -> None:
    """Let unit 0 go to call 0 at node 2, work half an hour, come home, refill and refuel."""
    story.call(0, 100, 2)
    story.say("u0/order", 165, (CENTRE, 2), Dispatch(0, 0, 2, 2), cause="c0/taken")
    story.unit("u0/out", 165, 0, "turning_out", 0, 0, 6, cause="u0/order")
    story.unit("u0/go", 210, 0, "en_route", 2, 0, 6, 1_600_000, (0, 1), cause="u0/out")
    story.unit("u0/there", 1810, 0, "on_scene", 2, 0, 6, cause="u0/go")
    story.say("u0/size", 1810, (2, CENTRE), SizeUp(0, (("engine", 1),)), cause="u0/there")
    story.add("c0/ended", 3610, CallEnded(0, "closed"), "u0/there")
    story.unit("u0/back", 3610, 0, "returning", 0, 0, 6, 1_600_000, (1, 0), cause="c0/ended")
    story.unit("u0/restore", 5210, 0, "restoring", 0, 0, 6, cause="u0/back")
    story.add(
        "u0/word", 5300, MessageSent(2, CENTRE, "radio", (UnitReport(0, "restoring", 0, None),)), "u0/restore"
    )
    story.add("u0/lost", 5301, MessageLost(0, "noise"), "u0/word")
    story.add("u0/fuel", 5810, FuelChanged(0, 25_000, 20_000, 195_000), "u0/restore")
    story.unit("u0/home", 5810, 0, "in_quarters", 0, 0, 0, cause="u0/restore")


def _cut_call(story: Story) -> None:
    """Let unit 2 go to call 1 at node 3, meet the cut of link 3, wait, arrive, and carry someone away."""
    story.call(1, 4000, 3)
    story.say("u2/order", 4065, (CENTRE, 4), Dispatch(2, 1, 3, 3), cause="c1/taken")
    story.unit("u2/out", 4065, 2, "turning_out", 4, 1, 6, cause="u2/order")
    story.unit("u2/go", 4110, 2, "en_route", 3, 1, 6, 800_000, (3,), cause="u2/out")
    story.add("cut", 4200, RoadCut(3))
    story.add("u2/turned", 4300, UnitTurned(2, 3, 4), "cut")
    story.say("u2/closed", 4300, (4, CENTRE), RoadReport(3, True), cause="u2/turned")
    story.unit("u2/stranded", 4300, 2, "stranded", 4, 1, 6, cause="u2/turned")
    story.add("opened", 6000, RoadOpened(3))
    story.say("u2/open", 6000, (4, CENTRE), RoadReport(3, False), cause="opened")
    story.unit("u2/again", 6000, 2, "en_route", 3, 1, 6, 800_000, (3,), cause="u2/open")
    story.unit("u2/there", 6800, 2, "on_scene", 3, 1, 6, cause="u2/again")
    story.add("c1/ended", 7000, CallEnded(1, "closed"), "u2/there")
    story.unit("u2/carry", 7000, 2, "transporting", 2, 1, 6, 800_000, (2,), cause="c1/ended")
    story.unit("u2/ward", 7800, 2, "at_hospital", 2, 1, 6, cause="u2/carry")
    story.unit("u2/back", 8700, 2, "returning", 4, 1, 6, 1_600_000, (2, 3), cause="u2/ward")
    story.unit("u2/home", 10_300, 2, "in_quarters", 4, 1, 0, cause="u2/back")


def _moving_up(story: Story) -> None:
    """Let unit 1 stand by at the other station while its own unit is away, and come home."""
    story.say("u1/order", 4500, (CENTRE, 3), MoveUp(1, 1), cause="u2/out")
    story.unit("u1/move", 4500, 1, "moving_up", 4, None, 6, 3_200_000, (0, 1, 2, 3), cause="u1/order")
    story.unit("u1/by", 7700, 1, "standing_by", 4, None, 6, cause="u1/move")
    story.say("u1/recall", 10_300, (CENTRE, 3), MoveUp(1, 0), cause="u2/home")
    story.unit("u1/back", 10_300, 1, "moving_up", 0, None, 6, 3_200_000, (3, 2, 1, 0), cause="u1/recall")
    story.unit("u1/home", 13_500, 1, "in_quarters", 0, None, 0, cause="u1/back")


def networked() -> Story:
    """Return the whole story, with what becomes of networks and of messages that bearers take."""
    story = whole()
    _networks(story)
    return story


def _networks(story: Story) -> None:
    """Let mains, a cable and sites go and come, and a message travel by radio after the telephone failed."""
    story.add("dark", 11_000, MainsChanged(1, False))
    story.add("snapped", 11_010, FibreChanged(0, False))
    story.add("cell-out", 11_020, SiteChanged("telecom", 3, False, ""), "snapped")
    story.add("alone", 11_030, SiteChanged("radio370", 4, True, "single_site_trunking"), "snapped")
    story.add("silent", 11_040, ReachChanged(400_000, False), "snapped")
    story.add("word", 11_100, MessageSent(3, CENTRE, "pace", (UnitReport(1, "in_quarters", 0, None),)))
    story.take("word/rung", 11_100, "word", "cellular", 5, 6)
    story.add("cell-dies", 11_105, SiteChanged("telecom", 6, False, ""), "dark")
    story.drop("word/cut", 11_110, "word", "cellular", "word/rung")
    story.take("word/spoken", 11_110, "word", "radio370", 4, 6)
    story.take("word/carried", 11_110, "word", "courier")
    story.add("word/heard", 11_120, MessageDelivered(0, "radio370"), "word")
    story.add("team", 11_150, TeamChanged(0, "en_route", 1))
    story.add("courier", 11_160, CourierMoved(0, False, 0, 1, (0,)))
    story.add("mended", 11_200, FibreChanged(0, True))
    story.add("cell-in", 11_210, SiteChanged("telecom", 3, True, ""), "mended")
    story.add("heard", 11_220, ReachChanged(400_000, True), "mended")
    story.add("light", 11_230, MainsChanged(1, True))
    story.add("last", 11_300, MessageSent(3, CENTRE, "pace", (UnitReport(1, "in_quarters", 0, None),)))
    story.take("last/rung", 11_300, "last", "fixed", 3)
    story.add("last/lost", 11_310, MessageLost(0, "no_means"), "last")


def header(world: Scenario, **changes: Any) -> Header:
    """Return the header of a log of a scenario."""
    fields: dict[str, Any] = {
        "program": "0.1.0",
        "scenario": world.canonical,
        "fingerprint": world.fingerprint,
        "policy": "run-card",
        "seed": 7,
        "rep": 3,
        "horizon_ms": world.horizon.ms,
        "start": world.start.isoformat(),
    }
    return Header(**{**fields, **changes})


def logged(rows: Sequence[tuple[int, int | None, Any]], world: Scenario, **how: Any) -> Log:
    """Return the closed log of some rows."""
    log = Log(header(world), **how)
    for t, cause, fact in rows:
        log.add(t, fact, cause)
    log.close()
    return log
