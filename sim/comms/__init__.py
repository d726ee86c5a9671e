"""Who can reach whom, now: the bearers of messages."""
