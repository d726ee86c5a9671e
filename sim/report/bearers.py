"""The section on communications: only where messages could fail."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Cell, Folded, Heading, Part, Section, Table, Text, cells, columns
from sim.report.say import DASH, count, decimal, known, minutes, percent
from sim.report.sections import Images, picture, rows_of
from sim.report.words import WORDS, Both, same, term
from sim.terms.enums import BearerKind, Party, TeamKind, WordWay
from sim.words import both

BEARERS: Final = {kind.value: term(kind) for kind in BearerKind}


def communications(material: Material, images: Images) -> list[Section]:
    """Return the section on communications in a list, which is empty where messages were ideal."""
    told = material.summary["communications"]
    if told is None:
        return []
    parts: list[Part] = [
        Text(headline(material)),
        *picture(images, "contact"),
        Heading(WORDS["how_word_came"]),
        _ways(material),
        Text(WORDS["word_note"], "note"),
        Text(local(material)),
        Heading(WORDS["by_bearer"]),
        _bearers(material),
        Text(WORDS["bearers_note"], "note"),
        Folded(WORDS["why_failed"], _failures(material)),
        *_tabled("who_blind", "none_blind", _blind(material)),
        *_tabled("orders_lost", "none_lost", _orders(material)),
        Heading(WORDS["what_was_out"]),
        _facilities(material),
        *_tabled("teams_sent", "none_sent", _teams(material)),
        Text(_digest(material), "note"),
    ]
    return [Section(WORDS["section_comms"], parts)]


def headline(material: Material) -> Both:
    """Return who was out of contact for how long, what never arrived and who waited, in a few sentences."""
    told = material.summary["communications"]
    blind, messages = told["blind"], network(material)
    return WORDS["comms_told"].fill(
        posts=blind["posts"],
        ever=blind["ever"],
        total=decimal(blind["total_h"]),
        longest=decimal(blind["longest_h"]),
        worst=_worst(material),
        sent=count(messages["sent"]),
        lost=count(messages["lost"]),
        flight=count(messages["in_flight"]),
        orders=told["orders_never_arrived"]["total"],
        waited=told["waited"]["arrivals"],
        arrivals=told["waited"]["of"],
        local=told["local"]["calls"],
    )


def network(material: Material) -> Mapping[str, Any]:
    """Return the row of the network in the table of messages; of a run without messages one of zeros."""
    rows = [row for row in rows_of(material.tables.messages) if known(row["sent"])]
    return rows[0] if rows else {"sent": 0, "delivered": 0, "lost": 0, "in_flight": 0}


def _worst(material: Material) -> Both:
    rows = [row for row in rows_of(material.tables.posts) if row["spells"]]
    if not rows:
        return WORDS["nobody"]
    worst = material.summary["communications"]["blind"]["longest_post"]
    return next(material.parties[row["kind"], row["post"]] for row in rows if row["post"] == worst)


def local(material: Material) -> Both:
    """Return what stations did on their own."""
    told = material.summary["communications"]
    stations = told["local"]["by_station"]
    listed = [material.stations[station] for station in stations]
    named = Both("、".join(name.zh for name in listed), ", ".join(name.en for name in listed))
    return WORDS["local_told"].fill(
        calls=told["local"]["calls"],
        stations=named if listed else WORDS["nobody"],
        arrivals=told["local"]["arrivals"],
        never=told["local"]["never_told_centre"],
        courier=told["waited"]["order_by_courier"],
    )


def _digest(material: Material) -> Both:
    head = both("{word}: {digest}. {told}")
    digest = material.summary["demand_digest"]
    return head.fill(word=WORDS["demand_digest"], digest=digest, told=WORDS["same_calls"])


def _tabled(title: str, otherwise: str, table: Table) -> list[Part]:
    """Return a table with its heading, or words that say that there is nothing in it."""
    return [Heading(WORDS[title]), table if table.rows else Text(WORDS[otherwise])]


def _ways(material: Material) -> Table:
    """Return a row for each way on which word of calls came."""
    calls = material.tables.calls.merge(material.tables.word, on="call", suffixes=("", "_word"))
    by_way = material.summary["communications"]["word"]["by_way"]
    rows = []
    for way in WordWay:
        some = calls[calls["way"] == way.value]
        if len(some):
            answer, response = by_way[way.value], some["response_s"].median()
            times = [minutes(answer["p50_answer_s"]), minutes(answer["max_answer_s"]), minutes(response)]
            arrived = count(some["response_s"].notna().sum())
            rows.append(cells(term(way), count(len(some)), *times[:2], arrived, times[2]))
    heads = columns(way="w", calls="n", p50_answer="n", max_answer="n", reached_n="n", p50_response="n")
    return Table(heads, tuple(rows))


def _bearers(material: Material) -> Table:
    counted = ("taken", "delivered", "dropped", "overtaken", "in_flight")
    delays = ("mean_delay_s", "p50_delay_s", "p90_delay_s")
    rows = tuple(
        cells(
            BEARERS.get(row["bearer"], same(row["bearer"])),
            *(count(row[name]) for name in counted),
            *(decimal(row[name]) for name in delays),
        )
        for row in rows_of(material.tables.messages)
        if known(row["taken"])
    )
    heads = columns(bearer="w", taken="n", delivered="n", dropped="n", overtaken="n", in_flight="n")
    return Table(heads + columns(delay_s="n", p50_delay="n", p90_delay="n"), rows)


def _failures(material: Material) -> Table:
    rows = tuple(
        cells(
            BEARERS.get(row["bearer"], WORDS["network_lost"]), reason(row["reason"]), count(row["messages"])
        )
        for row in rows_of(material.tables.failures)
    )
    return Table(columns(bearer="w", reason="", message_count="n"), rows)


def reason(word: str) -> Both:
    """Return why a message failed, in words; the word of the log where there are none."""
    return WORDS.get(f"reason_{word}", same(word))


def _blind(material: Material) -> Table:
    """Return a row for each post that was out of contact, the longest first."""
    table = material.tables.posts
    rows = tuple(
        cells(
            material.parties[row["kind"], row["post"]],
            term(Party(row["kind"])),
            count(row["spells"]),
            decimal(row["blind_h"]),
            percent(row["blind_share"]),
            decimal(row["longest_h"]),
            moment(material, row["first_s"]),
        )
        for row in rows_of(
            table[table["spells"] > 0].sort_values(["blind_h", "post"], ascending=[False, True])
        )
    )
    heads = columns(post="w", party="w", spells="n", blind_h="n", share_of_run="n", longest_h="n", since="w")
    return Table(heads, rows)


def moment(material: Material, at_s: float) -> str:
    """Return a time of the run as month, day, hour and minute, or a dash."""
    return f"{material.start + timedelta(seconds=at_s):%m-%d %H:%M}" if known(at_s) else DASH


def _orders(material: Material) -> Table:
    rows = tuple(
        cells(
            moment(material, row["sent_s"]),
            WORDS[f"order_{row['order']}"],
            material.parties.get((row["receiver_kind"], row["receiver"]), same(row["receiver"])),
            count(row["call"]) if known(row["call"]) else DASH,
            reason(row["end"]),
        )
        for row in rows_of(material.tables.undelivered)
    )
    return Table(columns(order_sent="w", order="w", order_to="w", call_number="n", outcome=""), rows)


def _facilities(material: Material) -> Part:
    """Return what was out, folded: there may be many."""
    rows = tuple(_facility(material, row) for row in rows_of(material.tables.sites))
    heads = columns(facility="w", out_kind="w", spells="n", out_h="n", share_of_run="n", degraded_h="n")
    return Folded(WORDS["facilities_folded"].fill(n=len(rows)), Table(heads, rows))


def _facility(material: Material, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    network, site = row["network"], row["site"]
    alone = network == "radio370" and not row["spells"]
    return cells(
        material.facilities.get((network, site), same(site)),
        WORDS["out_radio370_degraded" if alone else f"out_{network}"],
        count(row["spells"]),
        decimal(row["out_h"]),
        percent(row["out_share"]),
        decimal(row["degraded_h"]),
    )


def _teams(material: Material) -> Table:
    rows = tuple(
        cells(
            material.parties["comms_team", row["team"]],
            term(TeamKind(row["kind"])),
            material.townships.get(row["township"], same(DASH)),
            *(moment(material, row[name]) for name in ("set_out_s", "there_s", "on_air_s")),
        )
        for row in rows_of(material.tables.teams)
    )
    return Table(columns(team="w", party="w", went_to="w", set_out="w", there="w", opened="w"), rows)
