"""A talk group is wherever its radios are registered, counted and never searched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.comms.member import Member
from sim.comms.trunk.talk_group import Registry, TalkGroup
from sim.terms.enums import Party

FIRE, COMMAND = (Party.DISPATCH_CENTRE, Party.UNIT), (Party.DISPATCH_CENTRE, Party.EOC)


class Radios:
    """Radios that are where they are put, and a registry of them."""

    def __init__(self, *kinds: Party, groups=(COMMAND, FIRE)) -> None:
        self.site: dict[int, int | None] = dict.fromkeys(range(len(kinds)), 0)
        self.members = [Member(i, kind, (), lambda: 0) for i, kind in enumerate(kinds)]
        self.registry = Registry(groups, lambda member: self.site[member.address])
        self.epoch = 0

    def on(self, *numbers: int) -> None:
        for number in numbers:
            self.registry.switch_on(self.members[number])

    def common(self, one: int, other: int) -> TalkGroup | None:
        return self.registry.common(self.members[one], self.members[other], self.epoch)

    def sites(self, one: int, other: int, here: int = 9, there: int = 9) -> tuple[int, ...] | None:
        group = self.common(one, other)
        return None if group is None else group.sites(here, there)


def test_a_call_holds_its_two_ends_and_every_site_with_a_radio_of_its_group() -> None:
    radios = Radios(Party.DISPATCH_CENTRE, Party.UNIT, Party.UNIT, Party.EOC)
    radios.site = {0: 0, 1: 2, 2: 1, 3: 5}
    radios.on(0, 1, 2, 3)
    assert radios.sites(1, 0, 2, 0) == (2, 0, 1)
    assert radios.sites(0, 3, 0, 5) == (0, 5)
    assert radios.sites(0, 0, 0, 0) == (0, 5)


def test_of_two_groups_that_both_hear_the_first_is_taken() -> None:
    radios = Radios(
        Party.EOC, Party.UNIT, groups=[(Party.EOC,), (Party.EOC, Party.UNIT), (Party.UNIT, Party.EOC)]
    )
    radios.site = {0: 0, 1: 1}
    radios.on(0, 1)
    assert radios.sites(0, 0) == (9, 0)
    assert radios.sites(0, 1) == (9, 0, 1)
    assert radios.common(0, 1) is radios.common(1, 0) is not radios.common(0, 0)


@pytest.mark.parametrize("other", [Party.VILLAGE, Party.TOWNSHIP, Party.EOC])
def test_who_hears_no_common_group_calls_one_to_one(other: Party) -> None:
    radios = Radios(Party.UNIT, other)
    radios.on(0, 1)
    assert radios.common(0, 1) is None


def test_one_that_is_switched_off_holds_nothing_and_may_come_back() -> None:
    radios = Radios(Party.UNIT, Party.UNIT)
    radios.on(0, 1)
    assert radios.sites(0, 1) == (9, 0)
    for number in (0, 0, 1):
        radios.registry.switch_off(radios.members[number])
    assert radios.sites(0, 1) == (9,)
    radios.site[1] = 3
    radios.on(1, 1)
    assert radios.sites(0, 1) == (9, 3)


def test_a_radio_on_the_move_is_where_it_was_last_heard_of_until_the_network_changes() -> None:
    radios = Radios(Party.UNIT, Party.UNIT)
    radios.on(0)
    assert radios.sites(0, 1) == (9, 0)
    radios.site[0] = radios.site[1] = 4
    assert radios.sites(0, 1) == (9, 0)
    radios.registry.roam(radios.members[1])  # it is off, and stays so
    assert radios.sites(0, 1) == (9, 0)
    radios.registry.roam(radios.members[0])
    assert radios.sites(0, 1) == (9, 4)
    radios.site[0] = None
    radios.epoch += 1
    assert radios.sites(0, 1) == (9,)


EVENT = st.tuples(
    st.sampled_from(["on", "off", "roam", "change"]),
    st.integers(0, 5),
    st.one_of(st.none(), st.integers(0, 3)),
)


@settings(max_examples=60)
@given(st.lists(EVENT, max_size=40))
def test_however_radios_come_move_and_go_the_counts_are_those_of_a_search(events) -> None:
    kinds = [Party.UNIT, Party.UNIT, Party.DISPATCH_CENTRE, Party.EOC, Party.EOC, Party.UNIT]
    radios = Radios(*kinds)
    on: dict[int, int | None] = {}
    radios.common(0, 0)
    for what, number, site in events:
        radios.site[number] = site
        member = radios.members[number]
        if what == "on":
            radios.on(number)
            on.setdefault(number, site)
        elif what == "off":
            radios.registry.switch_off(member)
            on.pop(number, None)
        elif what == "roam":
            radios.registry.roam(member)
            on.update({number: site} if number in on else {})
        else:
            radios.epoch += 1
            on = {each: radios.site[each] for each in on}
        for pair, group in (((0, 2), FIRE), ((2, 3), COMMAND)):
            there = {at for each, at in on.items() if kinds[each] in group and at is not None}
            assert radios.sites(*pair) == (9, *sorted(there))
