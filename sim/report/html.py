"""The report as one file: everything inside, nothing fetched, no script; the language is switched by CSS."""

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.report.fonts import web_font
from sim.report.parts import Page

if TYPE_CHECKING:
    from jinja2 import Environment


def data_uri(data: bytes, media_type: str) -> str:
    """Return bytes as a URI that holds them.

    Examples
    --------
    >>> data_uri(b"ab", "text/plain")
    'data:text/plain;base64,YWI='
    """
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"


def render(page: Page) -> str:
    """Return the HTML of a page.

    It carries a Chinese font of just the characters it uses, for machines that have none.
    """
    template = _environment().get_template("report.html.j2")
    bare = template.render(page=page)
    font = data_uri(web_font(bare), "font/woff")
    return template.render(page=replace(page, font=font))


def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("sim.report", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
