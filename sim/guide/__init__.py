"""Pages for people: a tutorial for each user, the model by ODD and STRESS, every parameter 使用说明."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final, NamedTuple

from sim.terms.errors import SanduanError


class Page(NamedTuple):
    """A page, what it is about, and whether its tables are wider than a terminal."""

    name: str
    zh: str
    en: str
    wide: bool = False


PAGES: Final = (
    Page("planner", "规划人员教程", "tutorial for planners"),
    Page("trainer", "导调人员教程", "tutorial for trainers"),
    Page("researcher", "研究人员教程", "tutorial for researchers"),
    Page("odd", "模型说明", "the model by the ODD protocol"),
    Page("systems", "工作计划所列体系与模型", "the systems of the plan, and what stands for each", True),
    Page("stress", "研究报告清单", "what a paper should say (STRESS-DES)"),
    Page("parameters", "全部参数", "every parameter: default, unit, range, label, source", True),
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
