"""Small faults put into a check's code, one at a time: what its fixtures should notice."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

from sitegen.rules.registry import Check

OTHERS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


class Mutant(NamedTuple):
    """A check with a fault, the module that holds it, and where the fault is."""

    check: Check
    module: ModuleType
    place: str


def mutants(check: Check, module: ModuleType) -> Iterator[Mutant]:
    """Every mutant of the module of a check; one that cannot even be loaded is left out."""
    path = Path(str(module.__file__))
    source = path.read_text(encoding="utf-8")
    for place, code in _faulty(source, path):
        changed = ModuleType(module.__name__)
        changed.__dict__.update(__file__=str(path), __package__=module.__package__)
        try:
            exec(code, changed.__dict__)
        except Exception:
            continue
        found = (getattr(value, "check", None) for value in vars(changed).values())
        same = (one for one in found if isinstance(one, Check) and one.rule == check.rule)
        yield Mutant(next(same), changed, place)


def _faulty(source: str, path: Path) -> Iterator[tuple[str, CodeType]]:
    for number in range(len(list(ast.walk(ast.parse(source))))):
        for choice in range(2):
            tree = ast.parse(source)
            node = list(ast.walk(tree))[number]
            if not _spoil(node, choice):
                break
            line = f"{path.stem}:{getattr(node, 'lineno', 0)}"
            yield f"{line} {ast.unparse(node)[:60]}", compile(tree, str(path), "exec")


def _spoil(node: ast.AST, choice: int) -> bool:
    """Change a node to its choice-th fault; whether there is one."""
    match node:
        case ast.Compare(ops=[operator]) if choice < len(OTHERS.get(type(operator), ())):
            node.ops = [OTHERS[type(operator)][choice]()]
        case ast.BoolOp() if choice == 0:
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.If() if choice == 0:
            node.test = ast.copy_location(ast.Constant(value=True), node.test)
        case ast.BinOp(op=ast.Add() | ast.Sub()) if choice == 0:
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case _:
            return False
    return True
