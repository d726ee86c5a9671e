"""Every address is spoken for by one post: who lends is no second, silent one beside itself."""

from collections import Counter

import pytest
from drills import call
from leagues import NEIGHBOUR, league
from stories import header
from worlds import scenario

from sim.agent.aid import Neighbour
from sim.agent.command import CommandPost
from sim.agent.post import Post
from sim.record.log import Log
from sim.world import World


def seated(**options):
    """Return every agent that is a post, by its address, and the staff's other posts."""
    made = scenario(league([call(0, 1)], bearers=True, **options))
    world = World(made, Log(header(made)))
    posts = [agent for agent in world.agents if isinstance(agent, Post | CommandPost)]
    others = list(world.staff.others)
    world.close()
    return posts, others


@pytest.mark.parametrize("policy", ["none", "on-request"])
def test_no_address_has_two_posts(policy):
    posts, _ = seated(policy=policy)
    assert [at for at, count in Counter(post.address for post in posts).items() if count > 1] == []


def test_a_neighbour_that_lends_stands_among_the_other_posts_in_the_order_of_addresses():
    posts, others = seated()
    assert [type(post) for post in posts if post.address == NEIGHBOUR] == [Neighbour]
    assert [post.address for post in others] == [NEIGHBOUR]


def test_a_neighbour_that_does_not_lend_passes_on_only():
    posts, _ = seated(policy="none")
    assert [type(post) for post in posts if post.address == NEIGHBOUR] == [Post]
