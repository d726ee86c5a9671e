"""Whatever happens at a site, with and without a background: the laws of its slots hold."""

import pytest
from comms.trunk.desks import Fate, ask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sim.comms.trunk.background import Background
from sim.comms.trunk.slots import RANK, Slots
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.terms.enums import CallFailure, Precedence

PATIENCE_MS = 300
loads = st.floats(0, 6)


class Site(RuleBasedStateMachine):
    """One site to which anything may happen."""

    loads: st.SearchStrategy[float] | None = None

    @initialize(data=st.data(), capacity=st.integers(1, 4), seed=st.integers(0, 1000))
    def build(self, data: st.DataObject, capacity: int, seed: int) -> None:
        self.clock = Clock()
        background = None
        if self.loads is not None:
            erlang = {precedence: data.draw(self.loads) for precedence in Precedence}
            background = Background(Streams(seed, 0)("site"), erlang, 80)
        self.site = Slots(self.clock, 0, capacity, PATIENCE_MS, background)
        self.fates: list[Fate] = []
        self.patient = True

    @rule(precedence=st.sampled_from(Precedence), hold_ms=st.none() | st.integers(1, 200))
    def request(self, precedence: Precedence, hold_ms: int | None) -> None:
        fate = ask(self.clock, self.site, hold_ms, precedence)
        self.fates.append(fate)
        if not self.site.is_open:
            assert fate.failed == [(self.clock.now, CallFailure.SITE_LOST)]
            assert fate.began == []

    @rule(pick=st.integers(0, 1000))
    def release(self, pick: int) -> None:
        if self.fates:
            fate = self.fates[pick % len(self.fates)]
            fate.released |= not fate.call.over
            self.site.release(fate.call)

    @rule(time_ms=st.integers(0, 150))
    def pass_time(self, time_ms: int) -> None:
        self.clock.run(self.clock.now + time_ms + 1)

    @rule()
    def close(self) -> None:
        self.site.close()
        assert self.site.in_use == self.site.waiting == 0

    @rule()
    def open(self) -> None:
        self.site.open()

    @rule(capacity=st.integers(1, 4), patience_ms=st.sampled_from([0, PATIENCE_MS, None]))
    def become(self, capacity: int, patience_ms: int | None) -> None:
        self.patient = self.patient and patience_ms is not None
        self.site.become(capacity, patience_ms)
        assert patience_ms != 0 or self.site.waiting == 0

    @invariant()
    def slots_in_use_never_exceed_capacity_and_are_those_who_talk(self) -> None:
        talking = [fate for fate in self.fates if fate.began and not fate.call.over]
        assert len(talking) == self.site.in_use <= self.site.capacity
        assert sum(fate.call.waiting for fate in self.fates) == self.site.waiting

    @invariant()
    def each_request_ends_exactly_once(self) -> None:
        for fate in self.fates:
            assert fate.last_words == (fate.call.over and not fate.released)
            assert len(fate.began) <= 1
            assert not fate.ended or fate.ended == [fate.began[0] + fate.call.hold_ms]

    @invariant()
    def nobody_starts_after_one_who_came_later_and_is_no_more_urgent(self) -> None:
        for number, fate in enumerate(self.fates):
            for later in self.fates[number + 1 :]:
                if RANK[later.precedence] >= RANK[fate.precedence] and later.began:
                    began_then = fate.began and fate.began[0] <= later.began[0]
                    over_then = fate.failed and fate.failed[0][0] <= later.began[0]
                    assert began_then or over_then or fate.released

    @invariant()
    def nobody_waits_beyond_patience(self) -> None:
        if self.patient:
            for fate in self.fates:
                assert not fate.call.waiting or self.clock.now <= fate.asked + PATIENCE_MS
                assert not fate.began or fate.began[0] <= fate.asked + PATIENCE_MS

    @invariant()
    def without_a_background_no_slot_is_free_while_someone_waits(self) -> None:
        if self.site.background is None and self.site.waiting:
            assert self.site.in_use == self.site.capacity

    def teardown(self) -> None:
        if hasattr(self, "site"):
            self.site.close()
            assert all(fate.call.over for fate in self.fates)


class BusySite(Site):
    """The same with all the other users."""

    loads = loads

    @rule(data=st.data(), seed=st.integers(0, 1000))
    def mix(self, data: st.DataObject, seed: int) -> None:
        erlang = {precedence: data.draw(loads) for precedence in Precedence}
        self.site.mix(Background(Streams(seed, 1)("site"), erlang, 80))


@pytest.mark.parametrize("machine", [Site, BusySite])
def test_the_laws_of_slots_hold_whatever_happens(machine: type[Site]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=120, stateful_step_count=40))
