"""Flat rows of communications: bearers, posts, sites, teams, spells, word of calls, orders gone astray."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from sim.metric.contact import DEGRADED, FIBRE, MAINS, POST, RADIO, TELECOM, Spell, length_ms, total_ms
from sim.metric.fold import Fold
from sim.metric.parties import order_kind, party, watched
from sim.metric.spread import NOTHING, mean, percentile, ratio, span
from sim.metric.traffic import Bearer
from sim.metric.word import COURIER, Arrival, Word
from sim.terms.enums import BearerKind, WordWay
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

NETWORKS: Final = (RADIO, TELECOM, MAINS, FIBRE)
"""What may be out besides posts, in the order of the table of sites."""
_ORDER: Final = {kind.value: rank for rank, kind in enumerate(BearerKind)}


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


class MessageRow(NamedTuple):
    """A row of the table of messages; `sim.metric.comms_columns` says what each field means."""

    bearer: str
    sent: float
    taken: float
    delivered: int
    dropped: float
    overtaken: float
    lost: float
    in_flight: int
    mean_delay_s: float
    p50_delay_s: float
    p90_delay_s: float


class FailureRow(NamedTuple):
    """A row of the table of failures."""

    bearer: str
    reason: str
    messages: int


class OrderRow(NamedTuple):
    """A row of the table of orders that never arrived."""

    sent_s: float
    order: str
    sender: str
    receiver: str
    receiver_kind: str
    call: float
    end: str


class PostRow(NamedTuple):
    """A row of the table of posts."""

    post: str
    kind: str
    population: float
    spells: int
    blind_h: float
    blind_share: float
    longest_h: float
    first_s: float
    blind_at_end: bool


class SiteRow(NamedTuple):
    """A row of the table of sites."""

    network: str
    site: str
    spells: int
    out_h: float
    out_share: float
    longest_h: float
    degraded_h: float


class SpellRow(NamedTuple):
    """A row of the table of spells."""

    what: str
    thing: str
    from_s: float
    until_s: float


class TeamRow(NamedTuple):
    """A row of the table of teams of communications."""

    team: str
    kind: str
    township: str
    set_out_s: float
    there_s: float
    on_air_s: float
    spent_s: float


class WordRow(NamedTuple):
    """A row of the table of word: how word of a call came."""

    call: int
    way: str
    chain: str
    hops: int
    answered_by: str
    local: bool
    word_s: float
    centre_s: float
    answer_s: float
    taken_s: float
    order_by: str
    order_from: str
    waited: bool


def message_rows(fold: Fold) -> list[MessageRow]:
    """Return a row for each network, then one for each bearer in the usual order of a plan."""
    traffic = fold.traffic
    rows = [_network_row(name, traffic.networks[name]) for name in sorted(traffic.networks)]
    return rows + [_bearer_row(name, traffic.bearers[name]) for name in _in_order(traffic.bearers)]


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))


def _network_row(name: str, all_of_it: Bearer) -> MessageRow:
    sent, done, lost = all_of_it.sent, all_of_it.delivered, all_of_it.lost
    delays = _delays(all_of_it)
    return MessageRow(name, sent, NOTHING, done, NOTHING, NOTHING, lost, sent - done - lost, *delays)


def _bearer_row(name: str, bearer: Bearer) -> MessageRow:
    taken, done, dropped, late = bearer.taken, bearer.delivered, bearer.dropped, bearer.overtaken
    left = taken - done - dropped - late
    return MessageRow(name, NOTHING, taken, done, dropped, late, NOTHING, left, *_delays(bearer))


def _delays(bearer: Bearer) -> tuple[float, float, float]:
    delays = bearer.delays_s
    return mean(delays), percentile(delays, 50), percentile(delays, 90)


def failure_rows(fold: Fold) -> list[FailureRow]:
    """Return a row for each reason for which a network lost messages or a bearer dropped them."""
    traffic = fold.traffic
    found = [(name, traffic.networks[name]) for name in sorted(traffic.networks)]
    found += [(name, traffic.bearers[name]) for name in _in_order(traffic.bearers)]
    return [FailureRow(name, why, each.failed[why]) for name, each in found for why in sorted(each.failed)]


def order_rows(fold: Fold) -> list[OrderRow]:
    """Return a row for each order that never arrived, where messages may fail, in the order of sending."""
    rows = []
    for lost in sorted(fold.traffic.undelivered, key=lambda each: each.sent_ms) if fold.words else ():
        receiver = party(fold.scenario, lost.receiver)
        call = getattr(lost.order, "call", None)
        rows.append(
            OrderRow(
                lost.sent_ms / 1000,
                order_kind(lost.order),
                party(fold.scenario, lost.sender).id,
                receiver.id,
                receiver.kind.value,
                NOTHING if call is None else call,
                lost.end,
            )
        )
    return rows


def post_rows(fold: Fold) -> list[PostRow]:
    """Return a row for each post that the log watches, where messages may fail."""
    return [_post_row(fold, address) for address in watched(fold.scenario)] if fold.words else []


def _post_row(fold: Fold, address: int) -> PostRow:
    who, spells = party(fold.scenario, address), fold.contact.spells.get((POST, address), [])
    town = fold.scenario.township_ids.get(who.id) if who.kind.value == "township" else None
    return PostRow(
        who.id,
        who.kind.value,
        NOTHING if town is None else fold.scenario.townships[town].population,
        len(spells),
        *_out(fold, spells),
        spells[0].from_ms / 1000 if spells else NOTHING,
        bool(spells) and spells[-1].until_ms is None,
    )


def _out(fold: Fold, spells: list[Spell]) -> tuple[float, float, float]:
    """Return how long spells lasted in all in h, as a share of the run, and the longest in h."""
    end_ms = fold.end_ms or 0
    out_ms = total_ms(spells, end_ms)
    longest_ms = max((length_ms(spell, end_ms) for spell in spells), default=0)
    return out_ms / HOUR_MS, ratio(out_ms, end_ms), longest_ms / HOUR_MS


BROUGHT: Final = "brought-"
"""How the ids of radio sites begin that teams have set up."""


def site_rows(fold: Fold) -> list[SiteRow]:
    """Return a row for each site, township's mains and cable that was out or degraded, by network."""
    spells = fold.contact.spells
    numbers = {network: sorted({i for name, i in spells if name == network}) for network in NETWORKS}
    degraded = {i for name, i in spells if name == DEGRADED}
    numbers[RADIO] = sorted(degraded.union(numbers[RADIO]))
    return [_site_row(fold, network, number) for network in NETWORKS for number in numbers[network]]


