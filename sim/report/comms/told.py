"""What figures and tables of a survey share: its heading, the means to show, posts by kind."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sim.record.survey import QUICK, Contact, PostContacts, Survey
from sim.report.comms.words import Heading, say
from sim.report.say import percent
from sim.report.words import Lang
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, Party

_RADIO: Final = QUICK.index(BearerKind.RADIO)


def heading(scenario: Scenario, survey: Survey, lang: Lang) -> Heading:
    """Return what stands above tables and figures."""
    when = (scenario.start + timedelta(hours=survey.at_h)).strftime("%Y-%m-%d %H:%M")
    title = scenario.title.en if lang is Lang.EN else scenario.title.zh
    townships = [post for post in survey.posts if post.kind is Party.TOWNSHIP]
    people = sum(row.people for row in survey.villages)
    callers = sum(row.callers for row in survey.villages)
    heard = sum(post.is_heard for post in townships)
    by_radio = sum(post.contacts[_RADIO].is_heard for post in townships)
    villages = (sum(row.heard for row in survey.villages), sum(row.villages for row in survey.villages))
    return Heading(
        f"{title}  {say('at', lang, at=survey.at_h, when=when)}",
        (
            say("heard_townships", lang, some=heard, all=len(townships)),
            say("radio_townships", lang, some=by_radio),
            say("heard_villages", lang, some=villages[0], all=villages[1]),
            say("callers", lang, share=percent(callers / people if people else None)),
        ),
    )


def means_of(survey: Survey) -> list[int]:
    """Return the positions of the means for which somebody has a terminal; of all where nobody has any."""
    held = [
        number
        for number in range(len(QUICK))
        if any(post.contacts[number] is not Contact.NO_TERMINAL for post in survey.posts)
        or any(row.by_means[number] for row in survey.villages)
    ]
    return held or list(range(len(QUICK)))


def by_kind(survey: Survey) -> tuple[Sequence[PostContacts], Sequence[PostContacts], Sequence[PostContacts]]:
    """Return townships, stations, and everybody else."""
    own = (Party.TOWNSHIP, Party.STATION)
    townships, stations = ([post for post in survey.posts if post.kind is kind] for kind in own)
    return townships, stations, [post for post in survey.posts if post.kind not in own]
