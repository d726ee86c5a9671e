"""Dispatch by alarms 火警等级: what is more than the first alarm, or is silent, gets the next alarm whole."""

from collections.abc import Iterator
from typing import Final

from sim.picture import CallView, Picture
from sim.policy.plan import Plan
from sim.policy.run_card import RunCard
from sim.record.facts import Order
from sim.terms.needs import Needs

THIRD: Final = 3
"""The last alarm that there is 三级火警; assumption, higher ones are more than a district has."""


class SecondAlarm(RunCard):
    """Send alarm by alarm 二级火警升级派遣.

    The second alarm is the run card once more, the third twice more. A call is raised by the size-up, when it
    asks for more than the alarm that was sent: then the whole next alarm goes, beyond what was asked for. It
    is also raised by silence: as long as nobody on scene has said what is needed, one alarm more for each
    `plan.escalate_ms` since it was taken. A size-up that asks for less ends that, and what is too much is
    called back as `RunCard` does.

    Parameters
    ----------
    plan
        What the post knows beforehand.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._alarms: dict[int, int] = {}

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        self._raise(picture)
        yield from super().decide(picture)

    def look_again_ms(self, picture: Picture) -> int | None:
        """Return when silence next raises an open call, in ms; None where it raises none."""
        waiting = [
            call.told_ms + self._alarms.get(call.call, 1) * self.plan.escalate_ms
            for call in picture.calls.values()
            if call.needs is None and self._alarms.get(call.call, 1) < THIRD
        ]
        return min(waiting, default=None)

    def needs(self, call: CallView) -> Needs:
        """Return what a call is to get: its alarm, and what was asked for where that is more."""
        if call.needs is not None and self.alarm_of(call.kind, call.needs) == 1:
            return call.needs
        sent = dict(self._times(call.kind, self._alarms.get(call.call, 1)))
        for skill, count in call.needs or ():
            sent[skill] = max(count, sent.get(skill, 0))
        return tuple(sorted(sent.items()))

    def alarm_of(self, kind: int, needs: Needs) -> int:
        """Return the first alarm that holds what is needed; the last where none does."""
        for alarm in range(1, THIRD):
            sent = dict(self._times(kind, alarm))
            if all(count <= sent.get(skill, 0) for skill, count in needs):
                return alarm
        return THIRD

    def _times(self, kind: int, alarm: int) -> Needs:
        return tuple((skill, count * alarm) for skill, count in self.plan.run_cards[kind])

    def _raise(self, picture: Picture) -> None:
        """Bring the alarm of each open call up to date, and look anew at those that are raised."""
        known, self._alarms = self._alarms, {}
        for number, call in picture.calls.items():
            alarm = self._alarm(call, picture.now_ms)
            if alarm != known.get(number, 1):
                call.changes += 1
            self._alarms[number] = alarm

    def _alarm(self, call: CallView, now_ms: int) -> int:
        if call.needs is not None:
            return self.alarm_of(call.kind, call.needs)
        return min(THIRD, 1 + (now_ms - call.told_ms) // self.plan.escalate_ms)
