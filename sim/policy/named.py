"""Policies by name: those that ship, and those of a user's own module 自编策略, as ``module:Name``.

Nothing is imported when a scenario is read, checked or drawn: only when a run begins, or a study is checked
that names the module. It is looked for among the installed packages, then in the working directory; never in
the folder of a scenario, so that a scenario brings no code with it.
"""

import hashlib
import importlib
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.policy import POLICIES, Plan, Policy
from sim.terms.errors import SanduanError

_COLON = ":"


class UnknownPolicy(SanduanError):
    """No policy has that name."""


def find(name: str) -> Callable[[Plan], Policy]:
    """Return what makes a policy from a plan.

    Parameters
    ----------
    name
        One of `POLICIES`, or ``module:Name`` for a class of the user's own, or a function, that is given the
        plan; one that takes nothing is given nothing.

    Raises
    ------
    UnknownPolicy
        If there is none of that name, or it cannot be imported, or it has no ``decide``.
    """
    if name in POLICIES:
        return POLICIES[name]
    if not is_own(name):
        raise UnknownPolicy(
            f"no policy is called {name!r}: the policies are {', '.join(sorted(POLICIES))}, "
            "and those of your own, as module:Name"
        )
    made = _attribute(name)
    if isinstance(made, type):
        if not callable(getattr(made, "decide", None)):
            raise _refused(name, f"the class {made.__name__} has no method decide(picture)")
    elif not inspect.isroutine(made):
        raise _refused(name, "it is neither a class nor a function that makes a policy from a plan")
    return lambda plan: _made(name, made, plan)


def is_own(name: str) -> bool:
    """Whether a name is that of a policy in a module of the user's own."""
    return _COLON in name


def source_digest(names: Iterable[str]) -> str:
    """Return the digest of the files in which policies of the user's own stand; empty where there are none.

    Raises
    ------
    UnknownPolicy
        As `find` does.
    """
    own = sorted({name for name in names if is_own(name)})
    if not own:
        return ""
    total = hashlib.blake2b(digest_size=16)
    for name in own:
        find(name)
        file = sys.modules[name.partition(_COLON)[0]].__file__
        total.update(f"{name}\0".encode())
        total.update(b"" if file is None else Path(file).read_bytes())
    return total.hexdigest()


def _made(name: str, make: Callable[..., Any], plan: Plan) -> Policy:
    """Make a policy, and look whether it is one."""
    policy = make(plan) if inspect.signature(make).parameters else make()
    if not callable(getattr(policy, "decide", None)):
        raise _refused(name, f"what it returns, a {type(policy).__name__}, has no method decide(picture)")
    made: Policy = policy
    return made


def _attribute(name: str) -> Any:
    module, _, attribute = name.partition(_COLON)
    found = _module(name, module)
    if not attribute or not hasattr(found, attribute):
        has = [key for key, value in vars(found).items() if callable(getattr(value, "decide", None))]
        said = f"; it has {', '.join(sorted(has))}" if has else ""
        raise _refused(name, f"the module {module} has no {attribute or 'name after the colon'}{said}")
    return getattr(found, attribute)


def _module(name: str, module: str) -> ModuleType:
    """Import a module: any fault of it is told, not shown as a traceback."""
    try:
        with _working_directory():
            return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is not None and f"{module}.".startswith(f"{error.name}."):
            where = f"neither in {Path.cwd()} nor among the installed packages"
            raise _refused(name, f"there is no module {module}, {where}") from None
        raise _refused(name, f"the module {module} cannot be imported: {error}") from None
    except Exception as error:
        raise _refused(
            name, f"the module {module} cannot be imported: {type(error).__name__}: {error}"
        ) from error


@contextmanager
def _working_directory() -> Iterator[None]:
    """Look for modules in the working directory too, after everything that is installed."""
    here = str(Path.cwd())
    importlib.invalidate_caches()
    sys.path.append(here)
    try:
        yield
    finally:
        sys.path.remove(here)


def _refused(name: str, why: str) -> UnknownPolicy:
    return UnknownPolicy(f"policy {name!r}: {why}")
