"""The command ``sanduan guide`` 使用说明: tutorials, the model, every parameter, without any network."""

from pathlib import Path
from typing import Annotated

import typer

from sim.terms.errors import BadInput, Fault
from sim.words import both


def guide(
    name: Annotated[str | None, typer.Argument(help=both("A page; without it, all are named").help)] = None,
    out: Annotated[Path | None, typer.Option(help=both("New file for the page as Markdown").help)] = None,
) -> None:
    """Show a tutorial, the model (ODD, STRESS) or every parameter 使用说明."""
    from rich.console import Console
    from rich.markdown import Markdown

    from sim.guide import PAGES, page

    if name is None:
        for each in PAGES:
            typer.echo(f"sanduan guide {each.name:<11} {each.zh} {each.en}")
        return
    text = page(name)
    if out is None:
        if next(each for each in PAGES if each.name == name).wide:
            typer.echo(text)  # a drawn table would cut the words short
        else:
            Console().print(Markdown(text))
        return
    if out.exists():
        raise BadInput([Fault("--out", None, None, "", str(out), "a file that does not exist yet")])
    out.write_text(text, encoding="utf-8")
    typer.echo(f"{out}")
