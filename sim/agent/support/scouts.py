"""UAVs that look at roads, put in their places."""

from collections.abc import Generator
from typing import Any

from sim.agent.air import Rain
from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.staff import Staff
from sim.agent.support.lines import Lines
from sim.agent.support.uav import Uav
from sim.agent.support.weather import FlyingWeather
from sim.policy.forward_uavs import Ahead, ForwardUavs
from sim.policy.scouting import ScoutPlan, SendUavs
from sim.scenario.uav import uavs


class Scouts:
    """The UAVs of a district at work 无人机侦测体系.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    district
        Who sends them.
    staff
        Who communicates where messages can fail, else None.
    rain
        Of rainstorms; None without any.

    Attributes
    ----------
    uavs
        By number.
    """

    def __init__(
        self, model: Any, context: Context, district: District, staff: Staff | None, rain: Rain | None
    ) -> None:
        scenario, self._context, self._district = context.scenario, context, district
        flight, rows = scenario.support.flight, uavs(scenario)
        homes = [scenario.node_ids[row.team.node] for row in rows]
        lines = Lines(scenario, next(iter(context.roads.travel.values())).graph)
        weather = FlyingWeather(scenario, rain)
        self.uavs = [
            Uav(model, i, row, homes[i], context, district.address, lines, weather)
            for i, row in enumerate(rows)
        ]
        if staff is not None:
            for uav in self.uavs:
                staff.enlist(uav)
        plan = ScoutPlan(
            reach=tuple(lines.reach(home) for home in homes),
            flight_ms=lambda uav, links: lines.flight_ms(homes[uav], links),
            budget_ms=lines.budget_ms,
            again_ms=flight.again.ms,
            silence_ms=flight.silence.ms,
            most=flight.links.whole,
        )
        self._policy = ForwardUavs(plan, _ahead(context, lines)) if flight.forward else SendUavs(plan)
        district.also(self._policy)
        for uav in self.uavs:
            uav.roll_call()
        context.clock.start(self._keep_watch(flight.look.ms))

    def _keep_watch(self, every_ms: int) -> Generator[Any, Any, None]:
        """Let the district think when word has become so old that a UAV should look."""
        while True:
            yield self._context.clock.wait(every_ms)
            picture = self._district.picture
            picture.now_ms = self._context.clock.now
            if next(self._policy.decide(picture), None) is not None:
                self._district.think(self._district.last_cause)


def _ahead(context: Context, lines: Lines) -> Ahead:
    """Return what the district knows of places from which UAVs could start."""
    scenario, rows = context.scenario, uavs(context.scenario)
    return Ahead(
        homes=tuple(scenario.node_ids[row.team.node] for row in rows),
        travels=tuple(context.roads.travel[row.team.vehicle] for row in rows),
        nodes=len(scenario.nodes),
        reach=lines.reach,
        flight_ms=lines.flight_ms,
        drive_ms=scenario.support.flight.drive.ms,
    )


def scouts_of(
    model: Any, context: Context, district: District | None, staff: Staff | None, rain: Rain | None
) -> Scouts | None:
    """Return the UAVs where they are switched on, and there is who sends them."""
    if not context.scenario.support.uav or district is None:
        return None
    return Scouts(model, context, district, staff, rain)
