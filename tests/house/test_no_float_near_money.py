"""P11: rupiah are whole numbers; no float, and no division that makes one, comes near them."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import Module, app

pytestmark = pytest.mark.alike

MONEY = re.compile(r"idr|rupiah|amount|balance|(^|_)fee(_|$)|(^|_)fees(_|$)", re.I)
SECONDS = "seconds, not rupiah"
COUNTS = "figures for the metrics are floats by their format; these are counts of rows"
# Where a float stands in a module that also knows money, and why it is not about money.
ALLOWED = {
    ("app.bills.queries", "counts_by_status"): COUNTS,
    ("app.doctor", "MOST_DRIFT_SECONDS"): SECONDS,
    ("app.payments.queries", "counts_by_status"): COUNTS,
}
ALLOWED |= {("app.payouts.tasks", name): SECONDS for name in ("LONGEST_WAIT", "_hand_over")}
ALLOWED |= {("app.flip.verdict", name): SECONDS for name in ("LONGEST_WAIT", "retry_after")}
ALLOWED |= {("app.sandbox.mover", name): SECONDS for name in ("TICK", "PAID_AFTER", "SETTLED_AFTER", "Mover")}


def near_money(module: Module) -> bool:
    """True when a module names an amount, a fee or a balance."""
    return any(MONEY.search(name) for name in _names(module.tree))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""


def floats(tree: ast.AST) -> Iterator[ast.AST]:
    """Float literals, calls of float, and divisions; a path joined by `/` is none."""
    for node in ast.walk(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        if literal or call or (isinstance(node, ast.BinOp | ast.AugAssign) and _divides(node)):
            yield node


def _divides(node: ast.BinOp | ast.AugAssign) -> bool:
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    path = any(
        (isinstance(side, ast.Constant) and isinstance(side.value, str))
        or isinstance(side, ast.JoinedStr)
        or "Path" in ast.dump(side)
        for side in sides
    )
    return isinstance(node.op, ast.Div) and not path


def named(node: ast.stmt) -> str:
    """What a statement at the top of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return node.target.id if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else "?"


def test_p11_no_float_stands_near_money() -> None:
    near = [module for module in app() if near_money(module)]
    assert len(near) > 30
    found = {(module.name, named(node)) for module in near for node in module.tree.body if any(floats(node))}
    assert found - set(ALLOWED) == set()


def test_p11_no_amount_is_typed_as_a_float() -> None:
    wrong = []
    for module in app():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.arg) and node.annotation is not None:
                name, annotation = node.arg, node.annotation
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name, annotation = node.target.id, node.annotation
            else:
                continue
            if MONEY.search(name) and "float" in ast.unparse(annotation):
                wrong.append(f"{module.place}:{node.lineno} {name}")
    assert wrong == []


def test_p11_no_column_holds_money_as_anything_but_whole_rupiah() -> None:
    numeric = re.compile(r"\b(Float|Numeric|REAL|Double|DECIMAL)\b")
    assert [
        module.place for module in app() if ".models" in module.name and numeric.search(module.text)
    ] == []


@pytest.mark.parametrize("code", ["amount_idr / 2", "amount_idr *= 1.1", "fee = float(x)", "fee /= 3"])
def test_the_test_of_floats_can_fail(code: str) -> None:
    assert any(floats(ast.parse(code)))


def test_a_path_is_no_division() -> None:
    assert not any(floats(ast.parse("folder / 'data'")))
