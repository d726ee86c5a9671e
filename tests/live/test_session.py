"""A session is a run with a journal: people take seats, give orders and leave, and a replay is the same."""

import pytest
from exercises import CENTRE, EOC, district, hamlet, seated

from sim.live.session import Refused, Session
from sim.record.facts import Deploy, Dispatch, HandOver, MessageSent, MoveUp, OrderGiven, Recall
from sim.record.repair import WorkOrder
from sim.record.seat import BadAct, decode_act, encode_act
from sim.record.seat_facts import SeatChanged
from sim.run import run, run_again
from sim.terms.ids import Address, Band
from sim.terms.units import HOUR_MS, MINUTE_MS


def orders(log, sender):
    """Return the orders that an address has sent: (time, order)."""
    kinds = (Dispatch, Recall, MoveUp, Deploy, WorkOrder, HandOver)
    sent = [(t, fact) for _, t, _, fact in log.entries() if isinstance(fact, MessageSent)]
    return [(t, o) for t, f in sent if f.sender == sender for o in f.body if isinstance(o, kinds)]


def dispatch(session, unit, call=0):
    view = session.world.centre.picture.calls[call]
    return Dispatch(unit, call, view.node, view.place)


def test_a_session_in_which_nobody_sits_is_the_batch_run():
    session = Session(hamlet())
    for hour in range(0, 80, 7):
        session.advance(hour * HOUR_MS)
    assert session.finish().digest == run(hamlet()).digest


def test_while_a_person_sits_the_policy_of_that_post_gives_no_order():
    session = seated(None, CENTRE)
    session.advance(2 * HOUR_MS)
    assert len(session.world.centre.picture.calls) == 2
    assert orders(session.log, CENTRE) == []
    assert orders(run(district()), CENTRE) != []


def test_the_policy_decides_at_once_when_the_seat_is_handed_back():
    session = seated(None, CENTRE)
    session.advance(2 * HOUR_MS)
    session.give_back(CENTRE)
    session.advance(2 * HOUR_MS + 1)
    assert next(t for t, _ in orders(session.log, CENTRE)) == 2 * HOUR_MS
    assert not session.manned(CENTRE)


def test_an_order_goes_out_in_its_millisecond_and_stands_in_the_log_with_its_seat():
    session = seated(None, CENTRE)
    session.advance(HOUR_MS + 123)
    order = dispatch(session, 1)
    session.order(CENTRE, order)
    assert orders(session.log, CENTRE) == [(HOUR_MS + 123, order)]
    given = [fact for _, _, _, fact in session.log.entries() if isinstance(fact, OrderGiven)]
    assert given == [OrderGiven(order, CENTRE)]


def test_the_district_can_be_ordered_to_send_its_teams():
    session = seated(None, EOC)
    session.advance(HOUR_MS)
    session.order(EOC, Deploy(0, 4, 4))
    session.advance(2 * HOUR_MS)
    assert [o for _, o in orders(session.log, EOC)] == [Deploy(0, 4, 4)]
    assert session.truth.teams[0].status != "at_base"


def test_a_work_order_of_a_person_sends_a_professional_team():
    session = Session(hamlet())
    eoc = session.world.works.district.address
    session.take(eoc)
    while not session.world.works.district.picture.repairs.damages:
        session.advance(session.now_ms + MINUTE_MS)
    (number, view), *_ = session.world.works.district.picture.repairs.damages.items()
    session.order(eoc, WorkOrder(0, number, view.nodes))
    session.advance(session.now_ms + 2 * HOUR_MS)
    assert [order.team for _, order in orders(session.log, eoc)] == [0]
    assert session.truth.crews[0].damage == number
    assert run_again(session.finish()).digest == session.log.digest


@pytest.mark.parametrize("name", ["hamlet", "hamlet-slide", "hamlet-silent"])
def test_a_replay_of_what_people_did_gives_the_log_byte_for_byte(name):
    session = Session(hamlet(name))
    seats = [CENTRE, *([session.world.works.district.address] if session.world.works.district else [])]
    for address in seats:
        session.take(address)
    for step in range(1, 40):
        session.advance(step * 37 * MINUTE_MS + step)
        picture = session.world.centre.picture
        for call in sorted(picture.calls)[:1]:
            view = picture.calls[call]
            if not view.units and picture.units:
                session.order(CENTRE, Dispatch(step % len(picture.units), call, view.node, view.place))
    for address in seats:
        session.give_back(address)
    log = session.finish()
    assert len(session.acts) >= 3
    assert run_again(log).digest == log.digest != run(hamlet(name)).digest
    again = Session(hamlet(name))
    again.replay(session.acts, again.header.horizon_ms)
    assert again.finish().digest == log.digest


