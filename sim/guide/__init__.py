"""Pages for people: a tutorial for each user, the model by ODD and STRESS, every parameter 使用说明."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final, NamedTuple

from sim.terms.errors import SanduanError
from sim.words import both


class Page(NamedTuple):
    """A page, what it is about, and whether its tables are wider than a terminal."""

    name: str
    zh: str
    en: str
    wide: bool = False


PAGES: Final = (
    Page("planner", *both("tutorial for planners")),
    Page("trainer", *both("tutorial for trainers")),
    Page("researcher", *both("tutorial for researchers")),
    Page("odd", *both("the model by the ODD protocol")),
    Page("systems", *both("the systems of the plan, and what stands for each"), True),
    Page("stress", *both("what a paper should say (STRESS-DES)")),
    Page("parameters", *both("every parameter: default, unit, range, label, source"), True),
)
"""All pages; the last is made from the code each time it is asked for."""


class NoPage(SanduanError):
    """There is no page of that name."""


def page(name: str) -> str:
    """Return a page as Markdown.

    Raises
    ------
    NoPage
        If there is none of that name.
    """
    if name not in {each.name for each in PAGES}:
        raise NoPage(f"no page {name!r}; there are {', '.join(each.name for each in PAGES)}")
    if name == "parameters":
        from sim.scenario.parameters import parameters

        return parameters()
    return (files("sim.guide") / f"{name}.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> Iterator[str]:
    r"""Yield the fenced blocks of a language in a page, each without its fences.

    Examples
    --------
    >>> list(blocks("a\n```sh\nls\n```\n```yaml\na: 1\n```\n", "sh"))
    ['ls']
    """
    inside: list[str] | None = None
    for line in text.splitlines():
        if inside is None and line == f"```{language}":
            inside = []
        elif inside is not None and line == "```":
            yield "\n".join(inside)
            inside = None
        elif inside is not None:
            inside.append(line)
