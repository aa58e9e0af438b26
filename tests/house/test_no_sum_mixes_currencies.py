"""Nothing sums amounts abroad: what is summed is rupiah, which every transfer has."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import ROOT, house

pytestmark = pytest.mark.alike

FOREIGN = {"foreign_amount", "beneficiary_amount"}
SUMMING = {"sum", "total", "avg", "fsum", "accumulate"}
IN_TEMPLATES = re.compile(
    r"(?:foreign_amount|beneficiary_amount)[^}]*\|\s*sum|\|\s*sum\([^)]*(?:foreign|beneficiary)_amount"
)


def names_in(node: ast.AST) -> set[str]:
    """Every name, attribute and text below a node."""
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute):
            found.add(inner.attr)
        elif isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            found.add(inner.value)
    return found


def sums_abroad(tree: ast.AST) -> Iterator[int]:
    """The lines on which amounts abroad are put together, added or subtracted."""
    if not names_in(tree) & FOREIGN:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in SUMMING and names_in(node) & FOREIGN:
                yield node.lineno
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
            yield from [node.lineno] if names_in(node) & FOREIGN else []


def test_no_statement_sums_amounts_abroad() -> None:
    wrong = [f"{module.name}:{line}" for module in house() for line in sums_abroad(module.tree)]
    assert [one for one in wrong if not one.startswith("app.sandbox")] == []


def test_no_template_sums_amounts_abroad() -> None:
    templates = (ROOT / "templates").rglob("*.html")
    assert [path for path in templates if IN_TEMPLATES.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "statement",
    [
        "func.sum(Transaction.foreign_amount)",
        "func.coalesce(func.sum(Transaction.foreign_amount), 0)",
        "sum(row.transaction.foreign_amount for row in rows)",
        "total = row.foreign_amount + other.foreign_amount",
        "total += row.foreign_amount",
        "func.avg(table.c.foreign_amount)",
    ],
)
def test_the_test_can_fail(statement: str) -> None:
    assert list(sums_abroad(ast.parse(statement)))
    assert not list(sums_abroad(ast.parse(statement.replace("foreign_amount", "amount_idr"))))


def test_the_test_of_templates_can_fail() -> None:
    assert IN_TEMPLATES.search("{{ rows|sum(attribute='foreign_amount') }}")
    assert IN_TEMPLATES.search("{{ rows|map(attribute='transaction.foreign_amount')|sum }}")
    assert not IN_TEMPLATES.search("{{ rows|sum(attribute='amount_idr') }}")