def test_a_replay_of_a_prefix_stands_where_the_session_stood():
    session = seated(None, CENTRE)
    session.advance(HOUR_MS)
    session.order(CENTRE, dispatch(session, 0))
    session.advance(90 * MINUTE_MS)
    then = session.log.digest
    session.give_back(CENTRE)
    session.advance(5 * HOUR_MS)
    again = Session(district())
    again.replay(session.acts[:2], 90 * MINUTE_MS)
    assert (again.now_ms, again.log.digest) == (90 * MINUTE_MS, then)
    again = Session(district())
    again.replay(session.acts, 80 * MINUTE_MS)
    assert len(again.acts) == 2


def test_acts_of_one_millisecond_keep_their_order_in_a_replay():
    session = seated(None, CENTRE)
    session.advance(HOUR_MS)
    session.order(CENTRE, dispatch(session, 0))
    session.order(CENTRE, Recall(0, 0))
    session.give_back(CENTRE)
    assert run_again(session.finish()).digest == session.log.digest


# --- what is refused


@pytest.mark.parametrize("address", [0, 2, Band.TOWNSHIP.address(0), Band.POST.address(7)])
def test_nobody_can_sit_where_nobody_decides(address):
    with pytest.raises(Refused, match="no post"):
        Session(district()).take(Address(address))


def test_a_seat_is_taken_once_and_handed_back_once():
    session = seated(None, CENTRE)
    with pytest.raises(Refused, match="taken"):
        session.take(CENTRE)
    session.give_back(CENTRE)
    with pytest.raises(Refused, match="nobody"):
        session.give_back(CENTRE)
    assert [act.taken for _, act in session.acts] == [True, False]


def test_no_order_is_given_at_a_seat_that_nobody_has_taken():
    session = Session(district())
    session.advance(HOUR_MS)
    with pytest.raises(Refused, match="take the seat"):
        session.order(CENTRE, MoveUp(0, 1))


@pytest.mark.parametrize(
    "order",
    [
        Dispatch(99, 0, 3, 3),
        Dispatch(0, 9, 3, 3),
        Dispatch(0, 0, 2, 3),
        Dispatch(0, 0, 3, 3, (99,)),
        Dispatch(0, 0, 3, 3, (), 1),
        MoveUp(0, 7),
        HandOver(9),
        Deploy(0, 0, 0),
        WorkOrder(0, 0, (0,)),
    ],
)
def test_the_centre_gives_no_order_about_what_it_does_not_know(order):
    session = seated(None, CENTRE)
    session.advance(HOUR_MS)
    before = session.log.digest
    with pytest.raises(Refused, match="cannot give"):
        session.order(CENTRE, order)
    assert session.log.digest == before


@pytest.mark.parametrize(
    "order",
    [
        Deploy(1, 0, 0),
        Deploy(0, 9, 0),
        Deploy(0, 3, 2),
        Deploy(0, 3, 3, (99,)),
        WorkOrder(0, 0, (0,)),
        Dispatch(0, 0, 3, 3),
    ],
)
def test_the_district_gives_no_order_about_what_it_does_not_know(order):
    session = seated(None, EOC)
    session.advance(HOUR_MS)
    with pytest.raises(Refused, match="cannot give"):
        session.order(EOC, order)


def test_a_team_of_communications_is_sent_to_one_township():
    session = seated(None, EOC)
    session.order(EOC, Deploy(0, 3, 3))
    session.order(EOC, Deploy(0, 3, 3))
    with pytest.raises(Refused):
        session.order(EOC, Deploy(0, 2, 2))


def test_a_station_orders_its_own_units_alone_and_hands_nothing_over():
    station = Band.STATION.address(0)
    session = seated(None, station)
    session.advance(HOUR_MS)
    for order in (MoveUp(2, 0), HandOver(0), MoveUp(0, 1)):  # it has not called its roll: it knows no unit
        with pytest.raises(Refused):
            session.order(station, order)


def test_nothing_is_done_after_the_end():
    session = seated(None, CENTRE)
    session.advance(100 * HOUR_MS)
    assert session.over
    assert session.now_ms == session.header.horizon_ms == session.next_event_ms()
    with pytest.raises(Refused, match="end"):
        session.give_back(CENTRE)


def test_the_next_event_is_a_time_at_which_something_happens():
    session = Session(district())
    at = session.next_event_ms()
    session.advance(at)
    assert 0 < at <= session.now_ms < 5 * MINUTE_MS + 2


# --- how acts are written down


@pytest.mark.parametrize("act", [SeatChanged(1, True), OrderGiven(Dispatch(1, 2, 3, 4, (5,), None), EOC)])
def test_an_act_is_read_as_it_was_written(act):
    assert decode_act(encode_act(act)) == act


@pytest.mark.parametrize("data", [b"", b"{}", b'["og"]', b'["seat",1,2]', b'["end",0]', b"\xff", b"null"])
def test_what_is_no_act_is_said_to_be_none(data):
    with pytest.raises(BadAct):
        decode_act(data)
