"""The list: whose turn it is, counted and bounded; found by name and by whole numbers only."""

import re
from typing import Any

import pytest
from sqlalchemy import insert, select

from app.agents.content import columns_of
from app.agents.groups import group
from app.agents.models import Agent
from app.agents.rejections import REJECTIONS
from app.agents.statuses import AgentStatus
from app.agents.steps import is_waiting, open_steps
from app.db.transaction import transaction
from app.extensions import db
from app.lib import clock
from app.users.permissions import Role
from tests.users.bench import Browser, House

TABS = (
    "All",
    "Being filled in",
    "Our turn",
    "Flip&#39;s turn",
    "Verified",
    "Rejected",
    "Suspended or blocked",
    "Need a decision",
)
IDENTITY, PHONE = "3276014107900001", "085612345678"


def add(*agents: dict[str, Any]) -> None:
    """Rows as the room leaves them; `values` is what a form said."""
    now = clock.now()
    common = {"status": "DRAFT", "created_at": now, "updated_at": now}
    with transaction() as session:
        for number, agent in enumerate(agents):
            said = columns_of(agent.pop("values", {"name": f"Agent {number}"}))
            row = common | {"public_id": f"AGT-{number:04}"} | said | agent
            session.execute(insert(Agent), [row])


def shown(page: str) -> list[str]:
    """The public ids of the rows, top to bottom."""
    return re.findall(r'class="row-link" href="/agents/(AGT-\d+)"', page)


def counts(page: str) -> dict[str, str]:
    tabs = re.findall(r'<a class="tab"[^>]*>([^<]+?)\s*(?:<span class="tab-count">([^<]*)</span>)?</a>', page)
    return {name.strip(): count for name, count in tabs}


@pytest.fixture
def staff(house: House) -> Browser:
    return house.as_(Role.STAFF)


def everything_an_agent_can_be() -> None:
    """Each status, each code of a rejection, what needs a decision, and each way to be barred."""
    now = clock.now()
    codes = [*REJECTIONS, None, "99"]
    add(
        *({"status": status} for status in AgentStatus if status is not AgentStatus.REJECTED),
        *({"status": "REJECTED", "rejection_code": code} for code in codes),
        *({"status": "REJECTED", "rejection_code": code, "documents_only": True} for code in codes),
        {"status": "UNKNOWN", "attention": "undecided"},
        *({"status": "APPROVED", "standing": word} for word in ("ACTIVE", "BLACKLISTED", "BLOCKED", "NEW")),
        {"status": "APPROVED", "standing": "ACTIVE", "suspended_at": now},
        {"status": "BASIC_DATA", "suspended_at": now},
    )


def in_group(name: str) -> set[str]:
    condition = group(name)
    assert condition is not None
    return set(db.session.scalars(select(Agent.public_id).where(condition)))


def test_the_groups_are_what_steps_say_of_each_row(house: House) -> None:
    """In SQL and in Python one rule, for whatever an agent can be."""
    everything_an_agent_can_be()
    rows = db.session.scalars(select(Agent)).all()
    drafts = {agent.public_id for agent in rows if agent.state is AgentStatus.DRAFT}
    assert in_group("ours") | drafts == {agent.public_id for agent in rows if open_steps(agent)}
    assert in_group("flips") == {agent.public_id for agent in rows if is_waiting(agent)}
    assert in_group("verified") == {agent.public_id for agent in rows if agent.may_send_money}
    approved = {agent.public_id for agent in rows if agent.state is AgentStatus.APPROVED}
    assert in_group("suspended") & approved == approved - in_group("verified")
    assert in_group("filling") == drafts
    assert not in_group("ours") & in_group("flips")


@pytest.mark.parametrize(
    ("tab", "rows"),
    [
        ("all", 7),
        ("filling", 1),
        ("ours", 2),
        ("flips", 1),
        ("verified", 1),
        ("rejected", 1),
        ("suspended", 1),
        ("decide", 1),
        ("no such tab", 7),
    ],
)
def test_each_tab_shows_its_agents_and_counts_them(staff: Browser, tab: str, rows: int) -> None:
    add(
        {},
        {"status": "BASIC_DATA"},
        {"status": "PENDING"},
        {"status": "APPROVED", "standing": "ACTIVE"},
        {"status": "APPROVED", "standing": "ACTIVE", "suspended_at": clock.now()},
        {"status": "REJECTED", "rejection_code": "12"},
        {"status": "UNKNOWN", "attention": "undecided"},
    )
    page = staff.get(f"/agents/?tab={tab}").text
    assert len(shown(page)) == rows
    assert counts(page) == dict(zip(TABS, ["", "1", "2", "1", "1", "1", "1", "1"], strict=True))


