"""A log made by hand in which networks fail: word that walks, a station on its own, orders gone astray.

The scenario is the line of `stories`, with a radio site, a telecom site, a fibre, an operations centre and a
team. Village 1 is cut off from 600 s on, and so is the station at node 0 from 1200 s on.
"""

from typing import Any

import stories
import worlds
from stories import CENTRE, END_S, PUBLIC, Story

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallReport,
    CallTaken,
    CommandChanged,
    CourierMoved,
    Deploy,
    Dispatch,
    FibreChanged,
    IncidentBegan,
    MainsChanged,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    MoveUp,
    ReachChanged,
    RollCall,
    RunEnded,
    SiteChanged,
    TeamChanged,
    UnitReport,
)
from sim.scenario.model import Scenario

STATION, TOWN_1, VILLAGE_1, EOC, TEAM = 100_000, 200_001, 300_001, 400_001, 500_000
NEED = (("engine", 1),)


def scenario(**changes: Any) -> Scenario:
    """Return the line with communications."""
    note, here = worlds.NOTE, {"lon": 107.0, "lat": 29.0, "elev_m": 300.0}
    tables = {
        "posts": [
            {"id": "DC1", "name_zh": "指挥中心", "kind": "dispatch_centre", "node": "N00", **note},
            {"id": "EOC1", "name_zh": "应急指挥部", "name_en": "EOC", "kind": "eoc", "node": "N00", **note},
        ],
        "sites": [{"id": "RS1", "name_zh": "山顶基站", "township": "T00", **here, **note}],
        "telecom": [
            {"id": name, "name_zh": name, "kind": kind, "node": "N00", "township": "T00", **note}
            for name, kind in (("CELL", "cell"), ("CORE", "core"))
        ],
        "fibres": [{"id": "F01", "a": "CORE", "b": "CELL", "length_km": 1.0, **note}],
        "comms_teams": [
            {
                "id": "CT1",
                "name_zh": "便携基站组",
                "name_en": "portable site",
                "kind": "radio_site",
                "node": "N00",
                "vehicle": "car",
            }
            | note
        ],
    }
    return stories.scenario(**{"comms": "bearers", **tables, **changes})


class Silence(Story):
    """A story whose messages go over bearers; by radio and at once where nothing else is said."""

    def say(
        self,
        name: str,
        at_s: float,
        way: tuple[int, int],
        *body: Any,
        cause: str | None = None,
        by: str = "radio370",
        takes_s: float = 0,
        waits_s: float = 0,
    ) -> str:
        """Add a message that a bearer takes after a wait and delivers after some time."""
        self.send(name, at_s, way, *body, cause=cause)
        self.take(name, at_s + waits_s, by)
        return self.add(name, at_s + waits_s + takes_s, MessageDelivered(0, by), f"{name}/sent")

    def send(
        self, name: str, at_s: float, way: tuple[int, int], *body: Any, cause: str | None = None
    ) -> None:
        """Add the sending of a message, ``<name>/sent``."""
        self.add(f"{name}/sent", at_s, MessageSent(*way, "pace", body), cause)

    def take(self, name: str, at_s: float, by: str, via: tuple[int, ...] = ()) -> None:
        """Let a bearer take a message: ``<name>/<by>``."""
        self.add(f"{name}/{by}", at_s, MessageTaken(0, by, via), f"{name}/sent")

    def drop(self, name: str, at_s: float, by: str, why: str) -> None:
        """Let a bearer fail to deliver a message."""
        self.add(f"{name}/{by}/dropped", at_s, MessageDropped(0, by, why), f"{name}/{by}")

    def lose(self, name: str, at_s: float, why: str) -> None:
        """Let a message be given up."""
        self.add(f"{name}/lost", at_s, MessageLost(0, why), f"{name}/sent")

    def begin(self, number: int, at_s: float, place: int) -> str:
        """Let an incident begin that needs one engine."""
        return self.add(
            f"c{number}", at_s, IncidentBegan(number, 0, 0, place, place, NEED, 1_800_000, 60_000)
        )

    def run(self, unit: int, call: int, node: int, at_s: float, order: str) -> None:
        """Let a unit of the station at node 0 obey an order, work half an hour and come home."""
        go, way = 800_000 * node, tuple(range(node))
        name, there_s = f"u{unit}c{call}", at_s + 45 + 800 * node
        self.unit(f"{name}/out", at_s, unit, "turning_out", 0, call, 6, cause=order)
        self.unit(f"{name}/go", at_s + 45, unit, "en_route", node, call, 6, go, way, cause=f"{name}/out")
        self.unit(f"{name}/there", there_s, unit, "on_scene", node, call, 6, cause=f"{name}/go")
        self.add(f"{name}/leads", there_s, CommandChanged(call, unit), f"{name}/there")
        self.add(f"c{call}/ended", there_s + 1800, CallEnded(call, "closed"), f"{name}/there")
        back = (go, way[::-1])
        self.unit(
            f"{name}/back", there_s + 1800, unit, "returning", 0, call, 6, *back, cause=f"c{call}/ended"
        )
        home_s = there_s + 1800 + 800 * node
        self.unit(f"{name}/home", home_s, unit, "in_quarters", 0, call, 0, cause=f"{name}/back")


