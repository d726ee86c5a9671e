"""The command that holds a live exercise 桌面推演."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli_parts import MOST, ScenarioName, Seed, Sets
from sim.terms.errors import BadInput, Fault


def play(
    scenario: ScenarioName,
    host: Annotated[str | None, typer.Option(help="Address to listen at 监听地址.")] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port 端口.")] = 8000,
    lan: Annotated[bool, typer.Option("--lan", help="Let other machines in 允许局域网访问.")] = False,
    exercise: Annotated[
        Path | None, typer.Option(metavar="FILE.db", help="Journal; gone on with where it exists 推演文件.")
    ] = None,
    seat: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="One more seat: a township or station 加设席位.")
    ] = None,
    policy: Annotated[str | None, typer.Option(help="Policy of empty seats 空席策略.")] = None,
    seed: Seed = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help="Replication 重复号.")] = 0,
    sets: Sets = None,
    msel: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help="Script of injects 导调脚本.")
    ] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="Certificate 证书.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key 私钥.")] = None,
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
