"""The words of a review, in Chinese and English: how each step of an incident is told."""

from typing import Final

from sim.report.words import Both
from sim.terms.losses import Loss
from sim.words import both, both_in

LOSSES: Final[dict[Loss, Both]] = {
    Loss.NOT_KNOWN: both("not known"),
    Loss.NOT_DECIDED: both("not decided"),
    Loss.NOT_CARRIED: both("not carried"),
    Loss.NOT_PASSABLE: both("not passable"),
    Loss.NOT_AVAILABLE: both("not available"),
    Loss.PROCESSING: both("call processing"),
    Loss.TURNOUT: both_in("review", "turnout"),
    Loss.TRAVEL: both_in("review", "travel"),
}
COLOURS: Final[dict[Loss, str]] = {
    Loss.NOT_KNOWN: "#5B3A8C",
    Loss.NOT_DECIDED: "#E69F00",
    Loss.NOT_CARRIED: "#0072B2",
    Loss.NOT_PASSABLE: "#C1121F",
    Loss.NOT_AVAILABLE: "#009E73",
    Loss.PROCESSING: "#c6cad1",
    Loss.TURNOUT: "#aab0ba",
    Loss.TRAVEL: "#dfe2e6",
}
"""Causes in colours that are told apart, what is unavoidable in greys."""

WHY: Final[dict[Loss, Both]] = {
    Loss.NOT_KNOWN: both("nobody who could act had heard of the incident yet"),
    Loss.NOT_DECIDED: both(
        "it was known and a ready unit was on the board, but no order was given, or it was called off"
    ),
    Loss.NOT_CARRIED: both("word that was needed, or an order, was under way or lost"),
    Loss.NOT_PASSABLE: both(
        "closed, flooded or half-open roads cost this much beyond the way on the drawn map"
    ),
    Loss.NOT_AVAILABLE: both("the incident was known, but no unit that could deal with it was free"),
    Loss.PROCESSING: both("answering and questions"),
    Loss.TURNOUT: both("the crew boards"),
    Loss.TRAVEL: both("the drive over the drawn map, at the pace of that night and rain"),
}
"""What each means, in a sentence."""

SEVERITIES: Final = {
    "ordinary": both("ordinary"),
    "small": both_in("review", "small"),
    "serious": both("serious"),
    "working": both("working"),
    "big": both("big"),
    "several": both("several people"),
    "laborious": both("laborious"),
    "hazmat": both("hazardous materials"),
    "wildland": both("wildland"),
}

TEXT: Final[dict[str, Both]] = {
    # who
    "public": both("the caller"),
    "centre": both("the dispatch centre"),
    "commander": both("the site commander"),
    "village_of": both("{village} ({township})"),
    "township": both("the office of {name}"),
    "committee": both("the committee of {place}"),
    "village_en": both("village {id}"),
    "unit": both("{type} {id} of {station}"),
    "link": both("the road {a} - {b}{called}"),
    "called": both(" ({name})"),
    # beginning
    "began": both("{kind} ({severity}) begins at {place}; in truth it needs {needs}{trapped}"),
    "trapped": both(", {n} people are trapped"),
    "by_hazard": both("; brought about by {what}"),
    # messages
    "call_public": both("the caller tries to reach {receiver}"),
    "call_through": both("the caller gets through to {receiver}"),
    "call": both("{sender} passes the word on to {receiver}"),
    "call_came": both("{receiver} hears of it from {sender}"),
    "dispatch": both("{sender} orders {unit} to go"),
    "dispatch_came": both("the order reaches {unit}"),
    "avoiding": both(", round {n} links that are reported closed"),
    "since": both(", upon the report of {unit}: {status}"),
    "since_road": both(", upon the report that {link} is open"),
    "recall": both("{sender} calls {unit} back"),
    "recall_came": both("the recall reaches {unit}"),
    "size": both("{sender} tells {receiver} what is needed: {needs}"),
    "size_came": both("{receiver} learns what is needed: {needs}"),
    "over": both("{sender} tells {receiver} that the work is done"),
    "over_came": both("{receiver} learns that the work is done"),
    "relief": both("{sender} asks for relief"),
    "relief_came": both("{receiver} learns that {sender} wants relief"),
    "stuck": both("{sender} tells {receiver} that it is stranded"),
    "stuck_came": both("{receiver} learns that {sender} is stranded"),
    "road": both("{sender} tells {receiver} that {link} is closed"),
    "road_came": both("{receiver} learns that {link} is closed"),
    # how a message fared
    "by": both(" ({by})"),
    "by_after": both(" ({by}, {minutes} min on the way)"),
    "tried": both("; {tried} failed first"),
    "tries": both("; {tried} fails"),
    "walks": both("; somebody sets off on foot"),
    "on_foot": both("on foot"),
    "with_courier": both("; somebody sets off with it"),
    "waits": both("; nothing carries it yet, it waits"),
    "lost": both("{what}: given up ({reason})"),
    "never": both("; it had not arrived at the end of the run"),
    "why": both("{by} ({reason})"),
    # calls
    "answered": both("{who} answers"),
    "taken": both("{who} has asked what is needed: units can be sent"),
    "taken_alone": both("{who} cannot raise the dispatch centre and takes the call itself"),
    "closed": both("the work is done; the call is closed"),
    "handed_over": both("the call is handed over to somebody outside the district"),
    "open": both("the run ends; the call is still open"),
    # units
    "turning_out": both("{unit} turns out with a crew of {crew}"),
    "en_route": both("{unit} sets out and expects to drive {minutes} min"),
    "again": both("{unit} goes on and expects to drive {minutes} min"),
    "first": both("{unit} arrives: the first unit on scene"),
    "on_scene": both("{unit} arrives"),
    "complete": both("; with it all that is needed is there"),
    "stranded": both("{unit} is stranded: it knows no way on"),
    "turned": both("{unit} finds {link} closed and turns round"),
    "because": both(" ({what})"),
    "diverted": both("{unit} is sent to another call"),
    "left": both("{unit} leaves ({status})"),
    "command": both("{unit} takes command of the scene"),
    "no_command": both("nobody is left on scene: command ends"),
    # loss
    "loss": both("{minutes} min lost, {loss}: {why}"),
    "of_unit": both(" ({unit})"),
    "no_centre": both(
        "the dispatch centre had not heard of it, word was still being carried there; the "
        "station that took the call had nothing of its own to send"
    ),
    "no_way": both("units stood ready, but none had a way there that the centre held for open"),
    "unit_silent": both(
        "a unit stood ready, but its report had not come, or the centre found no means to raise its station"
    ),
    "order_out": both("the order had been sent, and had not come"),
    "duties": both("; of {n} units that could: {told}"),
    "duty": both("{n} {status}"),
    "elsewhere": both("at other calls"),
    "after": both("<-{n}"),
}
"""Sentences and parts of sentences by key, with their gaps."""
