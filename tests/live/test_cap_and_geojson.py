"""Files for other programs: alerts of CAP 1.2 and maps as GeoJSON; nothing in what comes in can unfold."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import pytest
from exercises import CENTRE, district, hamlet

from sim.live.interop.cap import IDENTIFIER, Alert, CapError, alert_rows, identifier, read, write
from sim.live.interop.geojson import forces, places
from sim.live.interop.warnings import alerts, warnings_zip
from sim.live.msel.script import Script
from sim.live.session import Refused, Session
from sim.record.people import WarningIssued
from sim.terms.units import MINUTE_MS

SENT = datetime.fromisoformat("2025-07-01T08:30:00+08:00")
ALERT = Alert(
    identifier("500102", 3, SENT),
    "a@b.invalid",
    SENT,
    "暴雨橙色预警",
    "Severe",
    "标题",
    "某镇",
    "<说明>",
    "转移",
    "500102",
)


def test_an_identifier_has_31_characters_and_begins_with_the_area():
    assert IDENTIFIER.fullmatch(ALERT.identifier)
    assert len(ALERT.identifier) == 31
    assert ALERT.identifier.startswith("500102")


def test_an_alert_that_goes_out_and_comes_in_is_the_same():
    assert read(write(ALERT)) == ALERT
    bare = replace(ALERT, description="", instruction="", code="")
    assert read(write(bare)) == bare


def test_elements_stand_in_the_order_of_the_standard():
    text = write(ALERT).decode()
    names = ["identifier", "sender", "sent", "status", "msgType", "scope", "info", "language", "category"]
    names += ["event", "urgency", "severity", "certainty", "headline", "description", "instruction", "area"]
    places_ = [text.index(f"<{name}>") for name in names]
    assert places_ == sorted(places_)
    assert 'xmlns="urn:oasis:names:tc:emergency:cap:1.2"' in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Severe", "Awful", "severity"),
        ("<status>Exercise", "<status>Real", "status"),
        ("08:30:00+08:00", "08:30:00", "sent"),
        ("<event>暴雨橙色预警</event>", "", "event"),
        ("cap:1.2", "cap:1.1", "CAP 1.2"),
        ("</alert>", "", "XML"),
    ],
)
def test_what_is_no_alert_is_refused_by_name(old, new, says):
    text = write(ALERT).decode()
    assert old in text
    with pytest.raises(CapError, match=says):
        read(text.replace(old, new).encode())


def test_an_alert_that_informs_of_nothing_is_refused():
    text = write(ALERT).decode()
    with pytest.raises(CapError, match="nothing"):
        read((text[: text.index("<info>")] + "</alert>").encode())


def test_entities_and_very_large_files_are_refused_unread():
    bomb = b'<!DOCTYPE a [<!ENTITY b "0123456789">]><a>&b;</a>'
    with pytest.raises(CapError, match="document"):
        read(bomb)
    with pytest.raises(CapError, match="256 KB"):
        read(b"<a/>" * 100_000)


def test_an_alert_becomes_a_line_to_be_played_by_hand():
    rows = alert_rows(write(ALERT), 4)
    line = Script.of(district(), rows).lines["CAP5"]
    assert line.by_hand
    assert line.text == "标题 <说明> 转移"


def test_warnings_that_were_issued_go_out_each_as_a_file():
    session = Session(hamlet("hamlet-silent"))
    with pytest.raises(Refused, match="warning"):
        warnings_zip(session.log, session.scenario)
    session.log.add(0, WarningIssued(0, "red", 1, True))
    session.log.add(0, WarningIssued(1, "blue", 0, False))
    found = list(alerts(session.log, session.scenario))
    assert [alert.severity for alert in found] == ["Extreme", "Minor"]
    with zipfile.ZipFile(io.BytesIO(warnings_zip(session.log, session.scenario))) as box:
        names = [name.removesuffix(".xml") for name in box.namelist()]
        assert names == [read(box.read(f"{name}.xml")).identifier for name in names]
        assert len(set(names)) == 2


def test_a_warning_that_changes_or_is_lifted_names_the_one_before_it():
    session = Session(hamlet("hamlet-silent"))
    colours = ("blue", "red", "none", "yellow")
    for number, colour in enumerate(colours):
        session.log.add(0, WarningIssued(number, colour, 1, colour == "red"))
    session.log.add(0, WarningIssued(4, "none", 0, False))  # nothing was out there
    found = list(alerts(session.log, session.scenario))
    assert [alert.kind for alert in found] == ["Alert", "Update", "Cancel", "Alert", "Cancel"]
    assert [alert.identifier[-1] for alert in found] == ["1", "2", "3", "1", "3"]
    assert [alert.severity for alert in found] == ["Minor", "Extreme", "Extreme", "Moderate", "Unknown"]
    assert [alert.references for alert in found] == ["", found[0].reference, found[1].reference, "", ""]
    assert "解除红色预警" in found[2].headline
    with zipfile.ZipFile(io.BytesIO(warnings_zip(session.log, session.scenario))) as box:
        assert [read(box.read(name)) for name in box.namelist()] == found
    order = [each.tag.partition("}")[2] for each in ElementTree.fromstring(write(found[2]))]
    assert order[:7] == ["identifier", "sender", "sent", "status", "msgType", "scope", "references"]


def test_places_are_points_and_roads_lines_with_longitude_first():
    scenario = hamlet()
    found = json.loads(places(scenario))["features"]
    kinds = {each["properties"]["kind"] for each in found}
    assert kinds == {"township", "village", "post", "station", "hospital", "road"}
    road = next(each for each in found if each["properties"]["kind"] == "road")
    assert len(road["geometry"]["coordinates"]) == 2
    for each in found:
        if each["geometry"]["type"] == "Point":
            lon, lat = each["geometry"]["coordinates"]
            assert lon > 73 > lat


def test_forces_are_where_a_post_believes_them_with_the_time_of_the_word():
    session = Session(hamlet())
    session.advance(10 * MINUTE_MS)
    true = json.loads(forces(session, None))["features"]
    believed = json.loads(forces(session, CENTRE))["features"]
    assert {each["properties"]["id"] for each in believed} <= {each["properties"]["id"] for each in true}
    assert all(each["properties"]["told"] is None for each in true)
    assert all(each["properties"]["told"].startswith("2025-01-01T") for each in believed)
    town = session.scenario.townships[0]
    assert json.loads(forces(session, 200_000))["features"] == [], town.id
    with pytest.raises(LookupError, match="keeps a picture"):
        forces(session, 999)
