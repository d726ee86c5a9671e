"""The name of a dispatch policy as a scenario may give it; nothing is imported to check it."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

SHIPPED: Final = ("nearest", "run-card", "second-alarm", "coverage")
"""The dispatch policies that ship."""
_OWN: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*")
"""A class or function in a module of the user's own, as ``module:Name``."""


def _known(name: str) -> str:
    if name in SHIPPED or _OWN.fullmatch(name):
        return name
    options = ", ".join(f"'{option}'" for option in (*SHIPPED, "module:Name"))
    raise PydanticCustomError("literal_error", "{expected}", {"expected": options})


PolicyName = Annotated[
    str,
    AfterValidator(_known),
    Field(
        json_schema_extra={
            "anyOf": [{"enum": list(SHIPPED)}, {"type": "string", "pattern": f"^{_OWN.pattern}$"}]
        },
        description="a policy that ships, or one of your own as module:Name; it is imported when a run "
        "begins, from the installed packages or the working directory",
    ),
]