def test_counts_stop_at_a_thousand(staff: Browser) -> None:
    now = clock.now()
    row = {"status": "PENDING", "created_at": now, "updated_at": now}
    with transaction() as session:
        session.execute(insert(Agent), [row | {"public_id": f"AGT-{number:04}"} for number in range(1_020)])
    assert counts(staff.get("/agents/").text)["Flip&#39;s turn"] == "1.000+"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=siti", ["AGT-0001"]),
        ("q=SITI+AMI", ["AGT-0001"]),
        ("q=agt-0001", ["AGT-0001"]),
        ("q=4711", ["AGT-0001"]),
        (f"q={IDENTITY}", ["AGT-0001"]),
        ("q=3276+0141+0790+0001", ["AGT-0001"]),
        (f"q={PHONE}", ["AGT-0001"]),
        ("q=%2B6285612345678", ["AGT-0001"]),
        (f"q={IDENTITY[:-1]}", []),
        (f"q={PHONE[4:]}", []),
        ("q=0001", []),
        ("q=%25", []),
        ("q=_", []),
        ("q=%2B", []),
        ("q=%27%3B+drop+table+agents%3B--", []),
        ("q=siti&tab=filling", []),
        ("size=9999999999999999999999", ["AGT-0002", "AGT-0001", "AGT-0000"]),
    ],
)
def test_a_name_is_found_in_part_and_a_number_only_as_a_whole(
    staff: Browser, query: str, found: list[str]
) -> None:
    siti = {"name": "Siti Aminah", "identity_number": IDENTITY, "phone_number": PHONE}
    budi = {"name": "Budi", "identity_number": "3276014107900002", "phone_number": "085612345679"}
    add({"values": {}}, {"values": siti, "status": "PENDING", "flip_id": "4711"}, {"values": budi})
    answer = staff.get(f"/agents/?{query}")
    assert answer.status_code == 200
    assert shown(answer.text) == found


def test_a_passport_is_found_however_its_letters_are_written(staff: Browser) -> None:
    add({"values": {"name": "Siti", "identity_number": "X1234567"}})
    assert shown(staff.get("/agents/?q=x1234567").text) == ["AGT-0000"]


def test_a_search_reads_no_sealed_number(house: House, staff: Browser) -> None:
    add({"values": {"name": "Siti", "identity_number": IDENTITY, "phone_number": PHONE}})
    with house.statements() as statements:
        staff.get(f"/agents/?q={IDENTITY}")
    asked = [statement for statement in statements if "FROM agents" in statement]
    assert asked
    for sealed in ("identity_number", "phone_number", "agents.address", "agents.email"):
        assert not [statement for statement in asked if sealed in statement]


def test_pages_keep_tab_words_and_size_and_meet_every_agent_once(staff: Browser) -> None:
    add(*({"values": {"name": f"Siti {number}"}} for number in range(60)))
    seen: list[str] = []
    address: str | None = "/agents/?tab=filling&q=siti&size=25"
    while address:
        page = staff.get(address).text
        seen += shown(page)
        onward = re.findall(r'rel="next" href="([^"]+)"', page)
        address = onward[0].replace("&amp;", "&") if onward else None
        assert address is None or all(kept in address for kept in ("tab=filling", "q=siti", "size=25"))
    assert len(seen) == len(set(seen)) == 60


def test_the_list_costs_the_same_for_two_agents_and_for_twenty(house: House, staff: Browser) -> None:
    def cost() -> int:
        with house.statements() as statements:
            assert staff.get("/agents/").status_code == 200
        return len(statements)

    add({}, {"status": "REJECTED", "rejection_code": "16"})
    few = cost()
    add(*({"public_id": f"AGT-1{number:03}", "status": "APPROVED"} for number in range(18)))
    assert cost() == few <= 9


def test_a_row_says_the_next_step_and_what_bars_the_agent(staff: Browser) -> None:
    add(
        {"status": "BASIC_DATA"},
        {"status": "APPROVED", "standing": "BLACKLISTED"},
        {"status": "APPROVED", "standing": "ACTIVE", "suspended_at": clock.now()},
    )
    page = staff.get("/agents/").text
    assert "next: Identity card" in page
    assert "black list" in page
    assert "Suspended here" in page


def test_an_empty_list_says_what_will_appear_and_a_narrow_one_how_to_widen_it(staff: Browser) -> None:
    assert "No agents yet" in staff.get("/agents/").text
    add({})
    assert "Nothing fits" in staff.get("/agents/?q=nowhere").text


@pytest.mark.parametrize(
    "path", ["AGT-none", "AGT-none/live", "number/99", "number/9223372036854775807", "%00"]
)
def test_an_agent_that_is_not_there_is_a_404(staff: Browser, path: str) -> None:
    assert staff.get(f"/agents/{path}").status_code == 404


def test_nobody_signed_in_sees_no_agent(house: House) -> None:
    add({})
    for path in ("/agents/", "/agents/AGT-0000", "/agents/AGT-0000/live", "/agents/number/1"):
        assert house.browser().get(path).status_code == 303
