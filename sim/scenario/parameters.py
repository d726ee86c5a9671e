"""Every parameter with its default, unit, range, label and source, as the code has them 参数表."""

from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.fields import TABLES
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity

_HEAD: Final = (
    "| key 键 | default 默认 | unit 单位 | range 范围 | label 标签 | source 来源 |\n|---|---|---|---|---|---|"
)
_DEEPEST: Final = 6


def parameters() -> str:
    """Return all quantities of a scenario, by section, as Markdown.

    ``*`` in a key stands for the name of an entry, such as a kind of incident. A quantity without a default
    must be given by the scenario.
    """
    parts = ["# Parameters 参数\n", "Every quantity as the code has it. 由程序生成。\n"]
    for name, field in Scenario.model_fields.items():
        if name in TABLES:
            continue
        rows = list(_rows(name, field, 0))
        if rows:
            parts += [f"\n## {name}\n", _HEAD, *rows]
    return "\n".join(parts) + "\n"


def _rows(path: str, field: FieldInfo, depth: int) -> Iterator[str]:
    """Yield a row for each quantity at or below a field."""
    default = field.get_default(call_default_factory=True) if not field.is_required() else None
    if isinstance(default, Quantity) or field.annotation is Quantity:
        yield _row(path, default if isinstance(default, Quantity) else None)
        return
    for inner, star in _models(field.annotation):
        below = f"{path}.*" if star else path
        if depth < _DEEPEST:
            for name, part in inner.model_fields.items():
                yield from _rows(f"{below}.{name}", _own(part, default, name, star), depth + 1)


def _own(part: FieldInfo, default: Any, name: str, star: bool) -> FieldInfo:
    """Return a field with the default that its section's own default gives it, where there is one."""
    value = None if star else getattr(default, name, None)
    if value is None:
        return part
    copied = FieldInfo.merge_field_infos(part)
    copied.default, copied.default_factory = value, None
    return copied


def _row(path: str, quantity: Quantity | None) -> str:
    if quantity is None:
        return f"| `{path}` | – | | | | must be given 必须给出 |"
    value, low, high = (f"{number:g}" for number in (quantity.value, quantity.low, quantity.high))
    source = quantity.source.replace("|", "\\|")
    return f"| `{path}` | {value} | {quantity.unit} | {low} to {high} | {quantity.label.value} | {source} |"


def _models(annotation: Any) -> Iterator[tuple[type[BaseModel], bool]]:
    """Yield the sections in an annotation, and whether they stand under names or positions of their own."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, False
        return
    for part in get_args(annotation):
        for inner, _ in _models(part):
            yield inner, _is_collection(annotation)


def _is_collection(annotation: Any) -> bool:
    from typing import get_origin

    return get_origin(annotation) in (dict, tuple, list, frozenset, set)