def _site_row(fold: Fold, network: str, number: int) -> SiteRow:
    spells = fold.contact.spells.get((network, number), [])
    weak = fold.contact.spells.get((DEGRADED, number), []) if network == RADIO else None
    return SiteRow(
        network,
        thing_id(fold, network, number),
        len(spells),
        *_out(fold, spells),
        NOTHING if weak is None else total_ms(weak, fold.end_ms or 0) / HOUR_MS,
    )


def thing_id(fold: Fold, network: str, number: int) -> str:
    """Return the id of what may be out, by its network and its number there.

    What a team has set up stands in no table of the network: a flying cell is called by the id of its team,
    a portable radio site by its place among those that were set up.
    """
    scenario = fold.scenario
    if network == POST:
        return party(scenario, number).id
    tables: dict[str, Sequence[_Identified]] = {
        RADIO: scenario.sites,
        DEGRADED: scenario.sites,
        TELECOM: scenario.telecom,
        MAINS: scenario.townships,
        FIBRE: scenario.fibres,
    }
    beyond = number - len(tables[network])
    if beyond >= 0:
        return scenario.comms_teams[beyond].id if network == TELECOM else f"{BROUGHT}{beyond + 1}"
    return tables[network][number].id


def spell_rows(fold: Fold) -> list[SpellRow]:
    """Return a row for each span in which something was out, by beginning."""
    found = [
        (spell.from_ms, what, number, spell.until_ms)
        for (what, number), spells in fold.contact.spells.items()
        for spell in spells
    ]
    return [
        SpellRow(
            what,
            thing_id(fold, what, number),
            from_ms / 1000,
            NOTHING if until_ms is None else until_ms / 1000,
        )
        for from_ms, what, number, until_ms in sorted(found, key=lambda each: each[:3])
    ]


def team_rows(fold: Fold) -> list[TeamRow]:
    """Return a row for each time that a team of communications set out."""
    scenario, goals = fold.scenario, {} if fold.words is None else fold.words.goals
    rows = []
    for sortie in fold.contact.sorties:
        team = scenario.comms_teams[sortie.team]
        times = (sortie.set_out_ms, sortie.there_ms, sortie.on_air_ms, sortie.spent_ms)
        goal = goals.get(sortie.team)
        where = "" if goal is None else scenario.townships[goal].id
        rows.append(TeamRow(team.id, team.kind.value, where, *map(_seconds, times)))
    return rows


def word_rows(fold: Fold) -> list[WordRow]:
    """Return a row for each call, where messages may fail, by number."""
    if fold.words is None:
        return []
    first: dict[int, Arrival] = {}
    for arrival in fold.words.arrivals:
        first.setdefault(arrival.call, arrival)
    return [_word_row(fold, i, word, first.get(i)) for i, word in enumerate(fold.words.calls)]


def _word_row(fold: Fold, number: int, word: Word, first: Arrival | None) -> WordRow:
    call, chain = fold.responses.calls[number], () if word.hop is None else word.hop.chain
    began_ms = word.began_ms
    return WordRow(
        number,
        word.way.value,
        ">".join(chain),
        len(chain),
        "" if word.hop is None else party(fold.scenario, word.hop.receiver).id,
        word.is_local,
        span(began_ms, None if word.hop is None else word.hop.at_ms),
        span(began_ms, word.centre_ms),
        span(began_ms, call.answered_ms),
        span(began_ms, call.taken_ms),
        "" if first is None else first.by,
        "" if first is None else party(fold.scenario, first.sender).id,
        first is not None and has_waited(word, first),
    )


def has_waited(word: Word, arrival: Arrival) -> bool:
    """Whether a unit came to a call only after somebody had walked: with word of the call, or the order."""
    return word.way in (WordWay.WALKED, WordWay.RELAYED, WordWay.COURIER) or arrival.by == COURIER


def is_local_order(arrival: Arrival) -> bool:
    """Whether a unit came on the order of its own station."""
    return Band.STATION <= arrival.sender < Band.TOWNSHIP


def _seconds(ms: int | None) -> float:
    return NOTHING if ms is None else ms / 1000