def silent() -> Silence:
    """Return a story in which every law holds, and communications fail in every way once."""
    story = Silence()
    for unit, node in enumerate((0, 0, 4)):
        story.unit(f"u{unit}/roll", 0, unit, "in_quarters", node, None, 0)
    _failures(story)
    _phoned(story)
    _carried(story)
    _on_their_own(story)
    _astray(story)
    story.add("walks", 12_000, CourierMoved(0, True, 1, 2, (1,)))
    story.add("end", END_S, RunEnded(3))
    return story


def _failures(story: Silence) -> None:
    """Let the fibre, the telecom site, mains and radio fail and come back, and a team go to node 1."""
    story.add("fibre", 600, FibreChanged(0, False))
    story.add("cell", 600, SiteChanged("telecom", 0, False, ""), "fibre")
    story.add("alone", 700, SiteChanged("radio370", 0, True, "single_site_trunking"))
    story.add("dark", 900, MainsChanged(1, False))
    story.add("radio", 1200, SiteChanged("radio370", 0, False, "direct_mode"))
    story.add("blind", 1200, ReachChanged(TOWN_1, False), "radio")
    story.add("deaf", 1200, ReachChanged(STATION, False), "radio")
    story.say("team/order", 6990, (EOC, TEAM), Deploy(0, 1, 1), by="fixed", takes_s=10)
    story.add("team/go", 7000, TeamChanged(0, "en_route", 0), "team/order")
    story.add("team/there", 9000, TeamChanged(0, "setting_up", 1), "team/go")
    story.add("brought", 9900, SiteChanged("radio370", 1, True, "wide_area_trunking"), "team/there")
    story.add("team/air", 9900, TeamChanged(0, "on_air", 1), "team/there")
    story.add("seen", 9900, ReachChanged(TOWN_1, True), "brought")
    story.add("whole", 12_600, SiteChanged("radio370", 0, True, "wide_area_trunking"))
    story.add("light", 13_000, MainsChanged(1, True))
    story.add("mended", 14_000, FibreChanged(0, True))
    story.add("cell/back", 14_000, SiteChanged("telecom", 0, True, ""), "mended")
    story.add("heard", 15_000, ReachChanged(STATION, True))
    story.add("deaf/again", 18_000, ReachChanged(STATION, False))
    story.add("team/off", 20_000, SiteChanged("radio370", 1, False, "direct_mode"))
    story.add("team/spent", 20_000, TeamChanged(0, "spent", 1), "team/air")


def _phoned(story: Silence) -> None:
    """Let call 0 at node 2 be told by telephone, and unit 0 be ordered by radio."""
    story.begin(0, 100, 2)
    report = CallReport(0, 0, 2, 2)
    story.say("c0/heard", 100, (PUBLIC, CENTRE), report, cause="c0", by="fixed", takes_s=2)
    story.add("c0/answered", 107, CallAnswered(0), "c0/heard")
    story.add("c0/taken", 167, CallTaken(0), "c0/answered")
    story.say("u0/order", 167, (CENTRE, 2), Dispatch(0, 0, 2, 2), cause="c0/taken", takes_s=1)
    story.run(0, 0, 2, 168, "u0/order")


