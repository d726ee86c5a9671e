"""The warnings that were issued in an exercise, each as an alert of CAP 1.2 in a file."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sim.live.interop.cap import SEVERITY, Alert, identifier, write
from sim.live.session import Refused
from sim.record.log import Log
from sim.record.people import WarningIssued
from sim.scenario.model import Scenario
from sim.terms.enums import WarningColour

_SENDER: Final = "exercise@sanduan.invalid"
_ACTIONS: Final = {"Alert": 1, "Update": 2, "Cancel": 3}
"""What an identifier says is done with a warning."""


def alerts(log: Log, scenario: Scenario) -> Iterator[Alert]:
    """Yield the warnings of a log as alerts, in order.

    Parameters
    ----------
    log
        What happened.
    scenario
        Where.
    """
    out: dict[int, Alert] = {}
    for _, t_ms, _, fact in log.entries():
        if isinstance(fact, WarningIssued):
            sent = scenario.start + timedelta(milliseconds=t_ms)
            alert = _alert(fact, sent, out.get(fact.township), scenario)
            out[fact.township] = alert
            yield alert


def _alert(fact: WarningIssued, sent: datetime, before: Alert | None, scenario: Scenario) -> Alert:
    """Return a warning that is issued, or that changes or lifts the one before it in its township."""
    town, colour, code = (
        scenario.townships[fact.township],
        WarningColour(fact.colour),
        scenario.exercise.area_code,
    )
    lifted = colour is WarningColour.NONE
    standing = None if before is None or before.kind == "Cancel" else before
    kind = "Cancel" if lifted else "Alert" if standing is None else "Update"
    event = f"{colour.zh}预警" if not lifted else "预警" if standing is None else standing.event
    return Alert(
        identifier(code, fact.warning + 1, sent, _ACTIONS[kind]),
        _SENDER,
        sent,
        event,
        _severity(colour, standing),
        f"{town.name_zh}{'解除' if lifted else ''}{event}",
        town.name_zh,
        "演练 Exercise",
        "" if lifted else "危险区群众立即转移" if fact.leave else "注意防范，做好转移准备",
        code,
        kind=kind,
        references="" if standing is None else standing.reference,
    )


def _severity(colour: WarningColour, standing: Alert | None) -> str:
    """Return how severe a warning is; one that is lifted as severe as it was."""
    return SEVERITY.get(colour, "Unknown" if standing is None else standing.severity)


def warnings_zip(log: Log, scenario: Scenario) -> bytes:
    """Return the warnings of a log as files in an archive, each named by its identifier.

    Raises
    ------
    Refused
        If none was issued.
    """
    out, count = io.BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for alert in alerts(log, scenario):
            box.writestr(f"{alert.identifier}.xml", write(alert))
            count += 1
    if not count:
        raise Refused("no warning was issued yet 尚未发布预警")
    return out.getvalue()
