"""Somebody at a post considers a request for aid before whoever decides there hears of it 审批、权衡."""

from collections.abc import Callable
from functools import partial

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.kernel.draw import Draws
from sim.record.aid import RequestResource
from sim.record.facts import Fact
from sim.record.message import Letter


class Considers:
    """Who approves or weighs the requests that come to a post, each once.

    How long it takes is drawn for the call, so that it is the same under every policy. Whoever asks again
    meanwhile waits with the first; one that was considered already is heard at once.

    Parameters
    ----------
    post
        Where it sits.
    context
        Of the world.
    name
        Of its random streams.
    lasts_ms
        Returns how long it takes, from a stream.
    fact
        Returns what is logged at its end, by the number of the request.
    heeds
        Whether a request is considered at all; every one where left out.
    """

    def __init__(
        self,
        post: CommandPost,
        context: Context,
        name: str,
        lasts_ms: Callable[[Draws], float],
        fact: Callable[[int], Fact],
        heeds: Callable[[RequestResource], bool] = lambda request: True,
    ) -> None:
        self._post, self._context, self._name = post, context, name
        self._lasts_ms, self._fact, self._heeds = lasts_ms, fact, heeds
        self._open: set[int] = set()
        self._ahead = 0
        self._inner = context.net.inbox(post.address)
        context.net.join(post.address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        item = letter.body[0]
        if type(item) is not RequestResource:
            self._inner(letter)
        elif item.request in self._post.picture.aid.requests or not self._heeds(item):
            self._post.learn(letter)  # considered already: whoever asks again has not heard
        elif item.request not in self._open:
            self._open.add(item.request)
            lasts_ms = round(self._lasts_ms(self._context.streams(f"{self._name}/{self._key(item)}")))
            self._context.clock.call_after(lasts_ms, partial(self._end, item.request, letter))

    def _key(self, item: RequestResource) -> str:
        """Return what a request is for: a call or, ahead of any, the number of those before it."""
        if item.call is not None:
            return str(item.call)
        self._ahead += 1
        return f"ahead/{self._ahead - 1}"

    def _end(self, request: int, letter: Letter) -> None:
        seq = self._context.log.add(self._context.clock.now, self._fact(request), letter.seq)
        self._post.learn(letter.led_to(seq))
