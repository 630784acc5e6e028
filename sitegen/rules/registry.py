"""Which checks exist: every module of every family package is searched once, at first use."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any, Literal, TypeVar

from sitegen.errors import ConfigError
from sitegen.rules.compiling import BOOK
from sitegen.rules.fault import Fault

Scope = Literal["item", "site", "platform"]
Run = Callable[[Any, Any], Iterable[Fault]]
RunT = TypeVar("RunT", bound=Callable[..., Iterable[Fault]])


@dataclass(frozen=True, slots=True)
class Check:
    """A check function with the rule that it serves.

    `kinds` are the kinds of items that it looks at, none meaning all: a check of one item is run
    on these alone, and on a site without any of them the rule is not applicable.
    """

    rule: str
    scope: Scope
    kinds: tuple[str, ...]
    run: Run


def check(rule: str, *, scope: Scope, kinds: tuple[str, ...] = ()) -> Callable[[RunT], RunT]:
    """Mark a function as the check of `rule`; the module is found by `discover`.

    The function takes the view of its scope and the rulebook and yields faults. `kinds`
    names the kinds of items that the check looks at.
    """

    def mark(function: RunT) -> RunT:
        function.__dict__["check"] = Check(rule, scope, kinds, function)
        return function

    return mark


@lru_cache(maxsize=1)
def discover() -> tuple[Check, ...]:
    """Import all families and return their checks, ordered by rule.

    Raises ConfigError when two checks claim the same rule.
    """
    found: dict[str, Check] = {}
    for module in modules():
        for item in _checks_of(module):
            if item.rule in found:
                raise ConfigError(f"规则 {item.rule} 有两个检查函数，请删去其中一个。")
            found[item.rule] = item
    return tuple(found[rule] for rule in sorted(found))


@lru_cache(maxsize=1)
def modules() -> tuple[ModuleType, ...]:
    """Every module of every family, imported; a family is a package with its file in the book."""
    return tuple(importlib.import_module(name) for name in names())


def names() -> Iterator[str]:
    """Yield the names of these modules."""
    import sitegen.rules as package

    for family in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if (BOOK / f"{family.name.rpartition('.')[2]}.yaml").is_file() and family.ispkg:
            parent = importlib.import_module(family.name)
            for module in pkgutil.iter_modules(parent.__path__, f"{family.name}."):
                yield module.name


def _checks_of(module: ModuleType) -> tuple[Check, ...]:
    marks = (getattr(value, "check", None) for value in vars(module).values())
    own = (mark for mark in marks if isinstance(mark, Check))
    return tuple(mark for mark in own if mark.run.__module__ == module.__name__)
