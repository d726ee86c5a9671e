"""Random takings of command at centres that are lost and replaced: the fog holds, and replays agree."""

from contextlib import suppress
from functools import cache

from drills import call
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lost_centres import lost_centre
from test_fog import check, of, told
from worlds import NOTE, scenario

from sim.live.orders import order_of
from sim.live.session import Refused, Session, why_not
from sim.live.view import picture_view
from sim.record.facts import OrderGiven
from sim.record.response import Watchword
from sim.record.seat_facts import SeatChanged
from sim.record.standby import CentreWatch
from sim.run import run_again
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import MINUTE_MS

DC2, EOC2 = (Band.POST.address(row) for row in (1, 3))
FIRST, SECOND = (DISPATCH_CENTRE, Band.POST.address(2)), (DC2, EOC2)
SEATS = (*FIRST, *SECOND)
ON = st.booleans()
SENDS = st.fixed_dictionaries(
    {"kind": st.just("dispatch"), "unit": st.integers(0, 1), "call": st.integers(0, 2)}
)
LEVEL = st.fixed_dictionaries({"kind": st.just("level"), "level": st.integers(0, 4)})
WARNS = st.fixed_dictionaries(
    {
        "kind": st.just("warn"),
        "colour": st.sampled_from(("orange", "none")),
        "township": st.just(0),
        "leave": ON,
    }
)
TAKES = st.fixed_dictionaries({"kind": st.sampled_from(("notice", "cnotice"))})


@cache
def whole():
    """Return a line with two centres of each sort, of which the first are lost for some hours."""
    lost = [{"at": 1, "until": 5}]
    data = lost_centre([call(60, 1), call(5400, 2), call(9000, 1)], all=True, lost=lost)
    data["warning"] = {"variant": "chain", "scripted": [{"colour": "orange", "at": 4}]}
    data["posts"].append({"id": "DC2", "name_zh": "备用", "kind": "dispatch_centre", "node": "N02", **NOTE})
    data["standby"] = {"post": "DC2", "shares": True, "lost": lost}
    return scenario(data)


class Alternates(RuleBasedStateMachine):
    """People who take seats, take command, order and leave, while the first centres are there and lost."""

    @initialize()
    def begin(self):
        self.session = Session(whole())

    @rule(address=st.sampled_from(SEATS), taken=st.sampled_from((True, True, False)))
    def sit(self, address, taken):
        with suppress(Refused):
            self.session.do(SeatChanged(address, taken))

    @rule(address=st.sampled_from(SEATS), form=st.one_of(SENDS, LEVEL, WARNS, TAKES))
    def order(self, address, form):
        picture, command = self.session.world.picture(address), self.session.world.post(address).command()
        try:
            self.session.do(OrderGiven(order_of(form, picture, self.session.scenario), address))
        except Refused:
            return
        assert command.leads or (form["kind"] in ("notice", "cnotice") and command.may_take)
        assert not why_not(command) or command.may_take

    @rule(minutes=st.sampled_from((5, 30, 90)))
    def wait(self, minutes):
        self.session.advance(self.session.now_ms + minutes * MINUTE_MS)

    @invariant()
    def nothing_is_known_that_was_not_told(self):
        if hasattr(self, "session"):
            for address in SEATS:
                check(self.session, address)
            for address in SECOND:
                self.knows_of_command_by_words(address)

    def knows_of_command_by_words(self, address):
        view, (items, _) = picture_view(self.session, address), told(self.session, address)
        words = {at for at, _ in (*of(items, Watchword), *of(items, CentreWatch))}
        assert view["command"]["heard_ms"] is None or view["command"]["heard_ms"] in words

    def teardown(self):
        if hasattr(self, "session"):
            log = self.session.finish()
            assert run_again(log).digest == log.digest


TestAlternates = Alternates.TestCase
TestAlternates.settings = settings(
    max_examples=3,
    stateful_step_count=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def test_every_seat_of_the_machine_decides_and_knows_of_command():
    session = Session(whole())
    assert all(session.world.post(address).command is not None for address in SEATS)
