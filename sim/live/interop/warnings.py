"""The warnings that were issued in an exercise, each as an alert of CAP 1.2 in a file."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sim.live.interop.cap import SEVERITY, Alert, identifier, write
from sim.live.session import Refused
from sim.record.log import Log
from sim.record.people import WarningIssued
from sim.scenario.model import Scenario
from sim.terms.enums import WarningColour

_SENDER: Final = "exercise@sanduan.invalid"


def alerts(log: Log, scenario: Scenario) -> Iterator[Alert]:
    """Yield the warnings of a log as alerts, in order.

    Parameters
    ----------
    log
        What happened.
    scenario
        Where.
    """
    for _, t_ms, _, fact in log.entries():
        if isinstance(fact, WarningIssued):
            town, colour = scenario.townships[fact.township], WarningColour(fact.colour)
            sent = scenario.start + timedelta(milliseconds=t_ms)
            yield Alert(
                identifier(scenario.exercise.area_code, fact.warning + 1, sent),
                _SENDER,
                sent,
                f"{colour.zh}预警",
                SEVERITY[colour],
                f"{town.name_zh}{colour.zh}预警",
                town.name_zh,
                "演练 Exercise",
                "危险区群众立即转移" if fact.leave else "注意防范，做好转移准备",
                scenario.exercise.area_code,
            )


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
