"""What all laws share: their words, and how a breach is told."""

from typing import Final

from sim.terms.errors import InvariantBroken
from sim.words import Both, both

LAWS: Final[dict[str, Both]] = {
    "clock": both("time never falls"),
    "number": both("numbers rise by one"),
    "cause": both("a cause comes before what follows from it, the sending of a message before its delivery"),
    "named": both("what follows from something names it"),
    "last": both("nothing happens after the end of the run"),
    "horizon": both("nothing happens after the horizon"),
    "birth": both("calls are numbered in the order of birth"),
    "heard": both("a call is answered only after word of it has come"),
    "stages": both("a call is answered, then taken, then ended, each once"),
    "worked": both("a call is closed only by those who came to it"),
    "open": both("a call is left open only at the end of the run"),
    "ended": both("every call ends"),
    "trapped": both("people are trapped at a call as it begins, once"),
    "present": both("nobody is at a call that has ended"),
    "sent_to": both("units are sent only to calls that were taken"),
    "command": both("a scene where units are has one commander, who is one of them"),
    "status": both("a unit's status changes only as it can"),
    "ordered": both("a unit goes only where an order that reached it sends it"),
    "one_call": both("a unit serves one call at a time"),
    "place": both("a unit is where it drove to"),
    "sooner": both("a unit does not arrive sooner than it can"),
    "crew": both("people are neither made nor lost"),
    "manned": both("a unit goes out with the crew it needs"),
    "fuel": both("fuel left is fuel before, more what was filled, less what was used"),
    "tank": both("fuel is neither negative nor more than the tank holds"),
    "posted": both("a message is delivered or lost only after it was sent, and at most once"),
    "in_flight": both("messages sent are delivered, lost or in flight"),
    "taken": both("a bearer delivers or drops only what it has taken"),
    "dead": both("a dead site carries nothing"),
    "whole": both("a message comes only over sites that stayed in service meanwhile"),
    "switch": both("mains, lines, ties, cables and contact go and come in turn"),
    "path": both("no path, no power"),
    "unbroken": both("what is broken is not energised"),
    "load_fuel": both("fuel of a load is burnt or brought, and never negative"),
    "cut": both("an open link is cut, a cut link is opened"),
    "crossed": both("nobody crosses a closed link"),
    "turned": both("a unit turns round only at a closed link, and then sets out anew"),
    "rages": both("a hazard begins once, and ends after that"),
    "damage": both("damage is numbered in the order of coming about, and never less than none"),
    "repaired": both("no more is mended than was broken"),
    "slow": both("an open link bears some of its traffic, and no more than all"),
    "seen": both("only damage that came about is seen"),
    "held": both("work is held and let go in turn"),
    "at_work": both("work is done only by a team that is at it, and takes its time"),
    "work": both("a step is done when all its work is done, and not before"),
    "crew_status": both("a team's status changes only as it can"),
    "usable": both("a team uses no more machines than it has operators and people for"),
    "crew_sent": both("a team works only where an order that reached it sends it"),
    "found": both("an incident is found once, and before anybody hears of it"),
    "neighbours": both(
        "neighbours go, are there and go home in turn, are in one place, and do something only there"
    ),
    "water": both("water at a fire is brought or used, and never less than none"),
    "level_decided": both("a level is ordered only by a post that has decided on it, and changes only so"),
    "level_known": both("who acts at a level has received the order"),
    "level_one": both("everybody is at one level, that of the latest decision"),
    "measure": both("measures are taken only at levels that ask for them"),
    "quorum": both("a consultation is held only with a quorum"),
    "read": both("a message is read once"),
    "holder": both("command of the district is in one place"),
    "issued": both("warnings are numbered in the order of issue"),
    "confirmed": both("nobody confirms a warning that did not reach them"),
    "carrier": both("a warning reaches nobody without a carrier or a neighbour"),
    "one_state": both("each person at risk is in one state, and changes it only as they can"),
    "room": both("a shelter takes in no more than it has room for"),
    "home": both("nobody goes home before word that the warning is lifted"),
    "control": both("no measure takes effect where its order never arrived"),
    "seats": both("a vehicle carries only who got in, and no more than it has seats"),
    "spared": both("only where people left is anybody spared"),
    "patient": both("each casualty is in one state at any time, and changes it only as they can"),
    "beds": both("a hospital gives no more beds than it has, and turns nobody away while it has one"),
    "fetched": both("an ambulance goes only where an order that reached it sends it"),
    "asked": both("nobody is sent supplies of whose need no word has come"),
    "consigned": both(
        "supplies leave a store only by an order that reached it, and arrive or come back once"
    ),
    "stock": both("stocks are never negative, and no more is brought than was sent"),
    "opened": both(
        "a dual-use place opens only by an order that reached it, and takes in no more than it has room for"
    ),
    "capable": both(
        "what takes a capability is done by those who have it, and no call that needs it is closed before"
    ),
    "line": both("line is closed once, before the fire is out"),
    "planned": both("nobody plans over a link they know to be closed"),
    "lent": both("what was lent comes home, or is still out"),
    "reserve": both("no neighbour lends its reserve"),
    "tier": both("only an upper tier approves what goes up"),
    "flight": both("nobody flies in the dark or in rain beyond the limit"),
    "drums": both("fuel at a forward base is what was there less what was filled"),
    "centre": both("a dispatch centre takes command only after silence, and a lost one orders nothing"),
    "eoc": both(
        "nobody speaks for a lost operations centre, and its alternate leads only after silence or by word"
    ),
    "truck": both("a generator truck's status changes only as it can"),
    "truck_fuel": both("a generator truck's fuel is neither negative nor made"),
    "truck_sent": both("a generator truck goes only where an order that reached it sends it"),
    "truck_there": both("no load is fed by a generator truck that is not there"),
    "uav": both("a UAV's status changes only as it can"),
    "uav_sent": both("a UAV flies only by an order that reached its crew"),
    "uav_limits": both(
        "a UAV flies neither beyond its endurance, nor in the dark, nor in gusts beyond its limit"
    ),
    "uav_saw": both("a UAV sees the roads as they are, in the air"),
    "foreseen": both("no earthquake is warned of before enough stations have it"),
    "ring": both("telephones ring only where a site served when the earthquake began"),
    "heeded": both("nobody is spared whom no warning reached in time"),
    "hydrant": both("a dry hydrant gives no water, and only a broken main makes it dry"),
    "pumped": both("a pump drains no more than stands there, nor faster than it can"),
    "own_call": both("a neighbour's own call begins once and ends once"),
    "own_duty": both("who is engaged at home is not lent, and is free again once"),
    "agreed": both("a neighbour's unit serves only where a request that reached its post lends it"),
    "gauged": both("only a stage that a gauge has read is told"),
    "judged": both("nobody judges a river of which no word has reached them"),
    "barred": both(
        "a road along a river is barred and opened in turn, where word or an order has reached the township"
    ),
    "stands": both("water in a village changes, and is never less than none"),
}
"""Each law by its key: (Chinese, English)."""


def broken(law: str, seq: int, t: int, found: str) -> InvariantBroken:
    """Return the error that says which law broke, at which entry and time, and what was found."""
    words = LAWS[law]
    return InvariantBroken(f"{words.en_zh}: entry {seq} at {t} ms: {found}")
