"""Imports go strictly down: the floors of the house, its doors, and who alone may do certain things."""

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.house.source import Import, Module, app, house, imports, within

pytestmark = pytest.mark.alike

FLOORS: dict[int, tuple[str, ...]] = {
    10: (
        "wsgi",
        "factory",
        "cli",
        "rooms",
        "watch",
        "doctor",
        "serving",
        "commands_people",
        "generated_docs",
    ),
    9: ("overview", "reports", "transactions", "settings"),
    8: ("disbursements", "international"),
    7: ("payouts", "beneficiaries", "parties"),
    6: ("bills", "inquiries", "agents"),
    5: ("payments", "banks", "places", "balances", "corridors"),
    4: ("callbacks", "gateway"),
    3: ("users", "audit", "timeline", "outbox", "policy"),
    2: ("web", "vault"),
    1: ("db", "extensions"),
    0: ("config", "lib", "flip"),
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
# On one floor nobody knows the neighbour, but for these; floor 10 is one room with many doors.
NEIGHBOURS = {("users", "audit"), ("web", "vault"), ("extensions", "db"), ("db", "extensions")}
FEATURES = {room for floor in range(5, 10) for room in FLOORS[floor]}
DOORS = {"service", "queries", "statuses", "models"}
# What every transfer out shares is made to be used by the rooms of each kind.
SHARED = {
    "payouts": {
        "anew",
        "approvals",
        "by_rule",
        "doubts",
        "forms",
        "forms_settling",
        "hearing",
        "keys",
        "kinds",
        "holds",
        "limits",
        "look_alikes",
        "on_page",
        "refusals",
        "reservations",
        "routes",
        "rows",
        "showing",
        "verdict",
        "submitting",
        "words",
    },
    # What an amount abroad costs, what a country asks for and whether a corridor is open are said alike
    # wherever a transfer abroad is made or looked at.
    "corridors": {"asks", "conversion", "showing"},
    # The fields of an address are made for every form that has one.
    "places": {"region_fields"},
    # The forms of a transfer abroad are made of them.
    "parties": {"fields", "labels", "masking", "needs"},
}
# Entered by another door, and why.
OTHER_DOORS: dict[tuple[str, str], str] = {}
OPENS_THE_SANDBOX = {"app.factory", "app.cli", "app.serving"}
SPEAKS_HTTP = {"app.flip.transport", "app.flip.connections", "app.flip.multipart", "app.sandbox.courier"}
HTTP = {"requests", "urllib3", "httpx", "aiohttp", "http.client", "urllib.request"}


def room_of(name: str) -> str:
    """The room a module stands in: `bills` for `app.bills.service`, `config` for `app.config`."""
    return name if name == "wsgi" else (name.split(".") + [""])[1]


def inside_the_house() -> Iterator[tuple[Module, Import]]:
    for module in house():
        for one in imports(module):
            if within(one.target, "app"):
                yield module, one


def said(one: Import) -> str:
    return f"{one.of}:{one.line} imports {one.target}"


def is_upstairs(here: str, there: str) -> bool:
    """True when `here` may not know `there`."""
    if here == there:
        return False
    below, above = FLOOR_OF[there], FLOOR_OF[here]
    if below == above:
        return above != 10 and (here, there) not in NEIGHBOURS
    return below > above


def test_every_room_has_its_floor() -> None:
    rooms = {room_of(module.name) for module in house()} - {""}
    assert rooms - set(FLOOR_OF) == set()


def test_imports_go_strictly_down() -> None:
    wrong = [
        said(one)
        for module, one in inside_the_house()
        if not within(one.target, "app.sandbox")
        and is_upstairs(room_of(module.name), room_of(one.target) or "rooms")
    ]
    assert wrong == []


def test_the_test_of_floors_can_fail() -> None:
    assert is_upstairs("payments", "bills")
    assert is_upstairs("outbox", "timeline")
    assert is_upstairs("lib", "flip")
    assert not is_upstairs("bills", "payments")
    assert not is_upstairs("cli", "doctor")


def test_the_map_of_the_house_imports_nothing() -> None:
    [map_] = [module for module in house() if module.name == "app"]
    assert list(imports(map_)) == []


def test_extensions_know_of_the_database_its_base_alone() -> None:
    [extensions] = [module for module in house() if module.name == "app.extensions"]
    known = {one.target for one in imports(extensions) if within(one.target, "app")}
    assert known == {"app.db.base"}
    above = {one.target for module in house() if module.name == "app.db.base" for one in imports(module)}
    assert "app.extensions" not in above


def test_another_feature_room_is_entered_by_its_doors_only() -> None:
    wrong = []
    for module, one in inside_the_house():
        here, there = room_of(module.name), room_of(one.target)
        if here == there or not {here, there} <= FEATURES:
            continue
        door = (one.target.split(".") + [""])[2] or (one.names or ("",))[0]
        if door not in DOORS | SHARED.get(there, set()) and (one.of, one.target) not in OTHER_DOORS:
            wrong.append(said(one))
    assert wrong == []


def test_statuses_know_nothing_but_lib() -> None:
    wrong = [
        said(one)
        for module, one in inside_the_house()
        if module.name.endswith(".statuses") and not within(one.target, "app.lib")
    ]
    assert wrong == []


def test_the_sandbox_is_a_house_apart() -> None:
    inside = [module for module in app() if within(module.name, "app.sandbox")]
    outward = [
        said(one)
        for module in inside
        for one in imports(module)
        if within(one.target, "app") and not within(one.target, "app.sandbox")
    ]
    inward = [
        said(one)
        for module, one in inside_the_house()
        if within(one.target, "app.sandbox") and module.name not in OPENS_THE_SANDBOX
    ]
    assert (outward, inward) == ([], [])


def test_flip_could_be_published_by_itself() -> None:
    frameworks = ("flask", "sqlalchemy", "flask_babel", "huey", "wtforms")
    wrong = [
        said(one)
        for module in house()
        if within(module.name, "app.flip")
        for one in imports(module)
        if (within(one.target, "app") and not within(one.target, "app.flip"))
        or one.target.split(".")[0] in frameworks
    ]
    assert wrong == []


def test_http_is_spoken_in_few_places() -> None:
    speakers = {
        module.name
        for module in app()
        for one in imports(module)
        if any(within(one.target, library) for library in HTTP)
    }
    assert speakers - SPEAKS_HTTP == set()
    assert "app.flip.transport" in speakers


def test_only_the_transaction_commits() -> None:
    committing = {
        module.name
        for module in house()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "begin_nested"}
    }
    assert committing == {"app.db.transaction"}


def test_only_compare_and_set_updates() -> None:
    importing = {
        module.name
        for module in house()
        for one in imports(module)
        if within(one.target, "sqlalchemy") and "update" in one.names
    }
    in_text = {
        module.name
        for module in house()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("UPDATE ")
    }
    assert importing | in_text == {"app.db.compare_and_set"}


def test_nothing_is_imported_inside_a_function() -> None:
    wrong = [
        f"{module.name}:{inner.lineno}"
        for module in app()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert wrong == []


def test_nothing_is_imported_relatively() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in app()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert wrong == []


def test_no_modules_import_in_a_circle() -> None:
    known = {module.name for module in app()}
    graph: dict[str, set[str]] = defaultdict(set)
    for module in app():
        graph[module.name] = {one.target for one in imports(module) if one.target in known} - {module.name}
    assert circle(graph) == []


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules that are left when all that import nothing left are taken away, again and again."""
    left = {name: set(needs) for name, needs in graph.items()}
    while free := [name for name, needs in left.items() if not needs]:
        for name in free:
            del left[name]
        for needs in left.values():
            needs.difference_update(free)
    return sorted(left)


def test_the_test_of_circles_can_fail() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]
