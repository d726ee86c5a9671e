"""Traffic slots lose and delay calls as Erlang, Engset, Cobham and Barrer say, with events and without."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import comb, exp, factorial, fsum, inf, sqrt
from statistics import fmean, stdev

import pytest
from exact import erlang_b, erlang_c, mmc_wait, priority_waits, table

from sim.comms.trunk.background import Background
from sim.comms.trunk.holding import Speech, offered_erlang
from sim.comms.trunk.slots import Slots
from sim.kernel.clock import Clock
from sim.kernel.draw import Draws, Streams
from sim.terms.enums import Precedence

EMERGENCY, COMMAND, ROUTINE = Precedence
HOLD_MS = 8_000
PATIENCE_MS = 30_000
REPS = 20
CALLS = 1_500
WARM_UP = 0.1
Loads = Mapping[Precedence, float]
Hold = Callable[[Draws], int]


def memoryless(draws: Draws) -> int:
    return max(1, round(draws.exponential(HOLD_MS)))


class Traffic:
    """Calls at one site, each a request: their waits in mean holding times and which were lost."""

    def __init__(
        self,
        rep: int,
        slots: int,
        patience_ms: int | None,
        others: Loads | None = None,
        hold: Hold = memoryless,
    ) -> None:
        self.streams = Streams(2024, rep)
        self.clock = Clock()
        background = Background(self.streams("others"), others, HOLD_MS) if others else None
        self.site = Slots(self.clock, 0, slots, patience_ms, background)
        self.hold = hold
        self.waits: dict[Precedence, list[float]] = {each: [] for each in Precedence}
        self.lost: dict[Precedence, list[bool]] = {each: [] for each in Precedence}
        self._from_ms = 0

    def request(self, precedence: Precedence, draws: Draws, on_over: Callable[[], None]) -> None:
        asked, seen = self.clock.now, self.clock.now >= self._from_ms

        def began() -> None:
            if seen:
                self.waits[precedence].append((self.clock.now - asked) / HOLD_MS)
                self.lost[precedence].append(False)

        def failed(_: object) -> None:
            if seen:
                self.lost[precedence].append(True)
            on_over()

        self.site.request(self.hold(draws), precedence, began, failed, on_over)

    def stream(self, precedence: Precedence, load: float) -> None:
        """Let calls of a class come as a Poisson process."""
        draws = self.streams(precedence)
        later = partial(draws.exponential, HOLD_MS / load)

        def come() -> None:
            self.request(precedence, draws, lambda: None)
            self.clock.call_after(round(later()), come)

        self.clock.call_after(round(later()), come)

    def source(self, number: int, load: float) -> None:
        """Let one source call, and call again some time after it was served or refused."""
        draws = self.streams(f"source {number}")

        def think() -> None:
            self.clock.call_after(round(draws.exponential(HOLD_MS / load)), call)

        def call() -> None:
            self.request(ROUTINE, draws, think)

        think()

    def run(self, holding_times: float) -> "Traffic":
        self._from_ms = round(holding_times * HOLD_MS * WARM_UP)
        self.clock.run(round(holding_times * HOLD_MS))
        return self


def played(
    slots: int,
    loads: Loads,
    patience_ms: int | None = None,
    others: Loads | None = None,
    calls: int = CALLS,
    hold: Hold = memoryless,
) -> list[Traffic]:
    """Play all replications of one site."""
    return [once(rep, slots, loads, patience_ms, others, calls, hold) for rep in range(REPS)]


def once(
    rep: int,
    slots: int,
    loads: Loads,
    patience_ms: int | None,
    others: Loads | None,
    calls: int,
    hold: Hold,
) -> Traffic:
    traffic = Traffic(rep, slots, patience_ms, others, hold)
    for precedence, load in loads.items():
        traffic.stream(precedence, load)
    return traffic.run(calls / fsum(loads.values()))


def agrees(means: Sequence[float], exact: float) -> bool:
    """Whether the mean over replications is within three standard errors of the exact figure."""
    mean, error = fmean(means), stdev(means) / sqrt(len(means))
    print(f"simulated {mean:.5f} +- {error:.5f}, exact {exact:.5f}, off by {(mean - exact) / error:+.2f}")
    return abs(mean - exact) <= 3 * error


def waits(reps: Sequence[Traffic], precedence: Precedence = ROUTINE) -> list[float]:
    return [fmean(rep.waits[precedence]) for rep in reps]


def longer(reps: Sequence[Traffic], than: float = 0.0, precedence: Precedence = ROUTINE) -> list[float]:
    return [fmean(wait > than for wait in rep.waits[precedence]) for rep in reps]


def losses(reps: Sequence[Traffic], precedence: Precedence = ROUTINE) -> list[float]:
    return [fmean(rep.lost[precedence]) for rep in reps]


# --- each call an event


@pytest.mark.parametrize(("slots", "load"), [(1, 0.5), (3, 2.0), (7, 5.0), (15, 10.0)])
def test_without_patience_calls_are_lost_as_erlang_says(slots: int, load: float) -> None:
    assert agrees(losses(played(slots, {ROUTINE: load}, 0)), erlang_b(slots, load))


def test_without_patience_the_law_of_speech_does_not_matter() -> None:
    reps = played(7, {ROUTINE: 5.0}, 0, hold=Speech(HOLD_MS, 0.8).draw_ms)
    assert agrees(losses(reps), erlang_b(7, 5.0))


@pytest.mark.parametrize(("slots", "load"), [(1, 0.5), (3, 2.0), (7, 5.0), (15, 10.0)])
def test_with_patience_without_end_calls_wait_as_erlang_says(slots: int, load: float) -> None:
    reps = played(slots, {ROUTINE: load})
    assert agrees(longer(reps), erlang_c(slots, load))
    assert agrees(waits(reps), mmc_wait(slots, load))


@pytest.mark.parametrize("row", table("mmc_nonpreemptive_priority.csv"))
def test_classes_wait_as_cobham_says(row: dict[str, float]) -> None:
    reps = played(int(row["c"]), {EMERGENCY: row["lambda_hi"], ROUTINE: row["lambda_lo"]}, calls=3_000)
    assert agrees(waits(reps, EMERGENCY), row["Wq_hi"])
    assert agrees(waits(reps, ROUTINE), row["Wq_lo"])
    assert agrees(longer(reps, 0.0, EMERGENCY), row["P_wait"])


def engset(sources: int, servers: int, load: float) -> float:
    """Share of time in which all servers are taken; `load` is that of a free source."""
    weights = [comb(sources, busy) * load**busy for busy in range(servers + 1)]
    return weights[-1] / fsum(weights)


@pytest.mark.parametrize("row", table("engset_loss.csv"))
def test_calls_of_finite_sources_are_lost_as_engset_says(row: dict[str, float]) -> None:
    sources, servers, load = int(row["sources"]), int(row["servers"]), row["alpha_lambda_over_mu"]
    assert engset(sources, servers, load) == pytest.approx(row["time_congestion"], abs=1e-9)
    assert engset(sources - 1, servers, load) == pytest.approx(row["call_congestion"], abs=1e-9)
    reps = []
    for rep in range(REPS):
        traffic = Traffic(rep, servers, 0)
        for number in range(sources):
            traffic.source(number, load)
        reps.append(traffic.run(CALLS / (sources * load)))
    assert agrees(losses(reps), row["call_congestion"])


def overload(slots: int, load: float, patience: float) -> tuple[float, float]:
    """Shares of calls that do not start at once, and that give up, in M/M/c+D (Barrer 1957)."""
    idle = [load**busy / factorial(busy) for busy in range(slots)]
    room = slots - load
    within = load * idle[-1] * ((1 - exp(-room * patience)) / room if room else patience)
    beyond = load * idle[-1] * exp(-room * patience) / slots
    whole = fsum(idle) + within + beyond
    return (within + beyond) / whole, beyond / whole


BARRER = [(1, 0.8), (3, 3.0), (7, 6.0), (7, 8.0)]


@pytest.mark.parametrize(("slots", "load"), BARRER)
def test_calls_with_patience_wait_and_give_up_as_barrer_says(slots: int, load: float) -> None:
    reps = played(slots, {ROUTINE: load}, PATIENCE_MS)
    p_wait, lost = overload(slots, load, PATIENCE_MS / HOLD_MS)
    assert agrees(losses(reps), lost)
    at_once = [share * (1 - gone) for share, gone in zip(longer(reps), losses(reps), strict=True)]
    assert agrees([share + gone for share, gone in zip(at_once, losses(reps), strict=True)], p_wait)


# --- the load points that planners should know


def test_a_site_of_four_carriers_carries_sixty_users_in_a_crisis() -> None:
    load = offered_erlang(60, 30, HOLD_MS)
    assert erlang_c(7, load) == pytest.approx(0.135, abs=5e-4)
    assert mmc_wait(7, load) * HOLD_MS / 1000 == pytest.approx(0.36, abs=5e-3)
    reps = played(7, {ROUTINE: load}, calls=3_000)
    assert agrees(longer(reps), erlang_c(7, load))
    assert agrees(waits(reps), mmc_wait(7, load))


def test_fallback_to_one_slot_collapses_under_twenty_users() -> None:
    load = offered_erlang(20, 15, HOLD_MS)
    over_5_s = load * exp(-(1 - load) * 5_000 / HOLD_MS)
    assert (load, over_5_s) == (pytest.approx(0.667, abs=5e-4), pytest.approx(0.54, abs=5e-3))
    assert mmc_wait(1, load) * HOLD_MS == pytest.approx(16_000)
    reps = played(1, {ROUTINE: load}, calls=3_000)
    assert agrees(longer(reps), load)
    assert agrees(longer(reps, 5_000 / HOLD_MS), over_5_s)
    assert agrees(waits(reps), 2.0)


@pytest.mark.parametrize(("users", "rate"), [(120, 30), (60, 60)])
def test_twice_that_load_has_no_steady_state(users: int, rate: float) -> None:
    load = offered_erlang(users, rate, HOLD_MS)
    others = Background(Streams(1, 0)("others"), {ROUTINE: load}, HOLD_MS)
    assert load >= 7
    assert others.p_wait(7, 7, inf) == 1.0
    assert others.line_ms(7, 2, inf) == (inf, inf)


# --- the other users' calls as a law, without events

RARE = 1e-3


@pytest.mark.parametrize("row", table("erlang_b_c.csv"))
def test_the_background_knows_erlangs_figures(row: dict[str, float]) -> None:
    slots, load = int(row["c"]), row["a_erlang"]
    others = Background(Streams(1, 0)("others"), {COMMAND: load / 2, ROUTINE: load / 2}, HOLD_MS)
    assert others.p_wait(slots, slots, inf) == pytest.approx(row["erlang_c"], abs=1e-9)
    assert others.p_wait(slots, slots, 0) == pytest.approx(row["erlang_b"], abs=1e-9)


@pytest.mark.parametrize(("slots", "load"), [*BARRER, (1, 20.0), (7, 0.1), (30, 29.0)])
@pytest.mark.parametrize("patience", [0.01, 1.0, 4.0])
def test_the_background_knows_barrers_figures(slots: int, load: float, patience: float) -> None:
    others = Background(Streams(1, 0)("others"), {ROUTINE: load}, HOLD_MS)
    exact, _ = overload(slots, load, patience)
    assert others.p_wait(slots, slots, patience * HOLD_MS) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize(
    ("slots", "load"), [(7, offered_erlang(60, 30, HOLD_MS)), (1, offered_erlang(20, 15, HOLD_MS)), (15, 13)]
)
def test_rare_requests_meet_the_background_as_erlang_says(slots: int, load: float) -> None:
    reps = played(slots, {ROUTINE: RARE}, None, {ROUTINE: load})
    assert agrees(longer(reps), erlang_c(slots, load))
    assert agrees(waits(reps), mmc_wait(slots, load))
    wait_over_5_s = erlang_c(slots, load) * exp(-(slots - load) * 5_000 / HOLD_MS)
    assert agrees(longer(reps, 5_000 / HOLD_MS), wait_over_5_s)


@pytest.mark.parametrize("row", table("mmc_nonpreemptive_priority.csv"))
def test_rare_requests_of_each_class_meet_the_background_as_cobham_says(row: dict[str, float]) -> None:
    others = {EMERGENCY: row["lambda_hi"], ROUTINE: row["lambda_lo"]}
    reps = played(int(row["c"]), {EMERGENCY: RARE, ROUTINE: RARE}, None, others, calls=2_000)
    assert agrees(waits(reps, EMERGENCY), row["Wq_hi"])
    assert agrees(waits(reps, ROUTINE), row["Wq_lo"])
    assert agrees(longer(reps), row["P_wait"])


def test_a_class_between_others_waits_as_cobham_says() -> None:
    others = {EMERGENCY: 0.4, COMMAND: 0.8, ROUTINE: 1.0}
    reps = played(3, dict.fromkeys(others, RARE), None, others, calls=3_000)
    for precedence, wait in zip(Precedence, priority_waits(3, list(others.values()), 1.0), strict=True):
        assert agrees(waits(reps, precedence), wait)


@pytest.mark.parametrize(("slots", "load"), BARRER)
def test_rare_requests_with_patience_give_up_as_barrer_says(slots: int, load: float) -> None:
    reps = played(slots, {ROUTINE: RARE}, PATIENCE_MS, {ROUTINE: load})
    assert agrees(losses(reps), overload(slots, load, PATIENCE_MS / HOLD_MS)[1])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("slots", "load"), [(1, 2 / 3), (3, 2.0), (7, 5.0)])
def test_requests_and_background_together_wait_as_erlang_says_whatever_their_shares(
    slots: int, load: float, share: float
) -> None:
    reps = played(slots, {ROUTINE: load * share}, None, {ROUTINE: load * (1 - share)})
    assert agrees(longer(reps), erlang_c(slots, load))
    assert agrees(waits(reps), mmc_wait(slots, load))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("slots", "load"), [(1, 2.0), (7, 8.0)])
def test_requests_and_background_together_overload_a_site_nearly_as_barrer_says(
    slots: int, load: float, share: float
) -> None:
    """Who gives up is known to wait, but the law of the background does not ask whether anybody does."""
    reps = played(slots, {ROUTINE: load * share}, PATIENCE_MS, {ROUTINE: load * (1 - share)})
    exact = overload(slots, load, PATIENCE_MS / HOLD_MS)[1]
    assert fmean(losses(reps)) == pytest.approx(exact, rel=0.15)


def test_requests_without_patience_lose_as_erlang_says_whatever_their_share() -> None:
    reps = played(7, {ROUTINE: 2.0}, 0, {ROUTINE: 3.0})
    assert agrees(losses(reps), erlang_b(7, 5.0))