def _carried(story: Silence) -> None:
    """Let word of call 1 walk to village 1, be carried to its township, and go on by satellite message."""
    story.begin(1, 4000, 1)
    report = CallReport(1, 0, 1, 1)
    story.send("c1/phone", 4000, (PUBLIC, CENTRE), report, cause="c1")
    story.lose("c1/phone", 13_000, "no_service")
    story.say("c1/walk", 4060, (PUBLIC, VILLAGE_1), report, cause="c1", by="courier", takes_s=600)
    story.send("c1/village", 4660, (VILLAGE_1, CENTRE), report, cause="c1/walk")
    story.take("c1/village", 4660, "tiantong")
    story.drop("c1/village", 4720, "tiantong", "busy")
    story.say("c1/carried", 4720, (VILLAGE_1, TOWN_1), report, cause="c1/walk", by="courier", takes_s=1200)
    story.say("c1/heard", 5920, (TOWN_1, CENTRE), report, cause="c1/carried", by="beidou", takes_s=60)
    story.add("c1/answered", 5985, CallAnswered(1), "c1/heard")
    story.add("c1/taken", 6045, CallTaken(1), "c1/answered")
    order = Dispatch(1, 1, 1, 1)
    story.send("u1/order", 6045, (CENTRE, 3), order, cause="c1/taken")
    story.take("u1/order", 6045, "courier")
    story.take("u1/order", 6100, "cellular")
    story.add("u1/order", 6645, MessageDelivered(0, "courier"), "u1/order/sent")
    story.run(1, 1, 1, 6645, "u1/order")
    story.take("c1/village", 9000, "radio370")
    story.add("c1/village", 9001, MessageDelivered(0, "radio370"), "c1/village/sent")


def _on_their_own(story: Silence) -> None:
    """Let somebody walk to the station at node 0, which takes call 2 on its own, and tells later."""
    story.begin(2, 11_000, 1)
    report = CallReport(2, 0, 1, 1)
    story.send("c2/phone", 11_000, (PUBLIC, CENTRE), report, cause="c2")
    story.say("c2/heard", 11_060, (PUBLIC, STATION), report, cause="c2", by="courier", takes_s=600)
    story.say("c2/told", 11_660, (STATION, CENTRE), report, cause="c2/heard", waits_s=3340)
    story.add("c2/answered", 11_840, CallAnswered(2), "c2/heard")
    story.add("c2/taken", 11_840, CallTaken(2), "c2/answered")
    story.say("roll", 11_840, (STATION, 2), RollCall(), cause="c2/taken", by="voice")
    story.say("u0/own", 11_840, (STATION, 2), Dispatch(0, 2, 1, 1), cause="roll", by="voice")
    story.run(0, 2, 1, 11_840, "u0/own")
    story.say("u0/late", 12_000, (CENTRE, 2), Dispatch(0, 2, 1, 1), cause="c2/taken")


def _astray(story: Silence) -> None:
    """Let an order be lost and one be under way at the end, a status be superseded, and a call be unheard."""
    story.send("move", 12_000, (CENTRE, 3), MoveUp(1, 1))
    story.lose("move", 12_900, "moving")
    story.send("deploy", 21_000, (EOC, TEAM), Deploy(0, 1, 1))
    story.take("deploy", 21_000, "courier")
    story.send("status", 16_000, (4, CENTRE), UnitReport(2, "in_quarters", 4, None))
    story.lose("status", 16_500, "superseded")
    story.begin(3, 20_000, 3)
    story.send("c3/phone", 20_000, (PUBLIC, CENTRE), CallReport(3, 0, 3, 3), cause="c3")
    story.add("c3/ended", END_S, CallEnded(3, "open"), "c3")
