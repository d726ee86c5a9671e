"""A network that carries nothing: for whatever stands before one."""

from sim.record.message import Letter


class Wire:
    """Keeps what it is to send, and lets whoever joined be written to by hand.

    Parameters
    ----------
    in_flight
        As many messages as it says are on their way.

    Attributes
    ----------
    sent, boxes
        Sender and receiver of each message; who takes in what comes, by address.
    """

    def __init__(self, in_flight=0):
        self.in_flight, self.sent, self.boxes = in_flight, [], {}

    def join(self, address, inbox):
        self.boxes[address] = inbox

    def leave(self, address):
        del self.boxes[address]

    def inbox(self, address):
        return self.boxes[address]

    def send(self, sender, receiver, body, cause, *rest):
        self.sent.append((sender, receiver))

    def deliver(self, receiver, sender, *body, sent_ms=0, seq=9):
        """Let a message arrive."""
        self.boxes[receiver](Letter(sender, sent_ms, seq, body))


def leaves_all_else(found, wire, address):
    """Whether whatever stands before a network lets it count, join and leave as before."""
    same = found.in_flight == wire.in_flight > 0 and found.inbox(address) is wire.boxes[address]
    found.leave(address)
    return same and address not in wire.boxes
