"""Warnings as alerts of the Common Alerting Protocol 1.2, with the identifiers of the Chinese profile.

Source: OASIS CAP 1.2 for elements and their values; for identifiers the rule that warnings under GB/T 35965.1
follow: 14 digits of who issues it, the time, and what is done with it (1 issued, 2 changed, 3 lifted).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

from sim.terms.enums import WarningColour
from sim.terms.errors import SanduanError

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
MOST_BYTES: Final = 256 * 1024
SEVERITY: Final = {
    WarningColour.BLUE: "Minor",
    WarningColour.YELLOW: "Moderate",
    WarningColour.ORANGE: "Severe",
    WarningColour.RED: "Extreme",
}
"""Severity of each colour. Source: assumption: four colours on the four severities, in order."""
IDENTIFIER: Final = re.compile(r"\d{14}_\d{14}_[1-3]")
"""31 characters."""
_VALUES: Final = {
    "status": ("Actual", "Exercise", "System", "Test", "Draft"),
    "msgType": ("Alert", "Update", "Cancel", "Ack", "Error"),
    "scope": ("Public", "Restricted", "Private"),
    "category": (
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env",
        "Transport", "Infra", "CBRNE", "Other",
    ),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}  # fmt: skip
_ALERT: Final = ("identifier", "sender", "sent", "status", "msgType", "scope")
_INFO: Final = ("category", "event", "urgency", "severity", "certainty")
_SENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


class CapError(SanduanError):
    """A file is no alert of CAP 1.2; what is wrong with it is said in one line."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning 预警信息.

    Attributes
    ----------
    identifier
        Of the alert.
    sender
        Who issues it.
    sent
        When, with its zone.
    event
        What is warned of.
    severity
        By the words of CAP.
    headline, description, instruction
        What people read.
    area
        For whom it is.
    code
        Of the area, by GB/T 2260; empty where none is said.
    status
        Exercise, unless it is the real thing.
    kind
        By the words of CAP: Alert, Update where it changes another, Cancel where it lifts one.
    references
        The alert that it changes or lifts: sender, identifier and time, by commas.
    """

    identifier: str
    sender: str
    sent: datetime
    event: str
    severity: str
    headline: str
    area: str
    description: str = ""
    instruction: str = ""
    code: str = ""
    status: str = "Exercise"
    kind: str = "Alert"
    references: str = ""

    @property
    def reference(self) -> str:
        """What another alert calls this one by."""
        return f"{self.sender},{self.identifier},{self.sent.isoformat(timespec='seconds')}"


def identifier(area_code: str, number: int, sent: datetime, action: int = 1) -> str:
    """Return the identifier of a warning.

    Parameters
    ----------
    area_code
        Of the district, by GB/T 2260.
    number
        Of whoever issues it there, below 10^8: told apart, warnings of one second differ.
    sent
        When it is issued.
    action
        1 issued, 2 changed, 3 lifted.

    Examples
    --------
    >>> identifier("500102", 3, datetime(2025, 7, 1, 8, 30))
    '50010200000003_20250701083000_1'
    """
    return f"{area_code}{number:08}_{sent:%Y%m%d%H%M%S}_{action}"


def write(alert: Alert) -> bytes:
    """Return an alert as XML, its elements in the order of the standard."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}alert")
    sent = alert.sent.isoformat(timespec="seconds")
    heads = (alert.identifier, alert.sender, sent, alert.status, alert.kind, "Public")
    for name, text in zip(_ALERT, heads, strict=True):
        _put(root, name, text)
    if alert.references:
        _put(root, "references", alert.references)
    info = _put(root, "info")
    _put(info, "language", "zh-CN")
    for name, text in zip(_INFO, ("Met", alert.event, "Expected", alert.severity, "Likely"), strict=True):
        _put(info, name, text)
    for name in ("headline", "description", "instruction"):
        if getattr(alert, name):
            _put(info, name, getattr(alert, name))
    area = _put(info, "area")
    _put(area, "areaDesc", alert.area)
    if alert.code:
        code = _put(area, "geocode")
        _put(code, "valueName", "GB/T 2260")
        _put(code, "value", alert.code)
    data: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _put(above: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    made = ElementTree.SubElement(above, f"{{{NAMESPACE}}}{name}")
    made.text = text or None
    return made


def read(data: bytes) -> Alert:
    """Return the alert that XML holds; of several blocks of information the first, or the Chinese one.

    Raises
    ------
    CapError
        If it is too large, no XML, declares entities, or is no alert of CAP 1.2.
    """
    root = _parsed(data)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise CapError("no alert of CAP 1.2 不是CAP 1.2预警信息")
    infos = root.findall(f"{{{NAMESPACE}}}info")
    if not infos:
        raise CapError("the alert informs of nothing 缺少info")
    info = next((i for i in infos if _text(i, "language").lower().startswith("zh")), infos[0])
    for above, names in ((root, _ALERT), (info, _INFO)):
        for name in names:
            _check(name, _text(above, name))
    area = info.find(f"{{{NAMESPACE}}}area")
    codes = [] if area is None else area.findall(f"{{{NAMESPACE}}}geocode")
    return Alert(
        _text(root, "identifier"),
        _text(root, "sender"),
        datetime.fromisoformat(_text(root, "sent")),
        _text(info, "event"),
        _text(info, "severity"),
        _text(info, "headline") or _text(info, "event"),
        "" if area is None else _text(area, "areaDesc"),
        _text(info, "description"),
        _text(info, "instruction"),
        _text(codes[0], "value") if codes else "",
        _text(root, "status"),
        _text(root, "msgType"),
        _text(root, "references"),
    )


def _parsed(data: bytes) -> ElementTree.Element:
    """Return the root of XML without a type of document: so nothing in it can unfold."""
    if len(data) > MOST_BYTES:
        raise CapError("an alert is smaller than 256 KB 预警文件超过256 KB")
    look = expat.ParserCreate()

    def refuse(*said: object) -> None:
        raise CapError("an alert declares no type of document 预警文件含实体声明")

    look.StartDoctypeDeclHandler = refuse
    try:
        look.Parse(data, True)
        return ElementTree.fromstring(data)
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError) as error:
        raise CapError(f"no XML 不是XML: {error}") from error


def _text(above: ElementTree.Element, name: str) -> str:
    return (above.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _check(name: str, text: str) -> None:
    allowed = _VALUES.get(name)
    if not text or (allowed and text not in allowed):
        raise CapError(f"{name}: {' '.join(allowed or ('some text',))} expected, got {text[:40]!r}")
    if name == "sent" and not _SENT.fullmatch(text):
        raise CapError(f"sent: a time with its zone expected, got {text[:40]!r}")


def alert_rows(data: bytes, before: int) -> list[dict[str, str]]:
    """Return the line of a script that tells an alert, to be played by hand.

    Parameters
    ----------
    data
        The XML.
    before
        How many lines there are already.

    Raises
    ------
    CapError
        If it is no alert.
    """
    alert = read(data)
    words = " ".join(filter(None, (alert.headline, alert.description, alert.instruction)))
    row = {"id": f"CAP{before + 1}", "kind": "预警", "recipient": "centre", "title": alert.headline[:80]}
    return [{**row, "text": words[:200], "notes": alert.identifier[:100]}]
