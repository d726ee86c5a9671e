"""Earthquake early warning 地震预警: who is told before the shaking, and who is not trapped for that."""

import math
from functools import partial

from sim.agent.context import Context
from sim.comms.build import Communications
from sim.hazard.demand import Birth
from sim.hazard.ground import Ground
from sim.hazard.play import Play
from sim.hazard.quake.early import Waves, stations
from sim.hazard.unfold import Hazard
from sim.record.seismic import QuakeAired, QuakeAlarm, QuakeDetected, QuakeSpared, SeismicFact
from sim.terms.ids import Band
from sim.terms.units import SECOND_MS


class EarlyWarnings:
    """The stations of early warning, their centre, and the telephones that it rings.

    What works is asked when the earthquake begins, before it breaks anything: whoever has seconds left has
    them before the shaking is there. What one shock has broken is missing at the next.

    Parameters
    ----------
    context
        Of the world.
    comms
        Its communications; the centre stands outside the district, on the core of the public network.
    play
        Its hazards.

    Attributes
    ----------
    stations
        Rows of the telecom sites that bear a seismometer.
    """

    def __init__(self, context: Context, comms: Communications, play: Play) -> None:
        self._context, self._public = context, comms.plant.public
        self._figures = context.scenario.early_warning
        self._ground = Ground.of(context.scenario)
        self._places = stations(self._ground, self._figures)
        self.stations = tuple(self._places)
        self._nodes = tuple(context.scenario.node_ids[row.node] for row in context.scenario.villages)
        self._leads: dict[tuple[int, int], list[tuple[float, int]]] = {}
        place_of = comms.directory.place_of
        self._supply = comms.plant.supply
        self._fed_by = [place_of[Band.VILLAGE.address(row)] for row in range(len(self._nodes))]
        play.begins, play.eases = self._begin, self._ease

    def _begin(self, number: int, hazard: Hazard, cause: int) -> None:
        """Let stations detect an earthquake, and the centre warn of it."""
        shock, now = hazard.shock, self._context.clock.now
        if shock is None or shock.magnitude < self._figures.least.value:
            return
        waves = Waves(shock, self._figures)
        live = [place for row, place in self._places.items() if self._public.is_serving(now, row)]
        detected_ms = waves.detected_ms(live)
        told = (number, round(100 * shock.magnitude), len(live), len(self._places), detected_ms is not None)
        first_ms = min(map(waves.p_ms, live), default=0) if detected_ms is None else detected_ms
        self._later(first_ms, QuakeDetected(*told), cause)
        if detected_ms is not None:
            alarm = self._alarm(number, waves, waves.told_ms(detected_ms))
            self._later(waves.told_ms(detected_ms), alarm, cause)
            self._air(number, waves, waves.told_ms(detected_ms), cause)

    def _alarm(self, number: int, waves: Waves, told_ms: int) -> QuakeAlarm:
        """Return who has how long, and keep it for those whose home falls."""
        leads, blind, dark = list[tuple[int, int, int]](), list[int](), list[int]()
        for village, place in enumerate(self._ground.villages):
            lead_ms = waves.s_ms(place) - told_ms
            sites = self._public.serving(self._context.clock.now, self._nodes[village])
            if lead_ms <= 0:
                blind.append(village)
            elif not sites:
                dark.append(village)
            else:
                leads.append((village, lead_ms, sites[0]))
                self._leads[number, village] = [(self._figures.reach.value, lead_ms)]
        return QuakeAlarm(number, tuple(leads), tuple(blind), tuple(dark))

    def _air(self, number: int, waves: Waves, told_ms: int, cause: int) -> None:
        """Let the other channels tell, and keep who has how long by them."""
        late_ms = self._figures.television_late.ms
        television, sirens = self._figures.television.value, self._figures.sirens.value
        for channel, share, more_ms in (("television", television, late_ms), ("sirens", sirens, 0)):
            if share > 0:
                fact = self._aired(number, waves, told_ms + more_ms, channel)
                for village, lead_ms in fact.leads:
                    self._leads.setdefault((number, village), []).append((share, lead_ms))
                self._later(told_ms + more_ms, fact, cause)

    def _aired(self, number: int, waves: Waves, told_ms: int, channel: str) -> QuakeAired:
        now, leads, silent = self._context.clock.now, list[tuple[int, int]](), list[int]()
        for village, place in enumerate(self._ground.villages):
            lead_ms = waves.s_ms(place) - told_ms
            served = channel == "television" or bool(self._public.serving(now, self._nodes[village]))
            if lead_ms > 0 and served and self._supply.is_supplied(self._fed_by[village]):
                leads.append((village, lead_ms))
            elif lead_ms > 0:
                silent.append(village)
        return QuakeAired(number, channel, tuple(leads), tuple(silent))

    def _later(self, delay_ms: int, fact: SeismicFact, cause: int) -> None:
        self._context.clock.call_after(delay_ms, partial(self._add, fact, cause))

    def _add(self, fact: SeismicFact, cause: int | None) -> None:
        self._context.log.add(self._context.clock.now, fact, cause)

    def _ease(self, birth: Birth, cause: int | None) -> Birth | None:
        """Return a call without those who had taken cover; None where nobody is trapped for that.

        Each has luck of their own from a stream of this alone: more seconds trap nobody more.
        """
        leads = self._leads.get((birth.hazard, birth.place), [])
        if not leads or not birth.trapped:
            return birth
        share = self._share(leads)
        draws = self._context.streams(f"early_warning/{birth.hazard}/{birth.t_ms}/{birth.place}")
        still = tuple(until_ms for until_ms in birth.trapped if draws.uniform() >= share)
        if len(still) < len(birth.trapped):
            self._add(QuakeSpared(birth.hazard, birth.place, len(birth.trapped) - len(still)), cause)
        return birth._replace(trapped=still) if still else None

    def _share(self, leads: list[tuple[float, int]]) -> float:
        """Return which share is spared where channels told, each to its share of people, independently."""
        if len(leads) == 1:
            return leads[0][0] * self._figures.spared(leads[0][1] / SECOND_MS)
        missed = (1 - share * self._figures.spared(lead_ms / SECOND_MS) for share, lead_ms in leads)
        return 1 - math.prod(missed)


def early_warnings(context: Context, comms: Communications | None, play: Play) -> EarlyWarnings | None:
    """Return earthquake early warning at work; None where a scenario does not ask for it."""
    if not context.scenario.early_warning.on or comms is None:
        return None
    return EarlyWarnings(context, comms, play)
