"""The command that holds a live exercise 桌面推演."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli_parts import MOST, ScenarioName, Seed, Sets
from sim.terms.errors import BadInput, Fault
from sim.words import both


def play(
    scenario: ScenarioName,
    host: Annotated[str | None, typer.Option(help=both("Address to listen at").help)] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help=both("Port").help)] = 8000,
    lan: Annotated[bool, typer.Option("--lan", help=both("Let other machines in").help)] = False,
    exercise: Annotated[
        Path | None, typer.Option(metavar="FILE.db", help=both("Journal; gone on with where it exists").help)
    ] = None,
    seat: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=both("One more seat: a township or station").help)
    ] = None,
    policy: Annotated[str | None, typer.Option(help=both("Policy of empty seats").help)] = None,
    seed: Seed = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help=both("Replication").help)] = 0,
    sets: Sets = None,
    msel: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help=both("Script of injects").help)
    ] = None,
    tls_cert: Annotated[Path | None, typer.Option(help=both("Certificate").help)] = None,
    tls_key: Annotated[Path | None, typer.Option(help=both("Its key").help)] = None,
) -> None:
    """Hold a live exercise in browsers: people decide, each from what reached their post 桌面推演."""
    from sim.live.host import Desk, serve
    from sim.scenario.load import load

    if (tls_cert is None) != (tls_key is None):
        raise BadInput([Fault("--tls-cert", None, None, "", "", "--tls-cert and --tls-key together")])
    if host is not None and not lan and host not in ("127.0.0.1", "localhost"):
        raise BadInput([Fault("--host", None, None, "", host, "--lan as well, to let other machines in")])
    desk = Desk(host or ("0.0.0.0" if lan else "127.0.0.1"), port, tls_cert, tls_key)
    serve(load(scenario, sets or ()), desk, exercise, tuple(seat or ()), policy, seed, rep, typer.echo, msel)
