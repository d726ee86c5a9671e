"""Pages say in words whatever a message can tell, on the screens of an exercise and in its replay."""

import re
from typing import get_args, get_type_hints

import pytest

from sim.live.server import PAGES
from sim.live.tape import page
from sim.record.facts import MessageSent

WORDS = ("words.js", "words-orders.js")


def told(kind):
    """Return the tags of all that a message can tell."""
    parts = get_args(kind)
    return set().union(*map(told, parts)) if parts else {getattr(kind, "__struct_config__", None)} - {None}


TAGS = sorted(config.tag for config in told(get_type_hints(MessageSent)["body"]))


def said(script):
    """Return the tags for which a script has words."""
    tables = re.findall(r"^const REPORTS = \{\n(.*?)^\};", script, re.MULTILINE | re.DOTALL)
    return {tag for table in tables for tag in re.findall(r"^  (\w+): \(", table, re.MULTILINE)}


@pytest.mark.parametrize("tag", TAGS)
def test_what_a_message_tells_is_said_in_words(tag):
    assert tag in said("\n".join((PAGES / name).read_text("utf-8") for name in WORDS))


def test_a_replay_has_the_same_words():
    whole = page({"atlas": {"title": {"zh": "x"}}}, "zh")
    script = re.search(r'<script type="module">(.*?)</script>', whole, re.DOTALL)[1]
    assert set(TAGS) <= said(script)
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
