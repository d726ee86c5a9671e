"""A hospital without power sends patients on: the crew learns it at the door, and never goes in circles."""

from drills import LINK_MS, Tale, call, hospital, world
from mains_bench import load, tables
from rigs import outage
from worlds import kind

from sim.terms.units import HOUR_MS, MINUTE_MS

HANDOVER_MS = 15 * MINUTE_MS


def ward(node: int, at: str, **backup: float) -> dict:
    """Return the load of the hospital at a node."""
    return load(f"L{node}", "hospital", at, f"H{node:02d}", **backup)


def district(loads, outages, hospitals=(3, 0), calls=1, **changes):
    """Return a line with one ambulance at node 0, sick people at node 2, and hospitals on a grid."""
    kinds = {"sick": kind(run_card={"ambulance": 1}, severities=[{"id": "x", "needs": {"ambulance": 1}}])}
    kinds["sick"] |= {"transport": True}
    sick = [call(600 + i * 8 * 3600, 2, "sick") for i in range(calls)]
    data = world(sick, kinds=kinds, hospitals=[hospital(node) for node in hospitals])
    data["unit_types"]["engine"]["capabilities"] = ["ambulance"]
    return {**data, **tables(loads), "bearers": {"outages": outages}, **changes}


def with_patient(tale):
    """Return what the ambulance does from the time at which it has a patient."""
    way = tale.way(0)
    return way[[status for _, status in way].index("transporting") :]


def test_a_hospital_with_power_takes_the_patient():
    tale = Tale(district([ward(3, "SS2")], []))
    assert [status for _, status in with_patient(tale)][:3] == ["transporting", "at_hospital", "returning"]


def test_a_dark_hospital_sends_the_patient_on_to_the_next():
    tale = Tale(district([ward(3, "SS2")], [outage("power_node", "SS2", 0)]))
    over = tale.ended()[0]
    assert with_patient(tale)[:4] == [
        (over, "transporting"),
        (over + LINK_MS, "transporting"),
        (over + 4 * LINK_MS, "at_hospital"),
        (over + 4 * LINK_MS + HANDOVER_MS, "in_quarters"),
    ]


def test_the_last_hospital_takes_the_patient_also_in_the_dark():
    loads = [ward(3, "SS2"), ward(0, "SS1")]
    tale = Tale(district(loads, [outage("power_node", "all", 0)]))
    statuses = [status for _, status in with_patient(tale)]
    assert statuses[:3] == ["transporting", "transporting", "at_hospital"]
    alone = Tale(district(loads[:1], [outage("power_node", "all", 0)], hospitals=(3,)))
    assert [status for _, status in with_patient(alone)][:2] == ["transporting", "at_hospital"]


def test_a_hospital_takes_patients_as_long_as_its_generator_has_fuel():
    loads = [ward(3, "SS2", ups_h=0.25, generator_h=3)]
    outages = [outage("power_node", "SS2", 0)]
    tale = Tale(district(loads, outages, calls=2))
    door = [t for t, status in tale.way(0) if status == "at_hospital"]
    assert len(door) == 2
    assert door[0] < 3 * HOUR_MS
    late = [status for t, status in tale.way(0) if t > 8 * HOUR_MS]
    assert late[: late.index("at_hospital")][-2:] == ["transporting", "transporting"]


def test_each_patient_is_tried_anew_for_a_hospital_may_have_power_again():
    loads = [ward(3, "SS2")]
    tale = Tale(district(loads, [outage("power_node", "SS2", 0, 6)], calls=2))
    late = [status for t, status in tale.way(0) if t > 8 * HOUR_MS]
    assert late[late.index("transporting") :][:2] == ["transporting", "at_hospital"]


def test_of_two_hospitals_in_one_place_one_with_power_is_enough():
    both = [hospital(3), {**hospital(3), "id": "H33"}, hospital(0)]
    data = district([ward(3, "SS2")], [outage("power_node", "SS2", 0)])
    statuses = [status for _, status in with_patient(Tale({**data, "hospitals": both}))]
    assert statuses[:2] == ["transporting", "at_hospital"]
