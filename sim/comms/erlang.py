"""Formulas of teletraffic (ITU-T E.501, E.521)."""


def erlang_b(servers: int, load_erlang: float) -> float:
    """Return the share of calls that find every server busy and are lost 呼损率.

    Parameters
    ----------
    servers
        How many there are.
    load_erlang
        Offered traffic, in erlangs.

    Notes
    -----
    Source: A. K. Erlang's formula of loss, by its recursion over the servers.
    """
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load_erlang * blocked / (server + load_erlang * blocked)
    return blocked
